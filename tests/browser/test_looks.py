"""How the page looks and is handled: dark and light, by keyboard, by touch, on a narrow screen."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from bot.simulator import Simulator
from tests.browser.conftest import Open
from tests.browser.script import Handset, ScriptedBot, at_rest

ANA, MARY = 710_000_001, 710_000_002
NARROW = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ENOUGH = 4.5
CALENDAR = [["‹", "noviembre 2026", "›"]] + [
    [str(day) for day in range(week, week + 7)] for week in range(1, 29, 7)
]

# The luminances of a colour and of what it stands on, as WCAG 2 defines them.
CONTRAST = """([ink, paper]) => {
  const luminance = (name) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = `var(--${name})`;
    const paint = new OffscreenCanvas(1, 1).getContext("2d");
    paint.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(ink), luminance(paper)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}"""
READ_ON = {
    "ink": ("paper", "surface", "raised", "theirs", "mine", "accent-soft"),
    "ink-soft": ("paper", "surface", "raised", "theirs", "wall"),
    "accent": ("surface", "theirs", "mine", "accent-soft"),
    "on-accent": ("accent",),
    "mine-soft": ("mine",),
    "danger": ("paper", "surface", "theirs", "danger-soft"),
    "good": ("good-soft", "theirs"),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_text_can_be_told_from_its_ground(
    sim: Simulator, open_page: Open, theme: str
) -> None:
    """At least as WCAG's level AA asks."""
    page = await open_page(f"{sim.url}/?theme={theme}")
    faint = {
        (ink, paper): contrast
        for ink, papers in READ_ON.items()
        for paper in papers
        if (contrast := await page.evaluate(CONTRAST, [ink, paper])) < ENOUGH
    }

    assert faint == {}


async def test_the_page_is_dark_where_the_system_is(sim: Simulator, open_page: Open) -> None:
    """And the button goes through system, light and dark, for good."""
    page = await open_page(sim.url, color_scheme="dark")
    head = page.locator(".chat-head").first
    dark = await head.evaluate("e => getComputedStyle(e).backgroundColor")
    await page.get_by_test_id("theme").click()
    light = await head.evaluate("e => getComputedStyle(e).backgroundColor")
    await page.get_by_test_id("theme").click()
    await page.reload()

    assert light != dark
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(head).to_have_css("background-color", dark)


async def test_all_can_be_done_by_keyboard(phones: Page, bot: ScriptedBot) -> None:
    """Enter sends, Shift+Enter breaks the line, arrows go from button to button."""
    ana, keys = Handset(phones), phones.keyboard
    await bot.says(ANA, "¿Qué vendió?", ["Miel", "Polen"], ["Otro"])
    await ana.part("owner").focus()
    while not await focused(ana.composer):
        await keys.press("Tab")
    await keys.type("Hola")
    await keys.press("Shift+Enter")
    await keys.type("Ana")
    await keys.press("Enter")
    said = await bot.hears("message")
    while not await focused(ana.inline("Otro").locator("..")):
        await keys.press("Shift+Tab")
    await keys.press("ArrowUp")
    await keys.press("ArrowLeft")
    await keys.press("Enter")
    tapped = await bot.hears("callback_query")

    assert said["text"] == "Hola\nAna"
    assert tapped["data"] == "Miel"


async def focused(element: Locator) -> bool:
    return bool(await element.evaluate("e => e === document.activeElement"))


async def test_the_focus_stays_when_a_message_changes(phones: Page, bot: ScriptedBot) -> None:
    """Whoever goes through a form by keyboard does not begin anew at each step."""
    ana = Handset(phones)
    form = await bot.says(ANA, "Paso 1", ["Atrás", "Sigue"])
    await ana.inline("Sigue").locator("..").focus()
    await bot.edits(ANA, form, "Paso 2", ["Atrás", "Listo"])
    await expect(ana.message("Paso 2")).to_be_visible()

    await expect(ana.inline("Listo").locator("..")).to_be_focused()


async def test_menus_open_and_close_by_keyboard(phones: Page, bot: ScriptedBot) -> None:
    """Arrows reach a message, Enter opens its menu, Escape closes it where one was."""
    ana, keys = Handset(phones), phones.keyboard
    await bot.says(ANA, "Uno")
    await bot.says(ANA, "Dos")
    await expect(ana.messages).to_have_count(2)
    await ana.root.get_by_role("region").focus()
    await keys.press("ArrowUp")
    await keys.press("ArrowUp")
    await expect(ana.message("Uno")).to_be_focused()
    await keys.press("Enter")
    await expect(phones.get_by_test_id("menu-reply")).to_be_focused()
    await keys.press("Escape")
    await expect(phones.get_by_test_id("menu")).to_have_count(0)
    await ana.part("chat-menu").focus()
    await keys.press("Enter")
    await keys.press("ArrowDown")
    await expect(phones.get_by_test_id("menu-block")).to_be_focused()
    await keys.press("Escape")

    await expect(ana.part("chat-menu")).to_be_focused()


