"""(d) Digests and pulse rounds of all clusters at once, for ever more members."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from storage import clusters, digests, pulse
from storage.database import Database, Transaction
from storage.moments import stored
from tests.bench.bulk import ANSWERED_WITHIN, REPLIES_A_SECOND, Asking
from tests.bench.contenders import WORKSHOP, Running, running
from tests.bench.members import FIRST_MEMBER
from tests.bench.ours import CLUSTER, NOW, PRODUCTS, ours
from tests.bench.report import Bar, Figures, percentile

SIZES = (1_000, 10_000, 100_000)
MEMBERS_A_CLUSTER = 50
# What Telegram allows: the bulk goes out meanwhile, as it does in life.
RATE = 30
KINDS = (digests.KIND, pulse.OPENING)
SOLD_WEEKS_AGO = (0, 1, 2)
# Seconds: the agenda looks every 20, and meanwhile the idle replies are measured.
BEGUN_WITHIN = 30
PREPARED_WITHIN = 300

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


@dataclass(slots=True)
class Growth:
    """The same measurement for each number of members."""

    title: str
    runs: Mapping[int, list[Figures]]
    bars: list[Bar] = field(default_factory=list)

    def median(self, members: int, figure: str) -> float:
        return statistics.median(run[figure] for run in self.runs[members])

    def ratio(self, figure: str, many: int, few: int) -> float:
        return self.median(many, figure) / self.median(few, figure)

    def show(self) -> None:
        print(f"\n{self.title}")
        print(f"  {'members':28}{''.join(f'{members:12,}' for members in self.runs)}")
        for figure in self.runs[SIZES[0]][0]:
            cells = (f"{self.median(members, figure):12.4g}" for members in self.runs)
            print(f"  {figure:28}{''.join(cells)}")
        for bar in self.bars:
            print(bar)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "runs": {str(members): runs for members, runs in self.runs.items()},
            "bars": [bar.as_json() for bar in self.bars],
        }


async def compare(repeats: int) -> Growth:
    runs: dict[int, list[Figures]] = {members: [] for members in SIZES}
    for members in SIZES:
        database = await prepare(members)
        for _number in range(repeats):
            runs[members].append(await measure(database, members))
            print(".", end="", flush=True)
        database.unlink()
    growth = Growth(
        f"(d) A digest and a pulse round for all, {MEMBERS_A_CLUSTER} members a cluster,"
        f" replies at {REPLIES_A_SECOND}/s meanwhile",
        runs,
    )
    few, many, most = SIZES
    growth.bars = [
        Bar(f"time to prepare, {most:,}/{many:,}", growth.ratio("seconds", most, many), 12),
        Bar(f"memory, {most:,}/{few:,}", growth.ratio("memory MB", most, few), 1.5),
        Bar(
            f"p99 while preparing / idle, {most:,}",
            growth.median(most, "p99 ms meanwhile") / growth.median(most, "p99 ms idle"),
            1.5,
        ),
        Bar("replies that never came", growth.median(most, "never came"), 0),
    ]
    return growth


async def measure(path: Path, members: int) -> Figures:
    async with running(ours(path, RATE)) as bot:
        asking = Asking(bot.telegram)
        with _opened(bot.database) as database:
            _make_due(database)
            idle = await asking.until(
                lambda: _begun(database), at_most=BEGUN_WITHIN * REPLIES_A_SECOND
            )
            cpu = bot.process.cpu_seconds()
            meanwhile = await asking.until(
                lambda: _waiting(database) == 0, at_most=PREPARED_WITHIN * REPLIES_A_SECOND
            )
            cpu = bot.process.cpu_seconds() - cpu
            _check_prepared(bot, database, members)
            seconds = _seconds(database)
        return {
            "seconds": seconds,
            "us a message": seconds / (members * len(KINDS)) * 1e6,
            "CPU, %": cpu / max(seconds, 1 / REPLIES_A_SECOND) * 100,
            "memory MB": bot.process.memory() / 1e6,
            "p50 ms idle": percentile(idle, 50) * 1000,
            "p50 ms meanwhile": percentile(meanwhile, 50) * 1000,
            "p99 ms idle": percentile(idle, 99) * 1000,
            "p99 ms meanwhile": percentile(meanwhile, 99) * 1000,
            "replies meanwhile": float(len(meanwhile)),
            "never came": float(sum(s >= ANSWERED_WITHIN for s in (*idle, *meanwhile))),
        }


# The database of the running bot


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(path, isolation_level=None, timeout=10)
    try:
        yield database
    finally:
        database.close()


def _make_due(database: sqlite3.Connection) -> None:
    now = stored(datetime.now(UTC))
    database.execute(
        "UPDATE due SET due_at = ?, not_before = ? WHERE kind IN (?, ?)", (now, now, *KINDS)
    )


def _begun(database: sqlite3.Connection) -> bool:
    found = database.execute("SELECT 1 FROM due WHERE state = 'done' AND kind IN (?, ?)", KINDS)
    return found.fetchone() is not None


def _waiting(database: sqlite3.Connection) -> int:
    row = database.execute(
        "SELECT count(*) FROM due WHERE state = 'waiting' AND not_before <= ? AND kind IN (?, ?)",
        (stored(datetime.now(UTC)), *KINDS),
    ).fetchone()
    return int(row[0])


def _seconds(database: sqlite3.Connection) -> float:
    """From the beginning of the first piece to that of the last."""
    (first, last) = database.execute(
        "SELECT min(done_at), max(done_at) FROM due WHERE state = 'done' AND kind IN (?, ?)", KINDS
    ).fetchone()
    return (datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds()


def _check_prepared(bot: Running, database: sqlite3.Connection, members: int) -> None:
    """A bot that is fast because it forgets somebody would win."""
    for kind in KINDS:
        (prepared,) = database.execute(
            "SELECT count(*) FROM outbox WHERE purpose = ?", (kind,)
        ).fetchone()
        if prepared != members:
            alive = "runs" if bot.process.alive() else "ended"
            raise RuntimeError(f"{kind}: {prepared} of {members} prepared, and the bot {alive}")


# Before


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
