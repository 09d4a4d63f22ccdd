"""The health page, and the stamps that `ayni doctor` reads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

import bot.app
import bot.pipeline.intake
from bot.config import GivenSettings, Settings
from storage import stamps
from tests.phone import Phone
from tests.pipeline.disk import Disk
from tests.town import Town
from tests.waiting import until


class Watched(Town):
    """With a health page."""

    @property
    def settings(self) -> Settings:
        return GivenSettings(**super().settings.model_dump() | {"health_port": self.port})

    port = 0


@pytest.fixture
async def town(tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Town]:
    town = Watched(tmp_path)
    town.port = unused_tcp_port
    async with town:
        yield town


async def page(town: Town) -> tuple[int, dict[str, object]]:
    url = f"http://127.0.0.1:{town.settings.health_port}/health"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.json()


async def test_the_page_says_ok_when_polling_and_sending_work(town: Town, ana: Phone) -> None:
    """With the moments of both, for whoever watches."""
    await ana.says("/menu")
    status, told = await page(town)

    assert status == 200
    assert told["status"] == "ok"
    assert (told["polling"], told["sending"], told["clients_rebuilt"]) == (True, True, 0)
    assert str(told["polled_at"]) >= "2026-11-23T15:00"
    assert str(told["sent_at"]) >= "2026-11-23T15:00"


async def test_the_page_answers_503_while_telegram_is_not_reached(town: Town, ana: Phone) -> None:
    """So that a watchdog need not read it; and 200 again by itself."""
    await town.sim.refuse(True)
    await until(lambda: town.app.health.not_polled)
    town.clock.advance(town.app.health.stale_after)
    status, told = await page(town)
    assert (status, told["status"], told["polling"]) == (503, "stale", False)
    # Which of them is a matter of when the line went down.
    assert told["cause"] in {"ServerDisconnectedError", "ClientConnectorError", "ClientOSError"}
    await town.sim.refuse(False)
    await until(lambda: town.app.health.polling)

    assert (await page(town))[0] == 200


async def test_the_page_tells_of_sending_apart_from_polling(town: Town, ana: Phone) -> None:
    """Updates come, and nothing goes out: from the first failure, for longer than a hiccup."""
    town.sim.faults.add("send*", status=502, times=None)
    town.sim.send_text(ana.id, "/menu")
    await until(lambda: town.app.health.failing_since)
    status, told = await page(town)
    assert (status, told["sending"]) == (200, True)
    town.clock.advance(town.app.health.stale_after)
    await until(lambda: town.app.health.polling)
    status, told = await page(town)
    assert (status, told["polling"], told["sending"]) == (503, True, False)
    assert told["cause"] == "502"
    town.sim.faults.clear()
    await town.settle()

    assert (await page(town))[0] == 200


async def test_the_page_answers_503_while_nothing_can_be_saved(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: the bot polls and is deaf all the same. By itself it is well again."""
    monkeypatch.setattr(bot.pipeline.intake, "LONGEST_WAIT", 0.1)
    disk = Disk(town, monkeypatch)
    disk.full = True
    town.sim.send_text(ana.id, "/menu")
    await until(lambda: disk.refusals)
    status, told = await page(town)
    disk.full = False
    await town.settle()

    assert (status, told["polling"], told["saving"]) == (503, True, False)
    assert told["cause"] == "OperationalError"
    assert (await page(town))[0] == 200


async def test_the_page_is_there_before_telegram_is_reached(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that is down at the start is told as one, not as a bot that does not run."""
    await town.closes()
    monkeypatch.setattr(bot.app, "TRY_AGAIN", 0.02)
    town.sim.faults.add("getMe", status=502, times=None)
    opening = asyncio.ensure_future(town.opens())  # noqa: TID251 - awaited below
    await until(lambda: len([call for call in town.sim.calls if call.method == "getMe"]) > 2)
    town.clock.advance(town.app.health.stale_after)
    status, told = await page(town)
    town.sim.faults.clear()
    await opening

    assert (status, told["polling"], told["cause"]) == (503, False, "502")


async def test_the_page_holds_no_secret(town: Town, ana: Phone) -> None:
    """It may be shown to anybody on this machine."""
    _status, told = await page(town)

    assert not {"token", town.settings.token.get_secret_value()} & {str(v) for v in told.values()}
    assert set(told) == {
        *("status", "polling", "sending", "saving", "cause"),
        *("polled_at", "sent_at", "clients_rebuilt"),
    }


async def test_the_stamps_are_kept_for_the_doctor(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program reads them: from the database, not from this one's memory."""
    await town.closes()
    monkeypatch.setattr(bot.app, "STAMP_EVERY", 0.02)
    await town.opens()
    await ana.says("/menu")
    now = town.clock.now()
    kept = {}
    for name in ("polled", "sent"):
        while (at := await stamps.at(town.app.database.reader, name)) is None:
            await until(lambda: town.app.idle)
        kept[name] = at

    assert all(now - timedelta(minutes=1) < at for at in kept.values())


async def test_a_start_waits_for_telegram(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is down when the bot starts: it begins as soon as it is not."""
    await town.closes()
    monkeypatch.setattr(bot.app, "TRY_AGAIN", 0.05)
    town.sim.faults.add("getMe", status=502, times=3)
    town.sim.faults.add("getMe", status=429, retry_after=1, times=1)
    town.sim.send_text(ana.id, "/menu")
    await town.opens()
    await town.settle()

    ana.sees("¿Qué quieres hacer?")
