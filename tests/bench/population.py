"""Databases of many clusters, as large as is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from storage import clusters
from storage.database import Database, Transaction
from storage.moments import stored
from tests.bench.contenders import WORKSHOP
from tests.bench.members import FIRST_MEMBER
from tests.bench.ours import CLUSTER, NOW, PRODUCTS

MEMBERS_A_CLUSTER = 50
SOLD_WEEKS_AGO = (0, 1, 2)

FIRMS = "INSERT INTO firm (id, cluster_id, name, kind, created_at) VALUES (?, ?, ?, 'business', ?)"
PEOPLE = """INSERT INTO person (id, telegram_id, name, phone_language, created_at, last_seen_at)
            VALUES (?, ?, ?, ?, ?, ?)"""
MEMBERS = """INSERT INTO member (id, cluster_id, person_id, firm_id, role, joined_at)
             VALUES (?, ?, ?, ?, ?, ?)"""
CONSENTS = """INSERT INTO consent (cluster_id, member_id, purpose, version, given_at)
              VALUES (?, ?, 'totals', 1, ?)"""
SALES = """INSERT INTO sale (cluster_id, firm_id, member_id, told, product, quantity, unit, amount,
                             currency, market, channel, sold_on, recorded_at)
           VALUES (?, ?, ?, ?, 'honey', 20000, 'kg', ?, 'COP', 'local', 'direct', ?, ?)"""


async def prepare(members: int) -> Path:
    """A database of so many members, each of a firm that sold in each of the last weeks."""
    path = WORKSHOP / "scale.db"
    for old in WORKSHOP.glob(f"{path.name}*"):
        old.unlink()
    database = await Database.open(path)
    try:
        async with database.transaction() as tx:
            await _found(tx, members // MEMBERS_A_CLUSTER)
            await _settle(tx, members)
    finally:
        await database.close()
    return path


async def _found(tx: Transaction, count: int) -> None:
    """Nobody's quiet hours: whenever the bench runs, the bulk goes out."""
    new = replace(CLUSTER, quiet_from=0, quiet_until=0)
    for number in range(count):
        await clusters.create(tx, replace(new, slug=f"boyaca-{number}"), PRODUCTS, NOW)


async def _settle(tx: Transaction, count: int) -> None:
    """Row by row through the storage's verbs it would take longer than what is measured."""
    at = stored(NOW)
    ids = range(1, count + 1)
    await tx.write_many(FIRMS, [(i, _cluster(i), f"Finca {i}", at) for i in ids])
    # Whoever asks first is written to last: what they hear is the answer.
    telegram = {i: FIRST_MEMBER + count - i for i in ids}
    await tx.write_many(PEOPLE, [(i, telegram[i], f"Ana {telegram[i]}", "es", at, at) for i in ids])
    await tx.write_many(MEMBERS, [(i, _cluster(i), i, i, _role(i), at) for i in ids])
    await tx.write("UPDATE person SET current_member_id = id")
    await tx.write_many(CONSENTS, [(_cluster(i), i, at) for i in ids])
    for weeks in SOLD_WEEKS_AGO:
        sold = NOW - timedelta(weeks=weeks)
        row = (45_000_000 + 1_000_000 * weeks, sold.date().isoformat(), stored(sold))
        await tx.write_many(SALES, [(_cluster(i), i, i, f"bench-{weeks}", *row) for i in ids])


def _cluster(member_id: int) -> int:
    return (member_id - 1) // MEMBERS_A_CLUSTER + 1


def _role(member_id: int) -> str:
    """The first of each cluster coordinates it."""
    return "coordinator" if member_id % MEMBERS_A_CLUSTER == 1 else "member"
