"""Time in which a resource cannot be booked, and the bookings that such a block takes away."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage import audit, displaced
from storage.audit import Act
from storage.bookings import SELECT, Booking, booking_of
from storage.database import Reading, Transaction
from storage.errors import NotFoundError
from storage.free import last_before
from storage.moments import stored, times_of
from storage.resources import load
from storage.scope import ClusterScope, MemberScope
from storage.values import TimeRange


class Reason(StrEnum):
    MAINTENANCE = "maintenance"
    BREAKDOWN = "breakdown"


@dataclass(frozen=True, slots=True)
class Block:
    id: int
    resource_id: int
    reason: Reason
    times: TimeRange


async def hit(
    reading: Reading, scope: ClusterScope, resource_id: int, times: TimeRange
) -> list[Booking]:
    """Whom a block of these times would hit; for the coordinator and the cluster's own work."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""{SELECT} WHERE booking.cluster_id = :cluster_id AND booking.resource_id = :resource_id
              AND booking.cancelled_at IS NULL AND booking.starts_at < :until
              AND booking.starts_at >= {last_before(":resource_id")} AND booking.ends_at > :from
            ORDER BY booking.starts_at""",
        {
            "cluster_id": scope.cluster_id,
            "resource_id": resource_id,
            "from": stored(times.start),
            "until": stored(times.end),
        },
    )
    return [booking_of(row) for row in rows]


async def block(
    tx: Transaction,
    scope: MemberScope,
    resource_id: int,
    times: TimeRange,
    reason: Reason,
    now: datetime,
) -> list[Booking]:
    """Nobody can book these times; the bookings in them are cancelled, and given back here.

    Raises NotAllowedError for anybody but a coordinator, NotFoundError for what is not there.
    """
    scope.must_coordinate("block equipment")
    await load(tx, scope, resource_id)
    hits = await hit(tx, scope, resource_id, times)
    period = (stored(times.start), stored(times.end))
    block_id = await tx.insert(
        """INSERT INTO block (cluster_id, resource_id, member_id, reason, starts_at, ends_at,
                              made_at) VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (scope.cluster_id, resource_id, scope.member_id, reason, *period, stored(now)),
    )
    await displaced.cancel(tx, scope, hits, now, block_id=block_id)
    await audit.note(tx, scope, Act.BLOCKED, now, resource_id=resource_id, detail=reason)
    return hits


async def lift(tx: Transaction, scope: MemberScope, block_id: int, now: datetime) -> Block:
    """It can be booked again.

    Raises NotAllowedError for anybody but a coordinator, NotFoundError, also for a block that was
    lifted already, and for equipment that was taken off the list.
    """
    scope.must_coordinate("lift blocks")
    row = await tx.row(
        """SELECT id, resource_id, reason, starts_at, ends_at FROM block
           WHERE cluster_id = ? AND id = ? AND lifted_at IS NULL""",
        (scope.cluster_id, block_id),
    )
    if row is None:
        raise NotFoundError
    await load(tx, scope, row["resource_id"])
    await tx.write(
        "UPDATE block SET lifted_at = ? WHERE cluster_id = ? AND id = ?",
        (stored(now), scope.cluster_id, block_id),
    )
    await audit.note(tx, scope, Act.LIFTED, now, resource_id=row["resource_id"])
    return _block(row)


async def was_hit(
    reading: Reading, scope: ClusterScope, block_id: int, now: datetime
) -> list[Booking]:
    """The bookings that a block cancelled and that would not have begun yet; for coordinators."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""{SELECT} WHERE booking.cluster_id = ? AND booking.block_id = ? AND booking.starts_at > ?
            ORDER BY booking.starts_at""",
        (scope.cluster_id, block_id, stored(now)),
    )
    return [booking_of(row) for row in rows]


async def coming(
    reading: Reading, scope: ClusterScope, resource_id: int, now: datetime, *, limit: int = 5
) -> list[Block]:
    """Blocks that are not over, the one that ends first first."""
    rows = await reading.rows(
        """SELECT id, resource_id, reason, starts_at, ends_at FROM block
           WHERE cluster_id = ? AND resource_id = ? AND lifted_at IS NULL AND ends_at > ?
           ORDER BY ends_at LIMIT ?""",
        (scope.cluster_id, resource_id, stored(now), limit),
    )
    return [_block(row) for row in rows]


def _block(row: sqlite3.Row) -> Block:
    return Block(row["id"], row["resource_id"], Reason(row["reason"]), times_of(row))
