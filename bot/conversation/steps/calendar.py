"""A month of buttons."""

from __future__ import annotations

import calendar
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.conversation.steps.base import Offer
from bot.language.text import Text, _, raw
from bot.language.voice import Voice

if TYPE_CHECKING:
    from bot.conversation.answers import Answers
    from bot.pipeline.turn import Turn

# A button that only shows something.
STILL = "-"
# A button must show something: this is seen as nothing, and is no space to Telegram.
BLANK = "\u2800"
# What stands for a day that cannot be chosen.
CLOSED = "·"


@dataclass(frozen=True, slots=True)
class DayState:
    """How a day looks in the calendar: `mark` follows its number, `why` answers a tap in vain.

    A closed day without a mark is only a dot.
    """

    open: bool = True
    mark: str = ""
    why: Text | None = None


States = Callable[["Turn", "Answers", date], Awaitable[Mapping[date, DayState]]]


@dataclass(frozen=True, slots=True)
class Span:
    """The days that can be chosen at all; without an end, any."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def has_before(self, month: date) -> bool:
        return self.first is None or self.first < month

    def has_after(self, month: date) -> bool:
        return self.last is None or next_month(month) <= self.last


def month_rows(
    month: date, span: Span, states: Mapping[date, DayState], voice: Voice
) -> list[list[Offer]]:
    """`month` is its first day. Arguments are `d` and a date, or `m` and a month's first day."""
    before = f"m{previous_month(month).isoformat()}" if span.has_before(month) else STILL
    after = f"m{next_month(month).isoformat()}" if span.has_after(month) else STILL
    names = voice.words.months["stand-alone"]["abbreviated"]
    title = f"{names[month.month].rstrip('.')} {month.year}".capitalize()
    head = [
        Offer(raw("‹" if before != STILL else BLANK), before),
        Offer(raw(title), STILL),
        Offer(raw("›" if after != STILL else BLANK), after),
    ]
    # The place's, in whatever language: all members of a cluster see the same calendar.
    first = voice.numbers.first_week_day
    weeks = calendar.Calendar(first).monthdatescalendar(month.year, month.month)
    days = [[_day(day, month, span, states) for day in week] for week in weeks]
    return [head, _weekdays(voice, first), *days]


def _weekdays(voice: Voice, first: int) -> list[Offer]:
    names = voice.words.days["stand-alone"]["short"]
    return [Offer(raw(names[(first + n) % 7].capitalize()), STILL) for n in range(7)]


def _day(day: date, month: date, span: Span, states: Mapping[date, DayState]) -> Offer:
    if day.month != month.month:
        return Offer(raw(BLANK), STILL)
    state = states.get(day, DayState())
    if day not in span or not state.open:
        shown = f"{day.day}{state.mark}" if day in span and state.mark else CLOSED
        return Offer(raw(shown), f"d{day.isoformat()}" if state.why else STILL)
    return Offer(raw(f"{day.day}{state.mark}"), f"d{day.isoformat()}")


def previous_month(month: date) -> date:
    return (
        month.replace(year=month.year - 1, month=12)
        if month.month == 1
        else month.replace(month=month.month - 1)
    )


def next_month(month: date) -> date:
    return (
        month.replace(year=month.year + 1, month=1)
        if month.month == 12
        else month.replace(month=month.month + 1)
    )


def read_day_arg(arg: str, kind: str) -> date | None:
    """The date after its letter; None for anything that no calendar of ours would send."""
    if not arg.startswith(kind) or len(arg) != len("d2026-11-23"):
        return None
    try:
        day = date.fromisoformat(arg[1:])
    except ValueError:
        return None
    return day if date(1990, 1, 1) <= day <= date(2100, 1, 1) else None


def outside(day: date, span: Span) -> Text | None:
    """Why a day outside cannot be taken."""
    if span.last is not None and day > span.last:
        return _("{day} is too late: the last day possible is {last}.", day=day, last=span.last)
    if span.first is not None and day < span.first:
        return _(
            "{day} is too early: the first day possible is {first}.", day=day, first=span.first
        )
    return None
