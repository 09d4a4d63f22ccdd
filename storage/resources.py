"""What a cluster shares: machines, spaces, vehicles, and people whose time can be booked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.database import Reading, Transaction
from storage.errors import NotFoundError
from storage.moments import read_moment_if, stored
from storage.names import bare
from storage.opening import Hours, Opening
from storage.scope import ClusterScope
from storage.values import Money


class Kind(StrEnum):
    MACHINE = "machine"
    SPACE = "space"
    VEHICLE = "vehicle"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResource:
    """`shortest` and `longest` are minutes of one booking; `price` is what an hour costs elsewhere.

    `photo` is Telegram's id of the picture.
    """

    kind: Kind
    name_es: str
    name_en: str
    opening: tuple[Opening, ...]
    shortest: int
    longest: int
    place: str | None = None
    instructions: str | None = None
    photo: str | None = None
    price: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(NewResource):
    """`retired_at` is when it was taken off the list: then it is in none, and cannot be booked."""

    id: int
    zone: str
    retired_at: datetime | None

    @property
    def hours(self) -> Hours:
        return Hours(self.opening, self.shortest, self.longest, self.zone)


SELECT = """
SELECT resource.id, resource.kind, resource.name_es, resource.name_en, resource.place,
       resource.instructions, resource.photo, resource.shortest, resource.longest, resource.price,
       resource.currency, resource.retired_at, cluster.zone,
       (SELECT group_concat(weekday || ' ' || opens || ' ' || closes) FROM opening
        WHERE resource_id = resource.id AND cluster_id = resource.cluster_id) AS opening
FROM resource
JOIN cluster ON cluster.id = resource.cluster_id
"""
AFTER = """AND (resource.kind, resource.id) >
 (SELECT kind, id FROM resource WHERE id = :after AND cluster_id = :cluster_id)"""
BEFORE = """AND (resource.retired_at, resource.id) <
 (SELECT retired_at, id FROM resource WHERE id = :before AND cluster_id = :cluster_id)"""


async def create(tx: Transaction, scope: ClusterScope, new: NewResource, now: datetime) -> Resource:
    """For the coordinator; the table of commands sees to that.

    Raises sqlite3.IntegrityError for lengths and hours that cannot be.
    """
    resource_id = await tx.insert(
        """INSERT INTO resource (cluster_id, kind, name_es, name_en, place, instructions, photo,
                                 shortest, longest, price, currency, created_at)
           VALUES (:cluster_id, :kind, :name_es, :name_en, :place, :instructions, :photo,
                   :shortest, :longest, :price, :currency, :now)""",
        _row(scope, new) | {"now": stored(now)},
    )
    await _open(tx, scope, resource_id, new.opening)
    return await load(tx, scope, resource_id)


async def change(
    tx: Transaction, scope: ClusterScope, resource_id: int, new: NewResource
) -> Resource:
    """All of it anew; storage.upkeep sees to the bookings. Raises NotFoundError."""
    changed = await tx.write(
        """UPDATE resource SET kind = :kind, name_es = :name_es, name_en = :name_en,
                  place = :place, instructions = :instructions, photo = :photo,
                  shortest = :shortest, longest = :longest, price = :price, currency = :currency
           WHERE cluster_id = :cluster_id AND id = :id AND retired_at IS NULL""",
        _row(scope, new) | {"id": resource_id},
    )
    if not changed:
        raise NotFoundError
    await tx.write(
        "DELETE FROM opening WHERE cluster_id = ? AND resource_id = ?",
        (scope.cluster_id, resource_id),
    )
    await _open(tx, scope, resource_id, new.opening)
    return await load(tx, scope, resource_id)


async def find(reading: Reading, scope: ClusterScope, resource_id: int) -> Resource | None:
    """For every member; None also for another cluster's, and for what is off the list."""
    row = await reading.row(
        f"{SELECT} WHERE resource.cluster_id = ? AND resource.id = ?"
        " AND resource.retired_at IS NULL",
        (scope.cluster_id, resource_id),
    )
    return _resource(row) if row else None


async def load(reading: Reading, scope: ClusterScope, resource_id: int) -> Resource:
    """Raises NotFoundError."""
    found = await find(reading, scope, resource_id)
    if found is None:
        raise NotFoundError
    return found


