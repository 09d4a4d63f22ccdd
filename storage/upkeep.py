"""Changing what is shared, and the bookings that this leaves no room for."""

from __future__ import annotations

from datetime import datetime

from storage import displaced, resources
from storage.bookings import Booking
from storage.database import Transaction
from storage.resources import NewResource, Resource
from storage.scope import MemberScope


async def change(
    tx: Transaction, scope: MemberScope, resource_id: int, new: NewResource, now: datetime
) -> tuple[Resource, list[Booking]]:
    """All of it anew. Bookings outside of other opening hours are cancelled, and given back here.

    Raises NotAllowedError for anybody but a coordinator, NotFoundError.
    """
    scope.must_coordinate("change equipment")
    before = await resources.load(tx, scope, resource_id)
    made = await resources.change(tx, scope, resource_id, new)
    if made.opening == before.opening:
        return made, []
    hits = await displaced.outside(tx, scope, resource_id, made.hours, now)
    await displaced.cancel(tx, scope, hits, now)
    return made, hits
