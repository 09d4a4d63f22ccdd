"""The one live message of a chat, when taps and texts overtake what the bot knows of it."""

from __future__ import annotations

from tests.phone import Phone
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
