"""Letting go of what is not needed any more, a few rows at a time so that no turn waits long."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.moments import stored

# Telegram hands out an update again for 24 hours at most.
KEEP_UPDATES = timedelta(days=3)
KEEP_REPLIES = timedelta(days=7)
# What was announced is counted, corrected and recalled for longer than a reply is.
KEEP_BULK = timedelta(days=90)
KEEP_FAILURES = timedelta(days=90)
KEEP_DUE = timedelta(days=90)
KEEP_WRONG_INVITATIONS = timedelta(days=1)
KEEP_KNOCKS = timedelta(days=8)


async def tidy(tx: Transaction, now: datetime, *, limit: int = 500) -> int:
    """At most `limit` rows of each kind; how many. Call again, in a new transaction, until zero."""
    return (
        await drop_updates(tx, now, limit=limit)
        + await drop_replies(tx, now, limit=limit)
        + await drop_bulk(tx, now, limit=limit)
        + await drop_failures(tx, now, limit=limit)
        + await drop_due(tx, now, limit=limit)
        + await drop_wrong_invitations(tx, now, limit=limit)
        + await drop_knocks(tx, now, limit=limit)
    )


async def drop_updates(tx: Transaction, now: datetime, *, limit: int) -> int:
    return await tx.write(
        """DELETE FROM update_seen WHERE update_id IN
             (SELECT update_id FROM update_seen WHERE at < ? ORDER BY at LIMIT ?)""",
        (stored(now - KEEP_UPDATES), limit),
    )


async def drop_replies(tx: Transaction, now: datetime, *, limit: int) -> int:
    return await _drop_messages(tx, 0, now - KEEP_REPLIES, limit)


async def drop_bulk(tx: Transaction, now: datetime, *, limit: int) -> int:
    return await _drop_messages(tx, 1, now - KEEP_BULK, limit)


async def drop_failures(tx: Transaction, now: datetime, *, limit: int) -> int:
    return await tx.write(
        """DELETE FROM failure WHERE id IN
             (SELECT id FROM failure WHERE at < ? ORDER BY at LIMIT ?)""",
        (stored(now - KEEP_FAILURES), limit),
    )


async def drop_due(tx: Transaction, now: datetime, *, limit: int) -> int:
    return await tx.write(
        """DELETE FROM due WHERE id IN
             (SELECT id FROM due WHERE state <> 'waiting' AND done_at < ?
              ORDER BY done_at LIMIT ?)""",
        (stored(now - KEEP_DUE), limit),
    )


async def drop_wrong_invitations(tx: Transaction, now: datetime, *, limit: int) -> int:
    return await tx.write(
        """DELETE FROM wrong_invitation WHERE rowid IN
             (SELECT rowid FROM wrong_invitation WHERE at < ? ORDER BY at LIMIT ?)""",
        (stored(now - KEEP_WRONG_INVITATIONS), limit),
    )


async def drop_knocks(tx: Transaction, now: datetime, *, limit: int) -> int:
    return await tx.write(
        """DELETE FROM knock WHERE rowid IN
             (SELECT rowid FROM knock WHERE at < ? ORDER BY at LIMIT ?)""",
        (stored(now - KEEP_KNOCKS), limit),
    )


async def _drop_messages(tx: Transaction, lane: int, before: datetime, limit: int) -> int:
    """Messages that are over, except those that one still waiting is to edit or delete.

    The latest of all stays, whatever it is: ids go on from it, and none ever means two messages.
    A chat's panel may be among them: the chat then keeps its message id, which is all there is
    to know of it. If such rows were kept, each round would walk over those of all idle chats.
    """
    rows = await tx.rows(
        """SELECT id, chat_id, message_id FROM outbox
           WHERE lane = ? AND state > 0 AND done_at < ? AND id < (SELECT max(id) FROM outbox)
             AND NOT EXISTS (SELECT 1 FROM outbox AS waiting
                             WHERE waiting.state = 0 AND waiting.target = outbox.id)
           ORDER BY done_at LIMIT ?""",
        (lane, stored(before), limit),
    )
    if not rows:
        return 0
    await tx.write_many(
        """UPDATE conversation SET panel_message = coalesce(panel_message, ?), panel_outbox = NULL
           WHERE chat_id = ? AND panel_outbox = ?""",
        [(row["message_id"], row["chat_id"], row["id"]) for row in rows],
    )
    ids = json.dumps([row["id"] for row in rows])
    return await tx.write("DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))", (ids,))
