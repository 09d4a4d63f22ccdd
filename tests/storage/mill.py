"""A mill to book, and the hours of a Tuesday in Bogotá."""

from datetime import UTC, datetime

from storage import bookings
from storage.bookings import Booking
from storage.database import Transaction
from storage.opening import every_day
from storage.resources import Kind, NewResource
from storage.values import TimeRange
from tests.storage.village import HOUR, NOW, Village

MILL = NewResource(
    kind=Kind.MACHINE,
    name_es="Molino",
    name_en="Mill",
    opening=every_day(8 * 60, 18 * 60, closed=[6]),
    shortest=30,
    longest=240,
)
# The day after the village's now, at nine.
NINE = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


def at(start: datetime, hours: float = 1) -> TimeRange:
    return TimeRange(start, start + HOUR * hours)


async def live(tx: Transaction, village: Village) -> list[Booking]:
    """All bookings of both firms, by their start."""
    mine = await bookings.coming(tx, village.ana, village.firm, NOW, limit=99)
    others = await bookings.coming(tx, village.carlos, village.other_firm, NOW, limit=99)
    return sorted([*mine, *others], key=lambda b: b.times.start)
