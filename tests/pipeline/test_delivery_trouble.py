"""A message that finds trouble on its way: waited out, put off, or given up."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.pipeline import delivery as module
from bot.pipeline.delivery import BULK_TRIES
from bot.pipeline.outgoing import Lane, Outgoing
from bot.pipeline.transport import Answer, UnreachableError
from storage.outbox import Result, State
from tests.pipeline.hours import rule
from tests.pipeline.scripted import DONE, DOWN, NOON, Bench, message, no


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are a thousand times shorter."""
    monkeypatch.setattr(module, "FIRST_WAIT", 0.0005)
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.01)


@pytest.mark.parametrize(
    "trouble",
    [
        no(500, "Internal Server Error"),
        no(502, "not JSON"),
        no(401, "Unauthorized"),
        no(429, "Too Many Requests", 0.001),
        DOWN,
    ],
)
async def test_trouble_on_the_way_is_waited_out(trouble: Answer | UnreachableError) -> None:
    """A reply is tried until it arrives, however often that is."""
    bench = Bench(*[trouble] * 12)

    assert await bench.delivers(message()) == Result(1, State.SENT, 40)
    assert len(bench.telegram.calls) == 13
    assert bench.health.failing_since is None


async def test_a_tap_is_answered_after_a_429_too() -> None:
    """Answers to taps are in no chat's queue, and wait by themselves."""
    bench = Bench(no(429, "Too Many Requests", 0.001), DONE)
    outgoing = Outgoing(1, 7, "answerCallbackQuery", {"callback_query_id": "9"})

    assert await bench.delivers(outgoing) == Result(1, State.SENT)


async def test_one_message_that_telegram_breaks_on_does_not_hold_its_chat_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An hour of 5xx to one message is about that message."""
    monkeypatch.setattr(module, "MOST_FAULTS", 3)
    result = await Bench(*[no(500, "Internal Server Error")] * 3).delivers(message())

    assert result == Result(1, State.GIVEN_UP, cause="Internal Server Error")


async def test_a_bulk_message_that_finds_no_way_gives_its_place_to_others() -> None:
    """It waits still, and is looked at again later."""
    bench = Bench(*[DOWN] * BULK_TRIES)

    assert await bench.delivers(message(lane=Lane.BULK)) == Result(1, State.WAITING)
    assert len(bench.telegram.calls) == BULK_TRIES


async def test_what_was_not_answered_in_time_is_waited_for_longer() -> None:
    """It has perhaps arrived: a slow line must not bring it again and again."""
    bench = Bench(DOWN, DOWN, no(502, "not JSON"), *[DOWN] * 4)
    await bench.delivers(message())

    assert bench.telegram.patience == [1, 2, 4, 4, 8, 16, 16, 16]


@pytest.mark.parametrize("lane", Lane)
async def test_whose_chat_is_not_found_is_unreachable(lane: Lane) -> None:
    """They deleted their account, or never pressed Start: no fault of ours."""
    words = "Bad Request: chat not found"

    assert await Bench(no(400, words)).delivers(message(lane=lane)) == Result(
        1, State.BLOCKED, cause=words
    )


async def test_quiet_hours_that_began_on_the_way_are_heeded() -> None:
    """A digest that Telegram did not take at once does not come in the night instead."""
    bench = Bench(DOWN)
    quiet = rule("America/Bogota", 13, 18)
    outgoing = message(lane=Lane.BULK, quiet=quiet)
    bench.clock.move_to(NOON.replace(hour=17, minute=59, second=59))

    async def evening() -> None:
        bench.clock.advance(timedelta(seconds=2))

    result, _nothing = await asyncio.gather(bench.delivers(outgoing), evening())

    assert result is None
    assert len(bench.telegram.calls) == 1


async def test_a_closing_bot_begins_no_call() -> None:
    """What is not sent stays in the outbox for the next start."""
    bench = Bench()
    await bench.delivery.close(timeout=1)

    assert await bench.delivers(message()) is None
    assert bench.telegram.calls == []
