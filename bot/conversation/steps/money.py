"""An amount of money; its currency is the cluster's unless another is named or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, replace
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
from bot.conversation.understanding.unit_names import names_unit
from bot.language.currencies import named
from bot.language.money import price_of_one, read_money
from bot.language.reading import Reading
from bot.language.text import Currency, Text, _, layout, lines
from bot.language.typed import folded
from bot.language.voice import Voice
from storage.values import Money, Quantity

# A common amount where a thousand is little.
_COMMON = {
    "COP": 450_000,
    "CLP": 120_000,
    "KES": 15_000,
    "INR": 15_000,
    "PYG": 900_000,
    "CRC": 90_000,
    "ARS": 150_000,
}


@dataclass(frozen=True)
class AskMoney(Step):
    """`currencies` are offered beside the cluster's own; any other can be typed.

    It is what all is worth: a price for one of them is multiplied by the quantity that the step
    `of` was told, and shown.
    """

    _: KW_ONLY
    of: str | None = None
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
        return Screen(loose=offers, hint=_typed(codes[:2][-1]), question=_("In what currency?"))

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
        voice, currency = self._voice(asking), self._currency(asking)
        if self._switched(asking, named(words, voice)):
            return Redraw()
        if (price := price_of_one(words)) is not None:
            return self._for_all(asking, read_money(price, voice), currency)
        if names_unit(folded(words)):
            return Unclear(_in_all(currency, _("That is a quantity.")))
        found = read_money(words, voice)
        return Answer(found.value) if found.understood else self._unread(asking, found, currency)

    def _unread(self, asking: Asking, found: Reading[Money], currency: str) -> Unclear:
        if found.ambiguous:
            return Unclear(found.reason or _("Which amount do you mean?"), found.values)
        if asking.scratch.get("choosing"):
            return Unclear(_("I do not know that currency. Tap one, or type its name."))
        example = _("Type an amount, for example {example}.", example=_example(currency))
        return Unclear(found.reason or example)

    def _voice(self, asking: Asking) -> Voice:
        voice = asking.turn.voice
        return Voice.of(voice.language, voice.territory, self._currency(asking), voice.zone)

    def _switched(self, asking: Asking, codes: Sequence[str]) -> bool:
        """A currency alone, without an amount, is the one that the amount will be in."""
        if len(codes) != 1:
            return False
        asking.scratch |= {"choosing": False, "currency": codes[0]}
        return True

    def _for_all(self, asking: Asking, price: Reading[Money], currency: str) -> Outcome:
        quantity = asking.answers.get(self.of) if self.of else None
        if not isinstance(quantity, Quantity) or not price.values:
            return Unclear(_in_all(currency))
        totals = [replace(one, minor=round(one.minor * quantity.amount)) for one in price.values]
        reason = _(
            "{quantity} at {price} each is this in all. Is it right?",
            quantity=quantity,
            price=price.values[0],
        )
        return Unclear(reason, tuple(totals))

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


def _in_all(currency: str, why: Text | None = None) -> Text:
    example = _example(currency)
    asked = _("Here goes the total, for example {example}.", example=example)
    return asked if why is None else lines(why, asked, gap=" ")


def _example(currency: str) -> Money:
    """Of a size that is common there."""
    amount = _COMMON.get(currency, 1200)
    return Money(amount * 10 ** get_currency_precision(currency), currency)


def _in_currency(current: Any, currency: str) -> Money | None:
    """The figure of the answer so far in the currency just chosen: it was mistaken for another."""
    if not isinstance(current, Money) or current.currency == currency:
        return None
    digits = get_currency_precision(currency) - get_currency_precision(current.currency)
    minor = current.minor * 10**digits if digits >= 0 else current.minor // 10**-digits
    return Money(int(minor), currency) if minor > 0 else None
