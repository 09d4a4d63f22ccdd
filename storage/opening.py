"""When a resource can be used: hours on the cluster's clock, and what of them is still free."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from storage.values import TimeRange

HORIZON_DAYS = 90
# Who stands at a free machine may still book the quarter of an hour that has begun.
GRACE = timedelta(minutes=15)
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Opening:
    """Weekday 0 is Monday; minutes of the day in the cluster's zone, 1440 is the day's end."""

    weekday: int
    opens: int
    closes: int


class Rule(StrEnum):
    """Why a time cannot be booked, whoever else wants it."""

    PAST = "past"
    HORIZON = "horizon"
    CLOSED = "closed"
    SHORT = "short"
    LONG = "long"
    HOURS = "hours"
    OVER = "over"


class ForbiddenTimeError(Exception):
    """A rule of the resource forbids this time."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Hours:
    """The rules of one resource's time; `shortest` and `longest` are minutes."""

    opening: tuple[Opening, ...]
    shortest: int
    longest: int
    zone: str

    def of_day(self, day: date) -> list[TimeRange]:
        """When it is open on a day of the cluster's zone, which may have 23 or 25 hours.

        A time that the change of the clocks skips is the moment after the change.
        """
        spans = [
            (_moment(day, o.opens, self.zone), _moment(day, o.closes, self.zone))
            for o in self.opening
            if o.weekday == day.weekday()
        ]
        return [TimeRange(start, end) for start, end in spans if start < end]

    def left(self, day: date, now: datetime) -> list[TimeRange]:
        """What of the day's hours can still be booked, but for what is taken."""
        soonest = quarter(now)
        return [
            TimeRange(max(span.start, soonest), span.end)
            for span in self.of_day(day)
            if span.end > soonest
        ]

    def broken(self, times: TimeRange, now: datetime) -> Rule | None:
        """The first rule that forbids these times."""
        day = self.day_of(times.start)
        minutes = (times.end - times.start) / timedelta(minutes=1)
        if times.start <= now - GRACE:
            return Rule.PAST
        if day > self.day_of(now) + timedelta(days=HORIZON_DAYS):
            return Rule.HORIZON
        if not self.of_day(day):
            return Rule.CLOSED
        if minutes < self.shortest:
            return Rule.SHORT
        if minutes > self.longest:
            return Rule.LONG
        return None if self.hold(times) else Rule.HOURS

    def hold(self, times: TimeRange) -> bool:
        """Whether it is open all that time."""
        open_hours = self.of_day(self.day_of(times.start))
        return any(span.start <= times.start and times.end <= span.end for span in open_hours)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def same_clock(self, times: TimeRange, day: date) -> TimeRange:
        """As long, from the same time on the clock, on another day."""
        wall = times.start.astimezone(ZoneInfo(self.zone)).time()
        start = datetime.combine(day, wall, ZoneInfo(self.zone)).astimezone(UTC)
        return TimeRange(start, start + (times.end - times.start))


def every_day(opens: int, closes: int, closed: Iterable[int] = ()) -> tuple[Opening, ...]:
    """The same hours on all weekdays but the closed ones."""
    shut = set(closed)
    return tuple(Opening(weekday, opens, closes) for weekday in range(7) if weekday not in shut)


def gaps(spans: Sequence[TimeRange], taken: Iterable[TimeRange]) -> list[TimeRange]:
    """What the spans hold besides what is taken, in order."""
    free = sorted(spans, key=lambda span: span.start)
    for busy in taken:
        free = [part for span in free for part in _without(span, busy)]
    return free


def quarter(moment: datetime) -> datetime:
    """The quarter of an hour that has begun."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def day_range(first: date, until: date, zone: str) -> TimeRange:
    """From the start of one day up to that of another, in the zone."""
    return TimeRange(_moment(first, 0, zone), _moment(until, 0, zone))


def _without(span: TimeRange, busy: TimeRange) -> list[TimeRange]:
    if not span.overlaps(busy):
        return [span]
    ends = ((span.start, busy.start), (busy.end, span.end))
    return [TimeRange(start, end) for start, end in ends if start < end]


def _moment(day: date, minutes: int, zone: str) -> datetime:
    if minutes == DAY_MINUTES:
        day, minutes = day + timedelta(days=1), 0
    wall = datetime.combine(day, time(minutes // 60, minutes % 60), ZoneInfo(zone))
    return wall.astimezone(UTC)
