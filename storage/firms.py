"""Firms and the other organisations of a cluster; the people of one report together."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Reading, Transaction
from storage.errors import TakenError
from storage.moments import stored
from storage.names import bare
from storage.scope import ClusterScope


class Kind(StrEnum):
    BUSINESS = "business"
    SCHOOL = "school"
    UNIVERSITY = "university"
    GOVERNMENT = "government"
    COMMUNITY = "community"
    SERVICE = "service"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Firm:
    id: int
    name: str
    kind: Kind


async def create(
    tx: Transaction, scope: ClusterScope, name: str, kind: Kind, now: datetime
) -> Firm:
    """Raises TakenError where the cluster has a firm of this name, however it is spelled."""
    if await find(tx, scope, name):
        raise TakenError(name)
    firm_id = await tx.insert(
        "INSERT INTO firm (cluster_id, name, bare_name, kind, created_at) VALUES (?, ?, ?, ?, ?)",
        (scope.cluster_id, name, bare(name), kind, stored(now)),
    )
    return Firm(firm_id, name, kind)


async def named(tx: Transaction, scope: ClusterScope, name: str, kind: Kind, now: datetime) -> Firm:
    """The firm of that name, however it is spelled; made, of that kind, where there is none."""
    return await find(tx, scope, name) or await create(tx, scope, name, kind, now)


async def find(reading: Reading, scope: ClusterScope, name: str) -> Firm | None:
    """Whatever the accents and the case; None where this cluster has no firm of that name."""
    row = await reading.row(
        """SELECT id, name, kind FROM firm WHERE cluster_id = ? AND bare_name = ?
           ORDER BY id LIMIT 1""",
        (scope.cluster_id, bare(name)),
    )
    return _firm(row) if row else None


async def people_of(reading: Reading, scope: ClusterScope, firm_id: int) -> int:
    """How many active members report for it."""
    row = await reading.row(
        """SELECT count(*) FROM member
           WHERE cluster_id = ? AND firm_id = ? AND state = 'active'""",
        (scope.cluster_id, firm_id),
    )
    return row[0] if row else 0


async def listing(
    reading: Reading, scope: ClusterScope, *, after: str = "", limit: int = 100
) -> list[Firm]:
    """By name, in pages: the next one begins `after` the last name seen."""
    rows = await reading.rows(
        "SELECT id, name, kind FROM firm WHERE cluster_id = ? AND name > ? ORDER BY name LIMIT ?",
        (scope.cluster_id, after, limit),
    )
    return [_firm(row) for row in rows]


def _firm(row: sqlite3.Row) -> Firm:
    return Firm(row["id"], row["name"], Kind(row["kind"]))
