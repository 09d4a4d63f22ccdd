"""What becomes of one message, by what Telegram answers to it."""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.pipeline import delivery as module
from bot.pipeline.delivery import BULK_TRIES, Delivery
from bot.pipeline.health import Health
from bot.pipeline.limits import Limits, Rates
from bot.pipeline.outgoing import Lane, Outgoing, Upload
from bot.pipeline.transport import Answer, Telegram, UnreachableError
from storage.outbox import Result, State
from tests.pipeline.hours import rule

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
DONE = Answer(ok=True, status=200, result=True)
DOWN = UnreachableError("ClientConnectorError")
Call = tuple[str, dict[str, Any]]


def no(status: int, description: str, retry_after: float | None = None) -> Answer:
    return Answer(ok=False, status=status, description=description, retry_after=retry_after)


def _sent(params: dict[str, Any]) -> Answer:
    message_id = params.get("message_id", 40)
    return Answer(ok=True, status=200, result={"message_id": message_id})


class Scripted(Telegram):
    """Answers as it was told to, one call after another, then with a sent message for ever."""

    def __init__(self, *answers: Answer | UnreachableError) -> None:
        super().__init__("http://127.0.0.1:1", "1:x", timeout=1)
        self.calls: list[Call] = []
        self._answers = deque(answers)

    async def call(
        self,
        method: str,
        params: dict[str, Any],
        *,
        upload: Upload | None = None,
        wait: float = 0,
    ) -> Answer:
        self.calls.append((method, params))
        answer = self._answers.popleft() if self._answers else _sent(params)
        if isinstance(answer, UnreachableError):
            raise answer
        return answer


class Bench:
    """A delivery to a scripted Telegram."""

    def __init__(self, *answers: Answer | UnreachableError) -> None:
        self.telegram = Scripted(*answers)
        self.clock = MovableClock(NOON)
        self.health = Health(self.clock, NOON, stale_after=timedelta(minutes=1))
        limits = Limits(Rates(overall=1000, chat=1000))
        self.delivery = Delivery(self.telegram, limits, self.health, self.clock)

    async def delivers(self, outgoing: Outgoing, target: int | None = None) -> Result | None:
        return await self.delivery.deliver(outgoing, target)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are a thousand times shorter."""
    monkeypatch.setattr(module, "FIRST_WAIT", 0.0005)
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.01)


def message(**more: Any) -> Outgoing:
    return Outgoing(1, 7, "sendMessage", {"chat_id": 7, "text": "hola"}, **more)


def edit(message_id: int | None = 30, text: str = "hola", **more: Any) -> Outgoing:
    about = {} if message_id is None else {"message_id": message_id}
    return Outgoing(1, 7, "editMessageText", {"chat_id": 7, "text": text} | about, **more)


def deletion(**more: Any) -> Outgoing:
    return Outgoing(1, 7, "deleteMessage", {"chat_id": 7, "message_id": 30}, **more)


async def test_what_is_sent_is_known_by_telegrams_id() -> None:
    """So that a later edit finds it."""
    assert await Bench().delivers(message()) == Result(1, State.SENT, 40)


@pytest.mark.parametrize(
    ("outgoing", "words"),
    [
        (edit(), "Bad Request: message is not modified: specified new message content..."),
        (deletion(), "Bad Request: message to delete not found"),
        (deletion(), "Bad Request: message can't be deleted for everyone"),
        (
            Outgoing(1, 7, "editMessageReplyMarkup", {"chat_id": 7, "message_id": 30}),
            "Bad Request: message to edit not found",
        ),
        (
            Outgoing(1, 7, "answerCallbackQuery", {"callback_query_id": "9"}),
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
    ],
)
async def test_a_refusal_that_means_it_is_done_already_does_no_harm(
    outgoing: Outgoing, words: str
) -> None:
    """As after a kill, when what had arrived is sent again."""
    bench = Bench(no(400, words))

    assert await bench.delivers(outgoing) == Result(1, State.SENT)
    assert len(bench.telegram.calls) == 1


@pytest.mark.parametrize(
    "words",
    [
        "message to edit not found",
        "message can't be edited",
        "there is no text in the message to edit",
    ],
)
async def test_an_edit_of_a_message_that_is_gone_is_said_anew(words: str) -> None:
    """Whoever deleted the form's message still gets the next question."""
    bench = Bench(no(400, f"Bad Request: {words}"))

    assert await bench.delivers(edit()) == Result(1, State.SENT, 40)
    assert bench.telegram.calls[1] == ("sendMessage", {"chat_id": 7, "text": "hola"})


