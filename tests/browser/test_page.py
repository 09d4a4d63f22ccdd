"""The chat on a phone of the page, with a bot that does what the test says."""

import io
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, expect

from bot.simulator import Simulator
from tests.browser.conftest import Open
from tests.browser.script import Handset, ScriptedBot

ANA, MARY, CLARA = 710_000_001, 710_000_002, 710_000_003


def picture(width: int = 400, height: int = 300) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#e8b04a").save(buffer, "PNG")
    return buffer.getvalue()


async def test_a_conversation_goes_both_ways(phones: Page, bot: ScriptedBot) -> None:
    """What Ana types reaches the bot, and what it answers stands on her phone alone."""
    await Handset(phones).types("Vendí 3 kg de miel")
    heard = await bot.hears("message")
    await bot.says(ANA, "Anotado, <b>Ana</b>.", parse_mode="HTML")

    assert heard["text"] == "Vendí 3 kg de miel"
    answer = Handset(phones).message("Anotado")
    await expect(answer.get_by_test_id("message-text").locator("strong")).to_have_text("Ana")
    await expect(answer).to_have_attribute("data-from", "bot")
    await expect(Handset(phones).composer).to_have_value("")
    await expect(Handset(phones, 2).messages).to_have_count(0)


async def test_an_edit_changes_the_message_in_place(phones: Page, bot: ScriptedBot) -> None:
    """A form is one message that changes, not a pile of them."""
    ana = Handset(phones)
    form = await bot.says(ANA, "¿Qué vendió?", ["Miel", "Polen"])
    await bot.says(ANA, "Algo más")
    await bot.edits(ANA, form, "¿Cuánto?", ["1 kg"])

    await expect(ana.messages).to_have_count(2)
    await expect(ana.messages.first).to_contain_text("¿Cuánto?")
    await expect(ana.messages.first.get_by_test_id("message-edited")).to_have_text("editado")
    await expect(ana.part("inline-button")).to_have_text(["1 kg"])


async def test_a_tap_reaches_the_bot_and_its_toast_is_shown(phones: Page, bot: ScriptedBot) -> None:
    """The button is busy until the bot has answered."""
    ana = Handset(phones)
    await bot.says(ANA, "¿La guardo?", ["Guardar", "Cancelar"])
    await ana.inline("Guardar").click()
    query = await bot.hears("callback_query")
    await expect(ana.part("inline-button").first).to_have_attribute("aria-busy", "true")
    await bot.api.does("answerCallbackQuery", callback_query_id=query["id"], text="Guardada")

    assert query["data"] == "Guardar"
    await expect(ana.part("toast")).to_have_text("Guardada")
    await expect(ana.part("inline-button").first).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_waits_for_ok(phones: Page, bot: ScriptedBot) -> None:
    """It stands before the chat until it was read."""
    ana = Handset(phones)
    await bot.says(ANA, "Reservar", ["9:00"])
    await ana.inline("9:00").click()
    query = await bot.hears("callback_query")
    await bot.api.does(
        "answerCallbackQuery", callback_query_id=query["id"], text="Ocupada", show_alert=True
    )
    await expect(ana.part("alert")).to_contain_text("Ocupada")
    await expect(ana.part("alert-ok")).to_be_focused()
    await phones.keyboard.press("Escape")

    await expect(ana.part("alert")).to_have_count(0)
    await expect(ana.part("inline-button")).to_be_focused()


async def test_the_keyboard_below_the_chat_writes_its_labels(
    phones: Page, bot: ScriptedBot
) -> None:
    """It stays until removed, can be folded away, and its hint stands in the empty field."""
    ana = Handset(phones)
    menu = {
        "keyboard": [[{"text": "Registrar venta"}, {"text": "Mis ventas"}]],
        "resize_keyboard": True,
        "input_field_placeholder": "Escriba o elija",
    }
    await bot.says(ANA, "Menú", reply_markup=menu)
    await ana.reply("Mis ventas").click()
    heard = await bot.hears("message")
    await expect(ana.composer).to_have_attribute("placeholder", "Escriba o elija")
    await ana.part("keyboard-toggle").click()
    await expect(ana.part("reply-button").first).to_be_hidden()
    await ana.part("keyboard-toggle").click()
    await expect(ana.part("reply-button").first).to_be_visible()
    await bot.says(ANA, "Adiós", reply_markup={"remove_keyboard": True})

    assert heard["text"] == "Mis ventas"
    await expect(ana.part("reply-button")).to_have_count(0)


