"""Numbers in words, Spanish and English, alone or after digits.

"mil doscientos", "2.5 million", "dos millones y medio", "two and a half thousand", "media docena".
Spanish "billón" is a million of millions and English "billion" a thousand: each as in its own
language. "M" after digits is a million to some and a thousand to others, so it is both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import product


def _counted(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * at for at, word in enumerate(words.split())}


VALUES: dict[str, int] = {
    **_counted("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece", 0),
    **_counted("catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno", 14),
    **_counted("veintidos veintitres veinticuatro veinticinco veintiseis veintisiete", 22),
    **_counted("veintiocho veintinueve", 28),
    **_counted("treinta cuarenta cincuenta sesenta setenta ochenta noventa cien", 30, 10),
    **_counted("ciento doscientos trescientos cuatrocientos quinientos", 100, 100),
    **_counted("seiscientos setecientos ochocientos novecientos", 600, 100),
    **_counted("doscientas trescientas cuatrocientas quinientas", 200, 100),
    **_counted("seiscientas setecientas ochocientas novecientas", 600, 100),
    **_counted("zero one two three four five six seven eight nine ten eleven twelve thirteen", 0),
    **_counted("fourteen fifteen sixteen seventeen eighteen nineteen", 14),
    **_counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    "un": 1,
    "una": 1,
    "veintiun": 21,
    "veintiuna": 21,
    "fourty": 40,
}

SCALES: dict[str, tuple[Decimal, ...]] = {
    word: tuple(Decimal(factor) for factor in factors)
    for words, factors in (
        ("cuarto cuartos quarter quarters", ("0.25",)),
        ("par pares couple", (2,)),
        ("docena docenas dozen dozens", (12,)),
        ("hundred hundreds", (100,)),
        ("mil k thousand thousands", (1000,)),
        ("lakh lakhs lac lacs", (10**5,)),
        ("millon millones million millions mill", (10**6,)),
        ("m", (10**6, 10**3)),
        ("crore crores cr", (10**7,)),
        ("billion billions", (10**9,)),
        ("billon billones", (10**12,)),
    )
    for word in words.split()
}

HALVES = frozenset(("medio", "media", "half"))
_AND = frozenset(("y", "and", "con"))
_ARTICLES = frozenset(("a", "an"))
NUMBER_WORDS = frozenset((*VALUES, *SCALES, *HALVES))

_COMPOUND = re.compile(r"\b([2-9]0)(?: y |-| )([1-9])\b(?! ?[:.h])")  # treinta y cinco, twenty-five
_TEN = Decimal(10)
_HALF = Decimal("0.5")
_QUARTER = Decimal("0.25")
_HUNDRED = Decimal(100)


@dataclass(slots=True)
class _Sum:
    """Adds up what is said, or finds that it is no number: "dos tres"."""

    total: Decimal = Decimal(0)
    part: Decimal | None = None
    room: Decimal | None = None  # the next word must stay below it
    scale: Decimal | None = None
    joined: bool = False  # the last word was "y"
    ok: bool = True

    @property
    def started(self) -> bool:
        return self.part is not None or self.scale is not None

    def take(self, token: str | Decimal) -> None:
        if isinstance(token, Decimal):
            self._add(token, spelled=False)
        elif token in HALVES:
            self._fraction(_HALF)
        elif self.joined and SCALES.get(token) == (_QUARTER,):
            self._fraction(_QUARTER)
        elif token in VALUES:
            self._add(Decimal(VALUES[token]), spelled=True)
        elif token in SCALES:
            self._times(SCALES[token][0])
        else:
            self.ok = False
        self.joined = False

    def _add(self, value: Decimal, *, spelled: bool) -> None:
        self.ok &= self.room is None or value < self.room
        self.ok &= self.scale is None or value < self.scale
        self.part = (self.part or 0) + value
        if spelled and value >= _HUNDRED:
            self.room = _HUNDRED
        else:
            self.room = _TEN if spelled and value > _TEN and value % _TEN == 0 else Decimal(0)

    def _times(self, factor: Decimal) -> None:
        if factor == _HUNDRED:  # two hundred and five thousand
            self.part, self.room = (self.part or 1) * factor, factor
            return
        if self.scale is None or factor > self.scale:
            said = self.total + (self.part or 0) if self.started else Decimal(1)
            self.total = said * factor
        else:
            self.ok &= factor < self.scale and self.part is not None
            self.total += (self.part or 0) * factor
        self.scale, self.part, self.room = factor, None, None

    def _fraction(self, fraction: Decimal) -> None:
        if self.joined and self.part is None and self.scale is not None:
            self.total += fraction * self.scale
        else:
            self.ok &= self.part is None or self.joined
            self.part = (self.part or 0) + fraction
        self.room = Decimal(0)


@dataclass(frozen=True, slots=True)
class Literal:
    """A number in digits, with all that it may mean."""

    values: tuple[Decimal, ...]


Token = str | Literal


def phrase_values(tokens: list[Token]) -> tuple[Decimal, ...]:
    """Every value of the phrase, none if it is not one number."""
    if not tokens:
        return ()
    choices = [_choices(token) for token in tokens]
    if sum(len(choice) > 1 for choice in choices) > 2:  # nobody can choose among so many
        return ()
    found = (_added(said) for said in product(*choices))
    return tuple(dict.fromkeys(value for value in found if value is not None))


def _choices(said: Token) -> tuple[str | Decimal, ...]:
    if isinstance(said, Literal):
        return said.values
    if said == "m":
        return ("million", "thousand")
    return (said,)


def _added(said: tuple[str | Decimal, ...]) -> Decimal | None:
    result = _Sum()
    for token, following in zip(said, (*said[1:], ""), strict=True):
        if token in _AND and result.started and following:
            result.joined = True
        elif not (token in _ARTICLES and (following in SCALES or following in HALVES)):
            result.take(token)
    return result.total + (result.part or 0) if result.ok and result.started else None


def in_digits(text: str, largest: int = 999) -> str:
    """A folded text with its small numbers in digits: "veinte y cinco mujeres" has 25."""
    said = " ".join(_small(word, largest) for word in text.split())
    return _COMPOUND.sub(lambda match: str(int(match[1]) + int(match[2])), said)


def _small(word: str, largest: int) -> str:
    bare = word.rstrip(",;:")
    value = VALUES.get(bare)
    return word if value is None or value > largest else word.replace(bare, str(value), 1)
