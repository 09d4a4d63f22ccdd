"""What is free, what is taken and by whom, and what could be had instead."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain, islice

from storage import resources
from storage.database import Reading
from storage.moments import stored, times_of
from storage.opening import HORIZON_DAYS, day_range, gaps
from storage.resources import Resource
from storage.scope import ClusterScope, MemberScope, Role
from storage.values import TimeRange

# How many days after the wanted one are looked through for an alternative, and sister resources.
DAYS_TRIED = 21
SISTERS_TRIED = 5
DAY = timedelta(days=1)


class Look(StrEnum):
    """How a day looks in a calendar; `over` is one of which no hours are left."""

    FREE = "free"
    PARTLY = "partly"
    FULL = "full"
    CLOSED = "closed"
    BLOCKED = "blocked"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Busy:
    """A booking's time with its firm, or a block's with its reason."""

    resource_id: int
    times: TimeRange
    booking_id: int | None
    firm: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Slot:
    """Something to book: one tap away."""

    resource: Resource
    times: TimeRange


def last_before(resource: str) -> str:
    """The start of the only booking that can reach into a time from before `:from`.

    Live bookings of a resource never overlap. `resource` is SQL for its id.
    """
    return f"""coalesce((SELECT max(earlier.starts_at) FROM booking AS earlier
     WHERE earlier.resource_id = {resource} AND earlier.cancelled_at IS NULL
       AND earlier.starts_at <= :from), '')"""


# Bookings in a time, the one that reaches into it from before too, and blocks.
BUSY = f"""
SELECT booking.resource_id, booking.starts_at, booking.ends_at, booking.id,
       firm.name AS firm, NULL AS reason
FROM json_each(:resources) AS asked
CROSS JOIN booking ON booking.resource_id = asked.value AND booking.cancelled_at IS NULL
  AND booking.starts_at < :until AND booking.starts_at >= {last_before("asked.value")}
JOIN firm ON firm.id = booking.firm_id
WHERE booking.cluster_id = :cluster_id AND booking.ends_at > :from
UNION ALL
SELECT block.resource_id, block.starts_at, block.ends_at, NULL, NULL, block.reason
FROM json_each(:resources) AS asked
CROSS JOIN block ON block.resource_id = asked.value AND block.lifted_at IS NULL
  AND block.ends_at > :from
