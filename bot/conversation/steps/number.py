"""A number, and a quantity with its unit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from bot.conversation.answers import Answers
from bot.conversation.steps.base import (
    Answer,
    Asking,
    Offer,
    Outcome,
    Screen,
    Step,
    Unclear,
)
from bot.language.numbers import read_number
from bot.language.text import Text, _

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

Suggest = Callable[["Turn", Answers], Awaitable[Sequence[Any]]]


async def suggestions(step: Step, suggest: Suggest | None, asking: Asking) -> list[Offer]:
    """Buttons for the values that are usual here."""
    if suggest is None:
        return []
    values = list(dict.fromkeys(await suggest(asking.turn, asking.answers)))
    args = asking.offer(values)
    return [Offer(step.say(value), arg) for value, arg in zip(values, args, strict=True)]


@dataclass(frozen=True)
class AskNumber(Step):
    """A whole number from `least` to `most`, or a Decimal if not `whole`."""

    _: KW_ONLY
    whole: bool = True
    least: int = 0
    most: int = 1_000_000
    suggest: Suggest | None = None
    kind: ClassVar[str] = "number"

    async def screen(self, asking: Asking) -> Screen:
        return Screen(loose=await suggestions(self, self.suggest, asking))

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        value = asking.offered(arg)
        return None if value is None else Answer(value)

    async def typed(self, asking: Asking, words: str) -> Outcome:
        found = read_number(words, asking.turn.voice)
        fitting = [value for value in found.values if self._refusal(value) is None]
        if len(fitting) == 1:
            return Answer(int(fitting[0]) if self.whole else fitting[0])
        if found.understood:
            return Unclear(self._refusal(found.value) or _("Type a number."))
        readings = tuple(int(value) if self.whole else value for value in fitting)
        return Unclear(found.reason or _("Type a number, for example 12."), readings)

    def _refusal(self, value: Decimal) -> Text | None:
        if self.whole and value != value.to_integral_value():
            return _("It must be a whole number.")
        if value < self.least:
            return _("It must be at least {least}.", least=self.least)
        if value > self.most:
            return _("It must be at most {most}.", most=self.most)
        return None
