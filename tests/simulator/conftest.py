from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from telegram import Bot

from bot.clock import MovableClock
from bot.simulator import Simulator, SimUser
from tests.simulator.client import Client

START = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    """A Wednesday, ten in the morning in Bogotá."""
    return MovableClock(START)


@pytest.fixture
async def sim(clock: MovableClock) -> AsyncIterator[Simulator]:
    async with Simulator(clock, "1:test") as sim:
        yield sim


@pytest.fixture
def ana(sim: Simulator) -> SimUser:
    return sim.add_user("Ana", "Rojas", username="ana_rojas", language_code="es", started=True)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as http:
        yield http


@pytest.fixture
def api(sim: Simulator, http: aiohttp.ClientSession) -> Client:
    return Client(http, f"{sim.base_url}1:test")


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    """python-telegram-bot, which reads every answer into its own types."""
    bot: Bot = Bot("1:test", base_url=sim.base_url, base_file_url=sim.base_file_url)
    async with bot:
        yield bot
