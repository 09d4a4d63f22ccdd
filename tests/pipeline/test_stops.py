"""Stops, full disks, updates that cannot be written: what happens once stays once."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import handlers
from bot.app import App
from bot.features import Command, Feature, Who
from bot.language.text import raw
from bot.pipeline import intake, marks, sender
from bot.pipeline.turn import Turn
from bot.running_once import AlreadyRunningError
from tests.phone import Phone
from tests.pipeline.disk import Disk
from tests.town import Town
from tests.waiting import until

ANSWER = "¿Qué quieres hacer?"


class Trouble:
    """A command that says something, and then does what it was told to."""

    def __init__(self) -> None:
        self.runs = 0
        self.unwritable = False
        self.undone = 0

    async def run(self, turn: Turn, _words: str) -> None:
        self.runs += 1
        turn.say(raw("dicho"))
        if self.unwritable:
            turn.conversation.form = {"form": object()}
            turn.conversation_changed = True
        if self.undone:
            self.undone -= 1
            # What SQLite does by itself when there is no room for what a turn writes.
            await turn.tx._connection.execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full")


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Trouble:
    trouble = Trouble()
    command = Command("rompe", "break", Who.ANYONE, raw("Break"), trouble.run)
    features = [*handlers.FEATURES, Feature("trouble", commands=[command])]
    monkeypatch.setattr(handlers, "FEATURES", features)
    return trouble


@pytest.fixture
async def town(tmp_path: Path, trouble: Trouble) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        yield town


def heard(phone: Phone, text: str) -> int:
    return sum((m.get("text") or "").startswith(text) for m in phone.messages)


async def kept(town: Town) -> list[tuple[str, str]]:
    rows = await town.app.database.reader.rows("SELECT kind, cause FROM failure ORDER BY id")
    return [(row["kind"], row["cause"]) for row in rows]


async def test_a_stop_repeats_nothing(town: Town, ana: Phone, mary: Phone) -> None:
    """The bot is stopped while answers are on their way: it waits for them, and notes them."""
    town.sim.faults.latency_ms = 300
    for phone in (ana, mary):
        town.sim.send_text(phone.id, "/menu")
    await until(lambda: heard(ana, ANSWER) and heard(mary, "What would you like"))
    await town.restarts()

    assert (heard(ana, ANSWER), heard(mary, "What would you like")) == (1, 1)


async def test_a_stop_does_not_wait_for_an_answer_that_never_comes(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can know whether it arrived: it is sent once more after the start."""
    monkeypatch.setattr(sender, "FINISHING", 0.05)
    town.sim.faults.hang_methods.append("sendMessage")
    town.sim.send_text(ana.id, "/menu")
    await town.sim.idle_updates()
    await until(lambda: town.sim.calls[-1].method == "sendMessage")
    await town.closes()
    town.sim.faults.clear()
    await town.opens()
    await town.settle()

    assert heard(ana, ANSWER) == 1


async def test_what_was_still_to_be_said_at_a_stop_is_said_after_the_start(
    town: Town, ana: Phone
) -> None:
    """In its order; nothing of it in between."""
    town.sim.faults.add("send*", status=502, times=None)
    for text in ("/menu", "/rompe"):
        town.sim.send_text(ana.id, text)
    await town.sim.idle_updates()
    await town.closes()
    town.sim.faults.clear()
    silent = heard(ana, ANSWER)
    await town.opens()
    await town.settle()

    said = [m["text"] for m in ana.messages if m["from"]["is_bot"]]
    assert silent == 0
    assert [text.split("\n")[0] for text in said[-2:]] == [ANSWER, "dicho"]


async def test_two_programs_do_not_serve_one_database(town: Town) -> None:
    """They would number their messages alike. Once the first has ended the second may."""
    second = App(town.settings, town.clock)
    with pytest.raises(AlreadyRunningError):
        await second.__aenter__()
    await town.closes()
    await town.opens()
    await town.settle()

    assert town.app.health.report()["status"] == "ok"


