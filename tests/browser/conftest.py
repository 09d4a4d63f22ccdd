import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Request, async_playwright

from bot.clock import MovableClock
from bot.demo import Demo
from bot.nursery import Nursery
from bot.simulator import Simulator
from tests.browser.script import ScriptedBot
from tests.simulator.client import Client

HERE = Path(__file__).parent
START = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TOKEN = "1:test"
# Nothing of Chromium's own goes over the network, and it runs in a container as root.
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
DESKTOP = {"width": 1440, "height": 900}

Open = Callable[..., Awaitable[Page]]
"""Opens an address, the guided tour only to a `newcomer`; the rest is for Browser.new_context."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One Chromium, and so one event loop, serves all tests of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def chromium() -> str:
    path = os.environ.get("AYNI_CHROMIUM") or shutil.which("chromium")
    if path is None:
        reason = "Chromium is not installed; name it in AYNI_CHROMIUM if it has another name"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[Open]:
    """No page may fail in a script, or ask anything of another place than the simulator."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    async def open_page(address: str, *, newcomer: bool = False, **options: Any) -> Page:
        given = {"viewport": DESKTOP, "locale": "es-CO", "color_scheme": "light"} | options
        context = await browser.new_context(**given)
        contexts.append(context)
        if not newcomer:
            await context.add_init_script("localStorage.setItem('tour', 'closed')")
        page = await context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: wrong.extend(elsewhere(request, address)))
        await page.goto(address)
        await page.locator("body[data-ready]").wait_for()
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert wrong == []


def elsewhere(request: Request, address: str) -> list[str]:
    host = address.split("/")[2]
    ours = request.url.startswith((f"http://{host}/", "data:", "blob:"))
    return [] if ours else [request.url]


@pytest.fixture
def clock() -> MovableClock:
    """A Wednesday, ten in the morning in Bogotá."""
    return MovableClock(START)


@pytest_asyncio.fixture(loop_scope="session")
async def demo(clock: MovableClock) -> AsyncIterator[Demo]:
    """The real bot, a cluster with data, and the two phones."""
    async with Demo(0, clock) as demo, Nursery() as nursery:
        nursery.start(demo.app.run(), name="bot")
        await demo.app.ready.wait()
        yield demo


@pytest_asyncio.fixture(loop_scope="session")
async def page(demo: Demo, open_page: Open) -> Page:
    """The demo as one sees it first."""
    return await open_page(demo.address)


@pytest_asyncio.fixture(loop_scope="session")
async def sim(clock: MovableClock) -> AsyncIterator[Simulator]:
    """Ana and Mary have phones; Clara was invited and has not pressed Start."""
    async with Simulator(clock, TOKEN) as sim:
        sim.add_user("Ana", "Rojas", language_code="es", label="Miel de Ráquira", started=True)
        sim.add_user("Mary", "Stone", language_code="en", started=True)
        sim.add_user("Clara", language_code="es", invite="inv_7fK2")
        yield sim


@pytest_asyncio.fixture(loop_scope="session")
async def bot(sim: Simulator) -> AsyncIterator[ScriptedBot]:
    async with aiohttp.ClientSession() as http:
        yield ScriptedBot(Client(http, f"{sim.base_url}{TOKEN}"))


@pytest_asyncio.fixture(loop_scope="session")
async def phones(sim: Simulator, open_page: Open) -> Page:
    """The page with Ana's phone on the left and Mary's on the right, no bot behind it."""
    return await open_page(sim.url)
