"""A Telegram that answers late, or not to all: nothing again and again, nobody behind others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.agenda.due import Occasion
from bot.config import GivenSettings, Settings
from bot.language.text import raw
from bot.language.voice import Voice
from bot.pipeline import delivery
from storage.due import Due
from tests.dialogues.people import coordinator
from tests.phone import Phone
from tests.town import Town
from tests.waiting import until

VOICE = Voice.of("es", "CO", "COP", "America/Bogota")
# Seconds: how long an answer may take here, and how long it takes.
PATIENCE, LATE = 0.5, 0.8


class Impatient(Town):
    """Where Telegram's answer may take half a second."""

    @property
    def settings(self) -> Settings:
        given = super().settings.model_dump()
        return GivenSettings(**given | {"answer_timeout": PATIENCE})


@pytest.fixture
async def impatient(tmp_path: Path) -> AsyncIterator[Town]:
    async with Impatient(tmp_path) as town:
        yield town


async def tell(town: Town, chats: list[int]) -> None:
    async with town.app.machine.batch() as batch:
        occasion = Occasion(batch, Due(1, "test", 1, town.clock.now(), 0, 0))
        for chat_id in chats:
            occasion.tell(chat_id, VOICE, raw("anuncio"), cluster_id=1, quiet=None)


def got(town: Town, chat_id: int) -> int:
    return [m.get("text") for m in town.sim.chat(chat_id).messages].count("anuncio")


async def test_an_answer_that_comes_late_does_not_bring_the_file_for_ever(
    impatient: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time it is waited for; and what she asked meanwhile is answered after it."""
    monkeypatch.setattr(delivery, "FIRST_WAIT", 0.05)
    rosa = await coordinator(impatient)
    await impatient.settle()
    impatient.sim.faults.chat_latency_ms = {rosa.id: LATE * 1000}
    for text in ("/exportar", "/menu"):
        impatient.sim.send_text(rosa.id, text)
    await until(lambda: "¿Qué quieres hacer?" in texts(rosa), 20)

    assert 1 <= sum("document" in message for message in rosa.messages) <= 2


def texts(phone: Phone) -> list[str]:
    return [message.get("text", "") for message in phone.messages]


async def test_a_broadcast_on_a_slow_line_brings_nobody_anything_twice(
    impatient: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer is in time; that some wait for a free connection first is no late answer."""
    monkeypatch.setattr("bot.app.CONNECTIONS", 4)
    monkeypatch.setattr("bot.pipeline.bulk.AT_ONCE", 16)
    await impatient.restarts()
    chats = [impatient.sim.add_user(f"P{n}", started=True).id for n in range(32)]
    impatient.sim.faults.chat_latency_ms = dict.fromkeys(chats, PATIENCE * 600)
    await tell(impatient, chats)
    await impatient.settle()

    assert [got(impatient, chat) for chat in chats] == [1] * len(chats)


async def test_chats_that_telegram_breaks_on_keep_nobody_waiting(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More of them than may be under way at once, ahead of one whose chat is well."""
    monkeypatch.setattr(delivery, "FIRST_WAIT", 0.01)
    monkeypatch.setattr("bot.pipeline.bulk.PAGE", 4)
    town.app.sender.bulk._places = asyncio.Semaphore(4)
    broken = [town.sim.add_user(f"P{n}", started=True).id for n in range(12)]
    well = town.sim.add_user("Ana", started=True).id
    for chat_id in broken:
        town.sim.faults.add("sendMessage", chat_id=chat_id, status=500, times=None)
    await tell(town, [*broken, well])
    await until(lambda: got(town, well) == 1)
    await town.settle()
    tried = sum(call.status == 500 for call in town.sim.calls)
    town.sim.faults.clear()
    town.clock.advance(timedelta(hours=1))
    await town.settle()

    assert tried <= 3 * len(broken)
    assert [got(town, chat) for chat in (*broken, well)] == [1] * 13