async def test_a_start_that_fails_leaves_nothing_open(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No lock, no connection, no thread: the next start finds all as it was."""
    await town.closes()
    twice = Feature("twice", commands=[Command("menu", "menu", Who.ANYONE, raw("x"), _nothing)])
    with monkeypatch.context() as patch:
        patch.setattr(handlers, "FEATURES", [*handlers.FEATURES, twice])
        broken = App(town.settings, town.clock)
        with pytest.raises(ValueError, match="declared twice"):
            await broken.__aenter__()
    await town.opens()
    await town.settle()

    assert town.app.idle


async def _nothing(_turn: Turn, _words: str) -> None: ...


async def test_a_turn_that_cannot_be_written_stops_nobody(
    town: Town, ana: Phone, mary: Phone, trouble: Trouble
) -> None:
    """Its fault shows only when the batch is written: the others of it are handled all the same."""
    trouble.unwritable = True
    await town.sim.refuse(True)
    town.sim.send_text(mary.id, "/menu")
    town.sim.send_text(ana.id, "/rompe")
    town.sim.send_text(mary.id, "/help")
    town.sim.send_text(ana.id, "/menu")
    await town.sim.refuse(False)
    await town.settle()

    ana.sees(ANSWER)
    assert heard(ana, "dicho") == 0
    assert heard(mary, "What would you like") == 1
    mary.sees("/language")
    assert await kept(town) == [("handler", "TypeError")]
    assert town.sim.pending_updates == []


async def test_a_disk_that_takes_the_transaction_back_is_waited_out(
    town: Town, ana: Phone, mary: Phone, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The turns before it in the batch are gone too: all are run again, from the start."""
    monkeypatch.setattr(intake, "LONGEST_WAIT", 0.02)
    trouble.undone = 2
    await town.sim.refuse(True)
    town.sim.send_text(mary.id, "/menu")
    town.sim.send_text(ana.id, "/rompe")
    town.sim.send_text(mary.id, "/help")
    await town.sim.refuse(False)
    await town.settle()

    assert (trouble.runs, heard(ana, "dicho")) == (3, 1)
    assert heard(mary, "What would you like") == 1
    mary.sees("/language")
    assert await kept(town) == []


async def test_on_a_full_disk_nothing_is_acknowledged_and_nothing_is_lost(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Telegram was not told to be done it hands out again, until there is room."""
    monkeypatch.setattr(intake, "LONGEST_WAIT", 0.02)
    disk = Disk(town, monkeypatch)
    disk.full = True
    town.sim.send_text(ana.id, "/menu")
    await until(lambda: disk.refusals > 3)
    unanswered = (len(town.sim.pending_updates), heard(ana, ANSWER))
    disk.full = False
    await town.settle()

    assert unanswered == (1, 0)
    assert heard(ana, ANSWER) == 1


async def test_what_was_sent_is_remembered_until_there_is_room_to_note_it(
    town: Town, ana: Phone, mary: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent, refused and blocked alike: none is sent again, and the operator hears of each."""
    monkeypatch.setattr(marks, "AGAIN", 0.02)
    disk = Disk(town, monkeypatch)
    town.sim.faults.latency_ms = 100
    town.sim.faults.add("sendMessage", chat_id=ana.id, status=400, times=1, description="no")
    for phone in (ana, mary):
        town.sim.send_text(phone.id, "/menu")
    await town.sim.idle_updates()
    town.sim.faults.latency_ms = 0
    disk.full = True
    await until(lambda: disk.refusals > 3)
    disk.full = False
    await town.settle()
    await town.restarts()

    assert heard(mary, "What would you like") == 1
    assert await kept(town) == [("refused", "sendMessage: Bad Request: no")]


async def test_updates_that_telegram_numbers_anew_are_taken(town: Town, ana: Phone) -> None:
    """After a quiet week ids begin anywhere, lower perhaps than those acknowledged before."""
    polls = len([c for c in town.sim.calls if c.method == "getUpdates"])
    await until(lambda: len([c for c in town.sim.calls if c.method == "getUpdates"]) > polls + 1)
    await town.sim.refuse(True)
    town.sim.updates._next_id = 1000
    town.sim.send_text(ana.id, "/menu")
    await town.sim.refuse(False)
    await town.settle()

    assert heard(ana, ANSWER) == 1


async def test_a_webhook_that_was_forgotten_is_removed(town: Town, ana: Phone) -> None:
    """While it stands Telegram gives nothing to whoever polls."""
    town.sim.webhook = {"url": "https://old.example/hook"}
    town.sim.updates.interrupt()
    await until(lambda: not town.sim.webhook)
    await ana.says("/menu")

    assert heard(ana, ANSWER) == 1


async def test_another_program_with_the_same_token_is_outlasted(town: Town, ana: Phone) -> None:
    """Telegram ends one of two polls with 409: it is asked again, and nothing is lost."""
    for _conflict in range(3):
        town.sim.updates.interrupt()
        await asyncio.sleep(0)
    await ana.says("/menu")

    assert heard(ana, ANSWER) == 1


async def test_a_block_is_noted_before_anything_is_refused(town: Town, ana: Phone) -> None:
    """And nothing is sent to find that out, not even a menu."""
    calls = len(town.sim.calls)
    await ana.blocks()
    made = {call.method for call in town.sim.calls[calls:]}
    row = await town.app.database.reader.row(
        "SELECT reachable FROM person WHERE telegram_id = ?", (ana.id,)
    )

    assert row is not None
    assert row["reachable"] == 0
    assert made <= {"getUpdates"}
