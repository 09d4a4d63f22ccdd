from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.simulator import Simulator
from storage.database import Database
from tests.phone import Phone
from tests.pipeline.terminal import TOKEN
from tests.town import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        yield town


@pytest.fixture
async def ana(town: Town) -> Phone:
    return await town.member("Ana", "es")


@pytest.fixture
async def mary(town: Town) -> Phone:
    return await town.member("Mary", "en", firm="Apiario El Roble")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and no settings from outside."""
    monkeypatch.chdir(tmp_path)
    for name in ("TOKEN", "DATABASE", "API_URL", "LONG_POLL", "LOG_LEVEL", "HEALTH_PORT"):
        monkeypatch.delenv(f"AYNI_{name}", raising=False)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return tmp_path


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(SystemClock(), TOKEN) as sim:
        yield sim


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "ayni.db")
    yield opened
    await opened.close()
