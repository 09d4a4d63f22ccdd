"""(c) From the start to the first poll, and what is kept in memory with 1,000 members."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tests.bench.contenders import Contender, running
from tests.bench.members import Members, Step
from tests.bench.report import Figures

MEMBERS = 1000
SETTLE = 2.0
BUSY = 8.0


async def measure(contender: Contender, script: Sequence[Step]) -> Figures:
    async with running(contender) as bot:
        await asyncio.sleep(SETTLE)
        idle = bot.process.memory()
        members = Members(bot.telegram, script, MEMBERS)
        try:
            await asyncio.sleep(BUSY)
            busy = bot.process.memory()
        finally:
            await members.stop()
    return {
        "seconds to first poll": bot.first_poll,
        "memory MB, idle": idle / 1e6,
        "memory MB, all talking": busy / 1e6,
        "dialogues meanwhile": float(members.finished),
    }
