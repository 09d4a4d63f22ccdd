"""What a form was told so far, as its callbacks read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.language.text import Text

if TYPE_CHECKING:
    from bot.conversation.steps.base import Step


class Answers(Mapping[str, Any]):
    """By the step's name. A step that was skipped is there with None, one not yet asked is not.

    Of a choice this gives the option's value; `text` gives what is shown for any answer.
    """

    def __init__(self, steps: Mapping[str, Step], kept: Mapping[str, Any]) -> None:
        self._steps = steps
        self._kept = kept

    def __getitem__(self, name: str) -> Any:
        kept = self._kept[name]
        return None if kept is None else self._steps[name].plain(kept)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def text(self, name: str) -> Text | None:
        """The answer as it is shown; None when there is none."""
        kept = self._kept.get(name)
        return None if kept is None else self._steps[name].say(kept)