async def test_a_keyboard_for_one_answer_folds_after_it(phones: Page, bot: ScriptedBot) -> None:
    """It can be opened again, as on a real phone."""
    ana = Handset(phones)
    once = {"keyboard": [[{"text": "Sí"}], [{"text": "No"}]], "one_time_keyboard": True}
    await bot.says(ANA, "¿Seguro?", reply_markup=once)
    await ana.reply("Sí").click()

    await expect(ana.part("reply-button").first).to_be_hidden()
    await expect(ana.part("keyboard-toggle")).to_be_visible()


async def test_a_forced_reply_answers_the_question(phones: Page, bot: ScriptedBot) -> None:
    """What is typed next quotes the bot's message."""
    ana = Handset(phones)
    asked = await bot.says(
        ANA,
        "¿Cuántos kilos?",
        reply_markup={"force_reply": True, "input_field_placeholder": "Kilos"},
    )
    await expect(ana.part("composing")).to_contain_text("¿Cuántos kilos?")
    await expect(ana.composer).to_have_attribute("placeholder", "Kilos")
    await ana.types("12")
    heard = await bot.hears("message")

    assert heard["reply_to_message"]["message_id"] == asked
    await expect(ana.message("12")).to_contain_text("¿Cuántos kilos?")


async def test_one_changes_what_one_wrote(phones: Page, bot: ScriptedBot) -> None:
    """From the message's menu, or with the up arrow in an empty field."""
    ana = Handset(phones)
    await ana.types("Vendí 5 kg")
    await bot.hears("message")
    await ana.chooses("Vendí 5 kg", "edit")
    await expect(ana.composer).to_have_value("Vendí 5 kg")
    await ana.types("Vendí 6 kg")
    first = await bot.hears("edited_message")
    await ana.composer.press("ArrowUp")
    await ana.types("Vendí 7 kg")
    second = await bot.hears("edited_message")

    assert (first["text"], second["text"]) == ("Vendí 6 kg", "Vendí 7 kg")
    await expect(ana.messages).to_have_count(1)
    await expect(ana.part("message-edited")).to_be_visible()


async def test_a_message_is_answered_and_deleted_from_its_menu(
    phones: Page, bot: ScriptedBot
) -> None:
    """Right click opens the menu too."""
    ana = Handset(phones)
    said = await bot.says(ANA, "Mañana hay feria")
    await ana.message("Mañana").get_by_test_id("bubble").click(button="right")
    await phones.get_by_test_id("menu-reply").click()
    await ana.types("Allá estaré")
    heard = await bot.hears("message")
    await ana.chooses("Allá", "delete")

    assert heard["reply_to_message"]["message_id"] == said
    await expect(ana.messages).to_have_count(1)


async def test_words_and_names_are_never_read_as_html(
    sim: Simulator, bot: ScriptedBot, open_page: Open
) -> None:
    """Neither a name nor a text can put anything but words on the page."""
    name = "<img src=x onerror=alert(1)>"
    eve = sim.add_user(name, language_code="en", label="<b>label</b>", started=True).id
    page = await open_page(f"{sim.url}/?left={eve}&raw=1")
    await bot.says(eve, "<script>alert(1)</script>", ["<i>Yes</i>"])
    await page.get_by_test_id("raw-call").last.locator("summary").click()

    eves = Handset(page)
    await expect(eves.part("message-text")).to_have_text("<script>alert(1)</script>")
    await expect(eves.inline("<i>Yes</i>")).to_be_visible()
    await expect(eves.part("owner")).to_contain_text(name)
    assert await page.locator("main img[src=x], aside img, main script").count() == 0


async def test_texts_are_dressed_by_their_entities(phones: Page, bot: ScriptedBot) -> None:
    """Counted in UTF-16, nested, and hidden until one looks."""
    text = "🐝🍯 <b>Venta <i>nueva</i></b> <tg-spoiler>secreto</tg-spoiler> <code>R-1</code>"
    await bot.says(
        ANA, f"{text}\n<blockquote>cita</blockquote>\n<pre>a  b</pre>", parse_mode="HTML"
    )

    words = Handset(phones).part("message-text")
    await expect(words.locator("strong em")).to_have_text("nueva")
    await expect(words.locator("code").first).to_have_text("R-1")
    await expect(words.locator("blockquote")).to_have_text("cita")
    await expect(words.locator("pre")).to_have_text("a  b")
    await words.locator(".spoiler").click()
    await expect(words.locator(".spoiler.shown")).to_have_text("secreto")


