"""The bot is killed again and again while many members report a sale each."""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.simulator import Simulator
from storage.sales import Channel, Market
from storage.values import Money, Quantity
from tests.faults import ledger
from tests.faults.crowd import PATIENCE, Facts, Member, settle_in
from tests.faults.process import BotProcess
from tests.phone import plain
from tests.waiting import until

MEMBERS = 200
KILLS = 20
LATENCY_MS = 20
# To ask for the form, then its six steps.
ACTS = MEMBERS * 7
# Kills that come by the clock after a start, some of them before it is over.
EARLY = 5
SEED = 20_261_123


@dataclass
class Killer:
    """Kills when the crowd has come so far, at a moment that nothing else is tied to."""

    sim: Simulator
    bot: BotProcess
    database: Path
    crowd: list[Member]
    chance: random.Random
    in_flight: list[int] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    async def kills(self) -> None:
        early = set(self.chance.sample(range(KILLS), EARLY))
        for kill in range(KILLS):
            if kill in early:
                await asyncio.sleep(self.chance.uniform(0.05, 0.6))
            else:
                await self._until_acts(self.acts + self.chance.randint(1, ACTS // KILLS))
                await asyncio.sleep(self.chance.uniform(0, 0.1))
            await self._kill()
            await self.bot.starts()

    @property
    def acts(self) -> int:
        return sum(member.acts for member in self.crowd)

    async def _until_acts(self, acts: int) -> None:
        await until(lambda: self.acts >= min(acts, ACTS), PATIENCE)

    async def _kill(self) -> None:
        await self.bot.is_killed()
        self.at.append(self.acts)
        # What was on the line has arrived and was done by now.
        await asyncio.sleep(2 * LATENCY_MS / 1000)
        self.in_flight.append(ledger.in_flight(self.sim, self.database))


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(SystemClock()) as sim:
        sim.faults.latency_ms = LATENCY_MS
        yield sim


@pytest.fixture
async def bot(sim: Simulator, tmp_path: Path) -> AsyncIterator[BotProcess]:
    bot = BotProcess(sim, tmp_path / "ayni.db")
    yield bot
    await bot.is_gone()


@pytest.mark.slow
@pytest.mark.timeout(280)
async def test_each_sale_is_kept_once_however_often_the_bot_is_killed(
    sim: Simulator, bot: BotProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """200 members, six steps each, 20 kills: every sale once, every tap and text answered."""
    database = tmp_path / "ayni.db"
    crowd = await settle_in(sim, database, MEMBERS, sim.clock.now())
    killer = Killer(sim, bot, database, crowd, random.Random(SEED))
    await bot.starts()
    async with asyncio.timeout(240), asyncio.TaskGroup() as group:
        group.create_task(killer.kills())
        for member in crowd:
            group.create_task(member.sells(killer.chance))
    await at_rest(sim, database)
    stopped = await bot.is_stopped()

    twice, in_flight = ledger.sent_twice(sim, database), sum(killer.in_flight)
    counts = [
        f"seed {SEED}, {KILLS} kills, after acts {killer.at} of {ACTS}",
        f"in flight at them {in_flight} messages {killer.in_flight}, sent twice {twice}",
    ]
    with capsys.disabled():
        print("", *counts, sep="\n")  # noqa: T201 - whoever runs this wants to know
    assert stopped == 0, bot.log
    assert len(killer.at) == KILLS
    assert killer.at[KILLS * 3 // 4] < ACTS, "too many of the kills came after the work was done"
    assert twice <= in_flight
    assert ledger.never_sent(sim, database) == 0
    assert sales(database) == {member.name: [member.plan.facts] for member in crowd}
    assert unanswered(sim, crowd) == set()
    assert [m.name for m in crowd if not ended(sim, m)] == []
    assert counted(database, "SELECT count(*) FROM conversation WHERE form IS NOT NULL") == 0
    assert counted(database, "SELECT count(*) FROM outbox WHERE state <> 1") == 0
    assert counted(database, "SELECT count(*) FROM failure") == 0


async def at_rest(sim: Simulator, database: Path) -> None:
    """All updates handled, all messages sent and noted."""
    waiting = "SELECT count(*) FROM outbox WHERE state = 0"
    await asyncio.wait_for(sim.idle_updates(), 20)
    await until(lambda: counted(database, waiting) == 0, 20, every=0.05)


def sales(database: Path) -> dict[str, list[Facts]]:
    """By who reported them, in the order of members."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            """SELECT person.name, product, quantity, unit, amount, sale.currency, market, channel
               FROM member JOIN person ON person.id = person_id
               LEFT JOIN sale ON sale.member_id = member.id ORDER BY member.id"""
        ).fetchall()
    kept: dict[str, list[Facts]] = {}
    for name, product, quantity, unit, amount, currency, market, channel in rows:
        how_much = Quantity(quantity, unit) if quantity else None
        facts = (product, how_much, Money(amount, currency), Market(market), Channel(channel))
        kept.setdefault(name, []).append(facts)
    return kept


def unanswered(sim: Simulator, crowd: list[Member]) -> set[str]:
    """Taps whose button would still be waiting."""
    answered = {
        str(call.params["callback_query_id"])
        for call in sim.calls
        if call.method == "answerCallbackQuery" and call.status == 200
    }
    return {tap for member in crowd for tap in member.taps} - answered


def ended(sim: Simulator, member: Member) -> bool:
    return "Guardada ✓" in plain(sim.chat(member.id).from_bot[-1]["text"])


def counted(database: Path, sql: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(sql).fetchone()[0])
