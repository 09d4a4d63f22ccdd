"""What one does first in the demo, by clicks and typing, with the real bot behind the page.

`make docs` draws the pictures of docs/ here; other runs only see whether they are up to date.
"""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from bot.clock import MovableClock
from bot.demo import Demo
from tests.browser.conftest import START, Open
from tests.browser.pictures import Album
from tests.browser.script import Handset

CLARA, MARY = 710_000_009, 710_000_003
NARROW = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
PICTURE = {"viewport": {"width": 1200, "height": 960}, "device_scale_factor": 1.5}


class StillClock(MovableClock):
    """Only the page moves it, so that a picture of the same scene shows the same minute."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def advance(self, by: timedelta) -> None:
        self._moment += by
        super().advance(by)


@pytest.fixture
def clock() -> MovableClock:
    return StillClock(START)


@pytest.fixture
def album() -> Iterator[Album]:
    album = Album(os.environ.get("AYNI_PICTURES", ""))
    yield album
    assert album.stale == [], "these pictures show what is no longer so: run `make docs`"


async def asked(phone: Handset, words: str) -> None:
    """The bot's newest message says this."""
    await expect(phone.messages.last).to_contain_text(words)


def button(phone: Handset, label: str) -> Locator:
    """Of the newest message."""
    return phone.messages.last.get_by_test_id("inline-button").get_by_text(label, exact=True)


async def test_clara_joins_by_her_invitation(demo: Demo, open_page: Open, album: Album) -> None:
    """Start, one tap to join, what she allows, and the menu stands below her chat."""
    page = await open_page(f"{demo.address}/?left={CLARA}&right={MARY}&lang=es", **NARROW)
    clara = Handset(page)
    await clara.part("start-button").tap()
    await asked(clara, "Apicultores de Boyacá te invita")
    await expect(clara.part("message-text").first).to_have_text("/start")
    await album.take(page, "joining")
    await button(clara, "Unirme").tap()
    await asked(clara, "¿Qué permites?")
    await button(clara, "⬜ Totales").tap()
    await expect(button(clara, "✅ Totales")).to_be_visible()
    await button(clara, "Listo (1)").tap()

    await expect(clara.message("Te damos la bienvenida a Apicultores de Boyacá")).to_be_visible()
    await expect(clara.reply("Registrar venta")).to_be_visible()


async def test_a_sale_is_reported_corrected_and_undone_on_both_phones(
    demo: Demo, open_page: Open, album: Album
) -> None:
    """Ana in Spanish, Mary in English; on Monday at eight each finds her week on her phone."""
    page = await open_page(f"{demo.address}/?lang=en", **PICTURE)
    ana, mary = Handset(page), Handset(page, 2)
    await ana_tells_a_sale(ana)
    await mary_tells_a_sale(mary)
    await picture_in_both(page, album, "sale", "light")
    await ana_corrects_and_undoes_it(ana)
    await mary_corrects_and_undoes_it(mary)
    await page.get_by_test_id("clock-monday").click()
    await asked(ana, "En todo el clúster")
    await asked(mary, "In the whole cluster")
    await picture_in_both(page, album, "monday", "dark")

    await expect(ana.messages.last).to_contain_text("Miel de Tota: 3 ventas")
    await expect(mary.messages.last).to_contain_text("Apiario El Roble: 2 sales")


async def ana_tells_a_sale(ana: Handset) -> None:
    """Typing, up to the last question."""
    await ana.reply("Registrar venta").click()
    await asked(ana, "¿Qué vendiste?")
    await ana.types("miel")
    await asked(ana, "¿Qué cantidad?")
    await ana.types("20 kg")
    await asked(ana, "¿Por cuánto en total?")
    await ana.types("450 mil")
    await asked(ana, "¿En qué mercado se vendió?")
    await button(ana, "Local").click()
    await asked(ana, "¿Cómo se vendió?")


async def ana_corrects_and_undoes_it(ana: Handset) -> None:
    await button(ana, "Feria").click()
    await button(ana, "✏️ Cantidad").click()
    await asked(ana, "¿Qué cantidad?")
    await ana.types("18 kg")
    await asked(ana, "Cantidad: 18 kg")
    await button(ana, "Guardar").click()
    await asked(ana, "Guardada")
    await button(ana, "Deshacer").click()
    await button(ana, "Restaurar").click()
    await asked(ana, "Restaurada")


async def mary_tells_a_sale(mary: Handset) -> None:
    """By taps, up to the review."""
    await mary.reply("Record a sale").click()
    await asked(mary, "What did you sell?")
    await button(mary, "Honey").click()
    await asked(mary, "How much of it?")
    await mary.messages.last.get_by_test_id("inline-button").filter(has_text=" kg").first.click()
    await asked(mary, "For how much in all?")
    await mary.types("780 thousand")
    await asked(mary, "Where was it sold?")
    await button(mary, "National").click()
    await button(mary, "Online").click()
    await asked(mary, "Is it right?")


async def mary_corrects_and_undoes_it(mary: Handset) -> None:
    await button(mary, "✏️ Amount").click()
    await asked(mary, "For how much in all?")
    await mary.types("$790,000")
    await asked(mary, "Amount: $790.000")
    await button(mary, "Save").click()
    await asked(mary, "Saved")
    await button(mary, "Undo").click()
    await button(mary, "Restore").click()
    await asked(mary, "Restored")


async def picture_in_both(page: Page, album: Album, name: str, theme: str) -> None:
    """The page around the phones in either language; the phones keep their own."""
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for language in ("es", "en"):
        await page.get_by_test_id(f"lang-{language}").click()
        await album.take(page, f"{name}-{language}")
