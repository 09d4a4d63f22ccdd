"""Free words."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar

from bot.conversation.steps.base import Answer, Asking, Outcome, Step, Unclear
from bot.conversation.words import cleaned, clip, is_blank, utf16
from bot.language.text import Text, _, _n, raw


@dataclass(frozen=True)
class AskText(Step):
    """Up to `max_length` characters, counted as Telegram counts them."""

    _: KW_ONLY
    max_length: int = 200
    kind: ClassVar[str] = "text"

    async def typed(self, asking: Asking, words: str) -> Outcome:
        words = cleaned(words)
        why = unfit(words, self.max_length)
        if why is None:
            return Answer(words)
        short = clip(words, self.max_length)
        if is_blank(short):
            return Unclear(why)
        most = self.max_length
        keep = _n("Keep the first {n} character", "Keep the first {n} characters", most)
        return Unclear(why, (short,), keep)

    def say(self, value: Any) -> Text:
        return raw(value)


def unfit(words: str, most: int) -> Text | None:
    """Why these words cannot be kept; None when they can."""
    if is_blank(words):
        return _("I see no words there. Type a few, please.")
    length = utf16(words)
    if length <= most:
        return None
    return _n(
        "That is {n} character; at most {most} fit.",
        "That is {n} characters; at most {most} fit.",
        length,
        most=most,
    )
