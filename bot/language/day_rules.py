"""The forms in which a single day is said, each with what it may mean. See `bot.language.dates`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from babel import Locale

from bot.language import day_words as words
from bot.language.day_words import one_of
from bot.language.number_words import in_digits
from bot.language.typed import corrected

if TYPE_CHECKING:
    from bot.language.voice import Voice

Toward = Literal["past", "future"]
Days = tuple[date, ...]

_WEEKDAY = f"(?P<weekday>{one_of(words.WEEKDAYS)})"
_MAYBE_WEEKDAY = f"(?:{_WEEKDAY} )?"
MONTH = f"(?P<month>{one_of(words.MONTHS)})"
_DATE = r"(?P<day>\d{1,2})(?: ?(?:st|nd|rd|th|ro|ero|er|o|°))?"
_YEAR = r"(?: (?:(?:de|del|of) )?'?(?P<year>\d{4}|\d{2}))?"
UNIT = f"(?P<unit>{one_of([*words.DAYS_OF, *words.MONTHS_OF])})"
_SPAN = rf"(?P<n>\d{{1,4}}|an?) {UNIT}"
_THIS, _BEFORE, _AFTER = map(one_of, (words.THIS, words.BEFORE, words.AFTER))
BESIDE = rf"(?:(?:la|el|the|this) )?(?:(?:{_THIS}|{_BEFORE}|{_AFTER}) )?"

_ARTICLES = re.compile(r"^(?:(?:el|la|the|on|dia|para|for|de|del|desde) )+")
_PART_OF_DAY = re.compile(
    r"(?<!pasado)(?<!esta) (?:(?:(?:por|en|a|de) la |in the )?"
    r"(?:manana|tarde|noche|madrugada|morning|afternoon|evening)"
    r"|al mediodia|at noon|at night|temprano|night)$"
)
_HYPHENED = re.compile(r"\b(\d{1,2})[-/]([a-z]{3,})(?:[-/](?=\d)|$)")  # 12-may-2026
_FIRST = re.compile(r"\b(?:primero|first)\b")
# "Ocho días" is a week and "quince días" two, to those who count both ends.
_HALF_A_YEAR = timedelta(days=183)
_COUNTED_BOTH_ENDS = {8: 7, 15: 14}


@dataclass(frozen=True, slots=True)
class Asked:
    """`today` is what "ayer" counts from; a date that lacks something is completed near `near`."""

    voice: Voice
    today: date
    near: date
    toward: Toward

    @property
    def sign(self) -> int:
        return -1 if self.toward == "past" else 1

    def close(self, days: Iterable[date]) -> Days:
        """The first of the days on the side looked at, which are told from near to far."""
        fitting = (day for day in days if (day - self.near).days * self.sign >= 0)
        return tuple(day for day, _ in zip(fitting, range(1), strict=False))


Rule = Callable[[re.Match[str], Asked], Iterable[date]]


def day_values(text: str, asked: Asked) -> Days | None:
    """Every day the text may mean; none if the calendar has no such day; None if it is no day."""
    bare = _ARTICLES.sub("", text)
    for said in dict.fromkeys((text, bare, _PART_OF_DAY.sub("", bare))):
        matches = [(rule, match) for pattern, rule in RULES if (match := pattern.fullmatch(said))]
        if matches:
            days = (day for rule, match in matches for day in rule(match, asked))
            return tuple(day for day in dict.fromkeys(days) if 1900 <= day.year < 2200)
    return None


def plain(text: str, today: date) -> str:
    """Without commas and points, small numbers in digits, slips mended, "last year" as a number."""
    text = _HYPHENED.sub(r"\g<1> \2 ", re.sub(r",|(?<=[a-z])\.", " ", text))
    mended = " ".join(corrected(word, words.VOCABULARY) for word in text.split())
    said = in_digits(_FIRST.sub("1", mended), 31)
    for beside, offset in ((_THIS, 0), (_BEFORE, -1), (_AFTER, 1)):
        year = rf"(?<=\w) (?:(?:de|del|of) )?(?:(?:{beside}) (?:ano|year)|ano (?:{beside}))$"
        said = re.sub(year, f" {today.year + offset}", said) if said[:2].isdigit() else said
    return said


def shifted(day: date, months: int) -> date:
    """The same day of another month, or its last where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(max(day.year + years, 1), 9999)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _offset(match: re.Match[str], asked: Asked) -> Iterator[date]:
    yield asked.today + timedelta(days=words.OFFSETS[match[0]])


