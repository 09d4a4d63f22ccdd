"""(a) Whole sale dialogues by buttons, as many as the bot can: throughput and its price in CPU."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from time import monotonic, process_time

from tests.bench.contenders import Contender, Running, running
from tests.bench.members import Members, Step, says, taps_data
from tests.bench.report import Figures, percentile

MEMBERS = 400
WARM_UP = 4.0
WINDOW = 10.0
STUCK_AFTER = 5.0

PEER_SCRIPT: Sequence[Step] = (
    says("/venta"),
    *map(taps_data, ("p:0", "q:0", "a:0", "m:0", "c:0", "s:0")),
)


async def measure(contender: Contender, script: Sequence[Step]) -> Figures:
    async with running(contender) as bot:
        members = Members(bot.telegram, script, MEMBERS)
        try:
            await asyncio.sleep(WARM_UP)
            figures = await _window(bot, members)
        finally:
            await members.stop()
        if stuck := members.stuck(STUCK_AFTER):
            raise RuntimeError(f"{contender.name}: {len(stuck)} members got no answer: {stuck[:3]}")
        _check_recorded(bot, members)
    return figures


async def _window(bot: Running, members: Members) -> Figures:
    members.tally.clear()
    calls, cpu = bot.telegram.calls.copy(), bot.process.cpu_seconds()
    started, own = monotonic(), process_time()
    await asyncio.sleep(WINDOW)
    seconds = monotonic() - started
    cpu, own = bot.process.cpu_seconds() - cpu, process_time() - own
    made = bot.telegram.calls - calls
    tally = members.tally
    answered = made.total() - made["getUpdates"]
    return {
        "updates/s": tally.steps / seconds,
        "dialogues/s": tally.dialogues / seconds,
        "CPU us/update": cpu / max(1, tally.steps) * 1e6,
        "bot's core, %": cpu / seconds * 100,
        "p50 ms": percentile(tally.latencies, 50) * 1000,
        "p99 ms": percentile(tally.latencies, 99) * 1000,
        "API calls/update": answered / max(1, tally.steps),
        "updates/poll": tally.steps / max(1, made["getUpdates"]),
        "memory MB": bot.process.memory() / 1e6,
        "load generator's core, %": own / seconds * 100,
    }


def _check_recorded(bot: Running, members: Members) -> None:
    """A bot that is fast because it forgets would win: every dialogue told is a sale kept."""
    with sqlite3.connect(f"file:{bot.database}?mode=ro", uri=True) as database:
        (recorded,) = database.execute("SELECT count(*) FROM sale").fetchone()
    database.close()
    if recorded < members.finished:
        raise RuntimeError(f"{members.finished} sales were told and {recorded} are kept")
