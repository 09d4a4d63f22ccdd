"""An answer that nobody is asked for: a form is started with it and hands it on at its end."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import Any, ClassVar

from bot.conversation.kept import Option
from bot.conversation.steps.base import Asking, Outcome, Step, Unclear
from bot.language.text import Text, _, raw


@dataclass(frozen=True)
class Carried(Step):
    """On no screen and not on the card: `Carried("invitation")`."""

    question: Text = field(default_factory=lambda: raw(""))
    _: KW_ONLY
    asked: bool = False
    kind: ClassVar[str] = "carried along"
    shown: ClassVar[bool] = False

    def say(self, value: Any) -> Text:
        return value.label if isinstance(value, Option) and value.label else super().say(value)

    async def typed(self, asking: Asking, words: str) -> Outcome:
        return Unclear(_("That can no longer be changed."))
