"""python-telegram-bot reads every answer and every update into its own types."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.simulator import Simulator, SimUser
from tests.simulator.test_people import picture

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Sí", callback_data="yes")]])


async def test_texts_with_every_kind_of_keyboard(bot: Bot, sim: Simulator, ana: SimUser) -> None:
    """Sent, answered to, edited, copied, forwarded, deleted."""
    sent = await bot.send_message(
        ana.id,
        "<b>Hola</b> 😀",
        parse_mode=ParseMode.HTML,
        reply_markup=BUTTONS,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    keyboard = ReplyKeyboardMarkup(
        [[KeyboardButton("Vender"), "Ayuda"]], resize_keyboard=True, is_persistent=True
    )
    reply = ReplyParameters(sent.message_id)
    answered = await bot.send_message(
        ana.id, "a", reply_markup=keyboard, reply_parameters=reply, disable_notification=True
    )
    await bot.send_message(ana.id, "a", reply_markup=ReplyKeyboardRemove())
    await bot.send_message(ana.id, "a", reply_markup=ForceReply(input_field_placeholder="¿Qué?"))
    edited = await sent.edit_text("<i>Adiós</i>", parse_mode=ParseMode.HTML)
    copied = await sent.copy(ana.id)
    forwarded = await sent.forward(ana.id)
    await sent.delete()

    assert sent.text_html == "<b>Hola</b> 😀"
    assert sent.reply_markup == BUTTONS
    assert answered.reply_to_message is not None
    assert answered.reply_to_message.message_id == sent.message_id
    assert getattr(edited, "text_html", None) == "<i>Adiós</i>"
    assert sim.chat(ana.id).message(copied.message_id)["text"] == "Adiós"
    assert forwarded.forward_origin is not None
    assert sim.refusals == []


async def test_pictures_and_documents_both_ways(bot: Bot, sim: Simulator, ana: SimUser) -> None:
    """Uploaded, sent again by their id, replaced, read."""
    photo = await bot.send_photo(ana.id, picture(), caption="<b>a</b>", parse_mode="HTML")
    again = await bot.send_photo(ana.id, photo.photo[-1].file_id, reply_markup=BUTTONS)
    document = await bot.send_document(ana.id, b"a,b", filename="a.csv", caption="b")
    group = await bot.send_media_group(
        ana.id, [InputMediaPhoto(picture(), caption="c"), InputMediaPhoto(photo.photo[-1].file_id)]
    )
    await again.edit_caption("d", reply_markup=BUTTONS)
    await document.edit_media(InputMediaDocument(b"c,d", filename="c.csv"))
    sim.send_document(ana.id, b"e,f", "e.csv")
    update = (await bot.get_updates())[-1]
    assert update.message is not None
    assert update.message.document is not None
    received = await (await update.message.document.get_file()).download_as_bytearray()

    shown = sim.chat(ana.id).from_bot
    assert photo.caption_html == "<b>a</b>"
    assert again.photo == photo.photo
    assert shown[1]["caption"] == "d"
    assert shown[2]["document"]["file_name"] == "c.csv"
    assert "caption" not in shown[2]
    assert {message.media_group_id for message in group} == {group[0].media_group_id}
    assert bytes(received) == b"e,f"
    assert sim.refusals == []


async def test_every_other_method_is_understood(bot: Bot, sim: Simulator, ana: SimUser) -> None:
    """Places, polls, menus, pins, reactions, what the bot says of itself."""
    sent = await bot.send_message(ana.id, "a")
    await bot.send_location(ana.id, 5.5, -73.4)
    venue = await bot.send_venue(ana.id, 5.5, -73.4, "Feria", "Plaza Mayor")
    poll = await bot.send_poll(ana.id, "¿Va?", ["Sí", "No"], is_anonymous=False)
    await bot.send_chat_action(ana.id, "typing")
    await bot.set_my_commands([BotCommand("venta", "Registrar una venta")])
    await bot.set_my_commands(
        [BotCommand("ayuda", "Ayuda")], scope=BotCommandScopeChat(ana.id), language_code="es"
    )
    menu = await bot.get_my_commands(scope=BotCommandScopeChat(ana.id), language_code="es")
    await bot.delete_my_commands(scope=BotCommandScopeChat(ana.id), language_code="es")
    await bot.set_my_name("Ayni")
    await bot.set_my_description("Para el clúster", language_code="es")
    await bot.set_my_short_description("Clúster")
    await bot.set_chat_menu_button(ana.id, MenuButtonCommands())
    await bot.pin_chat_message(ana.id, sent.message_id)
    chat = await bot.get_chat(ana.id)
    await bot.unpin_chat_message(ana.id)
    await bot.set_message_reaction(ana.id, sent.message_id, "👍")
    await bot.delete_messages(ana.id, [sent.message_id, venue.message_id])
    member = await bot.get_chat_member(ana.id, ana.id)
    webhook = await bot.get_webhook_info()

    assert poll.poll is not None
    assert [option.text for option in poll.poll.options] == ["Sí", "No"]
    assert menu == (BotCommand("ayuda", "Ayuda"),)
    assert [command["command"] for command in sim.commands(ana.id)] == ["venta"]
    assert chat.pinned_message == sent
    assert (member.status, webhook.url) == ("member", "")
    assert sim.refusals == []


async def test_every_kind_of_update_is_understood(bot: Bot, sim: Simulator, ana: SimUser) -> None:
    """As the intake will read them: from JSON, one by one."""
    await bot.send_message(ana.id, "a", reply_markup=BUTTONS)
    sim.start(ana.id, "x")
    message = sim.send_text(ana.id, "hola /venta", reply_to=1)
    sim.edit_text(ana.id, message["message_id"], "adiós")
    sim.tap(ana.id, 1, "yes")
    sim.send_photo(ana.id, picture())
    sim.send_document(ana.id, b"a", "a.txt")
    sim.send_location(ana.id, 5.5, -73.4)
    sim.send_contact(ana.id, "+573001112233")
    sim.block(ana.id)

    updates = [Update.de_json(update, bot) for update in sim.pending_updates]
    told = [update.to_dict() for update in updates]
    assert told[1]["message"]["reply_to_message"]["text"] == "a"
    assert told[2]["edited_message"]["text"] == "adiós"
    assert told[3]["callback_query"]["data"] == "yes"
    assert told[8]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert [update.effective_user.id for update in updates if update.effective_user] == [ana.id] * 9


async def test_refusals_become_its_exceptions(
    bot: Bot, sim: Simulator, ana: SimUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by its status."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    rosa = sim.add_user("Rosa")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999, "a")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(rosa.id, "a")
    sim.faults.add("sendMessage", status=429, retry_after=3, times=1)
    with pytest.raises(RetryAfter):
        await bot.send_message(ana.id, "a")
    await bot.set_webhook("https://ayni.example/hook", secret_token="secret")
    with pytest.raises(Conflict):
        await bot.get_updates()
    stranger: Bot = Bot("1:wrong", base_url=sim.base_url)
    with pytest.raises(InvalidToken):
        await stranger.get_me()
    await stranger.request.shutdown()

    assert [call.status for call in sim.refusals] == [400, 403, 401]
