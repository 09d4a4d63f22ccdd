"""The guided tour leads a newcomer through the demo, and then keeps out of the way."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot import templates
from bot.clock import MovableClock
from bot.demo import Demo
from bot.nursery import Nursery
from bot.simulator import Simulator
from tests.browser.conftest import Open
from tests.browser.script import Handset

NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def marked(page: Page) -> Locator:
    """What is to be tapped now."""
    return page.locator(".tour-mark")


async def stands_at(page: Page, step: int) -> None:
    await expect(page.get_by_test_id("tour-count")).to_have_text(f"{step} de 8")


async def test_it_goes_on_as_one_does_what_it_says(demo: Demo, open_page: Open) -> None:
    """From a sale to a booking, each step marks the element that the person uses next."""
    page = await open_page(demo.address, newcomer=True)
    ana, mary = Handset(page), Handset(page, 2)
    await stands_at(page, 1)
    await expect(marked(page)).to_have_text("Registrar venta")
    await marked(page).click()
    await tell_a_sale(page, ana)
    await expect(marked(page)).to_contain_text("Guardar")
    await marked(page).click()
    await stands_at(page, 3)
    await expect(marked(page)).to_contain_text("450 mil")
    await ana.chooses("450 mil", "edit")
    await ana.types("460 mil")
    await stands_at(page, 4)
    await expect(marked(page)).to_contain_text("Deshacer")
    await marked(page).click()
    await stands_at(page, 5)
    await marked(page).click()
    await stands_at(page, 6)
    await expect(mary.root.locator(".tour-mark")).to_have_text("Coordination")
    await marked(page).click()
    await stands_at(page, 7)
    await expect(marked(page)).to_have_text("Book equipment")
    await marked(page).click()
    await stands_at(page, 8)
    await expect(marked(page)).to_have_attribute("data-testid", "inline-keyboard")
    await page.get_by_test_id("tour-next").click()

    await expect(page.get_by_test_id("tour")).to_be_empty()
    await expect(marked(page)).to_have_count(0)


async def tell_a_sale(page: Page, ana: Handset) -> None:
    await stands_at(page, 2)
    await expect(marked(page)).to_contain_text("Miel")
    for answer, question in (
        ("miel", "¿Qué cantidad?"),
        ("20 kg", "¿Por cuánto en total?"),
        ("450 mil", "¿En qué mercado"),
    ):
        await ana.types(answer)
        await expect(ana.messages.last).to_contain_text(question)
    await ana.inline("Local").last.click()
    await ana.inline("Feria").last.click()


@pytest.mark.parametrize(
    ("template", "spanish", "english"),
    [
        ("boyaca", "(«20»), por cuánto («450 mil»)", "(“20”), for how much (“450.000”)"),
        ("puno", "(«70»), por cuánto («2,400»)", "(“70”), for how much (“2,400”)"),
        ("india", "(«8»), por cuánto («89,000»)", "(“8”), for how much (“89,000”)"),
    ],
)
async def test_its_examples_are_of_the_cluster_and_its_buttons_of_the_phone(
    clock: MovableClock, open_page: Open, template: str, spanish: str, english: str
) -> None:
    """A quantity and an amount that are usual there, written as one writes them there."""
    async with Demo(0, clock, template) as demo, Nursery() as nursery:
        nursery.start(demo.app.run(), name="bot")
        page = await open_page(demo.address, newcomer=True)
        words = page.get_by_test_id("tour-words")
        await page.get_by_test_id("tour-next").click()
        await expect(words).to_contain_text(f"{spanish}. Después toca «Guardar».")
        await page.get_by_test_id("owner").first.click()
        await page.get_by_test_id("menu").get_by_text(coordinator(template)).click()
        await page.get_by_test_id("lang-en").click()
        await expect(words).to_contain_text(f"{english}. Then tap “Save”.")
        await page.get_by_test_id("lang-es").click()

        await expect(words).to_contain_text("Después toca «Save» (Guardar).")


def coordinator(template: str) -> str:
    people = [person for firm in templates.load(template).firms for person in firm.people]
    return next(person.name for person in people if person.role == "coordinator")


async def test_whoever_has_not_joined_is_led_to_join_first(demo: Demo, open_page: Open) -> None:
    """Clara has no button for sales yet; once she has, the tour goes on with it."""
    clara = next(user for user in demo.sim.users.values() if user.invite)
    page = await open_page(f"{demo.address}/?left={clara.id}", newcomer=True)
    words = page.get_by_test_id("tour-words")
    await expect(words).to_contain_text("toca «Iniciar» y únete")
    await expect(marked(page)).to_have_attribute("data-testid", "start-button")
    await marked(page).click()
    await Handset(page).inline("Unirme").last.click()
    await Handset(page).root.get_by_role("button", name="Listo").last.click()

    await expect(words).to_contain_text("toca «Registrar venta»")
    await expect(marked(page)).to_have_text("Registrar venta")


async def test_it_opens_by_itself_only_once(sim: Simulator, open_page: Open) -> None:
    """Closed it stays closed, until its button opens it from the start."""
    page = await open_page(sim.url, newcomer=True)
    await page.get_by_test_id("tour-next").click()
    await stands_at(page, 2)
    await page.get_by_test_id("tour-close").click()
    await page.reload()
    await page.locator("body[data-ready]").wait_for()
    await expect(page.get_by_test_id("tour")).to_be_empty()
    await page.get_by_test_id("tour-open").click()

    await stands_at(page, 1)


async def test_it_speaks_the_language_of_the_page(sim: Simulator, open_page: Open) -> None:
    """It changes within the step."""
    page = await open_page(sim.url, newcomer=True)
    await page.get_by_test_id("tour-next").click()
    await expect(page.get_by_test_id("tour-words")).to_contain_text("Responde tocando")
    await page.get_by_test_id("lang-en").click()

    await expect(page.get_by_test_id("tour-words")).to_contain_text("Answer by tapping")
    await expect(page.get_by_test_id("tour-count")).to_have_text("2 of 8")
    await expect(page.get_by_test_id("tour-next")).to_have_text("Next")


async def test_it_is_walked_by_keyboard(sim: Simulator, open_page: Open) -> None:
    """Enter goes on, Escape closes, and the focus returns to the button that opened it."""
    page = await open_page(sim.url)
    opener = page.get_by_test_id("tour-open")
    await opener.press("Enter")
    await expect(page.get_by_test_id("tour-next")).to_be_focused()
    await page.keyboard.press("Enter")
    await stands_at(page, 2)
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await stands_at(page, 1)
    await page.keyboard.press("Escape")

    await expect(page.get_by_test_id("tour")).to_be_empty()
    await expect(opener).to_be_focused()


async def test_on_a_narrow_screen_it_marks_the_way(demo: Demo, open_page: Open) -> None:
    """What is folded away is reached by the tools, and the other phone by its tab."""
    page = await open_page(demo.address, newcomer=True, **NARROW)
    for _ in range(4):
        await page.get_by_test_id("tour-next").tap()
    await expect(marked(page)).to_have_attribute("data-testid", "tools-toggle")
    await page.get_by_test_id("tour-next").tap()
    await expect(marked(page)).to_have_attribute("data-testid", "tab-2")
    await marked(page).tap()

    await expect(marked(page)).to_have_text("Coordination")
    await expect(marked(page)).to_be_in_viewport()
