"""(d) Digests and pulse rounds of all clusters at once, for ever more members."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage import digests, pulse
from storage.moments import stored
from tests.bench.bulk import ANSWERED_WITHIN, REPLIES_A_SECOND, Asking
from tests.bench.contenders import Running, running
from tests.bench.ours import ours
from tests.bench.population import MEMBERS_A_CLUSTER, prepare
from tests.bench.report import Bar, Figures, percentile

SIZES = (1_000, 10_000, 100_000)
# What Telegram allows: the bulk goes out meanwhile, as it does in life.
RATE = 30
KINDS = (digests.KIND, pulse.OPENING)
# Seconds: the agenda looks every 20, and meanwhile the idle replies are measured.
BEGUN_WITHIN = 30
PREPARED_WITHIN = 240
LONGEST_A_REPEAT = 400


@dataclass(frozen=True, slots=True)
class Run:
    """The seconds each reply took, and all the rest."""

    figures: Figures
    idle: list[float]
    meanwhile: list[float]


@dataclass(slots=True)
class Growth:
    """The same measurement for each number of members."""

    title: str
    runs: Mapping[int, list[Run]]
    bars: list[Bar] = field(default_factory=list)

    def median(self, members: int, figure: str) -> float:
        return statistics.median(run.figures[figure] for run in self.runs[members])

    def ratio(self, figure: str, many: int, few: int) -> float:
        return self.median(many, figure) / self.median(few, figure)

    def slower(self, members: int) -> float:
        """The p99 of replies while it is prepared against the idle one, all repeats together."""
        runs = self.runs[members]
        meanwhile = [seconds for run in runs for seconds in run.meanwhile]
        idle = [seconds for run in runs for seconds in run.idle]
        return percentile(meanwhile, 99) / percentile(idle, 99)

    def show(self) -> None:
        print(f"\n{self.title}")
        print(f"  {'members':28}{''.join(f'{members:12,}' for members in self.runs)}")
        for figure in self.runs[SIZES[0]][0].figures:
            cells = (f"{self.median(members, figure):12.4g}" for members in self.runs)
            print(f"  {figure:28}{''.join(cells)}")
        for bar in self.bars:
            print(bar)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "runs": {str(of): [run.figures for run in runs] for of, runs in self.runs.items()},
            "bars": [bar.as_json() for bar in self.bars],
        }


async def compare(repeats: int) -> Growth:
    """A B C, C B A: a machine that slows down or speeds up favours no size."""
    runs: dict[int, list[Run]] = {members: [] for members in SIZES}
    async with asyncio.timeout(LONGEST_A_REPEAT * repeats):
        databases = {members: await prepare(members) for members in SIZES}
        for number in range(repeats):
            for members in SIZES if number % 2 == 0 else reversed(SIZES):
                runs[members].append(await measure(databases[members], members))
                print(".", end="", flush=True)
        for database in databases.values():
            database.unlink()
    growth = Growth(
        f"(d) A digest and a pulse round for all, {MEMBERS_A_CLUSTER} members a cluster,"
        f" replies at {REPLIES_A_SECOND}/s meanwhile",
        runs,
    )
    growth.bars = _bars(growth)
    return growth


def _bars(growth: Growth) -> list[Bar]:
    few, many, most = SIZES
    lost = max(run.figures["never came"] for runs in growth.runs.values() for run in runs)
    return [
        Bar(f"time to prepare, {most:,}/{many:,}", growth.ratio("seconds", most, many), 12),
        Bar(f"memory, {most:,}/{few:,}", growth.ratio("memory MB", most, few), 1.5),
        Bar(f"p99 meanwhile/idle, {most:,}, repeats together", growth.slower(most), 1.5),
        Bar("replies that never came, most", lost, 0),
    ]


async def measure(path: Path, members: int) -> Run:
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
        memory = bot.process.memory()
    figures = {
        "seconds": seconds,
        "us a message": seconds / (members * len(KINDS)) * 1e6,
        "CPU seconds": cpu,
        "memory MB": memory / 1e6,
    }
    return Run(figures | _replies(idle, meanwhile), idle, meanwhile)


def _replies(idle: list[float], meanwhile: list[float]) -> dict[str, float]:
    return {
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