def _span(match: re.Match[str], asked: Asked, sign: int) -> Iterator[date]:
    n, unit = int(match["n"]) if match["n"].isdigit() else 1, match["unit"]
    if unit in words.MONTHS_OF:
        yield shifted(asked.today, sign * n * words.MONTHS_OF[unit])
        return
    counts = [n]
    if unit == "dias" and n in _COUNTED_BOTH_ENDS:
        counts.append(_COUNTED_BOTH_ENDS[n])
    for count in counts:
        yield asked.today + timedelta(days=sign * count * words.DAYS_OF[unit])


def _ago(match: re.Match[str], asked: Asked) -> Iterable[date]:
    return _span(match, asked, -1)


def _ahead(match: re.Match[str], asked: Asked) -> Iterable[date]:
    return _span(match, asked, 1)


def _weekday(match: re.Match[str], asked: Asked) -> Iterable[date]:
    wanted, near = words.WEEKDAYS[match["weekday"]], asked.near
    said = match["before"] or match["after"]
    back, ahead = (near.weekday() - wanted) % 7, (wanted - near.weekday()) % 7
    monday = near - timedelta(days=near.weekday())
    if said is None:
        away = timedelta(days=back if asked.toward == "past" else ahead)
        day = near + asked.sign * away
        return (day,) if away else (day, day + asked.sign * timedelta(weeks=1))
    if said in words.THIS:
        return (monday + timedelta(days=wanted),)
    sign = -1 if said in words.BEFORE else 1
    day = near + sign * timedelta(days=(back if sign < 0 else ahead) or 7)
    in_this_week = monday <= day < monday + timedelta(weeks=1)
    english = said in {"last", "next"}
    return (day, day + sign * timedelta(weeks=1)) if english and in_this_week else (day,)


def _weekday_of_week(match: re.Match[str], asked: Asked) -> Iterator[date]:
    said = match["before"] or match["after"]
    weeks = -1 if said in words.BEFORE else int(said in words.AFTER)
    monday = asked.today - timedelta(days=asked.today.weekday()) + timedelta(weeks=weeks)
    yield monday + timedelta(days=words.WEEKDAYS[match["weekday"]])


def _named_date(match: re.Match[str], asked: Asked) -> Iterable[date]:
    return _completed(int(match["day"]), words.MONTHS[match["month"]], match, asked)


def _iso(match: re.Match[str], asked: Asked) -> Iterable[date]:
    return _valid(int(match["year"]), int(match["month"]), int(match["day"]))


def _in_numbers(match: re.Match[str], asked: Asked) -> Days:
    first, second = int(match["first"]), int(match["second"])
    both_orders = {"day": (first, second), "month": (second, first)}
    found = {order: _completed(*both_orders[order], match, asked) for order in both_orders}
    usual = [day for order in orders(asked.voice) for day in found[order]]
    return tuple(usual) or (*found["day"], *found["month"])


def _day_of_month(match: re.Match[str], asked: Asked) -> Iterable[date]:
    if match["weekday"] == "mar" and asked.voice.language == "en":
        return ()  # "Mar 12" is the month there; only Spanish has a "martes 12" in it too
    day = int(match["day"])
    months = (shifted(asked.near.replace(day=1), asked.sign * n) for n in range(13))
    days = [found for month in months for found in _valid(month.year, month.month, day)]
    weekday = words.WEEKDAYS.get(match["weekday"] or "")
    return asked.close(found for found in days if weekday in {None, found.weekday()})


def _day_of_other_month(match: re.Match[str], asked: Asked) -> Iterable[date]:
    said = match["before"] or match["after"]
    month = shifted(asked.today, -1 if said in words.BEFORE else int(said in words.AFTER))
    return _valid(month.year, month.month, int(match["day"]))


