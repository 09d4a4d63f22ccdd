"""Opening hours on the days the clocks change: 23 or 25 hours, and nothing lost or doubled."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from storage.opening import Hours, Rule, day_range, every_day, gaps
from storage.values import TimeRange

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# A day of each: zone, spring forward, back in autumn (or the other way round in the south).
CHANGES = [
    ("Europe/Madrid", date(2026, 3, 29), 23),
    ("Europe/Madrid", date(2026, 10, 25), 25),
    ("America/Santiago", date(2026, 9, 6), 23),
    ("America/Santiago", date(2026, 4, 4), 25),
]


def always(zone: str) -> Hours:
    return Hours(every_day(0, 1440), 30, 1500, zone)


@pytest.mark.parametrize(("zone", "day", "hours"), CHANGES)
def test_a_day_is_as_long_as_it_is(zone: str, day: date, hours: int) -> None:
    """Whoever may use a machine all day has 23 or 25 hours of it then."""
    [span] = always(zone).of_day(day)

    assert span.end - span.start == HOUR * hours
    assert span == day_range(day, day + DAY, zone)


@pytest.mark.parametrize(("zone", "day", "hours"), CHANGES)
def test_days_follow_each_other_without_a_gap(zone: str, day: date, hours: int) -> None:
    """No moment is in two days or in none."""
    days = [day + DAY * n for n in range(-2, 3)]
    spans = [span for each in days for span in always(zone).of_day(each)]

    assert [a.end for a in spans[:-1]] == [b.start for b in spans[1:]]


@pytest.mark.parametrize(("zone", "day", "hours"), CHANGES)
def test_daylight_hours_are_those_on_the_wall(zone: str, day: date, hours: int) -> None:
    """Eight is eight on the clock, on the day of the change and around it."""
    work = Hours(every_day(8 * 60, 18 * 60), 30, 600, zone)
    tz = ZoneInfo(zone)
    walls = [
        (span.start.astimezone(tz).hour, span.end.astimezone(tz).hour, span.end - span.start)
        for n in (-1, 0, 1)
        for span in work.of_day(day + DAY * n)
    ]

    assert walls == [(8, 18, HOUR * 10)] * 3


@pytest.mark.parametrize(("zone", "day", "hours"), CHANGES)
def test_the_same_time_another_day_keeps_its_length(zone: str, day: date, hours: int) -> None:
    """A booking from noon to two is that on the day of the change too."""
    tz = ZoneInfo(zone)
    noon = datetime.combine(day - DAY, datetime.min.time().replace(hour=12), tz).astimezone(UTC)
    moved = always(zone).same_clock(TimeRange(noon, noon + HOUR * 2), day)

    assert moved.start.astimezone(tz).hour == 12
    assert moved.end - moved.start == HOUR * 2


def test_hours_that_the_change_skips_are_not_open() -> None:
    """In Madrid there is no half past two that night: an hour from two to three is no time."""
    night = Hours(every_day(2 * 60, 3 * 60), 30, 60, "Europe/Madrid")

    assert night.of_day(date(2026, 3, 29)) == []
    assert len(night.of_day(date(2026, 3, 28))) == 1
    assert (
        night.of_day(date(2026, 10, 25))[0].end - night.of_day(date(2026, 10, 25))[0].start > HOUR
    )


def test_ninety_days_are_counted_in_the_clusters_zone() -> None:
    """Shortly after midnight in Madrid it is still the day before in UTC."""
    hours = always("Europe/Madrid")
    now = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    last = datetime(2026, 4, 2, 21, 0, tzinfo=UTC)

    assert hours.broken(TimeRange(last, last + HOUR), now) is None
    assert hours.broken(TimeRange(last + HOUR, last + HOUR * 2), now) is Rule.HORIZON


def test_what_is_taken_leaves_the_rest() -> None:
    """Nothing of no length is left over."""
    start = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)

    def span(a: int, b: int) -> TimeRange:
        return TimeRange(start + HOUR * a, start + HOUR * b)

    assert gaps([span(0, 10)], [span(0, 1), span(3, 4), span(4, 5)]) == [span(1, 3), span(5, 10)]
    assert gaps([span(0, 2)], [span(0, 2)]) == []
    assert gaps([span(5, 6), span(0, 2)], [span(1, 6)]) == [span(0, 1)]
