"""Bookings that lose their place by what a coordinator does to the equipment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from storage.bookings import SELECT, Booking, booking_of
from storage.database import Reading, Transaction
from storage.moments import stored
from storage.opening import Hours
from storage.scope import ClusterScope, MemberScope


async def outside(
    reading: Reading, scope: ClusterScope, resource_id: int, hours: Hours, now: datetime
) -> list[Booking]:
    """Those that have not begun and that these opening hours leave no room for, the next first.

    For the coordinator and the cluster's own work. However long a booking may be, one that was
    made stays as long as it is.
    """
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""{SELECT} WHERE booking.cluster_id = ? AND booking.resource_id = ?
              AND booking.cancelled_at IS NULL AND booking.starts_at > ?
            ORDER BY booking.starts_at""",
        (scope.cluster_id, resource_id, stored(now)),
    )
    return [found for found in map(booking_of, rows) if not hours.hold(found.times)]


async def cancel(
    tx: Transaction,
    scope: MemberScope,
    hits: Iterable[Booking],
    now: datetime,
    *,
    block_id: int | None = None,
) -> None:
    """Whoever has them is told by the caller. Raises NotAllowedError for all but coordinators."""
    scope.must_coordinate("cancel what others booked")
    await tx.write_many(
        """UPDATE booking SET cancelled_at = ?, block_id = ?, changes = changes + 1
           WHERE cluster_id = ? AND id = ? AND cancelled_at IS NULL""",
        [(stored(now), block_id, scope.cluster_id, found.id) for found in hits],
    )
