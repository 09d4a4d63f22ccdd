"""How moments are stored: UTC, ISO 8601 with offset, so that their order is that of their texts."""

import sqlite3
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.values import TimeRange


def stored(moment: datetime) -> str:
    """Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(UTC).isoformat()


def read_moment(kept: str) -> datetime:
    """What `stored` wrote, in UTC."""
    return datetime.fromisoformat(kept)


def read_moment_if(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def times_of(row: sqlite3.Row) -> TimeRange:
    """From the columns `starts_at` and `ends_at`."""
    return TimeRange(read_moment(row["starts_at"]), read_moment(row["ends_at"]))


def at_hour(day: date, hour: int, zone: str) -> datetime:
    """When (UTC) the zone's clocks show this hour of this day.

    An hour that summer time skips comes when the clock has jumped; one that comes twice, at first.
    """
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def next_weekly(weekday: int, hour: int, zone: str, after: datetime) -> datetime:
    """The first time (UTC) after that moment that the zone's clocks show this day and hour.

    Weekday 0 is Monday.
    """
    today = after.astimezone(ZoneInfo(zone)).date()
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    at = at_hour(coming, hour, zone)
    return at if at > after else at_hour(coming + timedelta(days=7), hour, zone)
