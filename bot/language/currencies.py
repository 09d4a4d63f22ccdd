"""The words and signs that name a currency, and which of several a country means by them.

"Pesos" are those of the cluster or its territory where it has pesos, else any of the four that
trade most: asked. A bare "$" is the cluster's currency if that is a peso or a dollar, else the
territory's own if CLDR writes that so, else US dollars. "Dollars" are the cluster's own if it has
any (Canada), else those of the United States, as are "dólares" all over Latin America.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from bot.language.typed import folded

if TYPE_CHECKING:
    from bot.language.voice import Voice

_PESOS = ("MXN", "COP", "CLP", "ARS", "UYU", "DOP", "CUP", "PHP")
_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "JMD", "BZD", "TTD", "BBD", "BSD", "NAD", "GYD")
_SHILLINGS = ("KES", "UGX", "TZS")
_RUPEES = ("INR", "PKR", "LKR", "NPR")
_C_DOLLARS = ("CAD", "NIO")
_WRITTEN_AS_DOLLARS = frozenset((*_PESOS, *_DOLLARS)) - {"PHP"}

# Of a kind: the cluster's own if it is among them, else as many of the first as are worth asking.
_KINDS = {
    "peso": (_PESOS, 4),
    "dollar": (_DOLLARS, 1),
    "shilling": (_SHILLINGS, 3),
    "rupee": (_RUPEES, 1),
    "c$": (_C_DOLLARS, 2),
}

_WORDS = {
    "peso": "peso pesos",
    "dollar": "dolar dolares dollar dollars dls dlls dlrs",
    "shilling": "chelin chelines shilling shillings sh shs",
    "rupee": "rupia rupias rupee rupees rs rs.",
    "c$": "c$",
    "USD": "us$ u$s u$d usd$ us",
    "EUR": "euro euros",
    "PEN": "s/ s/. sol soles",
    "KES": "ksh kshs ksh. kes.",
    "MXN": "m.n mn mx$ mex$",
    "COP": "col$",
    "BRL": "real reales reais",
    "GBP": "£ sterling esterlinas",
    "BOB": "boliviano bolivianos bs bs.",
    "GTQ": "quetzal quetzales",
    "HNL": "lempira lempiras",
    "PYG": "guarani guaranies",
    "CRC": "colon colones",
    "NIO": "cordoba cordobas",
    "CNY": "yuan yuanes",
    "JPY": "yen yenes",
    "VES": "bolivar bolivares",
}
_PHRASES = {
    "dolares americanos": "USD",
    "american dollars": "USD",
    "us dollars": "USD",
    "nuevos soles": "PEN",
    "moneda nacional": "MXN",
    "pounds sterling": "GBP",
    "libras esterlinas": "GBP",
}
# Codes that are everyday words in Spanish or English, and are known by their names only.
_NOT_CODES = frozenset({"all", "top", "cup", "try", "mad", "mop", "gel"})


@dataclass(frozen=True, slots=True)
class Marked:
    """An amount without its currency's signs; `currencies` is empty where two contradict."""

    rest: str
    currencies: tuple[str, ...]


def unmarked(text: str, voice: Voice) -> Marked:
    """Takes the signs and names of currencies from both ends of a folded text."""
    rest = re.sub(r"(?<=\d)\s*/[-=]$", "", text)  # "500/-" in India, "7,500/=" in Kenya
    found: list[str] = []
    start, end = _patterns(voice.numbers)
    while match := start.match(rest) or end.search(rest):
        found.append(match["mark"])
        rest = (rest[: match.start()] + rest[match.end() :]).strip()
    named = [mark for mark in found if mark != "$"]
    if not named:
        return Marked(rest, (_of_dollar_sign(voice) if found else voice.currency,))
    meanings = [_meanings(mark, voice) for mark in named]
    agreed = tuple(code for code in meanings[0] if all(code in other for other in meanings))
    return Marked(rest, agreed)


def named(words: str, voice: Voice) -> tuple[str, ...]:
    """The currencies that these words name if they are nothing but that: "dólares", "in euros"."""
    text = folded(words)
    if not any(sign.isalpha() for sign in text):
        return ()
    marked = unmarked(text, voice)
    return marked.currencies if not marked.rest else ()


def _meanings(mark: str, voice: Voice) -> tuple[str, ...]:
    meaning = _marks(voice.numbers)[mark]
    if meaning not in _KINDS:
        return (meaning,)
    kind, asked = _KINDS[meaning]
    own = next((code for code in _own(voice) if code in kind), None)
    return kind[:asked] if own is None else (own,)


def _of_dollar_sign(voice: Voice) -> str:
    if voice.currency in _WRITTEN_AS_DOLLARS:
        return voice.currency
    symbols = voice.numbers.currency_symbols
    return next((code for code in _own(voice) if symbols.get(code) == "$"), "USD")


def _own(voice: Voice) -> tuple[str, ...]:
    return (voice.currency, *get_territory_currencies(voice.territory))


@cache
def _marks(numbers: Locale) -> dict[str, str]:
    """Every folded sign, code and name, and the currency or kind of currency it stands for."""
    marks: dict[str, str] = {}
    for code in _tender():
        for language in ("es", "en"):
            names = (get_currency_name(code, count, language) for count in (None, 1, 2))
            marks.update(dict.fromkeys(map(folded, names), code))
        for locale in (Locale("en"), numbers):
            marks[folded(locale.currency_symbols.get(code, code))] = code
        if code.lower() not in _NOT_CODES:
            marks[code.lower()] = code
    for meaning, words in _WORDS.items():
        marks.update(dict.fromkeys(words.split(), meaning))
    marks.update(_PHRASES)
    marks["$"] = "dollar"
    return marks


@cache
def _tender() -> tuple[str, ...]:
    territories = get_global("territory_currencies")
    codes = {code for territory in territories for code in get_territory_currencies(territory)}
    return tuple(
        sorted(codes, reverse=True)
    )  # USD last but one: its "$" names are for others first


@cache
def _patterns(numbers: Locale) -> tuple[re.Pattern[str], re.Pattern[str]]:
    longest_first = sorted(filter(None, _marks(numbers)), key=len, reverse=True)
    marks = "|".join(re.escape(mark) for mark in longest_first)
    return (
        re.compile(rf"(?:en )?(?P<mark>{marks})(?![a-z])\.?\s*"),
        re.compile(rf"\s*(?:\b(?:de|en|in|of) )?(?<![a-z])(?P<mark>{marks})\.?$"),
    )
