"""Bookings of what is shared: no two of one resource overlap, back to back is fine.

A booking is its firm's: any of its people may move or cancel it. Since live bookings of a resource
never overlap, the last one that starts before an end is the only one that can reach into a time.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage import due
from storage.database import Reading, Transaction
from storage.errors import NotAllowedError, NotFoundError, TakenError
from storage.moments import read_moment_if, stored, times_of
from storage.opening import ForbiddenTimeError, Rule
from storage.resources import load
from storage.scope import ClusterScope, MemberScope
from storage.values import TimeRange

# Reminders: the kind of due work, and how long before the start it is due.
DAY_BEFORE, DAY_LEAD = "booking_day", timedelta(hours=24)
SOON, SOON_LEAD = "booking_soon", timedelta(hours=2)
LEADS = {DAY_BEFORE: DAY_LEAD, SOON: SOON_LEAD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """`booker` is the name of the person who made it, and what follows how to write to them.

    `changes` counts how often it was moved; `blocked` says that a block took its place.
    """

    id: int
    resource_id: int
    name_es: str
    name_en: str
    place: str | None
    instructions: str | None
    firm_id: int
    firm: str
    member_id: int
    booker: str
    telegram_id: int
    language: str | None
    phone_language: str | None
    reachable: bool
    times: TimeRange
    changes: int
    confirmed_at: datetime | None
    cancelled_at: datetime | None
    blocked: bool


SELECT = """
SELECT booking.id, booking.resource_id, booking.firm_id, booking.member_id, booking.starts_at,
       booking.ends_at, booking.changes, booking.confirmed_at, booking.cancelled_at,
       booking.block_id, resource.name_es, resource.name_en, resource.place,
       resource.instructions, firm.name AS firm,
       person.name AS booker, person.telegram_id, person.language, person.phone_language,
       person.reachable AND member.state = 'active' AS reachable
FROM booking
JOIN resource ON resource.id = booking.resource_id
JOIN firm ON firm.id = booking.firm_id
JOIN member ON member.id = booking.member_id
JOIN person ON person.id = member.person_id
"""

AFTER = """AND (booking.ends_at, booking.id) >
 (SELECT ends_at, id FROM booking WHERE id = :after AND cluster_id = :cluster_id)"""

# Holds where neither another live booking nor a block reaches into the time.
IS_FREE = """
coalesce((SELECT ends_at FROM booking
          WHERE resource_id = :resource_id AND cluster_id = :cluster_id
            AND cancelled_at IS NULL AND starts_at < :ends_at AND id <> :own
          ORDER BY starts_at DESC LIMIT 1), '') <= :starts_at
AND NOT EXISTS (SELECT 1 FROM block
                WHERE resource_id = :resource_id AND cluster_id = :cluster_id
                  AND lifted_at IS NULL AND ends_at > :starts_at AND starts_at < :ends_at)
