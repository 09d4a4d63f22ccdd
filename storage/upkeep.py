"""Adding, changing and retiring what is shared, and the bookings that lose their place."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import audit, blocks, displaced, resources
from storage.audit import Act
from storage.bookings import Booking
from storage.database import Reading, Transaction
from storage.errors import NotFoundError, TakenError
from storage.moments import stored
from storage.opening import HORIZON_DAYS
from storage.resources import NewResource, Resource
from storage.scope import ClusterScope, MemberScope
from storage.values import TimeRange

# Nothing is booked that begins later than this.
AHEAD = timedelta(days=HORIZON_DAYS + 1)


async def add(tx: Transaction, scope: MemberScope, new: NewResource, now: datetime) -> Resource:
    """Raises NotAllowedError for anybody but a coordinator, and what resources.create does."""
    scope.must_coordinate("add equipment")
    made = await resources.create(tx, scope, new, now)
    await audit.note(tx, scope, Act.ADDED, now, resource_id=made.id)
    return made


async def change(
    tx: Transaction, scope: MemberScope, resource_id: int, new: NewResource, now: datetime
) -> tuple[Resource, list[Booking]]:
    """All of it anew. Bookings outside of other opening hours are cancelled, and given back here.

    Raises NotAllowedError for anybody but a coordinator, NotFoundError.
    """
    scope.must_coordinate("change equipment")
    before = await resources.load(tx, scope, resource_id)
    made = await resources.change(tx, scope, resource_id, new)
    await audit.note(tx, scope, Act.CHANGED, now, resource_id=resource_id)
    if made.opening == before.opening:
        return made, []
    hits = await displaced.outside(tx, scope, resource_id, made.hours, now)
    await displaced.cancel(tx, scope, hits, now)
    return made, hits


async def not_over(
    reading: Reading, scope: ClusterScope, resource_id: int, now: datetime
) -> list[Booking]:
    """What would be cancelled if it were taken off the list; for the coordinator."""
    return await blocks.hit(reading, scope, resource_id, TimeRange(now, now + AHEAD))


async def retire(
    tx: Transaction, scope: MemberScope, resource_id: int, now: datetime
) -> tuple[Resource, list[Booking]]:
    """Take it off the list. What of its bookings is not over is cancelled, and given back here.

    Raises NotAllowedError for anybody but a coordinator, NotFoundError.
    """
    scope.must_coordinate("take equipment off the list")
    resource = await resources.load(tx, scope, resource_id)
    hits = await not_over(tx, scope, resource_id, now)
    await tx.write(
        "UPDATE resource SET retired_at = ? WHERE cluster_id = ? AND id = ?",
        (stored(now), scope.cluster_id, resource_id),
    )
    await audit.note(tx, scope, Act.RETIRED, now, resource_id=resource_id)
    await displaced.cancel(tx, scope, hits, now)
    return resource, hits


async def put_back(
    tx: Transaction, scope: MemberScope, resource_id: int, now: datetime
) -> Resource:
    """It can be booked again; what was cancelled stays so.

    Raises NotAllowedError for anybody but a coordinator, NotFoundError for what is not off the
    list, TakenError where another one has its name by now.
    """
    scope.must_coordinate("put equipment back on the list")
    resource = await resources.find_retired(tx, scope, resource_id)
    if resource is None:
        raise NotFoundError
    if await namesakes(tx, scope, resource):
        raise TakenError
    await tx.write(
        "UPDATE resource SET retired_at = NULL WHERE cluster_id = ? AND id = ?",
        (scope.cluster_id, resource_id),
    )
    await audit.note(tx, scope, Act.PUT_BACK, now, resource_id=resource_id)
    return await resources.load(tx, scope, resource_id)


async def namesakes(reading: Reading, scope: ClusterScope, resource: Resource) -> list[int]:
    """What is on the list and called like it in either language, by the order of being added."""
    names = {resource.name_es, resource.name_en}
    found = [await resources.ids_by_name(reading, scope, name) for name in names]
    return sorted(set().union(*found) - {resource.id})
