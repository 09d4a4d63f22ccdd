"""A calendar file (.ics, RFC 5545) for one entry, as phones and computers import it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from storage.values import TimeRange

if TYPE_CHECKING:
    from icalendar import Event

MAKER = "-//Ayni//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """`uid` stays the same when the entry changes, and `sequence` grows: it is replaced then."""

    uid: str
    title: str
    times: TimeRange
    sequence: int = 0
    place: str | None = None
    notes: str | None = None
    remind: timedelta | None = None
    cancelled: bool = False


def calendar_file(entry: Entry, now: datetime) -> bytes:
    """Times are written in UTC: each phone shows them in its own zone."""
    from icalendar import Calendar  # noqa: PLC0415 - large, and used a few times a day

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.cancelled else "PUBLISH")
    calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    from icalendar import Alarm, Event, vDuration  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.times.start.astimezone(UTC))
    event.add("dtend", entry.times.end.astimezone(UTC))
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.place:
        event.add("location", entry.place)
    if entry.notes:
        event.add("description", entry.notes)
    if entry.remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", vDuration(-entry.remind))
        event.add_component(alarm)
    return event
