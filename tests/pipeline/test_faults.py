"""Telegram slow, refusing, failing or silent: nothing is lost, and all goes on by itself."""

import asyncio
from collections import Counter

import pytest

from bot.pipeline import delivery, intake
from tests.phone import Phone
from tests.town import Town
from tests.waiting import until


def answers(phone: Phone, text: str) -> int:
    return sum((m.get("text") or "").startswith(text) for m in phone.messages)


# The waits between tries are shortened here, twenty times: what is a minute at Telegram's is about
# three seconds, and as many tries fall into it.
LONGEST_WAIT = 0.5


@pytest.fixture
def _shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "FIRST_WAIT", delivery.FIRST_WAIT / 20)
    monkeypatch.setattr(delivery, "LONGEST_WAIT", LONGEST_WAIT)
    monkeypatch.setattr(intake, "LONGEST_WAIT", LONGEST_WAIT)


async def test_a_429_pauses_that_chat_for_as_long_as_said_and_loses_nothing(
    town: Town, ana: Phone, mary: Phone
) -> None:
    """Ana's chat is paused for three seconds; Mary's answer does not wait for it."""
    town.sim.faults.add("sendMessage", chat_id=ana.id, status=429, retry_after=3, times=1)
    town.sim.send_text(ana.id, "/menu")
    await town.sim.idle_updates()
    town.sim.send_text(mary.id, "/menu")
    await until(lambda: answers(mary, "What would you like to do?"))
    assert answers(ana, "¿Qué quieres hacer?") == 0
    await until(lambda: answers(ana, "¿Qué quieres hacer?"))

    sent = [
        c for c in town.sim.calls if c.method == "sendMessage" and c.params["chat_id"] == ana.id
    ]
    refused, again = sent[-2:]
    assert (refused.status, again.status) == (429, 200)
    assert again.monotonic - refused.monotonic >= 3
    assert answers(ana, "¿Qué quieres hacer?") == 1


@pytest.mark.usefixtures("_shorter")
async def test_server_errors_are_waited_out(town: Town, ana: Phone) -> None:
    """Telegram answers 502 to all for a minute: each answer comes then, in order, once."""
    town.sim.faults.add("send*", status=502, times=None)
    for text in ("/menu", "/ayuda", "/permisos"):
        town.sim.send_text(ana.id, text)
    await town.sim.idle_updates()
    polled = town.app.health.polled_at
    town.sim.faults.add("*", status=502, times=None)
    await asyncio.sleep(60 / 20)
    told = town.app.health.report()
    town.clock.advance(town.app.health.stale_after)
    stale = town.app.health.report()
    town.sim.faults.clear()
    await town.settle()
    await until(lambda: town.app.health.polling)

    said = [m["text"].split("\n")[0] for m in ana.messages if m["from"]["is_bot"]][-3:]
    assert said[0] == "¿Qué quieres hacer?"
    assert said[2].startswith("¿Qué permites?")
    assert len(set(said)) == 3
    assert Counter(c.status for c in town.sim.calls)[502] >= 8, "it was tried again and again"
    assert (told["status"], stale["status"]) == ("ok", "stale")
    assert (stale["polling"], stale["sending"]) == (False, False)
    assert town.app.health.report()["status"] == "ok"
    assert polled is not None


@pytest.mark.usefixtures("_shorter")
async def test_a_line_that_is_down_is_waited_out(town: Town, ana: Phone) -> None:
    """Connections are refused for a minute; polling and sending come back by themselves."""
    await town.sim.refuse(True)
    town.sim.send_text(ana.id, "/menu")
    town.sim.send_text(ana.id, "/ayuda")
    await asyncio.sleep(60 / 20)
    town.clock.advance(town.app.health.stale_after)
    stale = town.app.health.report()
    await town.sim.refuse(False)
    await until(lambda: answers(ana, "Toca un botón"))
    await town.settle()

    assert answers(ana, "Toca un botón") == 1
    assert answers(ana, "¿Qué quieres hacer?") == 1
    assert stale["status"] == "stale"
    assert town.app.health.rebuilt >= 1
    assert town.app.health.report()["status"] == "ok"


