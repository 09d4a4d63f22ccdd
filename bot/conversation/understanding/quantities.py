"""Quantities as people type them: "20 kg", "3 docenas", "media tonelada", "kilo y medio".

- A number alone is in the first of the units asked for.
- A unit that is not asked for is turned into the first of its kind that is: half a ton is 500 kg.
- What follows a unit and "de" or "of" says nothing more ("3 docenas de tazas").
- A word that is no unit is what was counted if it is the product's name ("12 jarrones"), or where
  pieces are what is asked for first; in between lies "20 miel", which may be kilos: asked.
- Any other word is a measure that nobody here knows ("3 cubetas"), or money: neither is a guess.
- "20 k" is a kilo to some and a thousand to others: where kilos are asked for, both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.conversation.understanding.unit_names import MEANING, NAMES, VOCABULARY
from bot.language.currencies import unmarked
from bot.language.day_words import one_of
from bot.language.number_words import NUMBER_WORDS
from bot.language.numbers import LARGEST, number_values, starts_negative, too_large, too_small
from bot.language.reading import Reading, reading, unread
from bot.language.text import Listing, Text, _
from bot.language.typed import corrected, folded
from bot.language.units import UNITS, many
from bot.language.voice import Voice
from storage.values import Quantity

_HALVES = re.compile(r"(?:y|and|con)(?: an?| un)? (?P<part>medi[oa]|half|cuarto|quarter)")
_PARTS = {"half": Decimal("0.5"), "medio": Decimal("0.5"), "media": Decimal("0.5")}
_MOST_WORDS = 12
_ARTICLE = re.compile(r"\b ?an?$")
# Money as it is called aloud, besides the names of currencies.
_SLANG = frozenset(
    ("luca", "lucas", "palo", "palos", "varo", "varos", "plata", "dinero", "bucks", "quid")
)
_KILOS = re.compile(r"(?P<number>.*\d) ?k")

Said = tuple[Decimal, str]


def read_quantity(
    typed: str, voice: Voice, units: Sequence[str], product: str = ""
) -> Reading[Quantity]:
    """More than zero, up to 10^12, exact to a thousandth, in one of `units` (codes, not empty).

    `product` is the name of what is counted.
    """
    text = " ".join(corrected(word, VOCABULARY) for word in folded(typed).split())
    if starts_negative(text):
        return unread(too_small())
    product = folded(product)
    said = dict.fromkeys((*_said(text, voice, units, product), *_by_name(text, voice, product)))
    asked = [(amount, unit) for amount, unit in said if _among(unit, units)]
    if not asked:
        return unread(_no_unit(typed, text, voice, units))
    found = [_quantity(amount, unit, units) for amount, unit in asked if 0 < amount <= LARGEST]
    exact = [quantity for quantity in found if quantity is not None]
    return reading(exact) if exact else unread(_why_not(asked))


def _said(text: str, voice: Voice, units: Sequence[str], product: str) -> Iterator[Said]:
    meaning = {**MEANING, **{name: unit for unit in units for name in _names_of(unit)}}
    match = _pattern(tuple(units)).search(text)
    if match is not None:
        before, after = text[: match.start()].strip(), text[match.end() :].strip()
        amounts = _with_unit_between(before, after, voice)
        yield from ((amount, meaning[match["unit"]]) for amount in amounts)
    elif (kilos := _KILOS.fullmatch(text)) and "kg" in units:
        yield from ((amount, "kg") for amount in number_values(kilos["number"], voice))
    if match is None:
        yield from _without_unit(text, voice, units, product)


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


def _without_unit(text: str, voice: Voice, units: Sequence[str], product: str) -> Iterator[Said]:
    if amounts := number_values(text, voice):
        yield from ((amount, units[0]) for amount in amounts)
        return
    count = counted(text, voice)
    if count is not None:
        meant = _meant(count.what.split()[0], units, product) if not _is_money(text, voice) else ()
        yield from ((amount, unit) for unit in meant for amount in count.amounts)


def _by_name(text: str, voice: Voice, product: str) -> Iterator[Said]:
    """Pieces of a product that is called like a unit: "20 bottles" of bottles."""
    count = counted(text, voice)
    if count is not None and count.what in MEANING and _singular(count.what) == _singular(product):
        yield from ((amount, "piece") for amount in count.amounts)


def _meant(what: str, units: Sequence[str], product: str) -> tuple[str, ...]:
    """In which units a thing is counted by its own name."""
    named = _singular(what) in map(_singular, product.split())
    if named and what == _singular(what):
        return (units[0], "piece")
    return ("piece",) if named or units[0] == "piece" else ()


@dataclass(frozen=True, slots=True)
class Count:
    """A number before something: 12, jarrones."""

    amounts: tuple[Decimal, ...]
    what: str


def counted(text: str, voice: Voice) -> Count | None:
    """A folded text that begins with a number and goes on with words."""
    words = text.split()[:_MOST_WORDS]
    for at in range(len(words) - 1, 0, -1):
        rest = words[at:]
        amounts = number_values(" ".join(words[:at]), voice)
        if amounts and not NUMBER_WORDS.intersection(rest) and all(map(_is_word, rest)):
            return Count(amounts, " ".join(rest))
    return None


def without_count(typed: str, voice: Voice) -> str | None:
    """What is left without the number, and the unit, that it begins with; None without a number.

    A unit that nothing follows is the thing itself: "20 bottles".
    """
    text = folded(typed)
    if number_values(text, voice):
        return ""
    count = counted(text, voice)
    if count is None:
        return None
    what = count.what.split()
    if len(what) > 1 and what[0] in MEANING:
        what = what[2:] if what[1] in {"de", "of"} and len(what) > 2 else what[1:]
    return " ".join(typed.split()[-len(what) :])


def _is_money(text: str, voice: Voice) -> bool:
    return bool(_SLANG.intersection(text.split())) or unmarked(text, voice).rest != text


def _singular(word: str) -> str:
    return word[:-2] if word.endswith("es") else word.removesuffix("s")


def _is_word(word: str) -> bool:
    return not any(sign.isdigit() for sign in word)


@lru_cache(64)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    names = (*MEANING, *(name for unit in units for name in _names_of(unit)))
    return re.compile(rf"(?<![a-z])(?P<unit>{one_of(map(re.escape, names))})(?![a-z0-9])\.?")


def _names_of(unit: str) -> tuple[str, ...]:
    """A template's own unit is called by its code, one or many."""
    if unit in NAMES:
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


def _no_unit(typed: str, text: str, voice: Voice, units: Sequence[str]) -> Text | None:
    if _is_money(text, voice):
        return _(
            "That looks like money. Here goes the quantity, for example {example}; the amount comes"
            " next.",
            example=Quantity(20_000, units[0]),
        )
    count = counted(text, voice)
    if count is not None:
        what = " ".join(typed.split()[-len(count.what.split()) :])
        asked = Listing.either(many(unit) for unit in units[:2])
        return _("“{what}”: how much is that in {units}?", what=what, units=asked)
    return _like_this(units) if any(sign.isdigit() for sign in text) else None


def _like_this(units: Sequence[str]) -> Text:
    examples = Listing.either(Quantity(5000, unit) for unit in units[:3])
    return _("Please write it like this: {examples}.", examples=examples)