async def listing(
    reading: Reading, scope: ClusterScope, *, after: int | None = None, limit: int = 100
) -> list[Resource]:
    """Those of a kind together, each in the order they were added.

    In pages: the next one is what comes `after` the id of the last one seen.
    """
    page = "" if after is None else AFTER
    rows = await reading.rows(
        f"""{SELECT} WHERE resource.cluster_id = :cluster_id AND resource.retired_at IS NULL {page}
            ORDER BY resource.kind, resource.id LIMIT :limit""",
        {"cluster_id": scope.cluster_id, "after": after, "limit": limit},
    )
    return [_resource(row) for row in rows]


async def of_kind(
    reading: Reading, scope: ClusterScope, kind: Kind, *, limit: int
) -> list[Resource]:
    """The first that were added."""
    rows = await reading.rows(
        f"""{SELECT} WHERE resource.cluster_id = ? AND resource.kind = ?
              AND resource.retired_at IS NULL
            ORDER BY resource.id LIMIT ?""",
        (scope.cluster_id, kind, limit),
    )
    return [_resource(row) for row in rows]


async def retired(
    reading: Reading, scope: ClusterScope, *, before: int | None = None, limit: int
) -> list[Resource]:
    """What was taken off the list, the last one first; for the coordinator.

    In pages: the next one is what comes `before` the id of the last one seen.
    """
    if not scope.sees(None):
        return []
    page = "" if before is None else BEFORE
    rows = await reading.rows(
        f"""{SELECT} WHERE resource.cluster_id = :cluster_id AND resource.retired_at IS NOT NULL
              {page}
            ORDER BY resource.retired_at DESC, resource.id DESC LIMIT :limit""",
        {"cluster_id": scope.cluster_id, "before": before, "limit": limit},
    )
    return [_resource(row) for row in rows]


async def find_retired(reading: Reading, scope: ClusterScope, resource_id: int) -> Resource | None:
    """One that was taken off the list; for the coordinator."""
    row = await reading.row(
        f"{SELECT} WHERE resource.cluster_id = ? AND resource.id = ?"
        " AND resource.retired_at IS NOT NULL",
        (scope.cluster_id, resource_id),
    )
    return _resource(row) if row and scope.sees(None) else None


async def ids_by_name(reading: Reading, scope: ClusterScope, name: str) -> set[int]:
    """Of all that are called so in Spanish or in English, whatever the accents and the case."""
    rows = await reading.rows(
        "SELECT id, name_es, name_en FROM resource WHERE cluster_id = ? AND retired_at IS NULL",
        (scope.cluster_id,),
    )
    wanted = bare(name)
    return {row["id"] for row in rows if wanted in (bare(row["name_es"]), bare(row["name_en"]))}


async def _open(
    tx: Transaction, scope: ClusterScope, resource_id: int, opening: Iterable[Opening]
) -> None:
    await tx.write_many(
        "INSERT INTO opening (cluster_id, resource_id, weekday, opens, closes)"
        " VALUES (?, ?, ?, ?, ?)",
        [(scope.cluster_id, resource_id, o.weekday, o.opens, o.closes) for o in opening],
    )


def _row(scope: ClusterScope, new: NewResource) -> dict[str, Any]:
    return {
        "cluster_id": scope.cluster_id,
        "kind": new.kind,
        "name_es": new.name_es,
        "name_en": new.name_en,
        "place": new.place,
        "instructions": new.instructions,
        "photo": new.photo,
        "shortest": new.shortest,
        "longest": new.longest,
        "price": new.price.minor if new.price else None,
        "currency": new.price.currency if new.price else None,
    }


def _resource(row: sqlite3.Row) -> Resource:
    spans = (row["opening"] or "").split(",")
    return Resource(
        id=row["id"],
        kind=Kind(row["kind"]),
        name_es=row["name_es"],
        name_en=row["name_en"],
        opening=tuple(sorted((Opening(*map(int, s.split())) for s in spans if s), key=_order)),
        shortest=row["shortest"],
        longest=row["longest"],
        place=row["place"],
        instructions=row["instructions"],
        photo=row["photo"],
        price=Money(row["price"], row["currency"]) if row["price"] else None,
        zone=row["zone"],
        retired_at=read_moment_if(row["retired_at"]),
    )


def _order(opening: Opening) -> tuple[int, int]:
    return opening.weekday, opening.opens