async def test_what_the_bot_says_is_announced(phones: Page, bot: ScriptedBot) -> None:
    """To those who hear the page: new and changed messages, once each."""
    ana = Handset(phones)
    # Until then what comes is of the chat as it was found, which is not read out.
    await expect(ana.part("chat-status")).to_have_text("bot")
    form = await bot.says(ANA, "¿Qué vendió?")
    await bot.edits(ANA, form, "¿Cuánto?")

    announcer = ana.part("announcer")
    await expect(announcer).to_have_attribute("aria-live", "polite")
    await expect(announcer.locator("p")).to_have_text(
        ["Ayni: ¿Qué vendió?", "Ayni cambió un mensaje: ¿Cuánto?"]
    )


async def test_a_narrow_screen_shows_one_phone_at_a_time(
    sim: Simulator, bot: ScriptedBot, open_page: Open
) -> None:
    """The phones are tabs, and nothing sticks out at the side."""
    page = await open_page(sim.url, **NARROW)
    ana, mary = Handset(page), Handset(page, 2)
    await expect(mary.composer).to_be_hidden()
    await page.get_by_test_id("tab-2").tap()
    await expect(ana.composer).to_be_hidden()
    await mary.types("Hello")
    heard = await bot.hears("message")
    await page.get_by_test_id("tools-toggle").tap()
    await expect(page.get_by_test_id("clock-monday")).to_be_visible()
    await expect(page.get_by_test_id("raw-toggle")).to_be_visible()

    assert heard["from"]["first_name"] == "Mary"
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_large_keyboards_fit_a_narrow_screen(
    sim: Simulator, bot: ScriptedBot, open_page: Open
) -> None:
    """A month of days and fifteen units: every label whole, every button large enough to tap."""
    page = await open_page(sim.url, **NARROW)
    await bot.says(ANA, "¿Cuándo?", *CALENDAR)
    await bot.says(ANA, "¿Unidad?", *[["kilogramos", "gramos", "libras"]] * 5)
    buttons = Handset(page).part("inline-button")
    await expect(buttons).to_have_count(31 + 15)
    await at_rest(page)
    bad: list[Any] = await buttons.evaluate_all(
        """all => all.filter((e) => {
          const box = e.getBoundingClientRect();
          return box.left < 0 || box.right > innerWidth || box.height < 40 || box.width < 40
            || e.scrollWidth > e.clientWidth;
        }).map((e) => e.textContent)"""
    )

    assert bad == []


async def test_a_long_press_opens_a_messages_menu(
    sim: Simulator, bot: ScriptedBot, open_page: Open
) -> None:
    """As on a phone, where there is no right button."""
    page = await open_page(sim.url, **NARROW)
    await bot.says(ANA, "Mantenga pulsado")
    bubble = Handset(page).part("bubble")
    await bubble.dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True})

    await expect(page.get_by_test_id("menu-reply")).to_be_visible()


async def test_who_reads_older_messages_is_left_alone(phones: Page, bot: ScriptedBot) -> None:
    """New ones are counted at the button that leads to the end."""
    ana = Handset(phones)
    for number in range(40):
        await bot.says(ANA, f"Mensaje {number}")
    await expect(ana.messages).to_have_count(40)
    await expect(ana.message("Mensaje 39")).to_be_in_viewport()
    await ana.root.get_by_role("region").evaluate("e => { e.scrollTop = 0 }")
    await expect(ana.part("to-end")).to_be_visible()
    await bot.says(ANA, "Nuevo")
    await expect(ana.part("to-end")).to_have_text("1")
    await expect(ana.message("Nuevo")).not_to_be_in_viewport()
    await ana.part("to-end").click()

    await expect(ana.message("Nuevo")).to_be_in_viewport()
    await expect(ana.part("to-end")).to_be_hidden()


async def test_nothing_moves_for_those_who_asked_for_rest(
    sim: Simulator, bot: ScriptedBot, open_page: Open
) -> None:
    """Animations are over at once."""
    page = await open_page(sim.url, reduced_motion="reduce")
    await bot.says(ANA, "Hola")
    message = Handset(page).message("Hola")

    await expect(message).to_have_css("animation-duration", "0.001s")


async def test_one_phone_can_have_the_page_to_itself(sim: Simulator, open_page: Open) -> None:
    """For a picture, or a small window."""
    page = await open_page(f"{sim.url}/?only={MARY}")

    await expect(Handset(page).part("owner")).to_contain_text("Mary Stone")
    await expect(page.get_by_test_id("phone-2")).to_have_count(0)
