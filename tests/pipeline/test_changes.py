"""Changing and withdrawing what the bot said by itself: sent, waiting, or on its way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.agenda.due import Occasion
from bot.conversation.kept import Attachment
from bot.language.text import raw
from bot.language.voice import Voice
from bot.pipeline.content import Content
from storage.due import Due
from tests.phone import Phone
from tests.pipeline.hours import rule
from tests.town import Town
from tests.waiting import until

VOICE = Voice.of("es", "CO", "COP", "America/Bogota")
ALWAYS_QUIET = rule("America/Bogota", 9, 12)
# Real milliseconds that a message takes: long enough to be changed on its way.
SLOW = 300


@asynccontextmanager
async def occasion(town: Town) -> AsyncIterator[Occasion]:
    async with town.app.machine.batch() as batch:
        yield Occasion(batch, Due(1, "test", 1, town.clock.now(), 0, 0))


async def say(town: Town, phone: Phone, text: str, *, quiet: str | None = None) -> int:
    async with occasion(town) as by_itself:
        return by_itself.tell(phone.id, VOICE, raw(text), cluster_id=town.made.id, quiet=quiet)


async def change(town: Town, phone: Phone, earlier: int, *texts: str) -> None:
    async with occasion(town) as by_itself:
        for text in texts:
            await by_itself.change(
                earlier, phone.id, VOICE, Content(raw(text)), cluster_id=town.made.id
            )


async def withdraw(town: Town, phone: Phone, earlier: int) -> None:
    async with occasion(town) as by_itself:
        await by_itself.withdraw(earlier, phone.id)


async def on_its_way(town: Town, phone: Phone, text: str) -> int:
    """Telegram has the message and has not answered yet."""
    town.sim.faults.chat_latency_ms[phone.id] = SLOW
    earlier = await say(town, phone, text)
    await until(lambda: town.app.sender.bulk.under_way)
    await asyncio.sleep(SLOW / 3000)
    return earlier


def texts(phone: Phone) -> list[str]:
    """What of it is on the phone, after the menu."""
    return [m.get("text") or m.get("caption") or "" for m in phone.messages if m["from"]["is_bot"]][
        1:
    ]


async def test_a_message_that_went_out_is_edited(town: Town, ana: Phone) -> None:
    """It stays one message."""
    earlier = await say(town, ana, "uno")
    await town.settle()
    await change(town, ana, earlier, "dos")
    await town.settle()

    assert texts(ana) == ["dos"]


async def test_the_last_of_two_changes_stays(town: Town, ana: Phone) -> None:
    """However slow the first is."""
    earlier = await say(town, ana, "uno")
    await town.settle()
    town.sim.faults.add("editMessageText", status=502, times=1)
    await change(town, ana, earlier, "dos", "tres")
    await town.settle()

    assert texts(ana) == ["tres"]


async def test_a_message_that_waits_goes_out_as_it_is_now(town: Town, ana: Phone) -> None:
    """Quiet hours hold it; at their end it comes once, changed."""
    earlier = await say(town, ana, "uno", quiet=ALWAYS_QUIET)
    await town.settle()
    await change(town, ana, earlier, "dos")
    await town.settle()
    assert texts(ana) == []
    await town.clock_to(town.clock.now() + timedelta(hours=3))

    assert texts(ana) == ["dos"]


async def test_a_message_on_its_way_is_changed_once_it_is_there(town: Town, ana: Phone) -> None:
    """Neither lost, nor sent twice, nor left as it was."""
    earlier = await on_its_way(town, ana, "uno")
    await change(town, ana, earlier, "dos")
    await town.settle()

    assert texts(ana) == ["dos"]


async def test_a_message_that_waits_is_withdrawn(town: Town, ana: Phone) -> None:
    """It never comes."""
    earlier = await say(town, ana, "uno", quiet=ALWAYS_QUIET)
    await withdraw(town, ana, earlier)
    await town.clock_to(town.clock.now() + timedelta(hours=3))

    assert texts(ana) == []


@pytest.mark.parametrize("seen", [True, False])
async def test_a_message_is_taken_back(town: Town, ana: Phone, seen: bool) -> None:
    """From the phone that has it, or as soon as it has."""
    earlier = await (say if seen else on_its_way)(town, ana, "uno")
    if seen:
        await town.settle()
        assert texts(ana) == ["uno"]
    await withdraw(town, ana, earlier)
    await town.settle()

    assert texts(ana) == []


async def test_a_change_of_what_somebody_deleted_is_not_said_anew(town: Town, ana: Phone) -> None:
    """They wanted it no more."""
    earlier = await say(town, ana, "uno")
    await town.settle()
    town.sim.delete(ana.id, ana.last["message_id"])
    await change(town, ana, earlier, "dos")
    await town.settle()

    assert texts(ana) == []


async def test_the_words_under_a_photo_are_changed(town: Town, ana: Phone) -> None:
    """The photo is one that Telegram has already."""
    await ana.sends_photo()
    sent = next(m for m in ana.messages if "photo" in m)
    photo = Attachment("photo", sent["photo"][-1]["file_id"])
    async with occasion(town) as by_itself:
        earlier = by_itself.send(
            ana.id,
            VOICE,
            Content(raw("uno"), file=photo),
            cluster_id=town.made.id,
            quiet=None,
        )
    await town.settle()
    async with occasion(town) as by_itself:
        await by_itself.change(
            earlier, ana.id, VOICE, Content(raw("dos"), file=photo), cluster_id=town.made.id
        )
    await town.settle()

    assert ana.last["caption"] == "dos"
    assert "photo" in ana.last
