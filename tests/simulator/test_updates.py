import asyncio
from typing import Any

import pytest

from bot.simulator import Simulator, SimUser
from tests.simulator.client import Client, Json, until


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_they_are_acknowledged(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """The next offset says that all before it is done."""
    for text in ("a", "b", "c"):
        sim.send_text(ana.id, text)
    first = await api.does("getUpdates", limit=2)
    again = await api.does("getUpdates")
    rest = await api.does("getUpdates", offset=first[-1]["update_id"] + 1)

    assert texts(first) == ["a", "b"]
    assert texts(again) == ["a", "b", "c"]
    assert texts(rest) == ["c"]
    assert len(sim.pending_updates) == 1


async def test_a_negative_offset_forgets_all_but_the_last(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """So a bot may begin with what is newest."""
    for text in ("a", "b", "c"):
        sim.send_text(ana.id, text)

    assert texts(await api.does("getUpdates", offset=-1)) == ["c"]
    assert texts(sim.pending_updates) == ["c"]


async def test_a_batch_holds_a_hundred(api: Client, sim: Simulator, ana: SimUser) -> None:
    """However many wait."""
    for number in range(120):
        sim.send_text(ana.id, str(number))

    assert len(await api.does("getUpdates", limit=500)) == 100


async def test_a_long_poll_ends_when_something_happens(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """Or with nothing, when its time is over."""
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(api.does("getUpdates", timeout=30))
        await until(lambda: sim.updates.awaited)
        sim.send_text(ana.id, "a")
    empty = await api.does("getUpdates", timeout=1, offset=poll.result()[0]["update_id"] + 1)

    assert texts(poll.result()) == ["a"]
    assert empty == []


async def test_two_who_poll_are_in_conflict(api: Client, sim: Simulator, ana: SimUser) -> None:
    """The earlier one is told so, and the later one served."""
    async with asyncio.TaskGroup() as group:
        first = group.create_task(api("getUpdates", timeout=30))
        await until(lambda: sim.updates.awaited)
        second = group.create_task(api.does("getUpdates", timeout=30))
        refused = await first
        sim.send_text(ana.id, "a")

    assert refused["error_code"] == 409
    assert refused["description"].startswith("Conflict: terminated by other getUpdates request")
    assert texts(second.result()) == ["a"]
    assert sim.refusals == []


async def test_only_wanted_updates_are_kept(api: Client, sim: Simulator, ana: SimUser) -> None:
    """What a bot asks for holds until it asks for something else."""
    sim.block(ana.id)
    sim.block(ana.id, False)
    message = sim.send_text(ana.id, "a")
    await api.does("getUpdates", allowed_updates=["edited_message"])
    sim.send_text(ana.id, "b")
    sim.edit_text(ana.id, message["message_id"], "c")
    await api.does("getUpdates")
    sim.send_text(ana.id, "d")
    await api.does("getUpdates", allowed_updates=[])
    sim.send_text(ana.id, "e")

    kinds = [next(key for key in update if key != "update_id") for update in sim.pending_updates]
    assert kinds == ["my_chat_member", "my_chat_member", "message", "edited_message", "message"]
    assert sim.pending_updates[0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert sim.pending_updates[1]["my_chat_member"]["new_chat_member"]["status"] == "member"


@pytest.mark.parametrize("poison", [{"message": 5}, {"message": {"text": "\ud800"}}, {}])
async def test_anything_can_be_put_among_the_updates(
    api: Client, sim: Simulator, ana: SimUser, poison: dict[str, Any]
) -> None:
    """Also what no parser takes, and half a character."""
    sim.send_text(ana.id, "a")
    update_id = sim.inject_raw(poison)
    sim.send_text(ana.id, "b")

    updates = await api.does("getUpdates")
    assert [update["update_id"] for update in updates] == [update_id - 1, update_id, update_id + 1]
    assert updates[1] == {"update_id": update_id, **poison}


async def test_tests_wait_for_the_acknowledgement(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """Of one update, or of all."""
    sim.send_text(ana.id, "a")
    first = sim.last_update
    sim.send_text(ana.id, "b")
    await api.does("getUpdates", offset=first + 1)
    await sim.acknowledged(first)
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(sim.acknowledged()), group.create_task(sim.idle_updates())]
        await asyncio.sleep(0)
        assert not any(task.done() for task in waiting)
        await api.does("getUpdates", offset=sim.last_update + 1)

    assert sim.pending_updates == []
