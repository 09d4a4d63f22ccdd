"""What stands around the phones: clock, line, people, and what the bot sent."""

from datetime import UTC, datetime

from playwright.async_api import Page, expect

from bot.clock import MovableClock
from bot.simulator import Simulator
from tests.browser.conftest import TOKEN, Open
from tests.browser.script import Handset, ScriptedBot

ANA, MARY, CLARA = 710_000_001, 710_000_002, 710_000_003
# What passes while a page is being handled.
MINUTES = 120


async def test_the_clock_goes_to_monday_morning(phones: Page, clock: MovableClock) -> None:
    """The hours are those of the cluster's zone."""
    await expect(phones.get_by_test_id("clock-now")).to_contain_text("25 nov 2026, 10:0")
    await phones.get_by_test_id("clock-monday").click()
    await expect(phones.get_by_test_id("clock-now")).to_contain_text("30 nov 2026, 08:0")

    late = clock.now() - datetime(2026, 11, 30, 13, 0, tzinfo=UTC)
    assert 0 <= late.total_seconds() < MINUTES


async def test_the_clock_goes_to_tomorrow_and_to_any_hour(
    phones: Page, clock: MovableClock
) -> None:
    """Whatever the zone of the browser."""
    face = phones.get_by_test_id("clock-now")
    await phones.get_by_test_id("clock-hour").click()
    await expect(face).to_contain_text("25 nov 2026, 11:0")
    await phones.get_by_test_id("clock-tomorrow").click()
    await expect(face).to_contain_text("26 nov 2026, 09:0")
    await phones.get_by_test_id("clock-input").fill("2026-12-24T18:30")
    await phones.get_by_test_id("clock-set").click()
    await expect(face).to_contain_text("24 dic 2026, 18:3")

    late = clock.now() - datetime(2026, 12, 24, 23, 30, tzinfo=UTC)
    assert 0 <= late.total_seconds() < MINUTES


async def test_the_clock_is_not_set_back(phones: Page, clock: MovableClock) -> None:
    """What was done for an hour that has passed would be done again."""
    before = clock.now()
    await phones.get_by_test_id("clock-input").fill("2020-01-01T08:00")
    await phones.get_by_test_id("clock-set").click()

    await expect(phones.get_by_test_id("notice")).to_have_text("El reloj solo avanza.")
    assert clock.now() >= before


async def test_the_line_is_slowed_and_cut(phones: Page, sim: Simulator) -> None:
    """To watch the bot on a bad connection."""
    await phones.get_by_test_id("latency-500").click()
    await expect(phones.get_by_test_id("latency-500")).to_have_attribute("aria-pressed", "true")
    slowed = sim.faults.latency_ms
    await phones.get_by_test_id("line-down").check()
    await expect(phones.get_by_test_id("notice")).to_contain_text("El bot no alcanza a Telegram")
    cut = sim.faults.refuse
    await phones.get_by_test_id("line-down").uncheck()
    await expect(phones.get_by_test_id("notice")).to_contain_text("Volvió la línea")

    assert (slowed, cut, sim.faults.refuse) == (500, True, False)


async def test_one_sees_what_the_bot_sent_and_received(
    sim: Simulator, bot: ScriptedBot, open_page: Open
) -> None:
    """Also what was sent before the page was open; by phone, if wanted."""
    await bot.says(ANA, "Antes")
    page = await open_page(f"{sim.url}/?raw=1")
    calls = page.get_by_test_id("raw-call").locator("visible=true")
    await expect(calls).to_have_count(1)
    await bot.says(MARY, "Hello", ["Yes"])
    await bot.api("sendMessage", chat_id=MARY, text=" ")
    await Handset(page).types("hola")
    await expect(calls).to_have_count(3)
    await expect(calls.first).to_contain_text("400")
    await expect(page.get_by_test_id("raw-update").first).to_contain_text("Ana Rojas")
    await page.get_by_test_id("raw-filter").select_option(label="2 · Mary")
    await expect(calls).to_have_count(2)
    await calls.last.locator("summary").click()

    await expect(calls.last).to_contain_text('"callback_data": "Yes"')
    await expect(page.get_by_test_id("raw-update").first).to_be_hidden()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("raw-drawer")).to_be_hidden()
    await expect(page.get_by_test_id("raw-toggle")).to_be_focused()


