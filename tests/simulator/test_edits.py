from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.simulator import PersonError, Simulator, SimUser
from tests.simulator.client import Client, Json, button, inline

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


@pytest.fixture
async def asked(api: Client, ana: SimUser) -> Json:
    """A question with a button, and how to speak of it."""
    sent = await api.does(
        "sendMessage", chat_id=ana.id, text="¿Qué?", reply_markup=inline(button())
    )
    return {"chat_id": ana.id, "message_id": sent["message_id"]}


async def test_an_edit_replaces_text_and_keyboard(
    api: Client, sim: Simulator, ana: SimUser, asked: Json
) -> None:
    """Without a keyboard the old one is gone, and the message says when it was edited."""
    edited = await api.does("editMessageText", **asked, text="<i>Eso</i>", parse_mode="HTML")

    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    assert sim.chat(ana.id).messages == [edited]
    assert edited["entities"][0]["type"] == "italic"


async def test_an_edit_that_changes_nothing_is_refused(
    api: Client, sim: Simulator, asked: Json
) -> None:
    """Text, markup of text, and keyboard count."""
    same = await api.refused(
        "editMessageText", **asked, text="¿Qué?", reply_markup=inline(button())
    )
    await api.does("editMessageText", **asked, text="¿Qué?")
    again = await api.refused("editMessageReplyMarkup", **asked)
    await api.does("editMessageText", **asked, text="<b>¿Qué?</b>", parse_mode="HTML")
    await api.does("editMessageReplyMarkup", **asked, reply_markup=inline(button("No")))
    await api.does("editMessageReplyMarkup", **asked, reply_markup={"inline_keyboard": []})

    assert (same, again) == (NOT_MODIFIED, NOT_MODIFIED)


async def test_only_an_own_message_that_is_there_is_edited(
    api: Client, sim: Simulator, ana: SimUser, asked: Json
) -> None:
    """Nor one that came with a reply keyboard."""
    theirs = sim.send_text(ana.id, "hola")["message_id"]
    markup = {"keyboard": [[{"text": "a"}]]}
    sent = await api.does("sendMessage", chat_id=ana.id, text="a", reply_markup=markup)

    async def refused(message_id: int) -> str:
        return await api.refused("editMessageText", chat_id=ana.id, message_id=message_id, text="b")

    assert await refused(99) == "Bad Request: message to edit not found"
    assert await refused(theirs) == "Bad Request: message can't be edited"
    assert await refused(sent["message_id"]) == "Bad Request: message can't be edited"
    assert await api.refused("editMessageText", **asked, text="b", reply_markup=markup) == (
        "Bad Request: inline keyboard expected"
    )
    assert await api.refused("editMessageCaption", **asked, caption="b") == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_a_message_is_deleted_within_48_hours(
    api: Client, sim: Simulator, ana: SimUser, clock: MovableClock, asked: Json
) -> None:
    """By the clock, and in a private chat those of the person too."""
    theirs = sim.send_text(ana.id, "hola")["message_id"]
    await api.does("deleteMessage", chat_id=ana.id, message_id=theirs)
    again = await api.refused("deleteMessage", chat_id=ana.id, message_id=theirs)
    clock.advance(timedelta(hours=49))
    old = await api.refused("deleteMessage", **asked)
    sim.send_text(ana.id, "hola")
    await api.does("deleteMessages", chat_id=ana.id, message_ids=[3, 77])

    assert again == "Bad Request: message to delete not found"
    assert old == "Bad Request: message can't be deleted for everyone"
    assert [message["text"] for message in sim.chat(ana.id).messages] == ["¿Qué?"]


async def test_a_tap_is_answered_once_and_soon(
    api: Client, sim: Simulator, ana: SimUser, clock: MovableClock, asked: Json
) -> None:
    """The answer is a toast on the phone."""
    first = sim.tap(ana.id, asked["message_id"], "yes")
    late = sim.tap(ana.id, asked["message_id"], "yes")
    too_long = await api.refused("answerCallbackQuery", callback_query_id=first, text="a" * 201)
    await api.does("answerCallbackQuery", callback_query_id=first, text="Guardado")
    refused = [await api.refused("answerCallbackQuery", callback_query_id=first)]
    clock.advance(timedelta(minutes=16))
    refused += [
        await api.refused("answerCallbackQuery", callback_query_id=late),
        await api.refused("answerCallbackQuery", callback_query_id="1"),
    ]

    assert too_long == "Bad Request: MESSAGE_TOO_LONG"
    assert sim.chat(ana.id).toasts == ["Guardado"]
    assert set(refused) == {
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    }


async def test_a_phone_taps_only_buttons_it_shows(
    sim: Simulator, ana: SimUser, asked: Json
) -> None:
    """A tampered client sends what it likes."""
    with pytest.raises(PersonError, match="no button with the data"):
        sim.tap(ana.id, asked["message_id"], "other")
    with pytest.raises(PersonError, match="no message 99"):
        sim.tap(ana.id, 99, "yes")
    sim.tap(ana.id, asked["message_id"], "' OR 1=1", forged=True)

    assert sim.pending_updates[-1]["callback_query"]["data"] == "' OR 1=1"
    assert sim.pending_updates[-1]["callback_query"]["message"]["text"] == "¿Qué?"
