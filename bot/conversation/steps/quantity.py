"""How much of something, with its unit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from bot.conversation.answers import Answers
from bot.conversation.steps.base import (
    Answer,
    Asking,
    Offer,
    Outcome,
    Redraw,
    Screen,
    Step,
    Unclear,
)
from bot.conversation.steps.number import Suggest, suggestions
from bot.conversation.understanding.quantities import read_quantity
from bot.language import units
from bot.language.text import Text, _, raw
from storage.values import Quantity

if TYPE_CHECKING:
    from bot.language.voice import Voice
    from bot.pipeline.turn import Turn

Units = Sequence[str] | Callable[["Turn", Answers], Awaitable[Sequence[str]]]


@dataclass(frozen=True)
class AskQuantity(Step):
    """`units` are codes, the usual first: a number alone is in that one, or in the one tapped.

    `of` is the step that told what is counted.
    """

    _: KW_ONLY
    units: Units
    of: str | None = None
    suggest: Suggest | None = None
    kind: ClassVar[str] = "quantity"

    async def screen(self, asking: Asking) -> Screen:
        codes = asking.scratch["units"] = await self._units(asking)
        switched = self._switched(asking, codes[0])
        if switched is None:
            loose = await suggestions(self, self.suggest, asking)
        else:
            loose = [Offer(self.say(switched), "same")]
        voice = asking.turn.voice
        others = [
            Offer(_("in {unit}", unit=_unit_name(code, voice)), f"in{code}") for code in codes[1:]
        ]
        return Screen(
            loose=loose,
            rows=[others] if others else [],
            hint=self.hint or _("In {unit}.", unit=_unit_name(codes[0], voice)),
        )

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        code = arg.removeprefix("in")
        codes = asking.scratch.get("units") or await self._units(asking)
        if code != arg and code in codes:
            asking.scratch["unit"] = code
            return Redraw()
        value = self._switched(asking, codes[0]) if arg == "same" else asking.offered(arg)
        return None if value is None else Answer(value)

    async def typed(self, asking: Asking, words: str) -> Outcome:
        codes = asking.scratch.get("units") or await self._units(asking)
        voice = asking.turn.voice
        product = asking.answers.text(self.of) if self.of else None
        found = read_quantity(words, voice, codes, voice.plain(product) if product else "")
        if found.understood:
            return Answer(found.value)
        if found.ambiguous:
            return Unclear(found.reason or _("Which one do you mean?"), found.values)
        example = Quantity(20_000, codes[0])
        reason = _("Type how much, for example {example}.", example=example)
        return Unclear(found.reason or reason)

    async def _units(self, asking: Asking) -> list[str]:
        """The unit chosen here, or that of the answer so far, before the others."""
        if callable(self.units):
            codes = await self.units(asking.turn, asking.answers)
        else:
            codes = self.units
        chosen = asking.scratch.get("unit")
        if chosen is None and isinstance(asking.current, Quantity):
            chosen = asking.current.unit
        return list(dict.fromkeys([chosen, *codes] if chosen else codes))

    def _switched(self, asking: Asking, unit: str) -> Quantity | None:
        """The figure of the answer so far in the unit just chosen."""
        current = asking.current
        if not isinstance(current, Quantity) or current.unit == unit:
            return None
        return replace(current, unit=unit)


def _unit_name(code: str, voice: Voice) -> Text:
    return raw(voice.plain(units.many(code)).strip())
