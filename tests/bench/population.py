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
RESOURCES = """INSERT INTO resource (id, cluster_id, kind, name_es, name_en,
                                     shortest, longest, created_at)
               VALUES (?, ?, 'machine', 'Centrífuga', 'Extractor', 60, 480, ?)"""
BOOKINGS = """INSERT INTO booking (cluster_id, resource_id, firm_id, member_id,
                                   starts_at, ends_at, made_at)
              VALUES (?, ?, ?, ?, ?, ?, ?)"""
EVENTS = """INSERT INTO event (id, cluster_id, member_id, told, kind, name_es, name_en, place,
                               starts_at, ends_at, created_at)
            VALUES (?, ?, ?, 'bench', 'fair', 'Feria de Tunja', 'Tunja fair', 'Plaza', ?, ?, ?)"""
REPLIES = """INSERT INTO rsvp (cluster_id, event_id, member_id, answer, turn, answered_at)
             VALUES (?, ?, ?, 'going', ?, ?)"""
ROUNDS = """INSERT INTO pulse_round (id, cluster_id, number, opened_on, closed)
            VALUES (?, ?, 1, ?, 1)"""
TURNOUT = (
    """INSERT INTO pulse_turnout (cluster_id, round_id, member_id, past) VALUES (?, ?, ?, ?)"""
)


async def prepare(members: int) -> Path:
    """A database of so many members, each of a firm that sold in each of the last weeks.

    Each has a booking ahead, has said whether they go to the fair, and was asked a week ago.
    """
    path = WORKSHOP / f"scale-{members}.db"
    for old in WORKSHOP.glob(f"{path.name}*"):
        old.unlink()
    database = await Database.open(path)
    try:
        async with database.transaction() as tx:
            await _found(tx, members // MEMBERS_A_CLUSTER)
            await _settle(tx, members)
            await _furnish(tx, members // MEMBERS_A_CLUSTER)
            await _occupy(tx, members)
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


async def _furnish(tx: Transaction, count: int) -> None:
    """A machine, a fair in five days and a round of a week ago for each cluster."""
    at = stored(NOW)
    ids = range(1, count + 1)
    fair = (stored(NOW + timedelta(days=5)), stored(NOW + timedelta(days=5, hours=8)))
    first = [(i - 1) * MEMBERS_A_CLUSTER + 1 for i in ids]
    await tx.write_many(RESOURCES, [(i, i, at) for i in ids])
    await tx.write_many(EVENTS, [(i, i, m, *fair, at) for i, m in zip(ids, first, strict=True)])
    asked_on = (NOW - timedelta(days=7)).date().isoformat()
    await tx.write_many(ROUNDS, [(i, i, asked_on) for i in ids])


async def _occupy(tx: Transaction, count: int) -> None:
    """The hours of a cluster's machine one after the other, from the day after tomorrow."""
    at = stored(NOW)
    ids = range(1, count + 1)
    hours = [
        (stored(start), stored(start + timedelta(hours=1)), at)
        for hour in range(MEMBERS_A_CLUSTER)
        for start in [NOW + timedelta(days=2, hours=hour)]
    ]
    booked = [(_cluster(i), _cluster(i), i, i, *hours[i % MEMBERS_A_CLUSTER]) for i in ids]
    await tx.write_many(BOOKINGS, booked)
    await tx.write_many(REPLIES, [(_cluster(i), _cluster(i), i, i, at) for i in ids])
    await tx.write_many(TURNOUT, [(_cluster(i), _cluster(i), i, i % 4) for i in ids])


def _cluster(member_id: int) -> int:
    return (member_id - 1) // MEMBERS_A_CLUSTER + 1


def _role(member_id: int) -> str:
    """The first of each cluster coordinates it."""
    return "coordinator" if member_id % MEMBERS_A_CLUSTER == 1 else "member"