async def test_a_newcomer_starts_with_the_invitation(
    sim: Simulator, bot: ScriptedBot, open_page: Open
) -> None:
    """One large button; afterwards one can write."""
    page = await open_page(f"{sim.url}/?left={CLARA}")
    clara = Handset(page)
    await expect(clara.composer).to_be_hidden()
    await clara.part("start-button").click()
    heard = await bot.hears("message")

    assert heard["text"] == "/start inv_7fK2"
    await expect(clara.composer).to_be_visible()
    await expect(clara.part("start-button")).to_have_count(0)


async def test_an_invitation_link_opens_in_the_same_phone(phones: Page, bot: ScriptedBot) -> None:
    """A link to the bot is a Start with its payload, not another page."""
    await bot.says(ANA, '<a href="https://t.me/ayni_bot?start=inv_9">Únase</a>', parse_mode="HTML")
    await Handset(phones).part("message-text").get_by_role("link").click()
    heard = await bot.hears("message")

    assert heard["text"] == "/start inv_9"
    assert len(phones.context.pages) == 1


async def test_one_blocks_the_bot_and_takes_it_back(phones: Page, bot: ScriptedBot) -> None:
    """Blocked, there is nothing to write in."""
    ana = Handset(phones)
    await ana.part("chat-menu").click()
    await phones.get_by_test_id("menu-block").click()
    blocked = await bot.hears("my_chat_member")
    await expect(ana.composer).to_be_hidden()
    await ana.part("unblock-button").click()
    back = await bot.hears("my_chat_member")

    assert blocked["new_chat_member"]["status"] == "kicked"
    assert back["new_chat_member"]["status"] == "member"
    await expect(ana.composer).to_be_visible()


async def test_pictures_and_documents_go_both_ways(
    phones: Page, sim: Simulator, bot: ScriptedBot, tmp_path: Path
) -> None:
    """A picture is seen and opened, a document saved, and one's own are sent with a caption."""
    ana = Handset(phones)
    (tmp_path / "recibo.png").write_bytes(picture())
    await ana.part("file-input").set_input_files(tmp_path / "recibo.png")
    await expect(ana.part("composing")).to_contain_text("recibo.png")
    await ana.types("El recibo")
    heard = await bot.hears("message")
    kept = heard["photo"][-1]["file_id"]
    await bot.api.does("sendPhoto", chat_id=ANA, photo=kept, caption="Gracias")
    sim.send_document(ANA, b"fecha;valor\n", "ventas.csv")

    assert heard["caption"] == "El recibo"
    shown = ana.message("Gracias").get_by_test_id("photo").locator("img")
    await expect(shown).to_have_js_property("naturalWidth", 400)
    async with phones.expect_download() as download:
        await ana.part("document").click()
    assert (await download.value).suggested_filename == "ventas.csv"
    await ana.message("Gracias").get_by_test_id("photo").click()
    await expect(phones.get_by_test_id("viewer")).to_be_visible()
    await phones.keyboard.press("Escape")
    await expect(phones.get_by_test_id("viewer")).to_have_count(0)


async def test_the_bot_is_seen_typing(phones: Page, bot: ScriptedBot) -> None:
    """Until its message comes."""
    ana = Handset(phones)
    await bot.api.does("sendChatAction", chat_id=ANA, action="typing")
    await expect(ana.part("typing")).to_be_visible()
    await expect(ana.part("chat-status")).to_have_text("escribiendo…")
    await bot.says(ANA, "Listo")

    await expect(ana.part("typing")).to_be_hidden()


async def test_commands_are_those_of_the_person(
    sim: Simulator, bot: ScriptedBot, open_page: Open
) -> None:
    """The button lists them; typing narrows the list."""
    for language, commands in {"": ["sale", "help"], "es": ["venta", "ayuda"]}.items():
        listed = [{"command": command, "description": "…"} for command in commands]
        await bot.api.does("setMyCommands", commands=listed, language_code=language)
    page = await open_page(sim.url)
    ana, mary = Handset(page), Handset(page, 2)
    await ana.part("commands").click()
    await expect(ana.part("command")).to_contain_text(["/venta", "/ayuda"])
    await ana.part("command").first.click()
    tapped = await bot.hears("message")
    await mary.composer.press_sequentially("/h")
    await expect(mary.part("command")).to_contain_text(["/help"])
    await mary.composer.press("Enter")
    typed = await bot.hears("message")

    assert (tapped["text"], typed["text"]) == ("/venta", "/help")
    await expect(mary.composer).to_have_value("")