def orders(voice: Voice) -> tuple[str, ...]:
    """What may come first in "9/3", the likelier first."""
    found = [order for locale in (voice.words, voice.numbers) for order in _orders(locale)]
    return tuple(dict.fromkeys(found))


def _orders(locale: Locale) -> tuple[str, ...]:
    match str(locale.date_formats["short"].pattern)[0].lower():
        case "d":
            return ("day",)
        case "m":
            return ("month",)
        case _:
            return ("day", "month")


def _completed(day: int, month: int, match: re.Match[str], asked: Asked) -> Days:
    year, weekday = match["year"], words.WEEKDAYS.get(match["weekday"] or "")
    if year is not None:
        written = int(year) + (2000 if len(year) == 2 else 0)
        return _on_weekday(weekday, _valid(written, month, day))
    near = [_valid(asked.near.year + n, month, day) for n in (-1, 0, 1)]
    fitting = [found for days in near for found in days if found.weekday() == weekday]
    nearest = min(fitting, key=lambda found: abs(found - asked.near), default=None)
    if nearest is not None and abs(nearest - asked.near) < _HALF_A_YEAR:
        return (nearest,)
    years = (asked.near.year + asked.sign * n for n in range(9))  # as far as the next leap year
    days = asked.close(found for year in years for found in _valid(year, month, day))
    return _on_weekday(weekday, days)


def _on_weekday(weekday: int | None, days: Days) -> Days:
    """Where the weekday named is not that of the date, one of the two was meant."""
    if weekday is None or not days or days[0].weekday() == weekday:
        return days
    off = (weekday - days[0].weekday() + 3) % 7 - 3
    return (days[0], days[0] + timedelta(days=off))


def _valid(year: int, month: int, day: int) -> Days:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


_OF = "(?:(?:de|del|of) )?"
_WEEK_OF = rf"{_OF}(?:(?:la|the) )?(?:(?P<before>{_THIS}|{_BEFORE}|{_AFTER}) )?(?:semana|week)"
_MONTH_OF = _WEEK_OF.replace("(?:semana|week)", "(?:mes|month)").replace("la|the", "el|the")
_SAID_AFTER = rf"(?: (?P<after>{_BEFORE}|{_AFTER}))?"

_NUMERIC = r"(?P<first>\d{1,2})(?P<s>[-/.])(?P<second>\d{1,2})(?:(?P=s)(?P<year>\d{4}|\d{2}))?"

_FORMS: tuple[tuple[str, Rule], ...] = (
    (one_of(words.OFFSETS), _offset),
    (rf"(?:hace|hara) (?:como )?{_SPAN}", _ago),
    (rf"{_SPAN} (?:ago|atras|back)", _ago),
    (rf"(?:en|dentro de|de aqui a|in|within) {_SPAN}", _ahead),
    (rf"{_SPAN} (?:from now|from today|mas tarde|later)", _ahead),
    (rf"(?:(?P<before>{_THIS}|{_BEFORE}|{_AFTER}) )?{_WEEKDAY}{_SAID_AFTER}", _weekday),
    (rf"{_WEEKDAY} {_WEEK_OF}{_SAID_AFTER}", _weekday_of_week),
    (rf"{_MAYBE_WEEKDAY}{_DATE} {_OF}{MONTH}{_YEAR}", _named_date),
    (rf"{_MAYBE_WEEKDAY}{MONTH} {_DATE}{_YEAR}", _named_date),
    (r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", _iso),
    (r"(?P<year>(?:19|20|21)\d\d)(?P<month>\d\d)(?P<day>\d\d)", _iso),
    (rf"{_MAYBE_WEEKDAY}{_NUMERIC}", _in_numbers),
    (rf"{_MAYBE_WEEKDAY}{_DATE}", _day_of_month),
    (rf"{_DATE} {_MONTH_OF}{_SAID_AFTER}", _day_of_other_month),
)
RULES = tuple((re.compile(pattern), rule) for pattern, rule in _FORMS)
