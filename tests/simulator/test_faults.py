import asyncio

import aiohttp
import pytest

from bot.simulator import Simulator, SimUser
from tests.simulator.client import Client, until


async def test_a_429_says_how_long_to_wait_and_does_nothing(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """As many times as it was told to, and to the methods it was told."""
    sim.faults.add("send*", status=429, retry_after=3, times=2)
    await api.does("getMe")
    first = await api("sendMessage", chat_id=ana.id, text="a")
    await api("sendMessage", chat_id=ana.id, text="a")
    await api.does("sendMessage", chat_id=ana.id, text="a")

    assert first == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert len(sim.chat(ana.id).messages) == 1
    assert [call.injected for call in sim.calls] == [False, True, True, False]


@pytest.mark.parametrize(
    ("status", "description"),
    [(500, "Internal Server Error"), (502, "Bad Gateway"), (400, "Bad Request: injected")],
)
async def test_errors_are_injected_into_one_chat(
    api: Client, sim: Simulator, ana: SimUser, status: int, description: str
) -> None:
    """Others are served, and it counts as no refusal of the bot's doing."""
    rosa = sim.add_user("Rosa", started=True)
    sim.faults.add(status=status, chat_id=ana.id)
    failed = await api("sendMessage", chat_id=ana.id, text="a")
    await api.does("sendMessage", chat_id=rosa.id, text="a")
    sim.faults.clear()
    await api.does("sendMessage", chat_id=ana.id, text="a")

    assert (failed["error_code"], failed["description"]) == (status, description)
    assert sim.refusals == []


async def test_a_slow_chat_is_slow_alone_but_done_at_once(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """What was sent is seen at once; only its answer lingers, also that to a tap."""
    rosa = sim.add_user("Rosa", started=True)
    sim.faults.chat_latency_ms[ana.id] = 60_000
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(api("sendMessage", chat_id=ana.id, text="a", reply_markup=markup))
        await sim.changed(ana.id)
        tapped = sim.tap(ana.id, 1, "a")
        answer = group.create_task(api("answerCallbackQuery", callback_query_id=tapped, text="b"))
        await sim.changed(ana.id)
        await api.does("sendMessage", chat_id=rosa.id, text="a")
        unanswered = not slow.done() and not answer.done()
        slow.cancel()
        answer.cancel()

    assert unanswered
    assert sim.chat(ana.id).toasts == ["b"]


async def test_latency_holds_back_every_answer(api: Client, sim: Simulator, ana: SimUser) -> None:
    """A chat of its own latency is not held back twice."""
    sim.faults.latency_ms = 60_000
    sim.faults.chat_latency_ms[ana.id] = 0
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(api("getMe"))
        await api.does("sendMessage", chat_id=ana.id, text="a")
        unanswered = not slow.done()
        slow.cancel()

    assert unanswered


async def test_a_hanging_method_is_never_answered(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """Not even when it is mended, but the next call is; and the simulator still stops."""
    sim.faults.hang_methods.append("getUpdates")
    async with asyncio.TaskGroup() as group:
        hung = group.create_task(api("getUpdates"))
        await until(lambda: sim.calls)
        sim.faults.clear()
        sim.send_text(ana.id, "a")
        served = await api.does("getUpdates")
        unanswered = not hung.done()
        hung.cancel()

    assert unanswered
    assert len(served) == 1
    assert sim.calls[0].answer is None


async def test_refused_connections_come_back_on_the_same_port(
    api: Client, sim: Simulator, http: aiohttp.ClientSession, ana: SimUser
) -> None:
    """The poll that hung is dropped; the page's door stays open all the while."""
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(dropped(api))
        await until(lambda: sim.updates.awaited)
        await sim.refuse(True)
        await poll
    with pytest.raises(aiohttp.ClientConnectorError):
        await api("getMe")
    other_door = Client(http, f"{sim.url}/bot1:test")
    with pytest.raises(aiohttp.ClientConnectionError):
        await other_door("sendMessage", chat_id=ana.id, text="a")
    assert sim.chat(ana.id).messages == []
    async with http.post(f"{sim.url}/sim/faults", json={"refuse": False}) as response:
        assert response.status == 200

    assert (await api.does("getMe"))["is_bot"] is True
    assert (await other_door.does("getMe"))["is_bot"] is True


async def dropped(api: Client) -> None:
    with pytest.raises(aiohttp.ClientConnectionError):
        await api("getUpdates", timeout=50)


async def test_telegrams_own_limits_can_be_switched_on(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """30 a second in all, and one a second in a chat after a small burst."""
    people = [ana] + [sim.add_user(str(number), started=True) for number in range(40)]
    sim.flood_limits = True
    burst = [await api("sendMessage", chat_id=ana.id, text="a") for _ in range(7)]
    many = [await api("sendMessage", chat_id=person.id, text="a") for person in people[1:]]
    sim.flood_limits = False
    await api.does("sendMessage", chat_id=ana.id, text="a")

    assert [answer["ok"] for answer in burst[:5]] == [True] * 5
    assert burst[-1]["error_code"] == 429
    assert burst[-1]["parameters"]["retry_after"] >= 1
    assert 20 <= sum(answer["ok"] for answer in many) <= 35
