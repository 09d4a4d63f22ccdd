"""Yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.conversation.steps.base import Answer, Asking, Offer, Outcome, Screen, Step, Unclear
from bot.conversation.words import NO, YES, means
from bot.language.text import Text, _


@dataclass(frozen=True)
class AskYesNo(Step):
    kind: ClassVar[str] = "yes or no"

    async def screen(self, asking: Asking) -> Screen:
        told = asking.current
        yes = Offer(_("Yes"), "yes", current=told is True)
        return Screen(rows=[[yes, Offer(_("No"), "no", current=told is False)]])

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        return Answer(arg == "yes") if arg in ("yes", "no") else None

    async def typed(self, asking: Asking, words: str) -> Outcome:
        voice = asking.turn.voice
        if means(voice, words, YES):
            return Answer(True)
        if means(voice, words, NO):
            return Answer(False)
        return Unclear(_("Tap Yes or No, or type it."))

    def say(self, value: Any) -> Text:
        return _("Yes") if value else _("No")
