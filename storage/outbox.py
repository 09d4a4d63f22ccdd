"""Messages on their way out: written with their turn, marked once Telegram has answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from storage.database import Reading, Transaction
from storage.moments import read_moment_if, stored

# The cause of a message that was given up because it is not wanted any more.
WITHDRAWN = "withdrawn"


class State(IntEnum):
    WAITING = 0
    SENT = 1
    REFUSED = 2
    BLOCKED = 3
    GIVEN_UP = 4


@dataclass(frozen=True, slots=True)
class Row:
    """`params` is JSON; `not_before` is UTC and the bulk lane's: always there, never a reply's.

    A `fleeting` row goes as soon as it is known what became of it.
    """

    id: int
    chat_id: int
    lane: int
    method: str
    params: str
    target: int | None = None
    purpose: str | None = None
    upload_part: str | None = None
    upload_name: str | None = None
    upload: bytes | None = None
    not_before: str | None = None
    quiet: str | None = None
    maker: str | None = None
    fleeting: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    id: int
    state: State
    message_id: int | None = None
    cause: str | None = None
    fleeting: bool = False


COLUMNS = (
    "id, chat_id, lane, method, params, target, purpose,"
    " upload_part, upload_name, upload, not_before, quiet, maker, fleeting"
)


async def add(tx: Transaction, rows: Iterable[Row], now: datetime) -> None:
    """Messages to be sent, in the transaction of what they tell.

    Raises sqlite3.IntegrityError for an id that is there already.
    """
    created = stored(now)
    await tx.write_many(
        f"INSERT INTO outbox ({COLUMNS}, created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                r.id,
                r.chat_id,
                r.lane,
                r.method,
                r.params,
                r.target,
                r.purpose,
                r.upload_part,
                r.upload_name,
                r.upload,
                r.not_before,
                r.quiet,
                r.maker,
                r.fleeting,
                created,
            )
            for r in rows
        ],
    )


async def waiting_replies(reading: Reading, after: int, limit: int) -> list[Row]:
    """Replies that a kill left behind, oldest first. None of them waits for a time."""
    found = await reading.rows(
        f"""SELECT {COLUMNS} FROM outbox
            WHERE state = 0 AND lane = 0 AND not_before IS NULL AND id > ? ORDER BY id LIMIT ?""",
        (after, limit),
    )
    return [Row(*row) for row in found]


async def waiting_bulk(
    reading: Reading, now: datetime, busy: Iterable[int], limit: int
) -> list[Row]:
    """What is due, oldest first; nothing for a chat that is `busy` with an earlier one.

    What changes a message that has not gone out waits for that.
    """
    found = await reading.rows(
        f"""SELECT {COLUMNS} FROM outbox AS due
            WHERE state = 0 AND lane = 1 AND not_before <= ?
              AND chat_id NOT IN (SELECT value FROM json_each(?))
              AND NOT EXISTS (SELECT 1 FROM outbox AS about
                              WHERE about.id = due.target AND about.state = 0)
            ORDER BY not_before, id LIMIT ?""",
        (stored(now), json.dumps(list(busy)), limit),
    )
    return [Row(*row) for row in found]


async def postpone(tx: Transaction, outbox_id: int, until: datetime) -> None:
    """Look at a message of the bulk lane again at that moment, and not before."""
    await tx.write("UPDATE outbox SET not_before = ? WHERE id = ?", (stored(until), outbox_id))


async def rewrite(tx: Transaction, outbox_id: int, params: str) -> bool:
    """Give a message that waits other parameters (JSON); whether it still waited.

    One that the sender is about to send goes out as it was: an edit of it has to follow.
    """
    changed = await tx.write(
        "UPDATE outbox SET params = ? WHERE id = ? AND state = 0", (params, outbox_id)
    )
    return changed == 1


async def withdraw(tx: Transaction, outbox_id: int, now: datetime) -> bool:
    """Do not send a message that waits; whether it still waited.

    One that the sender is about to send goes out all the same, and is marked as sent then.
    """
    changed = await tx.write(
        "UPDATE outbox SET state = ?, cause = ?, done_at = ? WHERE id = ? AND state = 0",
        (State.GIVEN_UP, WITHDRAWN, stored(now), outbox_id),
    )
    return changed == 1


async def withdraw_bulk(tx: Transaction, chat_id: int, now: datetime) -> int:
    """Of what was to be sent to a chat by itself, send nothing; how many messages that was.

    What changes or deletes messages that are out goes on.
    """
    return await tx.write(
        """UPDATE outbox SET state = ?, cause = ?, done_at = ?
           WHERE chat_id = ? AND lane = 1 AND state = 0 AND target IS NULL""",
        (State.GIVEN_UP, WITHDRAWN, stored(now), chat_id),
    )


async def message_id(reading: Reading, outbox_id: int) -> int | None:
    """Telegram's id of it in its chat; None while it is not sent, and once its row is gone."""
    row = await reading.row("SELECT message_id FROM outbox WHERE id = ?", (outbox_id,))
    return row[0] if row else None


async def newest(reading: Reading, chat_id: int) -> str | None:
    """The parameters (JSON) of the last message to this chat that is still on record."""
    row = await reading.row(
        """SELECT params FROM outbox WHERE chat_id = ? AND method <> 'answerCallbackQuery'
           ORDER BY id DESC LIMIT 1""",
        (chat_id,),
    )
    return row["params"] if row else None


async def mark(tx: Transaction, results: Sequence[Result], now: datetime) -> None:
    """Note what became of each; what was uploaded is not needed any more.

    Where a row that goes was a chat's panel, the chat keeps its message id: its number in the
    outbox may become another message's.
    """
    done = stored(now)
    await tx.write_many(
        "UPDATE outbox SET state = ?, message_id = ?, cause = ?, done_at = ?, upload = NULL"
        " WHERE id = ?",
        [(r.state, r.message_id, r.cause, done, r.id) for r in results if not r.fleeting],
    )
    fleeting = [(r.message_id, r.id) for r in results if r.fleeting]
    if fleeting:
        await tx.write_many(
            """UPDATE conversation
               SET panel_message = coalesce(panel_message, ?1), panel_outbox = NULL
               WHERE chat_id = (SELECT chat_id FROM outbox WHERE id = ?2) AND panel_outbox = ?2""",
            fleeting,
        )
        await tx.write_many("DELETE FROM outbox WHERE id = ?", [(row[1],) for row in fleeting])


async def waiting_since(reading: Reading, now: datetime) -> datetime | None:
    """When the oldest message was written that could have gone out by now and has not."""
    row = await reading.row(
        """SELECT min(since) FROM (
             SELECT (SELECT created_at FROM outbox WHERE state = 0 AND lane = 0
                       AND not_before IS NULL ORDER BY id LIMIT 1) AS since
             UNION ALL
             SELECT (SELECT min(not_before) FROM outbox WHERE state = 0 AND lane = 1
                       AND not_before <= ?))""",
        (stored(now),),
    )
    return read_moment_if(row[0]) if row else None


async def last_id(reading: Reading) -> int:
    row = await reading.row("SELECT max(id) FROM outbox")
    return int(row[0]) if row and row[0] else 0
