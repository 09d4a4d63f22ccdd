"""Who is measured: how each is started against the bench's Telegram, and where its records are."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.bench.processes import BotProcess
from tests.bench.telegram import Telegram

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WORKSHOP = ROOT / ".bench"
PEERS_PYTHON = WORKSHOP / "venv" / "bin" / "python"
LOCK = HERE / "peers" / "requirements.lock"
LONGEST_START = 30.0


@dataclass(frozen=True, slots=True)
class Contender:
    """`environment` is told the server's address and the file of this run's database;
    where there is a `database`, that file is a copy of it."""

    name: str
    command: Sequence[str]
    environment: Callable[[str, Path], Mapping[str, str]]
    database: Path | None = None


@dataclass(frozen=True, slots=True)
class Running:
    telegram: Telegram
    process: BotProcess
    database: Path
    first_poll: float


@asynccontextmanager
async def running(contender: Contender) -> AsyncIterator[Running]:
    """The bot from its first poll until the end of the block, on a database of its own."""
    with tempfile.TemporaryDirectory(dir=WORKSHOP, prefix="run-") as folder:
        database = Path(folder) / "bot.db"
        if contender.database is not None:
            shutil.copy(contender.database, database)
        telegram = Telegram()
        await telegram.start()
        environment = contender.environment(telegram.url, database)
        log = WORKSHOP / f"{contender.name}.log"
        started_at = monotonic()
        try:
            with BotProcess(contender.command, environment, log) as process:
                await _first_poll(telegram, process, log)
                yield Running(telegram, process, database, monotonic() - started_at)
        finally:
            await telegram.stop()


async def _first_poll(telegram: Telegram, process: BotProcess, log: Path) -> None:
    polled = asyncio.create_task(telegram.polled.wait())
    async with asyncio.timeout(LONGEST_START):
        while not polled.done():
            if not process.alive():
                polled.cancel()
                raise RuntimeError(f"the bot ended before its first poll: see {log}")
            await asyncio.wait([polled], timeout=0.5)


def make_peers_environment() -> None:
    """The peers' own libraries, locked; made once, and again when the lock changes."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    stamp = WORKSHOP / "venv" / "lock.sha256"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Making the peers' environment in .bench/venv", flush=True)
    WORKSHOP.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", WORKSHOP / "venv"], check=True)
    pip = [str(PEERS_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
    stamp.write_text(wanted)


def peer(name: str, module: str, **settings: str) -> Contender:
    def environment(url: str, database: Path) -> Mapping[str, str]:
        return {"BENCH_API_URL": url, "BENCH_DATABASE": str(database), **settings}

    return Contender(name, [str(PEERS_PYTHON), "-m", f"tests.bench.peers.{module}"], environment)
