"""What is to happen later: rows with a due time, done once or marked missed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Reading, Transaction
from storage.moments import read_moment, stored


@dataclass(frozen=True, slots=True)
class Due:
    """`subject` is the id of what it is about (for a digest the cluster's).

    `position` is how far work done in pages has come; `attempts` is how often it failed.
    """

    id: int
    kind: str
    subject: int
    due_at: datetime
    position: int
    attempts: int


async def plan(tx: Transaction, kind: str, subject: int, due_at: datetime) -> bool:
    """Whether this was new: the same work for the same moment is planned once, ever."""
    moment = stored(due_at)
    added = await tx.write(
        """INSERT INTO due (kind, subject, due_at, not_before) VALUES (?, ?, ?, ?)
           ON CONFLICT (kind, subject, due_at) DO NOTHING""",
        (kind, subject, moment, moment),
    )
    tx.planned = tx.planned or added == 1
    return added == 1


async def plan_before(
    tx: Transaction, leads: Mapping[str, timedelta], subject: int, start: datetime, now: datetime
) -> None:
    """Work of each kind in `leads`, so long before the start, as far as that is still to come."""
    for kind, lead in leads.items():
        if start - lead > now:
            await plan(tx, kind, subject, start - lead)


async def waiting(reading: Reading, now: datetime, limit: int) -> list[Due]:
    """What is due by now, the longest due first."""
    rows = await reading.rows(
        """SELECT id, kind, subject, due_at, position, attempts FROM due
           WHERE state = 'waiting' AND not_before <= ? ORDER BY not_before, id LIMIT ?""",
        (stored(now), limit),
    )
    return [_due(row) for row in rows]


async def planned(reading: Reading, kind: str, subject: int) -> datetime | None:
    """The last moment this was ever planned for, done or not; None where it never was."""
    row = await reading.row(
        """SELECT due_at FROM due WHERE kind = ? AND subject = ?
           ORDER BY due_at DESC LIMIT 1""",
        (kind, subject),
    )
    return read_moment(row["due_at"]) if row else None


async def earliest(reading: Reading, kind: str, subject: int) -> datetime | None:
    """When the next of it is to be done that is planned and not over; None without any."""
    row = await reading.row(
        """SELECT min(not_before) AS at FROM due
           WHERE kind = ? AND subject = ? AND state = 'waiting'""",
        (kind, subject),
    )
    return datetime.fromisoformat(row["at"]) if row and row["at"] else None


async def beyond(reading: Reading, kind: str, latest: datetime) -> list[Due]:
    """What is planned for later than that and has not begun."""
    rows = await reading.rows(
        """SELECT id, kind, subject, due_at, position, attempts FROM due
           WHERE kind = ? AND due_at > ? AND state = 'waiting' AND position = 0 ORDER BY id""",
        (kind, stored(latest)),
    )
    return [_due(row) for row in rows]


async def drop(tx: Transaction, due_id: int) -> bool:
    """As if it had never been planned: the same moment can be planned again."""
    changed = await tx.write("DELETE FROM due WHERE id = ? AND state = 'waiting'", (due_id,))
    return changed == 1


async def advance(tx: Transaction, due_id: int, position: int) -> bool:
    """Note that the work has come so far; in the transaction that did that part of it."""
    return await _change(tx, due_id, "position = :position", {"position": position})


async def retry(tx: Transaction, due_id: int, at: datetime) -> bool:
    """It failed: try again then."""
    return await _change(
        tx, due_id, "attempts = attempts + 1, not_before = :at", {"at": stored(at)}
    )


async def finish(tx: Transaction, due_id: int, now: datetime) -> bool:
    """It is done; False where it did not wait any more."""
    return await _change(tx, due_id, "state = 'done', done_at = :now", {"now": stored(now)})


async def miss(tx: Transaction, due_id: int, now: datetime) -> bool:
    """It is too late for this to be worth doing."""
    return await _change(tx, due_id, "state = 'missed', done_at = :now", {"now": stored(now)})


async def fail(tx: Transaction, due_id: int, now: datetime) -> bool:
    """It failed for good."""
    return await _change(
        tx,
        due_id,
        "state = 'failed', attempts = attempts + 1, done_at = :now",
        {"now": stored(now)},
    )


async def _change(tx: Transaction, due_id: int, change: str, args: dict[str, int | str]) -> bool:
    """Whether it was waiting: what is over stays over."""
    changed = await tx.write(
        f"UPDATE due SET {change} WHERE id = :id AND state = 'waiting'", args | {"id": due_id}
    )
    return changed == 1


def _due(row: sqlite3.Row) -> Due:
    return Due(
        id=row["id"],
        kind=row["kind"],
        subject=row["subject"],
        due_at=read_moment(row["due_at"]),
        position=row["position"],
        attempts=row["attempts"],
    )