@pytest.mark.usefixtures("_shorter")
async def test_replies_cut_off_on_their_way_come_at_most_once_more(
    town: Town, ana: Phone, mary: Phone
) -> None:
    """The line drops while two answers are under way: nobody can know whether they arrived."""
    town.sim.faults.latency_ms = 300
    for phone in (ana, mary):
        town.sim.send_text(phone.id, "/menu")
    await town.sim.idle_updates()
    await town.sim.refuse(True)
    town.sim.faults.latency_ms = 0
    await asyncio.sleep(0.5)
    await town.sim.refuse(False)
    await town.settle()

    assert 1 <= answers(ana, "¿Qué quieres hacer?") <= 2
    assert 1 <= answers(mary, "What would you like to do?") <= 2


async def test_a_hung_long_poll_is_given_up_and_the_client_made_anew(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram takes the poll and never answers: the stamp goes stale, and polling comes back."""
    await town.closes()
    monkeypatch.setattr("bot.app.GRACE", 0.3)
    await town.opens()
    town.sim.faults.hang_methods.append("getUpdates")
    town.sim.send_text(ana.id, "/menu")
    await until(lambda: town.app.health.rebuilt >= 1)
    polled = town.app.health.polled_at
    town.clock.advance(town.app.health.stale_after)
    stale = town.app.health.report()
    town.sim.faults.clear()
    await until(lambda: answers(ana, "¿Qué quieres hacer?"))

    assert (stale["status"], stale["polling"]) == ("stale", False)
    assert town.app.health.report()["polling"]
    assert answers(ana, "¿Qué quieres hacer?") == 1
    again = town.app.health.polled_at
    assert again is not None
    assert polled is None or again > polled


async def test_the_health_page_tells_when_polling_is_stale(town: Town, ana: Phone) -> None:
    """The clock goes on while no poll is answered: the report turns stale, then ok again."""
    await ana.says("/menu")
    assert town.app.health.report()["status"] == "ok"
    await town.sim.refuse(True)
    town.clock.advance(town.app.health.stale_after * 2)
    assert town.app.health.report()["status"] == "stale"
    await town.sim.refuse(False)
    await until(lambda: town.app.health.report()["status"] == "ok")


async def test_whoever_blocks_the_bot_is_not_written_to_until_they_write(
    town: Town, ana: Phone
) -> None:
    """A 403 marks the member unreachable; a later message makes them reachable again."""
    town.sim.send_text(ana.id, "/menu")
    town.sim.block(ana.id, True)
    await town.settle()
    assert not await reachable(town, ana)
    await ana.starts()

    assert await reachable(town, ana)
    ana.sees("Ana")


@pytest.mark.slow
async def test_one_slow_chat_holds_up_nobody_and_each_chat_keeps_its_order(town: Town) -> None:
    """One chat's answers take five seconds: all others have all of theirs before its first."""
    slow = await town.member("Lenta", "es")
    others = [await town.member(f"M{n}", "es", firm=f"Firma {n}") for n in range(20)]
    town.sim.faults.latency_ms = 50
    town.sim.faults.chat_latency_ms[slow.id] = 5000
    begun = len(town.sim.calls)
    for text in ("/menu", "/ayuda", "/permisos"):
        for phone in (slow, *others):
            town.sim.send_text(phone.id, text)
    await until(lambda: all(answers(phone, "¿Qué permites?") for phone in others))
    sent = [c for c in town.sim.calls[begun:] if c.method == "sendMessage"]
    to_slow = [c for c in sent if c.params["chat_id"] == slow.id]
    assert len(to_slow) == 1, "its second message is not begun: its first is not answered yet"
    await town.settle()

    for phone in (slow, *others):
        said = [m["text"].split("\n")[0] for m in phone.messages if m["from"]["is_bot"]][-3:]
        assert said[0] == "¿Qué quieres hacer?"
        assert said[1].startswith("Toca un botón")
        assert said[2].startswith("¿Qué permites?")


async def reachable(town: Town, phone: Phone) -> bool:
    row = await town.app.database.reader.row(
        "SELECT reachable FROM person WHERE telegram_id = ?", (phone.id,)
    )
    return bool(row and row["reachable"])
