"""What becomes of one message, by what Telegram answers to it."""

from __future__ import annotations

import pytest

from bot.pipeline.outgoing import Outgoing
from storage.outbox import Result, State
from tests.pipeline.scripted import DONE, Bench, deletion, edit, message, no


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