WHERE block.cluster_id = :cluster_id AND block.starts_at < :until
ORDER BY 2, 1
"""


async def busy(
    reading: Reading, scope: ClusterScope, resource_ids: Iterable[int], times: TimeRange
) -> list[Busy]:
    """What of these resources is taken, in the order of time. Observers see no names."""
    rows = await reading.rows(
        BUSY,
        {
            "resources": json.dumps(list(resource_ids)),
            "cluster_id": scope.cluster_id,
            "from": stored(times.start),
            "until": stored(times.end),
        },
    )
    named = not (isinstance(scope, MemberScope) and scope.role is Role.OBSERVER)
    return [
        Busy(
            row["resource_id"],
            times_of(row),
            row["id"],
            row["firm"] if named else None,
            row["reason"],
        )
        for row in rows
    ]


async def free_times(
    reading: Reading,
    scope: ClusterScope,
    resource: Resource,
    day: date,
    now: datetime,
    *,
    besides: int | None = None,
) -> list[TimeRange]:
    """What of a day can be booked; the time of the booking `besides` counts as free: it is moved.

    `day` is one of the cluster's zone.
    """
    whole = day_range(day, day + DAY, resource.zone)
    taken = await busy(reading, scope, [resource.id], whole)
    others = [b.times for b in taken if besides is None or b.booking_id != besides]
    return _long_enough(resource, gaps(resource.hours.left(day, now), others))


async def looks(
    reading: Reading,
    scope: ClusterScope,
    resource: Resource,
    first: date,
    until: date,
    now: datetime,
) -> dict[date, Look]:
    """How each day (of the cluster's zone) from `first` up to `until` looks in a calendar."""
    taken = await busy(reading, scope, [resource.id], day_range(first, until, resource.zone))
    days = [first + timedelta(days=n) for n in range((until - first).days)]
    return {day: _look(resource, taken, day, now) for day in days}


async def alternatives(
    reading: Reading,
    scope: ClusterScope,
    wanted: Resource,
    times: TimeRange,
    now: datetime,
    *,
    sisters: bool = True,
    limit: int = 3,
) -> list[Slot]:
    """As long as what was wanted: another hour of the day, another day, a sister of the same kind.

    Where one of these is not to be had, more of the others stand in.
    """
    kind = await resources.of_kind(reading, scope, wanted.kind, limit=SISTERS_TRIED)
    others = [sister for sister in kind if sisters and sister.id != wanted.id]
    day = wanted.hours.day_of(times.start)
    span = day_range(day, day + DAY * (DAYS_TRIED + 1), wanted.zone)
    taken: dict[int, list[TimeRange]] = defaultdict(list)
    for found in await busy(reading, scope, [wanted.id, *(s.id for s in others)], span):
        taken[found.resource_id].append(found.times)
    same_day = _same_day(wanted, times, taken[wanted.id], now)
    other_days = _other_days(wanted, times, taken[wanted.id], now)
    of_sisters = _sisters(others, times, taken, now)
    # One of each first, then whatever else there is.
    first = [*islice(same_day, 1), *islice(other_days, 1), *islice(of_sisters, 1)][:limit]
    return [*first, *islice(chain(other_days, same_day, of_sisters), limit - len(first))]


def _same_day(
    resource: Resource, times: TimeRange, taken: list[TimeRange], now: datetime
) -> Iterator[Slot]:
    """In each gap that is long enough, the start nearest to the wanted one."""
    day = resource.hours.day_of(times.start)
    length = times.end - times.start
    found = []
    for gap in gaps(resource.hours.left(day, now), taken):
        if gap.end - gap.start >= length:
            start = min(max(times.start, gap.start), gap.end - length)
            found.append(TimeRange(start, start + length))
    found.sort(key=lambda near: abs(near.start - times.start))
    return (Slot(resource, near) for near in found if resource.hours.broken(near, now) is None)


def _other_days(
    resource: Resource, times: TimeRange, taken: list[TimeRange], now: datetime
) -> Iterator[Slot]:
    """The same time on the clock, on the days that follow."""
    day = resource.hours.day_of(times.start)
    last = resource.hours.day_of(now) + DAY * HORIZON_DAYS
    for ahead in range(1, DAYS_TRIED + 1):
        if day + DAY * ahead > last:
            return
        later = resource.hours.same_clock(times, day + DAY * ahead)
        if resource.hours.broken(later, now) is None and not _clashes(later, taken):
            yield Slot(resource, later)


def _sisters(
    sisters: Iterable[Resource],
    times: TimeRange,
    taken: dict[int, list[TimeRange]],
    now: datetime,
) -> Iterator[Slot]:
    for sister in sisters:
        if sister.hours.broken(times, now) is None and not _clashes(times, taken[sister.id]):
            yield Slot(sister, times)


def _clashes(times: TimeRange, taken: Iterable[TimeRange]) -> bool:
    return any(times.overlaps(other) for other in taken)


def _look(resource: Resource, taken: Iterable[Busy], day: date, now: datetime) -> Look:
    open_hours = resource.hours.of_day(day)
    if not open_hours:
        return Look.CLOSED
    left = _long_enough(resource, resource.hours.left(day, now))
    if not left:
        return Look.OVER
    in_the_way = [b for b in taken if any(b.times.overlaps(span) for span in left)]
    free = _long_enough(resource, gaps(left, [b.times for b in in_the_way]))
    if free:
        return Look.PARTLY if in_the_way else Look.FREE
    blocked = _long_enough(resource, gaps(left, [b.times for b in in_the_way if b.reason]))
    return Look.FULL if blocked else Look.BLOCKED


def _long_enough(resource: Resource, spans: Iterable[TimeRange]) -> list[TimeRange]:
    least = timedelta(minutes=resource.shortest)
    return [span for span in spans if span.end - span.start >= least]
