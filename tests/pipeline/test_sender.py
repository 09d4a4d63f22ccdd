"""The sender: each chat in its order, replies before the bulk, nothing lost at a stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import handlers
from bot.agenda.due import Occasion
from bot.config import GivenSettings, Settings
from bot.features import Command, Feature, Who
from bot.language.text import raw
from bot.language.voice import Voice
from bot.pipeline import delivery
from bot.pipeline.turn import Turn
from storage.due import Due
from tests.phone import Phone
from tests.town import Town
from tests.waiting import until

VOICE = Voice.of("es", "CO", "COP", "America/Bogota")
CROWD = 60


class Slow(Town):
    """Where Telegram allows forty messages a second."""

    @property
    def settings(self) -> Settings:
        given = super().settings.model_dump()
        return GivenSettings(**given | {"messages_per_second": 40})


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[Town]:
    async with Slow(tmp_path) as town:
        yield town


async def announces(town: Town) -> list[int]:
    """To a crowd, each of whom has pressed Start."""
    chats = [town.sim.add_user(f"P{n}", started=True).id for n in range(CROWD)]
    async with town.app.machine.batch() as batch:
        occasion = Occasion(batch, Due(1, "test", 1, town.clock.now(), 0, 0))
        for chat_id in chats:
            occasion.tell(chat_id, VOICE, raw("anuncio"), cluster_id=1, quiet=None)
    return chats


def announced(town: Town) -> Counter[int]:
    return Counter(
        call.params["chat_id"]
        for call in town.sim.calls
        if call.params.get("text") == "anuncio" and call.status == 200
    )


def said(phone: Phone) -> list[str]:
    return [m["text"].split("\n")[0] for m in phone.messages if m["from"]["is_bot"]]


async def test_a_chat_keeps_its_order_whatever_telegram_answers(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Errors and pauses in between: what was said first comes first."""
    monkeypatch.setattr(delivery, "LONGEST_WAIT", 0.05)
    texts = [f"¿{number}?" for number in range(12)]
    town.sim.faults.add("sendMessage", chat_id=ana.id, status=502, times=2)
    town.sim.faults.add("sendMessage", chat_id=ana.id, status=429, retry_after=1, times=1)
    town.sim.faults.add("sendMessage", chat_id=ana.id, status=500, times=2)
    for text in texts:
        town.sim.send_text(ana.id, text)
    await town.settle()

    assert said(ana)[-12:] == [f"No entendí «{text}»." for text in texts]


async def test_a_reply_does_not_wait_for_a_broadcast(slow: Town) -> None:
    """Ana asks while an announcement goes to all: she is answered long before it is through."""
    ana = await slow.member("Ana")
    await announces(slow)
    await until(lambda: announced(slow).total() >= 5)
    slow.sim.send_text(ana.id, "/menu")
    await until(lambda: "¿Qué quieres hacer?" in said(ana))
    meanwhile = announced(slow).total()
    await slow.settle()

    assert meanwhile < CROWD / 2
    assert announced(slow).total() == CROWD


async def test_one_chat_with_many_bulk_messages_holds_up_no_other(
    slow: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than one look takes are due for her; the others' came after them and go before."""
    monkeypatch.setattr("bot.pipeline.bulk.PAGE", 4)
    ana = slow.sim.add_user("Ana", started=True)
    async with slow.app.machine.batch() as batch:
        occasion = Occasion(batch, Due(1, "test", 1, slow.clock.now(), 0, 0))
        for number in range(40):
            occasion.tell(ana.id, VOICE, raw(f"{number}"), cluster_id=1, quiet=None)
    await announces(slow)
    await slow.settle()

    sent = [call.params["chat_id"] for call in slow.sim.calls if call.method == "sendMessage"]
    assert sent[-10:] == [ana.id] * 10
    assert [m["text"] for m in slow.sim.chat(ana.id).messages] == [str(n) for n in range(40)]


async def test_a_broadcast_that_a_stop_cut_in_two_is_finished_by_the_next_start(
    slow: Town,
) -> None:
    """Each gets it once: those before the stop not again, those after it not never."""
    chats = await announces(slow)
    await until(lambda: announced(slow).total() >= CROWD // 3)
    await slow.restarts()

    assert announced(slow) == Counter(chats)


async def test_a_message_that_is_to_be_deleted_is_found_after_a_restart(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which of Telegram's messages it is stands in the outbox, not only in the memory."""
    monkeypatch.setattr(delivery, "LONGEST_WAIT", 0.05)
    town.sim.faults.add("deleteMessage", status=502, times=None)
    await town.sim.refuse(True)
    town.sim.send_text(ana.id, "/venta")
    town.sim.send_text(ana.id, "miel")
    await town.sim.refuse(False)
    await town.sim.idle_updates()
    await until(lambda: any(call.method == "deleteMessage" for call in town.sim.calls))
    await town.closes()
    town.sim.faults.clear()
    await town.opens()
    await town.settle()

    ana.sees("Miel", "¿Qué cantidad?")
    assert not any("¿Qué vendiste?" in (m.get("text") or "") for m in ana.messages)


async def test_the_memory_of_what_was_sent_does_not_grow(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the messages sent a few are remembered; chats that are silent leave nothing behind."""
    monkeypatch.setattr("bot.pipeline.sender.SENT_REMEMBERED", 3)
    monkeypatch.setattr("bot.pipeline.shown.REMEMBERED", 3)
    for _word in range(8):
        await ana.says("/menu")

    sender = town.app.sender
    assert len(sender._sent) == 3
    assert len(sender._delivery._shown._contents) == 3
    assert sender._chats == {}
    marks = sender._marks
    assert (marks._results, marks._failures, marks._blocked, marks._unseen) == (
        [],
        [],
        set(),
        set(),
    )


async def confides(turn: Turn, _words: str) -> None:
    turn.fleeting = True
    turn.show(raw("en confianza"))


@pytest.fixture
async def discreet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    command = Command("confiar", "confide", Who.ANYONE, raw("Confide"), confides)
    features = [*handlers.FEATURES, Feature("confidence", commands=[command])]
    monkeypatch.setattr(handlers, "FEATURES", features)
    async with Town(tmp_path) as town:
        yield town


async def test_the_panel_is_known_though_no_row_of_it_remains(discreet: Town) -> None:
    """What was said in confidence goes from the outbox once it is sent; its message is found."""
    ana = await discreet.member("Ana")
    await ana.says("/confiar")
    await discreet.restarts()
    await ana.says("/confiar")

    assert said(ana).count("en confianza") == 1
    rows = await discreet.app.database.reader.rows("SELECT params FROM outbox")
    assert not any("en confianza" in row["params"] for row in rows)


async def test_what_telegram_refuses_of_what_was_said_in_confidence_is_not_kept(
    discreet: Town,
) -> None:
    """Only that it was refused, and why."""
    ana = await discreet.member("Ana")
    discreet.sim.faults.add("sendMessage", status=400, times=1, description="no")
    await ana.says("/confiar")

    rows = await discreet.app.database.reader.rows("SELECT * FROM failure")
    assert [row["cause"] for row in rows] == ["sendMessage: Bad Request: no"]
    assert "confianza" not in str([tuple(row) for row in rows])
