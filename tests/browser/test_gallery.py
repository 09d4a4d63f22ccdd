"""Every screen in both languages; the best of them are drawn for docs/.

AYNI_GALLERY names a folder that is to have them all, for whoever wants to look at them.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from bot import templates
from bot.clock import MovableClock
from bot.config import GivenSettings
from bot.demo import Demo
from bot.language.voice import Language
from bot.nursery import Nursery
from handlers import demo_data
from tests.browser import cast, eyes
from tests.browser.acts import perform
from tests.browser.conftest import START, Open
from tests.browser.pictures import Album
from tests.browser.screens import IN_BOTH, IN_DOCS, STORY, WITH_MENU, Scene
from tests.browser.test_first_dialogue import StillClock
from tests.phone import Phone

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "reduced_motion": "reduce",
}
# Seconds within which the bot has answered: a picture is drawn by a process of its own.
ANSWERED, SHOWN = 90, 30


@pytest.fixture
def clock() -> MovableClock:
    return StillClock(START)


@pytest.fixture(params=["es", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


@pytest_asyncio.fixture(loop_scope="session")
async def demo(
    clock: MovableClock, language: Language, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Demo]:
    """Not held back to Telegram's pace, which would take a second for each screen."""
    unhurried = partial(GivenSettings, messages_per_second=1000, chat_messages_per_second=100)
    monkeypatch.setattr("bot.demo.GivenSettings", unhurried)
    load = templates.load
    monkeypatch.setattr(templates, "load", lambda name: cast.speaking(load(name), language))
    monkeypatch.setattr(demo_data, "DEMO_DATA", [*demo_data.DEMO_DATA, *cast.DATA])
    async with Demo(0, clock) as demo, Nursery() as nursery:
        nursery.start(demo.app.run(), name="bot")
        await demo.app.ready.wait()
        cast.add_strangers(demo.sim, language)
        yield demo


@pytest.fixture
def album() -> Iterator[Album]:
    album = Album(os.environ.get("AYNI_PICTURES", ""))
    yield album
    assert album.stale == [], "these pictures show what is no longer so: run `make docs`"


async def settle(demo: Demo) -> None:
    async with asyncio.timeout(ANSWERED):
        while True:
            await demo.sim.idle_updates()
            if demo.app.idle and not demo.sim.pending_updates:
                return
            await asyncio.sleep(0.005)


class Walk:
    """One language's way through the story, with a page of its own for each of its people."""

    def __init__(self, demo: Demo, open_page: Open, album: Album, language: Language) -> None:
        self.demo, self.album, self.language = demo, album, language
        self.found: dict[str, list[str]] = {}
        self._open = open_page
        self._pages: dict[str, Page] = {}

    async def through(self, scene: Scene) -> None:
        if scene.at is not None:
            self.demo.clock.move_to(scene.at)
            await settle(self.demo)
            for page in self._pages.values():
                await page.reload()
        phone = self._phone(scene.who)
        for screen, acts in scene.way:
            for act in acts:
                await perform(phone, act, self.language)
            wrong = await self._look(phone, screen)
            if wrong:
                self.found[screen] = wrong

    async def _look(self, phone: Phone, screen: str) -> list[str]:
        page = await self._page(phone)
        async with asyncio.timeout(SHOWN):
            wrong = await eyes.seen(page, phone, menu=screen in WITH_MENU)
        name = f"{screen}-{self.language}"
        if folder := os.environ.get("AYNI_GALLERY"):
            await page.screenshot(path=Path(folder) / f"{name}.png")
        if screen in IN_DOCS:
            await self.album.take(page, f"screens/{name}", eyes.words(phone))
        await page.evaluate(eyes.PUT_AWAY)
        return wrong + eyes.read(phone, self.language, both=screen in IN_BOTH)

    def _phone(self, name: str) -> Phone:
        user = next(user for user in self.demo.sim.users.values() if user.first_name == name)
        return Phone(self.demo.sim, user, partial(settle, self.demo))

    async def _page(self, phone: Phone) -> Page:
        if phone.user.first_name not in self._pages:
            address = f"{self.demo.address}/?only={phone.id}&lang={self.language}"
            self._pages[phone.user.first_name] = await self._open(address, **PHONE)
        return self._pages[phone.user.first_name]


# Two hundred screens: on a machine that is busy with other things it takes its time.
@pytest.mark.timeout(600)
async def test_every_screen_is_whole_and_of_one_language(
    demo: Demo, open_page: Open, album: Album, language: Language
) -> None:
    """It is reached, fits a phone, cuts no label off, and has nothing raw or half translated."""
    walk = Walk(demo, open_page, album, language)
    await settle(demo)
    for scene in STORY:
        await walk.through(scene)

    assert walk.found == {}
    assert [(call.method, call.answer) for call in demo.sim.refusals] == []
