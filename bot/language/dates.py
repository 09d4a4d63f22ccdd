"""Days as people say them: "ayer", "el lunes pasado", "12 de mayo", "9/3", "3 days ago".

- A day without its year, its month or its date is the nearest one that fits: backwards for what has
  happened (`toward="past"`), forwards for what is planned.
- "9/3" is read in the order of CLDR's short date, of the reader's language in the territory and of
  the territory's own; where they differ (Spanish in the United States), or where a country uses
  both (CLDR gives Canada year-month-day only), it is asked. "13/5" is clear everywhere.
- The name of a weekday on that very weekday may be today or a week away: asked.
- English "next Friday" and "last Monday" are asked where they fall in the current week: half of the
  speakers mean the other one. Spanish "próximo" is the nearest (RAE), "pasado" the latest.
- "Hace ocho días" and "en quince días" are one and two weeks to most Spanish speakers, 8 and 15
  days to the others: asked.
- Weeks begin on Monday (ISO 8601), as those of the digests do.
- A date that its weekday contradicts ("lunes 24" of a Tuesday) is asked: one of the two is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from bot.language import day_words as words
from bot.language.day_rules import MONTH, UNIT, Asked, Toward, day_values, plain, shifted
from bot.language.day_words import one_of
from bot.language.reading import Reading, reading, unread
from bot.language.text import _
from bot.language.typed import folded
from storage.values import DayRange

if TYPE_CHECKING:
    from bot.language.voice import Voice

_WEEKENDS = ("fin de semana", "weekend")
_LONGEST = timedelta(days=3660)

_START = re.compile(r"^(?:(?:del|de|desde|from|entre|between|el|la|the|en|in|during|durante) )+")
_JOINT = re.compile(r" (?:al?|hasta|to|until|till|through|y|and) (?:el |the )?| ?- ?")
_BARE = re.compile(rf"(?:(?:{one_of(words.WEEKDAYS)}) )?\d{{1,2}} ?(?:st|nd|rd|th|o|ro)?")

_SIDES = f"(?P<side>{one_of((*words.THIS, *words.BEFORE, *words.AFTER))})"
_SIDE_AFTER = _SIDES.replace("<side>", "<side_after>")
_PERIOD = re.compile(
    rf"(?:{_SIDES} )?(?P<what>semana|week|mes|month|ano|year|fin de semana|weekend)"
    rf"(?: {_SIDE_AFTER})?"
)
_LAST_ONES = re.compile(
    r"(?:(?P<back>ultim[oa]s|pasad[oa]s|last|past|previous)|proxim[oa]s|next) "
    rf"(?P<n>\d{{1,3}}) {UNIT}"
)
_DAY_AND_YEAR = re.compile(r"(?P<day>\d{1,2}) (?P<year>\d{4})")
_MONTH_OF_YEAR = re.compile(
    rf"(?:mes de )?{MONTH}(?: (?:(?:de|del|of) )?(?P<year>(?:19|20|21)\d\d))?"
)
_YEAR = re.compile(r"(?:ano )?(?P<year>(?:19|20|21)\d\d)")


def read_day(raw: str, voice: Voice, today: date, toward: Toward = "past") -> Reading[date]:
    """`today` is the cluster's. Any day from 1900 to 2199, on either side of it."""
    text = plain(folded(raw), today)
    found = day_values(text, Asked(voice, today, today, toward))
    if found is None:
        period = text and next(_periods(text, today, toward), None)
        return unread(_("Which day was it exactly?") if period else None)
    return reading(found, None if found else _("There is no such day in the calendar."))


def read_days(raw: str, voice: Voice, today: date, toward: Toward = "past") -> Reading[DayRange]:
    """A period ("la semana pasada", "mayo"), a range ("del 3 al 5 de mayo"), or a single day."""
    text = plain(folded(raw), today)
    asked = Asked(voice, today, today, toward)
    said = _START.sub("", text)
    periods = list(_periods(said, today, toward))
    if periods:
        return reading(periods)
    single = day_values(text, asked)
    found = [*map(DayRange.of_one, single or ()), *_ranges(said, asked)]
    return reading(found, _("There is no such day in the calendar.") if single == () else None)


def _periods(text: str, today: date, toward: Toward) -> Iterator[DayRange]:
    text = _START.sub("", text)
    if match := _PERIOD.fullmatch(text):
        side = match["side"] or match["side_after"]
        if side or match["what"] in _WEEKENDS:
            side = side or ("last" if toward == "past" else "this")
            away = -1 if side in words.BEFORE else int(side in words.AFTER)
            yield _period(match["what"], away, today)
    elif match := _LAST_ONES.fullmatch(text):
        yield _last_ones(match, today)
    elif match := _MONTH_OF_YEAR.fullmatch(text):
        yield _month(words.MONTHS[match["month"]], match["year"], today, toward)
    elif match := _YEAR.fullmatch(text):
        first = date(int(match["year"]), 1, 1)
        yield DayRange(first, shifted(first, 12))


def _period(what: str, away: int, today: date) -> DayRange:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=away)
    if what in {"semana", "week"}:
        return DayRange(monday, monday + timedelta(weeks=1))
    if what in _WEEKENDS:
        return DayRange(monday + timedelta(days=5), monday + timedelta(weeks=1))
    if what in {"mes", "month"}:
        first = shifted(today.replace(day=1), away)
        return DayRange(first, shifted(first, 1))
    first = date(today.year + away, 1, 1)
    return DayRange(first, shifted(first, 12))


def _last_ones(match: re.Match[str], today: date) -> DayRange:
    """So many days, today among them."""
    n, unit = max(int(match["n"]), 1), match["unit"]
    sign = -1 if match["back"] else 1
    if unit in words.MONTHS_OF:
        end = shifted(today, sign * n * words.MONTHS_OF[unit])
    else:
        end = today + sign * timedelta(days=n * words.DAYS_OF[unit])
    one = timedelta(days=1)
    return DayRange(end + one, today + one) if sign < 0 else DayRange(today, end)


def _month(month: int, year: str | None, today: date, toward: Toward) -> DayRange:
    first = date(int(year) if year else today.year, month, 1)
    this = today.replace(day=1)
    if year is None and toward == "past" and first > this:
        first = shifted(first, -12)
    if year is None and toward == "future" and first < this:
        first = shifted(first, 12)
    return DayRange(first, shifted(first, 1))


def _ranges(text: str, asked: Asked) -> Iterator[DayRange]:
    for joint in _JOINT.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        for first, last in _ends(left, right, asked):
            if first < last and last - first <= _LONGEST:
                yield DayRange(first, last + timedelta(days=1))


def _ends(left: str, right: str, asked: Asked) -> Iterator[tuple[date, date]]:
    """The end that says more is read first, and the other near it: "3 al 5 de mayo", "May 3-5"."""
    voice, today = asked.voice, asked.today
    if match := _DAY_AND_YEAR.fullmatch(right):  # Nov 23-25, 2026
        left, right = f"{left} {match['year']}", match["day"]
    from_left = not _BARE.fullmatch(left) and (asked.toward == "future" or _BARE.fullmatch(right))
    if from_left or (asked.toward == "future" and _BARE.fullmatch(right)):
        for first in day_values(left, asked) or ():
            lasts = day_values(right, Asked(voice, today, first, "future")) or ()
            yield from product((first,), lasts)
    else:
        for last in day_values(right, asked) or ():
            firsts = day_values(left, Asked(voice, today, last, "past")) or ()
            yield from product(firsts, (last,))
