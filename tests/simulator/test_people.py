import asyncio
import io

import pytest
from PIL import Image

from bot.simulator import PersonError, Simulator, SimUser
from tests.simulator.client import Client


def picture(width: int = 1000, height: int = 600) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, "PNG")
    return written.getvalue()


async def test_start_carries_the_payload_of_the_link(sim: Simulator) -> None:
    """And is a command, as CommandHandler needs it."""
    rosa = sim.add_user("Rosa", language_code="es-CO")
    message = sim.start(rosa.id, "abc-123")

    assert message["text"] == "/start abc-123"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {
        "id": rosa.id,
        "is_bot": False,
        "first_name": "Rosa",
        "language_code": "es-CO",
    }
    assert sim.chat(rosa.id).started


async def test_an_edited_text_is_an_update_of_its_own(sim: Simulator, ana: SimUser) -> None:
    """With the same id and the time of the edit; what was told before stays as it was."""
    message = sim.send_text(ana.id, "3 docenas")
    edited = sim.edit_text(ana.id, message["message_id"], "4 docenas")

    assert edited["message_id"] == message["message_id"]
    assert edited["edit_date"] >= message["date"]
    assert [update.popitem()[1]["text"] for update in sim.pending_updates] == [
        "3 docenas",
        "4 docenas",
    ]


async def test_a_phone_refuses_what_phones_refuse(sim: Simulator, ana: SimUser) -> None:
    """The bot never hears of it."""
    message = sim.send_text(ana.id, "a")
    for refused in (
        lambda: sim.send_text(ana.id, " \u2800 "),
        lambda: sim.send_text(ana.id, "a" * 4097),
        lambda: sim.send_text(ana.id, "a", reply_to=99),
        lambda: sim.send_text(999, "a"),
        lambda: sim.edit_text(ana.id, message["message_id"], "a"),
        lambda: sim.edit_text(ana.id, 99, "a"),
        lambda: sim.delete(ana.id, 99),
        lambda: sim.send_photo(ana.id, b"no picture"),
        lambda: sim.send_document(ana.id, b"", "empty.csv"),
        lambda: sim.add_user("Ana", user_id=ana.id),
    ):
        with pytest.raises(PersonError):
            refused()
    sim.block(ana.id)
    with pytest.raises(PersonError, match="blocked"):
        sim.send_text(ana.id, "a")

    assert len(sim.pending_updates) == 2


async def test_pictures_come_in_sizes_and_are_fetched_by_the_bot(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """The largest last, as Telegram lists them."""
    message = sim.send_photo(ana.id, picture(), caption="Recibo #12")
    file = await api.does("getFile", file_id=message["photo"][-1]["file_id"])
    again = sim.edit_text(ana.id, message["message_id"], "Recibo 13")

    assert [size["width"] for size in message["photo"]] == [90, 320, 800, 1000]
    assert (message["caption"], again["caption"]) == ("Recibo #12", "Recibo 13")
    assert again["photo"] == message["photo"]
    assert file["file_size"] == message["photo"][-1]["file_size"]
    assert file["file_path"].startswith("photos/")


async def test_other_things_people_send_reach_the_bot(sim: Simulator, ana: SimUser) -> None:
    """Documents, places, their number, and whatever else there is."""
    sim.send_document(ana.id, b"a,b\n", "../orders.csv")
    sim.send_location(ana.id, 5.5, -73.4)
    sim.send_contact(ana.id, "+573001112233")
    sim.send_content(ana.id, {"dice": {"emoji": "🎲", "value": 3}})

    document, place, contact, dice = [update["message"] for update in sim.pending_updates]
    assert document["document"]["file_name"] == "orders.csv"
    assert document["document"]["mime_type"] == "text/csv"
    assert place["location"]["longitude"] == -73.4
    assert contact["contact"]["user_id"] == ana.id
    assert dice["dice"]["value"] == 3


async def test_keyboards_come_and_go(api: Client, sim: Simulator, ana: SimUser) -> None:
    """The last reply keyboard stays until it is removed; asking for an answer leaves it."""
    chat, seen = sim.chat(ana.id), []
    for markup in (
        {"keyboard": [["Vender", {"text": "Ayuda"}]], "resize_keyboard": True},
        {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]},
        {"force_reply": True},
        {"remove_keyboard": True},
    ):
        await api.does("sendMessage", chat_id=ana.id, text="a", reply_markup=markup)
        seen.append((chat.reply_keyboard is not None, chat.force_reply is not None))

    assert seen == [(True, False), (True, False), (True, True), (False, False)]
    assert [("reply_markup" in message) for message in chat.messages] == [False, True, False, False]


async def test_what_the_bot_does_is_waited_for(api: Client, sim: Simulator, ana: SimUser) -> None:
    """From a remembered point, so that nothing is missed in between."""
    before = sim.chat(ana.id).changes
    await api.does("sendMessage", chat_id=ana.id, text="a")
    seen = await sim.changed(ana.id, since=before)
    sim.send_text(ana.id, "own words are no change")
    async with asyncio.TaskGroup() as group:
        later = group.create_task(sim.changed(ana.id))
        await asyncio.sleep(0)
        await api.does("sendChatAction", chat_id=ana.id, action="typing")

    assert (seen, later.result()) == (before + 1, before + 2)
    assert sim.chat(ana.id).typing == 1
    with pytest.raises(TimeoutError):
        await sim.changed(ana.id, timeout=0.01)


async def test_a_message_the_person_deleted_cannot_be_edited(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """The bot is not told, and learns it by the refusal."""
    sent = await api.does("sendMessage", chat_id=ana.id, text="a")
    sim.delete(ana.id, sent["message_id"])
    refused = await api.refused(
        "editMessageText", chat_id=ana.id, message_id=sent["message_id"], text="b"
    )

    assert refused == "Bad Request: message to edit not found"
    assert sim.pending_updates == []
