"""Numbers as people type them, in digits and in words.

What a comma or a point means depends on its place in the number before it depends on the country:

- Both kinds ("1.200,50", "1,200.50"): the last is the decimal one, everywhere.
- One kind, more than once ("1.234.567", "1,25,000"): it groups, everywhere; India groups by two.
- One sign and not three digits after it ("1.5", "12,50"): a decimal one, as no group is so short.
- One sign, three digits after it, and "0" or more than three digits before ("0.125", "1234.567"):
  a decimal one, as no group looks so.
- What is left is "1.234": where the territory groups with this sign (CLDR: "450.000" in Colombia,
  "1,234" in Mexico) it groups, for nobody there writes three decimals with it. Where it is the
  territory's decimal one ("1.234" in Mexico, "1,200" in Colombia) many still write thousands so:
  truly ambiguous, both are given, the territory's own first.
- Spaces and apostrophes before three digits group: "450 000" (SI, RAE), "1'200,000" (Mexico, Peru);
  after an apostrophe the next three digits are a group too.

Money is read with one more rule: no currency has three decimals here, so "1.234" pesos are 1234.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.language.number_words import Literal, Token, phrase_values
from bot.language.reading import Reading, reading, unread
from bot.language.text import Text, _
from bot.language.typed import folded

if TYPE_CHECKING:
    from bot.language.voice import Voice

LARGEST = Decimal(10**12)

_TOKEN = re.compile(
    r"""\s*(?:
        (?:(?P<whole>\d+)\s+)?(?P<top>\d{1,3})\s?[/\u2044]\s?(?P<bottom>\d{1,3})(?![\d/])
        |(?P<literal>\d{1,3}(?:\ \d{3})+(?!\d)(?:[.,]\d+)?|[.,]?\d[\d.,']*(?<!['.,]))
        |(?P<word>[a-z]+)
        |(?P<joint>-)(?=[a-z])
    )""",
    re.VERBOSE,
)
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}")
_APOSTROPHES = re.compile(r"([1-9]\d{0,2})((?:'\d{3})+)((?:[.,]\d{3})*)(?:[.,](\d{1,2}))?")
_DIVISORS = frozenset((2, 3, 4, 5, 8, 10))
_FILLERS = re.compile(
    r"^(?:(?:como|unos|unas|casi|aprox|aproximadamente|alrededor de|mas o menos|cerca de|solo|son"
    r"|about|around|approx|approximately|roughly|some|only|~)\.? )+"
)
_NEGATIVE = re.compile(r"^(?:-|menos |minus )\s*[^a-z]")
_THOUSANDTH = Decimal("0.001")


def too_small() -> Text:
    return _("It has to be more than zero.")


def too_large() -> Text:
    return _("That number is too large. Please check it.")


def read_number(raw: str, voice: Voice) -> Reading[Decimal]:
    """From zero up to 10^12; whole, decimal, a fraction, or in words."""
    text = folded(raw)
    if starts_negative(text):
        return unread(too_small())
    return bounded(number_values(text, voice))


def starts_negative(text: str) -> bool:
    return _NEGATIVE.match(text) is not None


def bounded(values: tuple[Decimal, ...]) -> Reading[Decimal]:
    fitting = [neat(value) for value in values if value <= LARGEST]
    if values and not fitting:
        return unread(too_large())
    return reading(fitting)


def number_values(text: str, voice: Voice, *, money: bool = False) -> tuple[Decimal, ...]:
    """Every meaning of a folded text as one number; none if it holds anything else."""
    tokens = _tokens(_FILLERS.sub("", text), voice, money=money)
    return phrase_values(tokens) if tokens else ()


def neat(value: Decimal) -> Decimal:
    """Without trailing zeros and exponents: 1200, 1.5."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _tokens(text: str, voice: Voice, *, money: bool) -> list[Token]:
    """Empty if some part of the text is neither a number nor a word."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        values = _digits(match, voice, money=money) if match else ()
        if match is None or values == ():
            return []
        if values is not None:
            tokens.append(Literal(values))
        elif match["word"]:
            tokens.append(match["word"])
        at = match.end()
    # The "de" of "medio millón de" or "un cuarto de" says nothing.
    return [token for at, token in enumerate(tokens) if at == 0 or token not in {"de", "of"}]


def _digits(match: re.Match[str], voice: Voice, *, money: bool) -> tuple[Decimal, ...] | None:
    """None where the token is no number at all."""
    if match["literal"]:
        return literal_values(match["literal"], voice, money=money)
    if match["top"]:
        return _fraction(match["whole"], int(match["top"]), int(match["bottom"]))
    return None


def _fraction(whole: str | None, top: int, bottom: int) -> tuple[Decimal, ...]:
    if bottom not in _DIVISORS or not 0 < top < bottom:
        return ()
    part = (Decimal(top) / bottom).quantize(_THOUSANDTH)
    return (Decimal(whole or 0) + part,)


def literal_values(written: str, voice: Voice, *, money: bool = False) -> tuple[Decimal, ...]:
    """The rules of this module's docstring, for digits with their separators."""
    digits = written.replace(" ", "")
    if len(digits) > 24:  # twelve digits, their separators, some decimals
        return (LARGEST + 1,)
    if "'" in digits:
        return _with_apostrophes(digits)
    signs = [sign for sign in digits if sign in ".,"]
    if " " in written or not signs:
        return (Decimal(digits.replace(",", ".")),) if len(signs) <= 1 else ()
    if len(signs) > 1:
        return _with_several(digits, signs)
    return _with_one(digits, signs[0], voice, money=money)


def _with_apostrophes(digits: str) -> tuple[Decimal, ...]:
    match = _APOSTROPHES.fullmatch(digits)
    if match is None:
        return ()
    head, millions, thousands, decimals = match.groups()
    return (Decimal(f"{re.sub(r'[^0-9]', '', head + millions + thousands)}.{decimals or 0}"),)


def _with_several(digits: str, signs: list[str]) -> tuple[Decimal, ...]:
    if len(set(signs)) == 1:
        return (_ungrouped(digits),) if _GROUPS.fullmatch(digits) else ()
    head, decimal, tail = digits.rpartition(signs[-1])
    if decimal in head or not _GROUPS.fullmatch(head):
        return ()
    return (Decimal(f"{_ungrouped(head)}.{tail}"),)


def _with_one(digits: str, sign: str, voice: Voice, *, money: bool) -> tuple[Decimal, ...]:
    decimal = Decimal(digits.replace(",", "."))
    if not _GROUPS.fullmatch(digits):
        return (decimal,)
    grouped = _ungrouped(digits)
    if money or sign == voice.numbers.number_symbols["latn"]["group"]:
        return (grouped,)
    return (decimal, grouped)


def _ungrouped(digits: str) -> Decimal:
    return Decimal(digits.replace(".", "").replace(",", ""))