async def test_a_phone_is_handed_to_someone_else(phones: Page, bot: ScriptedBot) -> None:
    """The phone then speaks that person's language, and a reload keeps who holds it."""
    await bot.says(MARY, "Hello, Mary")
    left = Handset(phones)
    await left.part("owner").click()
    await phones.get_by_test_id(f"menu-user-{MARY}").click()
    await expect(left.part("message-text")).to_have_text("Hello, Mary")
    await expect(left.composer).to_have_attribute("placeholder", "Message")
    await phones.reload()

    await expect(left.part("owner")).to_contain_text("Mary Stone")


async def test_someone_new_gets_a_phone(phones: Page, sim: Simulator, bot: ScriptedBot) -> None:
    """With a name, a language and perhaps an invitation."""
    right = Handset(phones, 2)
    await right.part("owner").click()
    await phones.get_by_test_id("menu-newcomer").click()
    await phones.get_by_test_id("newcomer-name").fill("Nieves")
    await phones.get_by_test_id("newcomer-language").select_option("es")
    await phones.get_by_test_id("newcomer-invite").fill("inv_abc")
    await phones.get_by_test_id("newcomer-save").click()
    await right.part("start-button").click()
    heard = await bot.hears("message")

    assert heard["text"] == "/start inv_abc"
    assert heard["from"]["first_name"] == "Nieves"


async def test_the_page_itself_speaks_both_languages(phones: Page) -> None:
    """The phones keep the languages of those who hold them."""
    await expect(phones.get_by_test_id("clock-monday")).to_have_text("Próximo lunes 8:00")
    await phones.get_by_test_id("lang-en").click()
    await expect(phones.get_by_test_id("clock-monday")).to_have_text("Next Monday 8:00")
    await expect(Handset(phones).composer).to_have_attribute("placeholder", "Mensaje")
    await phones.reload()

    await expect(phones.locator("html")).to_have_attribute("lang", "en")


async def test_every_text_of_the_page_is_in_both_languages(phones: Page) -> None:
    """With the same blanks to fill in."""
    blanks = """async (language) => {
      const { default: words } = await import(`/page/js/words/${language}.js`);
      return Object.entries(words).map(([key, text]) =>
        [key, [...new Set(JSON.stringify(text).match(/\\{\\w+\\}/g))].sort()]).sort();
    }"""

    assert await phones.evaluate(blanks, "es") == await phones.evaluate(blanks, "en")


async def test_the_page_survives_a_restart_of_the_simulator(
    clock: MovableClock, open_page: Open
) -> None:
    """It connects again by itself and shows the chat as it is then."""
    async with Simulator(clock, TOKEN) as before:
        ana = before.add_user("Ana", started=True).id
        before.send_text(ana, "Antes")
        port = int(before.url.rpartition(":")[2])
        page = await open_page(before.url)
        await expect(Handset(page).messages).to_have_count(1)
    await expect(Handset(page).part("chat-status")).to_have_text("conectando…")
    async with Simulator(clock, TOKEN, port=port) as after:
        after.add_user("Ana", started=True)
        after.send_text(ana, "Después")
        await expect(Handset(page).part("message-text")).to_have_text("Después")
        after.send_text(ana, "Y sigue")

        await expect(Handset(page).messages).to_have_count(2)
        await page.close()


async def test_many_pages_of_one_browser_hear_at_once(
    sim: Simulator, bot: ScriptedBot, phones: Page
) -> None:
    """A browser has six connections for one host; no page takes more than one for what it hears."""
    pages = [phones, *[await phones.context.new_page() for _ in range(3)]]
    for page in pages[1:]:
        await page.goto(sim.url)
        await page.locator("body[data-ready]").wait_for()
        await page.get_by_test_id("raw-toggle").click()
    await bot.says(next(iter(sim.users)), "Hola a todos")

    for page in pages:
        await expect(Handset(page).messages.last).to_contain_text("Hola a todos")
