"""What is let go of, and what is kept although it is old."""

from datetime import datetime

from storage import (
    conversations,
    due,
    failures,
    housekeeping,
    invitations,
    outbox,
    speakers,
    updates,
)
from storage.conversations import Conversation
from storage.database import Transaction
from storage.failures import Failure, Kind
from storage.outbox import Result, Row, State
from tests.storage.village import DAY, NOW

ANA = 100


async def sent(tx: Transaction, row: Row, at: datetime, message_id: int | None = None) -> None:
    await outbox.add(tx, [row], at)
    await outbox.mark(tx, [Result(row.id, State.SENT, message_id)], at)


def reply(number: int, lane: int = 0, target: int | None = None) -> Row:
    not_before = NOW.isoformat() if lane else None
    return Row(number, ANA, lane, "sendMessage", "{}", target, not_before=not_before)


async def ids(tx: Transaction, table: str, column: str = "id") -> list[int]:
    return [row[0] for row in await tx.rows(f"SELECT {column} FROM {table} ORDER BY 1")]


async def test_old_rows_go_and_young_ones_stay(tx: Transaction) -> None:
    """Updates, failures, work that is over, wrong invitations."""
    for number, at in enumerate((NOW - DAY * 91, NOW), start=1):
        await updates.note_new(tx, [number], at)
        await failures.keep(tx, Failure(Kind.HANDLER, "KeyError", "", "{}"), at)
        await due.plan(tx, "digest", number, at)
        await due.finish(tx, number, at)
        await invitations.look_up(tx, "wrong", number, at)
    await due.plan(tx, "digest", 3, NOW - DAY * 91)
    dropped = await housekeeping.tidy(tx, NOW)

    assert dropped == 4
    assert await ids(tx, "update_seen", "update_id") == [2]
    assert await ids(tx, "failure") == [2]
    assert await ids(tx, "due", "subject") == [2, 3]
    assert len(await ids(tx, "wrong_invitation", "at")) == 1
    assert await housekeeping.tidy(tx, NOW) == 0


async def test_messages_go_after_a_week_and_bulk_after_a_quarter(tx: Transaction) -> None:
    """What waits to be sent stays however old it is."""
    await sent(tx, reply(1), NOW - DAY * 8)
    await sent(tx, reply(2), NOW - DAY * 6)
    await sent(tx, reply(3, lane=1), NOW - DAY * 8)
    await sent(tx, reply(4, lane=1), NOW - DAY * 91)
    await outbox.add(tx, [reply(5)], NOW - DAY * 400)
    dropped = await housekeeping.tidy(tx, NOW)

    assert dropped == 2
    assert await ids(tx, "outbox") == [2, 3, 5]


async def test_a_chats_panel_is_still_known_after_its_message_is_gone(tx: Transaction) -> None:
    """Its message id is with the conversation then, so that it can be edited or removed."""
    await sent(tx, reply(1), NOW - DAY * 8, message_id=77)
    await sent(tx, reply(2), NOW)
    await conversations.save_many(tx, [Conversation(ANA, {"form": "sale"}, panel_outbox=1)])
    await housekeeping.tidy(tx, NOW)
    _speaker, conversation = await speakers.load(tx, ANA, ANA, "Ana")

    assert await ids(tx, "outbox") == [2]
    assert (conversation.panel_message, conversation.panel_outbox) == (77, None)
    assert conversation.form == {"form": "sale"}


async def test_what_a_waiting_message_is_about_stays(tx: Transaction) -> None:
    """Until the edit of it is sent, its message id is needed."""
    await sent(tx, reply(1), NOW - DAY * 8, message_id=77)
    await outbox.add(tx, [reply(2, target=1)], NOW)
    kept = await housekeeping.tidy(tx, NOW)
    await outbox.mark(tx, [Result(2, State.SENT)], NOW)
    dropped = await housekeeping.tidy(tx, NOW)

    assert (kept, dropped) == (0, 1)
    assert await ids(tx, "outbox") == [2]


async def test_a_lot_goes_a_little_at_a_time(tx: Transaction) -> None:
    """The oldest first; a turn never waits for all of it."""
    await updates.note_new(tx, list(range(1, 26)), NOW - DAY * 5)
    await updates.note_new(tx, list(range(26, 31)), NOW - DAY * 4)
    rounds = [await housekeeping.drop_updates(tx, NOW, limit=10) for _round in range(4)]

    assert rounds == [10, 10, 10, 0]


async def test_the_latest_message_stays(tx: Transaction) -> None:
    """New ones are numbered from it on: no number that a record holds comes to mean another."""
    for number in (1, 2):
        await sent(tx, reply(number), NOW - DAY * 99)
    await housekeeping.tidy(tx, NOW)

    assert await ids(tx, "outbox") == [2]
    assert await outbox.last_id(tx) == 2