async def test_what_nobody_asked_for_is_not_said_anew() -> None:
    """A screen that keeps itself up to date, deleted meanwhile by whoever had it."""
    bench = Bench(no(400, "Bad Request: message to edit not found"))

    assert await bench.delivers(edit(purpose="announcement_report")) == Result(1, State.SENT)
    assert [method for method, _params in bench.telegram.calls] == ["editMessageText"]


async def test_an_edit_of_what_never_arrived_is_said_anew() -> None:
    """The message it is about was refused: there is no id to edit."""
    bench = Bench()

    assert await bench.delivers(edit(None, target=12)) == Result(1, State.SENT, 40)
    assert bench.telegram.calls == [("sendMessage", {"chat_id": 7, "text": "hola"})]


async def test_a_deletion_of_what_never_arrived_calls_nobody() -> None:
    """Nothing is there to delete."""
    bench = Bench()
    outgoing = Outgoing(1, 7, "deleteMessage", {"chat_id": 7}, target=12)

    assert await bench.delivers(outgoing) == Result(1, State.SENT)
    assert bench.telegram.calls == []


async def test_an_edit_is_about_the_message_that_telegram_made_of_its_target() -> None:
    """What was said is known by its place in the outbox until then."""
    bench = Bench(DONE)
    await bench.delivers(Outgoing(1, 7, "deleteMessage", {"chat_id": 7}, target=12), target=55)

    assert bench.telegram.calls == [("deleteMessage", {"chat_id": 7, "message_id": 55})]


async def test_a_message_is_not_edited_into_what_it_shows() -> None:
    """A button tapped twice asks for the same edit twice; Telegram would refuse the second."""
    bench = Bench()
    await bench.delivers(edit(30, "uno"))
    again = await bench.delivers(edit(30, "uno"))
    await bench.delivers(edit(30, "dos"))
    await bench.delivers(edit(30, "uno"))
    await bench.delivers(edit(31, "uno"))

    assert again == Result(1, State.SENT)
    shown = [(params["message_id"], params["text"]) for _method, params in bench.telegram.calls]
    assert shown == [(30, "uno"), (30, "dos"), (30, "uno"), (31, "uno")]


async def test_a_message_that_lost_its_buttons_shows_something_else() -> None:
    """What it showed before is forgotten with them."""
    bench = Bench()
    await bench.delivers(edit(30, "uno"))
    bare = {"chat_id": 7, "message_id": 30}
    await bench.delivers(Outgoing(2, 7, "editMessageReplyMarkup", bare))
    await bench.delivers(edit(30, "uno"))

    methods = [method for method, _params in bench.telegram.calls]
    assert methods == ["editMessageText", "editMessageReplyMarkup", "editMessageText"]


async def test_of_what_was_deleted_nothing_is_asked_again() -> None:
    """A tap may come on its way out: its answer is said anew, and nothing is deleted twice."""
    bench = Bench(DONE)
    await bench.delivers(deletion())
    again = await bench.delivers(deletion())
    bare = Outgoing(2, 7, "editMessageReplyMarkup", {"chat_id": 7, "message_id": 30})
    await bench.delivers(bare)
    anew = await bench.delivers(edit(30, "uno"))

    assert again == Result(1, State.SENT)
    assert anew == Result(1, State.SENT, 40)
    assert [method for method, _params in bench.telegram.calls] == ["deleteMessage", "sendMessage"]


async def test_a_refusal_is_our_mistake_and_never_repeated() -> None:
    """With Telegram's words, for the operator."""
    bench = Bench(no(400, "Bad Request: can't parse entities"))

    result = await bench.delivers(message())
    assert result == Result(1, State.REFUSED, cause="Bad Request: can't parse entities")
    assert len(bench.telegram.calls) == 1


async def test_whoever_blocked_the_bot_is_told_apart() -> None:
    """That is not our mistake."""
    result = await Bench(no(403, "Forbidden: bot was blocked by the user")).delivers(message())

    assert result is not None
    assert result.state is State.BLOCKED


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


async def test_a_bulk_message_that_finds_no_way_is_put_back() -> None:
    """Its row is still waiting, and is looked at again."""
    bench = Bench(*[DOWN] * BULK_TRIES)

    assert await bench.delivers(message(lane=Lane.BULK)) is None
    assert len(bench.telegram.calls) == BULK_TRIES


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
