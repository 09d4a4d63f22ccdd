"""Every main screen in both languages; six of them are drawn for docs/.

AYNI_GALLERY names a folder that is to have them all, for whoever wants to look at them.
"""

import asyncio
import os
import re
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
from bot.nursery import Nursery
from tests.browser.conftest import START, Open
from tests.browser.pictures import Album
from tests.browser.screens import ANA, MARY, Way
from tests.browser.test_first_dialogue import StillClock
from tests.phone import Phone

# What fits on one line of a narrow phone.
LONGEST_LABEL = 42
# Words without which hardly a sentence is said, and that no name in the demo has.
FOREIGN = {
    "Ana": {"the", "and", "you", "your", "with", "this", "of", "is", "to", "what", "for", "are"},
    "Mary": {"que", "una", "para", "con", "por", "tus", "los", "las", "esta", "hoy", "qué"},
}
WAYS = {"Ana": ("es", ANA), "Mary": ("en", MARY)}
# What is forwarded to whoever reads the one or the other.
IN_BOTH = {"invited"}
IN_DOCS = {
    *("Ana-figures-picture", "Ana-book-day", "Ana-equipment-week"),
    *("Mary-week", "Mary-members", "Mary-announce-preview"),
}
PHONE = {"viewport": {"width": 390, "height": 920}, "is_mobile": True, "has_touch": True}
DRAWN = "Promise.all([...document.images].map(image => image.decode()))"


@pytest.fixture
def clock() -> MovableClock:
    return StillClock(START)


@pytest_asyncio.fixture(loop_scope="session")
async def demo(clock: MovableClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Demo]:
    """Not held back to Telegram's pace, which would take a second for each screen."""
    unhurried = partial(GivenSettings, messages_per_second=1000, chat_messages_per_second=100)
    monkeypatch.setattr("bot.demo.GivenSettings", unhurried)
    async with Demo(0, clock) as demo, Nursery() as nursery:
        nursery.start(demo.app.run(), name="bot")
        await demo.app.ready.wait()
        yield demo


@pytest.fixture
def album() -> Iterator[Album]:
    album = Album(os.environ.get("AYNI_PICTURES", ""))
    yield album
    assert album.stale == [], "these pictures show what is no longer so: run `make docs`"


async def settle(demo: Demo) -> None:
    async with asyncio.timeout(20):
        while True:
            await demo.sim.idle_updates()
            if demo.app.idle and not demo.sim.pending_updates:
                return
            await asyncio.sleep(0.005)


async def acts(phone: Phone, act: str) -> None:
    if act.startswith(("/", "“")):
        await phone.says(act.strip("“”"))
    else:
        await phone.taps(act)


def faults(phone: Phone, screen: str) -> list[str]:
    """What no screen may have."""
    shown = "\n".join([phone.text, *phone.buttons])
    # How a machine is used is told in the cluster's language: there is one text of it.
    for equipment in templates.load(templates.FIRST).equipment:
        shown = shown.replace(equipment.instructions, "")
    foreign = FOREIGN[phone.user.first_name] & set(re.findall(r"\w+", shown.lower()))
    foreign = set() if screen in IN_BOTH else foreign
    blanks = re.findall(r"\{\w*\}", shown)
    return [*sorted(foreign), *blanks, *filter(too_long, phone.buttons)]


def too_long(label: str) -> bool:
    """One that was cut already is as it should be."""
    return len(label) > LONGEST_LABEL and not label.endswith("…")


async def photographed(page: Page, name: str, album: Album) -> None:
    folder = os.environ.get("AYNI_GALLERY")
    if not folder and name not in IN_DOCS:
        return
    await page.reload()
    await page.locator("body[data-ready]").wait_for()
    await page.evaluate(DRAWN)
    await page.get_by_test_id("message").last.evaluate("m => m.scrollIntoView({block: 'end'})")
    if folder:
        await page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")
    if name in IN_DOCS:
        await album.take(page, f"screens/{name.lower()}")


@pytest.mark.parametrize("name", WAYS)
async def test_no_screen_is_half_translated(
    demo: Demo, open_page: Open, album: Album, name: str
) -> None:
    """Nor has a blank that was not filled in, or a button too long for a narrow phone."""
    language, way = WAYS[name]
    user = next(user for user in demo.sim.users.values() if user.first_name == name)
    phone = Phone(demo.sim, user, partial(settle, demo))
    await settle(demo)
    page = await open_page(f"{demo.address}/?only={user.id}&lang={language}", **PHONE)

    assert await walked(phone, page, album, way) == {}


async def walked(phone: Phone, page: Page, album: Album, way: Way) -> dict[str, list[str]]:
    """The faults of each screen that has any."""
    found = {}
    for screen, steps in way:
        for act in steps:
            await acts(phone, act)
        found[screen] = faults(phone, screen)
        await photographed(page, f"{phone.user.first_name}-{screen}", album)
    return {screen: wrong for screen, wrong in found.items() if wrong}
