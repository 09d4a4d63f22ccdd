"""Clusters: where they are, how they speak, what they make."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from storage import digests, pulse
from storage.database import Reading, Transaction
from storage.errors import TakenError
from storage.moments import stored
from storage.scope import ClusterScope

Language = Literal["es", "en"]


@dataclass(frozen=True, slots=True)
class Product:
    """`code` is what records hold; `unit` is the unit in which it is usually sold."""

    code: str
    name_es: str
    name_en: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCluster:
    """Weekday 0 is Monday; hours are whole hours in the cluster's zone.

    Nobody is messaged from `quiet_from` up to and without `quiet_until`, the next day where less.
    """

    slug: str
    name_es: str
    name_en: str
    territory: str
    currency: str
    zone: str
    language: Language
    template: str | None = None
    digest_weekday: int = 0
    digest_hour: int = 8
    pulse_weekday: int = 3
    pulse_hour: int = 17
    quiet_from: int = 21
    quiet_until: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster(NewCluster):
    id: int

    @property
    def scope(self) -> ClusterScope:
        """For the cluster's own work: rounds, digests, the command line."""
        return ClusterScope(self.id)


COLUMNS = (
    "id, slug, name_es, name_en, territory, currency, zone, language, template,"
    " digest_weekday, digest_hour, pulse_weekday, pulse_hour, quiet_from, quiet_until"
)


async def create(
    tx: Transaction, new: NewCluster, products: Iterable[Product], now: datetime
) -> Cluster:
    """With its products, and its first digest and pulse planned.

    Raises TakenError for a slug in use, sqlite3.IntegrityError for an impossible setting.
    """
    if await find(tx, new.slug):
        raise TakenError(new.slug)
    cluster_id = await tx.insert(
        """INSERT INTO cluster (slug, name_es, name_en, territory, currency, zone, language,
                                template, digest_weekday, digest_hour, pulse_weekday, pulse_hour,
                                quiet_from, quiet_until, created_at)
           VALUES (:slug, :name_es, :name_en, :territory, :currency, :zone, :language,
                   :template, :digest_weekday, :digest_hour, :pulse_weekday, :pulse_hour,
                   :quiet_from, :quiet_until, :now)""",
        asdict(new) | {"now": stored(now)},
    )
    await tx.write_many(
        "INSERT INTO product (cluster_id, code, name_es, name_en, unit) VALUES (?, ?, ?, ?, ?)",
        [(cluster_id, p.code, p.name_es, p.name_en, p.unit) for p in products],
    )
    cluster = Cluster(**asdict(new), id=cluster_id)
    await digests.plan_first(tx, cluster, now)
    await pulse.plan_first(tx, cluster, now)
    return cluster


async def find(reading: Reading, slug: str) -> Cluster | None:
    """By its short name, as it was made, in small letters; its scope lets one see all of it."""
    row = await reading.row(f"SELECT {COLUMNS} FROM cluster WHERE slug = ?", (slug,))
    return _cluster(row) if row else None


async def load(reading: Reading, scope: ClusterScope) -> Cluster:
    """All that due work must know of a cluster. Raises LookupError if it is gone."""
    row = await reading.row(f"SELECT {COLUMNS} FROM cluster WHERE id = ?", (scope.cluster_id,))
    if row is None:
        raise LookupError(f"there is no cluster {scope.cluster_id}")
    return _cluster(row)


async def listing(reading: Reading, *, after: str = "", limit: int = 100) -> list[Cluster]:
    """By slug, in pages: the next one begins `after` the last slug seen."""
    rows = await reading.rows(
        f"SELECT {COLUMNS} FROM cluster WHERE slug > ? ORDER BY slug LIMIT ?", (after, limit)
    )
    return [_cluster(row) for row in rows]


async def products(reading: Reading, scope: ClusterScope) -> list[Product]:
    """What the cluster makes, in the order of its template."""
    rows = await reading.rows(
        "SELECT code, name_es, name_en, unit FROM product WHERE cluster_id = ? ORDER BY id",
        (scope.cluster_id,),
    )
    return [Product(*row) for row in rows]


def _cluster(row: sqlite3.Row) -> Cluster:
    return Cluster(**dict(row))