"""


async def reserve(
    tx: Transaction, scope: MemberScope, resource_id: int, times: TimeRange, now: datetime
) -> Booking:
    """Book it for the member's firm; asked twice by one member it is booked once.

    Raises NotAllowedError for a member of no firm, NotFoundError, ForbiddenTimeError for a time
    the rules exclude, TakenError where a booking or a block is in the way (storage.free has what
    could be had instead).
    """
    if scope.reports_for is None:
        raise NotAllowedError("a booking belongs to a firm")
    resource = await load(tx, scope, resource_id)
    if rule := resource.hours.broken(times, now):
        raise ForbiddenTimeError(rule)
    made = await tx.write(
        f"""INSERT INTO booking (cluster_id, resource_id, firm_id, member_id, starts_at, ends_at,
                                 made_at)
            SELECT :cluster_id, :resource_id, :firm_id, :member_id, :starts_at, :ends_at, :now
            WHERE {IS_FREE}""",
        _wanted(scope, resource_id, times)
        | {"firm_id": scope.reports_for, "member_id": scope.member_id, "now": stored(now)},
    )
    booking = await _starting(tx, scope, resource_id, times.start)
    same = booking is not None and (booking.member_id, booking.times) == (scope.member_id, times)
    if booking is None or not (made or same):
        raise TakenError
    return booking


async def move(
    tx: Transaction, scope: MemberScope, booking_id: int, times: TimeRange, now: datetime
) -> Booking:
    """Other times for the same booking, or all stays as it was.

    Raises NotFoundError for what is not this firm's or is cancelled, ForbiddenTimeError (also
    where it is over), TakenError.
    """
    booking = await _own(tx, scope, booking_id, now)
    if booking.cancelled_at is not None:
        raise NotFoundError
    if booking.times == times:
        return booking
    resource = await load(tx, scope, booking.resource_id)
    if rule := resource.hours.broken(times, now):
        raise ForbiddenTimeError(rule)
    moved = await tx.write(
        f"""UPDATE booking SET starts_at = :starts_at, ends_at = :ends_at, confirmed_at = NULL,
                   changes = changes + 1
            WHERE cluster_id = :cluster_id AND id = :own AND {IS_FREE}""",
        _wanted(scope, booking.resource_id, times, own=booking_id),
    )
    if not moved:
        raise TakenError
    return await _own(tx, scope, booking_id, now)


async def cancel(tx: Transaction, scope: MemberScope, booking_id: int, now: datetime) -> Booking:
    """Give the time back; one that is cancelled already stays so.

    Raises NotFoundError for what is not this firm's, ForbiddenTimeError for what is over.
    """
    await _own(tx, scope, booking_id, now)
    await tx.write(
        """UPDATE booking SET cancelled_at = ?, changes = changes + 1
           WHERE cluster_id = ? AND id = ? AND cancelled_at IS NULL""",
        (stored(now), scope.cluster_id, booking_id),
    )
    return await _own(tx, scope, booking_id, now)


async def confirm(tx: Transaction, scope: MemberScope, booking_id: int, now: datetime) -> Booking:
    """The firm says that it comes.

    Raises NotFoundError, also for what was cancelled, ForbiddenTimeError for what is over.
    """
    booking = await _own(tx, scope, booking_id, now)
    if booking.cancelled_at is not None:
        raise NotFoundError
    await tx.write(
        """UPDATE booking SET confirmed_at = coalesce(confirmed_at, ?)
           WHERE cluster_id = ? AND id = ?""",
        (stored(now), scope.cluster_id, booking_id),
    )
    return await _own(tx, scope, booking_id, now)


async def find(reading: Reading, scope: ClusterScope, booking_id: int) -> Booking | None:
    """Live or cancelled; None also for one that whoever asks may not see."""
    row = await reading.row(
        f"{SELECT} WHERE booking.cluster_id = ? AND booking.id = ?",
        (scope.cluster_id, booking_id),
    )
    found = booking_of(row) if row else None
    return found if found and scope.sees(found.firm_id) else None


async def coming(
    reading: Reading,
    scope: ClusterScope,
    firm_id: int,
    now: datetime,
    *,
    limit: int,
    after: int | None = None,
) -> list[Booking]:
    """What a firm has booked and is not over, the next first; nothing where it may not be seen.

    In pages: the next one is what comes `after` the id of the last booking seen.
    """
    firm = firm_id if scope.sees(firm_id) else None
    page = "" if after is None else AFTER
    rows = await reading.rows(
        f"""{SELECT} WHERE booking.cluster_id = :cluster_id AND booking.firm_id = :firm_id
              AND booking.cancelled_at IS NULL AND booking.ends_at > :now {page}
            ORDER BY booking.ends_at, booking.id LIMIT :limit""",
        {
            "cluster_id": scope.cluster_id,
            "firm_id": firm,
            "now": stored(now),
            "limit": limit,
            "after": after,
        },
    )
    return [booking_of(row) for row in rows]


async def plan_reminders(tx: Transaction, booking: Booking, now: datetime) -> None:
    """The day before and two hours before, as far as that is still to come."""
    await due.plan_before(tx, LEADS, booking.id, booking.times.start, now)


async def scope_of(reading: Reading, booking_id: int) -> ClusterScope | None:
    """Whose booking it is, for the cluster's own work, which knows it by its id alone."""
    row = await reading.row("SELECT cluster_id FROM booking WHERE id = ?", (booking_id,))
    return ClusterScope(row["cluster_id"]) if row else None


async def _own(reading: Reading, scope: MemberScope, booking_id: int, now: datetime) -> Booking:
    """Coordinators see the bookings of all firms, and change those of their own."""
    booking = await find(reading, scope, booking_id)
    if booking is None or booking.firm_id != scope.reports_for:
        raise NotFoundError
    if booking.times.end <= now:
        raise ForbiddenTimeError(Rule.OVER)
    return booking


async def _starting(
    reading: Reading, scope: ClusterScope, resource_id: int, start: datetime
) -> Booking | None:
    row = await reading.row(
        f"""{SELECT} WHERE booking.cluster_id = ? AND booking.resource_id = ?
              AND booking.starts_at = ? AND booking.cancelled_at IS NULL""",
        (scope.cluster_id, resource_id, stored(start)),
    )
    return booking_of(row) if row else None


def _wanted(
    scope: ClusterScope, resource_id: int, times: TimeRange, own: int = 0
) -> dict[str, Any]:
    return {
        "cluster_id": scope.cluster_id,
        "resource_id": resource_id,
        "starts_at": stored(times.start),
        "ends_at": stored(times.end),
        "own": own,
    }


def booking_of(row: sqlite3.Row) -> Booking:
    return Booking(
        id=row["id"],
        resource_id=row["resource_id"],
        name_es=row["name_es"],
        name_en=row["name_en"],
        place=row["place"],
        instructions=row["instructions"],
        firm_id=row["firm_id"],
        firm=row["firm"],
        member_id=row["member_id"],
        booker=row["booker"],
        telegram_id=row["telegram_id"],
        language=row["language"],
        phone_language=row["phone_language"],
        reachable=bool(row["reachable"]),
        times=times_of(row),
        changes=row["changes"],
        confirmed_at=read_moment_if(row["confirmed_at"]),
        cancelled_at=read_moment_if(row["cancelled_at"]),
        blocked=row["block_id"] is not None,
    )
