"""Calendar files as other programs read them."""

from datetime import UTC, datetime, timedelta

import icalendar

from bot.reports.calendar_file import Entry, calendar_file
from storage.values import TimeRange

NINE = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
ENTRY = Entry(
    "booking-1@bot",
    "Centrífuga, la grande; \\ nueva\nlínea",
    TimeRange(NINE, NINE + timedelta(hours=2)),
    sequence=3,
    place="Vereda <Tobal> & más",
    notes="Miel de Tota",
    remind=timedelta(hours=2),
)


def test_an_entry_is_read_as_it_was_written() -> None:
    """With its times in UTC, whatever signs its words hold."""
    calendar = icalendar.Calendar.from_ical(calendar_file(ENTRY, NINE))
    [event] = calendar.walk("VEVENT")
    [alarm] = event.walk("VALARM")

    assert calendar["METHOD"] == "PUBLISH"
    assert (event["UID"], event["SEQUENCE"]) == ("booking-1@bot", 3)
    assert str(event["SUMMARY"]) == ENTRY.title
    assert str(event["LOCATION"]) == ENTRY.place
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (NINE, NINE + timedelta(hours=2))
    assert alarm.decoded("TRIGGER") == -timedelta(hours=2)


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    """At most 75 octets, each ended by CR LF."""
    lines = calendar_file(ENTRY, NINE).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""


def test_what_is_cancelled_takes_the_entry_away() -> None:
    """The same entry, with a method and a state that say so."""
    gone = Entry(ENTRY.uid, ENTRY.title, ENTRY.times, sequence=4, cancelled=True)
    calendar = icalendar.Calendar.from_ical(calendar_file(gone, NINE))
    [event] = calendar.walk("VEVENT")

    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
