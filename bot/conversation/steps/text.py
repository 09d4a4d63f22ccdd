"""Free words."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar

from bot.conversation.steps.base import Answer, Asking, Outcome, Step, Unclear
from bot.conversation.words import clip, utf16
from bot.language.text import Text, _n, raw

# The least that is cut off with an offer to keep the rest.
_ELLIPSIS = 1


@dataclass(frozen=True)
class AskText(Step):
    """Up to `max_length` characters, counted as Telegram counts them."""

    _: KW_ONLY
    max_length: int = 200
    kind: ClassVar[str] = "text"

    async def typed(self, asking: Asking, words: str) -> Outcome:
        words = words.strip()
        long = too_long(words, self.max_length)
        if long is not None:
            return Unclear(long, (clip(words, self.max_length),))
        return Answer(words)

    def say(self, value: Any) -> Text:
        return raw(value)


def too_long(words: str, most: int) -> Text | None:
    """Why these words cannot be kept; None when they can."""
    length = utf16(words)
    if length <= most:
        return None
    return _n(
        "That is {n} character; at most {most} fit.",
        "That is {n} characters; at most {most} fit.",
        length,
        most=most,
    )
