"""The words of days, both languages, without accents: from CLDR where it has them."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale

from bot.language.number_words import VALUES
from bot.language.typed import folded

# The others differ in what is added by hand below, and each costs a megabyte and a half.
_LOCALES = [Locale.parse(name) for name in ("es", "en")]
_WIDTHS = ("wide", "abbreviated")


def _names(kind: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for locale in _LOCALES:
        table = locale.months if kind == "months" else locale.days
        for use in ("format", "stand-alone"):
            for width in _WIDTHS:
                found.update({folded(str(name)): n for n, name in table[use][width].items()})
    return found


# "Set" and "setiembre" are Peru's; the academy accepts both.
MONTHS = {**_names("months"), "set": 9, "setiembre": 9, "sept": 9, "sep": 9, "oct": 10}
WEEKDAYS = {**_names("days"), "tues": 1, "thur": 3, "thurs": 3, "weds": 2}

OFFSETS = {
    "hoy": 0,
    "hoy mismo": 0,
    "today": 0,
    "now": 0,
    "ahora": 0,
    "esta manana": 0,
    "esta tarde": 0,
    "esta noche": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tonight": 0,
    "ayer": -1,
    "yesterday": -1,
    "anoche": -1,
    "last night": -1,
    "anteayer": -2,
    "antier": -2,
    "antes de ayer": -2,
    "antenoche": -2,
    "anteanoche": -2,
    "day before yesterday": -2,
    "trasanteayer": -3,
    "manana": 1,
    "tomorrow": 1,
    "pasado manana": 2,
    "day after tomorrow": 2,
}

# How many days a unit has; months and years are counted by the calendar.
DAYS_OF = {
    "dia": 1,
    "dias": 1,
    "day": 1,
    "days": 1,
    "semana": 7,
    "semanas": 7,
    "week": 7,
    "weeks": 7,
}
MONTHS_OF = {"mes": 1, "meses": 1, "month": 1, "months": 1, "ano": 12, "anos": 12, "year": 12}
MONTHS_OF["years"] = 12

# What a week, a month or a year is called beside this one.
BEFORE = ("pasado", "pasada", "ultimo", "ultima", "anterior", "last", "past", "previous")
AFTER = ("proximo", "proxima", "siguiente", "que viene", "entrante", "next", "coming")
THIS = ("este", "esta", "this", "actual", "current")

_OTHERS = (
    "pasado pasada ultimo ultima ultimos ultimas anterior proximo proxima proximos proximas "
    "siguiente semana weekend hace dentro desde hasta from until between entre"
)
VOCABULARY = frozenset(
    word
    for phrase in (*MONTHS, *WEEKDAYS, *OFFSETS, *DAYS_OF, *MONTHS_OF, *VALUES, _OTHERS)
    for word in phrase.split()
)


def one_of(words: Iterable[str]) -> str:
    """An alternative for a pattern, longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
