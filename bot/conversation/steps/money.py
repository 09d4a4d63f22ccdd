"""An amount of money; its currency is the cluster's unless another is named or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar

from babel.numbers import get_currency_precision

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
from bot.language.money import read_money
from bot.language.text import Currency, Text, _, layout
from bot.language.voice import Voice
from storage.values import Money


@dataclass(frozen=True)
class AskMoney(Step):
    """`currencies` are offered beside the cluster's own; any other can be typed."""

    _: KW_ONLY
    suggest: Suggest | None = None
    currencies: Sequence[str] = ("USD", "EUR")
    kind: ClassVar[str] = "money"

    async def screen(self, asking: Asking) -> Screen:
        if asking.scratch.get("choosing"):
            return self._choosing(asking)
        currency = self._currency(asking)
        same = _in_currency(asking.current, currency)
        if same is not None:
            loose = [Offer(self.say(same), "same")]
        else:
            loose = await suggestions(self, self.suggest, asking)
        switch = Offer(_("Another currency"), "currency")
        return Screen(loose=loose, rows=[[switch]], hint=self._hint(asking, currency))

    def _choosing(self, asking: Asking) -> Screen:
        codes = list(dict.fromkeys((asking.turn.voice.currency, *self.currencies)))
        offers = [
            Offer(layout("{name} ({code})", name=Currency(code), code=code), f"in{code}")
            for code in codes
        ]
        return Screen(loose=offers, hint=_typed(codes[:2][-1]))

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        if arg == "currency":
            asking.scratch["choosing"] = True
            return Redraw()
        code = arg.removeprefix("in")
        if code != arg and code in (asking.turn.voice.currency, *self.currencies):
            asking.scratch |= {"choosing": False, "currency": code}
            return Redraw()
        if arg == "same":
            value = _in_currency(asking.current, self._currency(asking))
        else:
            value = asking.offered(arg)
        return None if value is None else Answer(value)

    async def typed(self, asking: Asking, words: str) -> Outcome:
        voice = asking.turn.voice
        currency = self._currency(asking)
        found = read_money(words, Voice.of(voice.language, voice.territory, currency, voice.zone))
        if found.understood:
            return Answer(found.value)
        if found.ambiguous:
            return Unclear(found.reason or _("Which amount do you mean?"), found.values)
        example = _("Type an amount, for example {example}.", example=_example(currency))
        return Unclear(found.reason or example)

    def _hint(self, asking: Asking, currency: str) -> Text | None:
        if currency == asking.turn.voice.currency:
            return None
        return _("In {currency}.", currency=Currency(currency, many=True))

    def _currency(self, asking: Asking) -> str:
        """What was chosen here; else that of the answer so far; else the cluster's."""
        if chosen := asking.scratch.get("currency"):
            return str(chosen)
        if isinstance(asking.current, Money):
            return asking.current.currency
        return asking.turn.voice.currency


def _typed(currency: str) -> Text:
    return _("You can also type it: “{example}”.", example=_example(currency))


def _example(currency: str) -> Money:
    return Money(1200 * 10 ** get_currency_precision(currency), currency)


def _in_currency(current: Any, currency: str) -> Money | None:
    """The figure of the answer so far in the currency just chosen: it was mistaken for another."""
    if not isinstance(current, Money) or current.currency == currency:
        return None
    digits = get_currency_precision(currency) - get_currency_precision(current.currency)
    minor = current.minor * 10**digits if digits >= 0 else current.minor // 10**-digits
    return Money(int(minor), currency) if minor > 0 else None
