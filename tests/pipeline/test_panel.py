"""The one live message of a chat, when taps and texts overtake what the bot knows of it."""

from __future__ import annotations

from tests.phone import Message, Phone
from tests.town import Town
from tests.waiting import until

QUESTION = "¿Qué vendiste?"


def shown(phone: Phone) -> list[str]:
    return [m["text"] for m in phone.messages if m["from"]["is_bot"] and QUESTION in m["text"]]


def button(phone: Phone, label: str) -> tuple[int, str]:
    rows = phone.last["reply_markup"]["inline_keyboard"]
    data = next(b["callback_data"] for row in rows for b in row if b["text"] == label)
    return phone.last["message_id"], data


async def test_a_tap_on_the_panel_that_a_text_just_moved_is_not_lost(
    town: Town, ana: Phone
) -> None:
    """Sent and tapped at the same moment: the old message is not taken for the new one."""
    await ana.says("/venta")
    tapped = button(ana, "Miel")
    await town.sim.refuse(True)
    town.sim.send_location(ana.id, 5.5, -72.9)
    town.sim.tap(ana.id, *tapped)
    await town.sim.refuse(False)
    await town.settle()

    ana.sees("Miel", "¿Qué cantidad?")
    assert shown(ana) == []
    assert town.sim.refusals == []


async def test_a_tap_on_a_panel_whose_id_is_not_known_yet_edits_it(town: Town, ana: Phone) -> None:
    """Ana sees the question and taps before Telegram's answer to sending it has come."""
    town.sim.faults.latency_ms = 300
    town.sim.send_text(ana.id, "/venta")
    await until(lambda: shown(ana))
    message_id, data = button(ana, "Miel")
    town.sim.tap(ana.id, message_id, data)
    await town.settle()

    ana.sees("Miel", "¿Qué cantidad?")
    assert ana.last["message_id"] == message_id
    assert town.sim.refusals == []


async def test_a_form_goes_on_after_an_edit_that_was_refused(town: Town, ana: Phone) -> None:
    """She is told that it was our fault, and the next tap shows where she is."""
    await ana.says("/venta")
    panel = ana.last["message_id"]
    town.sim.faults.add("editMessageText", chat_id=ana.id, status=400, times=1, description="no")
    await ana.taps("Miel")
    ana.sees("Algo me falló", "quedó anotado")
    town.sim.tap(ana.id, panel, button_in(ana, panel, "Miel"))
    await town.settle()

    assert "¿Qué cantidad?" in message_of(ana, panel)["text"]


async def test_mary_goes_on_after_a_question_that_was_refused(town: Town, mary: Phone) -> None:
    """The same in English, for a message that was new."""
    town.sim.faults.add("sendMessage", chat_id=mary.id, status=400, times=1, description="no")
    await mary.says("/sale")
    mary.sees("Something went wrong")
    await mary.says("honey")

    mary.sees("Honey", "How much of it?")


def message_of(phone: Phone, message_id: int) -> Message:
    return next(m for m in phone.messages if m["message_id"] == message_id)


def button_in(phone: Phone, message_id: int, label: str) -> str:
    rows = message_of(phone, message_id)["reply_markup"]["inline_keyboard"]
    return str(next(b["callback_data"] for row in rows for b in row if b["text"] == label))
