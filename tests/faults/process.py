"""The bot as a program of its own, as `ayni run` starts it, to be killed and started again."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.simulator import Simulator

ROOT = Path(__file__).parents[2]
# Far above Telegram's, which are tested on their own.
FAST = {"AYNI_MESSAGES_PER_SECOND": "10000", "AYNI_CHAT_MESSAGES_PER_SECOND": "1000"}


class BotProcess:
    """Ends only the program that it started."""

    def __init__(self, sim: Simulator, database: Path, settings: Mapping[str, str] = FAST) -> None:
        self._log = database.with_suffix(".log")
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("AYNI_")
        } | {
            "AYNI_TOKEN": sim.token,
            "AYNI_API_URL": sim.api_url,
            "AYNI_DATABASE": str(database),
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def running(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process

    @property
    def log(self) -> str:
        return self._log.read_text()

    async def starts(self) -> None:
        with self._log.open("a") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                env=self._environment,
                cwd=self._log.parent,
                stdout=log,
                stderr=log,
            )

    async def is_killed(self) -> None:
        self.running.kill()
        await self.running.wait()

    async def is_stopped(self) -> int:
        """As systemd does it; the exit code."""
        self.running.terminate()
        async with asyncio.timeout(20):
            return await self.running.wait()

    async def is_gone(self) -> None:
        """At the end of a test, however it went."""
        if self._process is not None and self._process.returncode is None:
            await self.is_killed()
