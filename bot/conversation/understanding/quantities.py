"""Quantities as people type them: "20 kg", "3 docenas", "media tonelada", "kilo y medio".

- A number alone is in the first of the units asked for.
- A unit that is not asked for is turned into the first of its kind that is: half a ton is 500 kg.
- A word that is no unit ("12 jarrones", "3 docenas de tazas") says what was counted: pieces, if
  pieces are asked for; what follows a unit and "de" or "of" says nothing more.
- "20 k" is a kilo to some and a thousand to others: where kilos are asked for, both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from bot.language.day_words import one_of
from bot.language.number_words import NUMBER_WORDS
from bot.language.numbers import LARGEST, number_values, starts_negative, too_large, too_small
from bot.language.reading import Reading, reading, unread
from bot.language.text import Listing, Text, _
from bot.language.typed import corrected, folded
from bot.language.units import UNITS
from bot.language.voice import Voice
from storage.values import Quantity

_NAMES = {
    "g": "g gr grs gramo gramos gram grams",
    "kg": "kg kgs kilo kilos kilogramo kilogramos kilogram kilograms",
    "t": "t tn ton tons tonelada toneladas tonne tonnes",
    "lb": "lb lbs libra libras pound pounds",
    "oz": "oz onza onzas ounce ounces",
    "quintal": "quintal quintales quintals qq",
    "arroba": "arroba arrobas @",
    "ml": "ml mililitro mililitros milliliter milliliters millilitre millilitres cc",
    "l": "l lt lts ltr ltrs litro litros liter liters litre litres",
    "gal": "gal galon galones gallon gallons",
    "piece": "pieza piezas pza pzas pz pzs unidad unidades und unds uds ud u piece pieces pc pcs "
    "unit units item items",
    "pair": "par pares pair pairs",
    "dozen": "docena docenas doc dozen dozens dz",
    "cm": "cm cms centimetro centimetros centimeter centimeters centimetre centimetres",
    "m": "m mt mts metro metros meter meters metre metres",
    "m2": "m2 mts2 mt2",
    "ha": "ha has hectarea hectareas hectare hectares",
    "acre": "acre acres",
    "kwh": "kwh kilovatio-hora",
    "mwh": "mwh",
    "minute": "min mins minuto minutos minute minutes",
    "hour": "h hr hrs hora horas hour hours",
    "day": "dia dias day days",
    "box": "caja cajas box boxes",
    "bag": "bolsa bolsas bag bags",
    "sack": "saco sacos costal costales bulto bultos sack sacks",
    "bottle": "botella botellas bottle bottles",
    "jar": "frasco frascos tarro tarros jar jars",
    "bundle": "atado atados manojo manojos fardo fardos bundle bundles",
    "set": "juego juegos set sets",
    "head": "cabeza cabezas head heads res reses",
}
_WORDS = {name: code for code, names in _NAMES.items() for name in names.split()}
_PHRASES = {
    "metros cuadrados": "m2",
    "metro cuadrado": "m2",
    "square meters": "m2",
    "square metres": "m2",
    "kilovatios hora": "kwh",
}
_MEANING = {**_WORDS, **_PHRASES}
_VOCABULARY = frozenset(_WORDS)
_HALVES = re.compile(r"(?:y|and|con)(?: an?| un)? (?P<part>medi[oa]|half|cuarto|quarter)")
_PARTS = {"half": Decimal("0.5"), "medio": Decimal("0.5"), "media": Decimal("0.5")}
_MOST_WORDS = 12
_ARTICLE = re.compile(r"\b ?an?$")
_KILOS = re.compile(r"(?P<number>.*\d) ?k")

Said = tuple[Decimal, str]


def read_quantity(typed: str, voice: Voice, units: Sequence[str]) -> Reading[Quantity]:
    """More than zero, up to 10^12, exact to a thousandth, in one of `units` (codes, not empty)."""
    text = " ".join(corrected(word, _VOCABULARY) for word in folded(typed).split())
    if starts_negative(text):
        return unread(too_small())
    said = list(dict.fromkeys(_said(text, voice, units)))
    asked = [(amount, unit) for amount, unit in said if _among(unit, units)]
    if not asked:
        return unread(_like_this(units) if said else None)
    found = [_quantity(amount, unit, units) for amount, unit in asked if 0 < amount <= LARGEST]
    exact = [quantity for quantity in found if quantity is not None]
    return reading(exact) if exact else unread(_why_not(asked))


def _said(text: str, voice: Voice, units: Sequence[str]) -> Iterator[Said]:
    meaning = {**_MEANING, **{name: unit for unit in units for name in _names_of(unit)}}
    match = _pattern(tuple(units)).search(text)
    if match is not None:
        before, after = text[: match.start()].strip(), text[match.end() :].strip()
        amounts = _with_unit_between(before, after, voice)
        yield from ((amount, meaning[match["unit"]]) for amount in amounts)
    elif (kilos := _KILOS.fullmatch(text)) and "kg" in units:
        yield from ((amount, "kg") for amount in number_values(kilos["number"], voice))
    if match is None:
        yield from _without_unit(text, voice, units)


def _with_unit_between(before: str, after: str, voice: Voice) -> Iterator[Decimal]:
    """The amount in "dos [kilos] y medio", "[kg] 20", "3 [docenas] de tazas", "[kilo] y medio"."""
    if not before and (amounts := number_values(after, voice)):
        yield from amounts
        return
    half = _HALVES.match(after)
    part = _PARTS.get(half["part"], Decimal("0.25")) if half else Decimal(0)
    rest = after[half.end() :].strip() if half else after
    if not any(sign.isdigit() for sign in rest) or rest.startswith(("de ", "of ")):
        one = half is not None if not before else _ARTICLE.fullmatch(before) is not None
        amounts = (Decimal(1),) if one else number_values(_ARTICLE.sub("", before), voice)
        yield from (amount + part for amount in amounts)


def _without_unit(text: str, voice: Voice, units: Sequence[str]) -> Iterator[Said]:
    amounts = number_values(text, voice)
    if amounts:
        yield from ((amount, units[0]) for amount in amounts)
        return
    words = text.split()[:_MOST_WORDS]
    for at in range(len(words) - 1, 0, -1):
        rest = words[at:]
        amounts = number_values(" ".join(words[:at]), voice)
        if amounts and not NUMBER_WORDS.intersection(rest) and all(map(_is_word, rest)):
            unit = units[0] if words[at - 1] in {"de", "of"} else "piece"
            yield from ((amount, unit) for amount in amounts)
            return


def _is_word(word: str) -> bool:
    return not any(sign.isdigit() for sign in word)


@lru_cache(64)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    names = (*_MEANING, *(name for unit in units for name in _names_of(unit)))
    return re.compile(rf"(?<![a-z])(?P<unit>{one_of(map(re.escape, names))})(?![a-z0-9])\.?")


def _names_of(unit: str) -> tuple[str, ...]:
    """A template's own unit is called by its code, one or many."""
    if unit in _NAMES:
        return ()
    name = folded(unit)
    return (name, f"{name}s", f"{name}es")


def _among(unit: str, units: Sequence[str]) -> str | None:
    """The unit itself if it is asked for, else the first it converts to."""
    if unit in units:
        return unit
    kinds = (code for code in units if code in UNITS and unit in UNITS)
    return next((code for code in kinds if UNITS[code].kind == UNITS[unit].kind), None)


def _quantity(amount: Decimal, unit: str, units: Sequence[str]) -> Quantity | None:
    """None where thousandths do not hold it: a piece is no exact part of a dozen."""
    target = _among(unit, units) or unit
    if target != unit:
        amount = amount * UNITS[unit].factor / UNITS[target].factor
    thousandths = amount * 1000
    whole = thousandths == thousandths.to_integral_value()
    return Quantity(int(thousandths), target) if whole and thousandths > 0 else None


def _why_not(asked: Sequence[Said]) -> Text:
    amount = asked[0][0]
    if amount > LARGEST:
        return too_large()
    return _("Please use at most three decimals.") if amount else too_small()


def _like_this(units: Sequence[str]) -> Text:
    examples = Listing.either(Quantity(5000, unit) for unit in units[:3])
    return _("Please write it like this: {examples}.", examples=examples)
