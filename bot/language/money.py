"""Amounts of money as people type them: "$1.200", "1,200 dólares", "KSh 7,500", "2 mil soles".

Digits follow the rules of `bot.language.numbers`, with one more: three digits after a sign are a
group ("1.234" pesos in Mexico are 1234), as no currency read here has three decimals in use.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.numbers import get_currency_precision

from bot.language.currencies import unmarked
from bot.language.numbers import (
    LARGEST,
    number_values,
    starts_negative,
    too_large,
    too_small,
)
from bot.language.reading import Reading, reading, unread
from bot.language.text import Currency, Text, _, _n
from bot.language.typed import folded
from storage.values import Money

if TYPE_CHECKING:
    from bot.language.voice import Voice

# "12 pesos con 50", "3 dollars and 50 cents"
_CENTS = re.compile(
    r"([^a-z.,]*\d)((?: [a-z]+)*) "
    r"(?:con (?P<con>\d\d)(?: cent[a-z]+)?|(?:y|and) (?P<y>\d\d) cent[a-z]+)"
)
# "5 mil c/u", "$20 each", "3.000 el kilo": what one of them costs.
_EACH = re.compile(
    r"(?:(?:a|at) )?(?P<price>.*\d.*|.*(?:mil|thousand)\S*.*?) ?"
    r"(?<![a-z])(?:c/ ?u|cada un[oa]?|each|apiece|"
    r"(?:por|per|a|la|el|x|/) ?"
    r"(?:unidad|pieza|piece|unit|kilo|kg|litro|litre|liter|docena|dozen))$"
)
_LETTERS = re.compile(r"[a-z]")


def read_money(raw: str, voice: Voice) -> Reading[Money]:
    """More than zero, up to 10^12; in the cluster's currency unless another is named."""
    text = folded(raw)
    if cents := _CENTS.fullmatch(text):
        text = f"{cents[1]}.{cents['con'] or cents['y']}{cents[2]}"
    marked = unmarked(text, voice)
    if not marked.currencies:
        return unread(_("I see two different currencies. Please write only one."))
    if starts_negative(text) or starts_negative(marked.rest):
        return unread(too_small())
    amounts = number_values(marked.rest, voice, money=not _LETTERS.search(marked.rest))
    return money_of(amounts, marked.currencies)


def price_of_one(raw: str) -> str | None:
    """The words for the price where they say that it is for one of several."""
    found = _EACH.fullmatch(folded(raw))
    return found["price"].strip() if found else None


def money_of(amounts: tuple[Decimal, ...], currencies: tuple[str, ...]) -> Reading[Money]:
    """Every plausible amount in every plausible currency, or why there is none."""
    if not amounts:
        return unread()
    if min(amounts) > LARGEST:
        return unread(too_large())
    fitting = [amount for amount in amounts if 0 < amount <= LARGEST]
    if not fitting:
        return unread(too_small())
    found = [minor_of(amount, code) for code in currencies for amount in fitting]
    exact = [money for money in found if money is not None]
    return reading(exact) if exact else unread(_too_fine(currencies[0]))


def minor_of(amount: Decimal, currency: str) -> Money | None:
    """None where the currency has no part so small."""
    minor = amount.scaleb(get_currency_precision(currency))
    return Money(int(minor), currency) if minor == minor.to_integral_value() else None


def _too_fine(currency: str) -> Text:
    digits, name = get_currency_precision(currency), Currency(currency, many=True)
    if digits == 0:
        return _("Amounts in {currency} have no decimals.", currency=name)
    return _n(
        "Amounts in {currency} have at most {n} decimal.",
        "Amounts in {currency} have at most {n} decimals.",
        digits,
        currency=name,
    )
