"""Announcements: drafted, sent now or later, corrected, recalled; written by coordinators only."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from storage import audit, due
from storage.announcements.kinds import (
    AGAIN,
    CHANGE,
    COLUMNS,
    LIVE,
    RECALL,
    SEND,
    WRITE,
    Announcement,
    NewAnnouncement,
    State,
    announcement_of,
    args_of,
)
from storage.audit import Act
from storage.database import Reading, Transaction
from storage.errors import NotFoundError
from storage.moments import stored
from storage.scope import ClusterScope, MemberScope

# What nobody has a copy of yet is written anew, not corrected.
REVISED = """changed_at = :now, revision = revision +
    EXISTS (SELECT 1 FROM announcement_copy AS copy
            WHERE copy.cluster_id = announcement.cluster_id
              AND copy.announcement_id = announcement.id)"""


async def draft(
    tx: Transaction, scope: MemberScope, new: NewAnnouncement, told: str, now: datetime
) -> Announcement:
    """Write it down, sent to nobody yet; once for each `told`, the latest wording counts.

    Raises NotAllowedError for who is no coordinator, NotFoundError for an event there is none of.
    """
    scope.must_coordinate("announce")
    args = args_of(new) | {"cluster_id": scope.cluster_id, "member_id": scope.member_id}
    try:
        await tx.write(
            f"""INSERT INTO announcement (cluster_id, member_id, told, kind, event_id, text_es,
                    text_en, why_es, why_en, file_kind, file_id, file_name, audience, audience_of,
                    send_at, created_at)
                VALUES (:cluster_id, :member_id, :told, :kind, :event_id, :text_es, :text_en,
                    :why_es, :why_en, :file_kind, :file_id, :file_name, :audience,
                    :audience_of, :send_at, :now)
                ON CONFLICT (cluster_id, told) DO UPDATE SET {WRITE} WHERE state = 'draft'""",
            args | {"told": told, "event_id": new.event_id, "now": stored(now)},
        )
    except sqlite3.IntegrityError as error:
        raise NotFoundError(told) from error
    row = await tx.row(
        f"SELECT {COLUMNS} FROM announcement WHERE cluster_id = ? AND told = ?",
        (scope.cluster_id, told),
    )
    return _known(row)


async def redraft(
    tx: Transaction, scope: MemberScope, announcement_id: int, new: NewAnnouncement
) -> Announcement:
    """Write a draft anew. Raises NotFoundError where it is no draft any more."""
    return await _change(tx, scope, announcement_id, WRITE, (State.DRAFT,), args_of(new))


async def discard(tx: Transaction, scope: MemberScope, announcement_id: int) -> Announcement:
    """A draft that is not wanted. Raises NotFoundError where it is none any more."""
    return await _change(tx, scope, announcement_id, "state = 'discarded'", (State.DRAFT,))


async def send(
    tx: Transaction, scope: MemberScope, announcement_id: int, now: datetime
) -> Announcement:
    """Let a draft go out, at its time or now where that has passed.

    Raises NotFoundError where it is no draft any more.
    """
    moment = "state = 'going out', send_at = max(coalesce(send_at, ''), :now)"
    sent = await _change(tx, scope, announcement_id, moment, (State.DRAFT,), {"now": stored(now)})
    await due.plan(tx, SEND, sent.id, sent.send_at or now)
    await audit.note(tx, scope, Act.ANNOUNCED, now, announcement_id=sent.id)
    return sent


async def note_sent(tx: Transaction, scope: ClusterScope, announcement_id: int) -> None:
    """All copies are written."""
    await tx.write(
        """UPDATE announcement SET state = 'sent'
           WHERE cluster_id = ? AND id = ? AND state = 'going out'""",
        (scope.cluster_id, announcement_id),
    )


async def correct(
    tx: Transaction,
    scope: MemberScope,
    announcement_id: int,
    texts: tuple[str | None, str | None],
    now: datetime,
    *,
    why: tuple[str | None, str | None],
) -> Announcement:
    """Give it other words, Spanish and English, `why` it is urgent too: every copy is to change.

    Raises NotFoundError for what has not gone out and for what was recalled.
    """
    words = "text_es = :es, text_en = :en, why_es = :why_es, why_en = :why_en"
    args = {"es": texts[0], "en": texts[1], "why_es": why[0], "why_en": why[1], "now": stored(now)}
    corrected = await _change(tx, scope, announcement_id, f"{words}, {REVISED}", LIVE, args)
    await due.plan(tx, CHANGE, corrected.id, now)
    await audit.note(tx, scope, Act.CORRECTED, now, announcement_id=corrected.id)
    return corrected


async def recall(
    tx: Transaction, scope: MemberScope, announcement_id: int, now: datetime
) -> Announcement:
    """Take it back: every copy is to be removed, and no other goes out. It counts as a revision.

    Raises NotFoundError for what has not gone out and for what was recalled before.
    """
    recalled = await _take_back(tx, scope, announcement_id, now)
    await audit.note(tx, scope, Act.RECALLED, now, announcement_id=recalled.id)
    return recalled


async def _take_back(
    tx: Transaction, scope: MemberScope, announcement_id: int, now: datetime
) -> Announcement:
    change = f"state = 'recalled', {REVISED}"
    recalled = await _change(tx, scope, announcement_id, change, LIVE, {"now": stored(now)})
    await due.plan(tx, RECALL, recalled.id, now)
    return recalled


async def send_again(
    tx: Transaction, scope: MemberScope, announcement_id: int, now: datetime
) -> Announcement:
    """To those who have not read it. Raises NotFoundError for what is not out, or was recalled."""
    scope.must_coordinate("announce")
    found = await find(tx, scope, announcement_id)
    if found is None or found.state is not State.SENT:
        raise NotFoundError(announcement_id)
    await due.plan(tx, AGAIN, found.id, now)
    await audit.note(tx, scope, Act.ANNOUNCED_AGAIN, now, announcement_id=found.id)
    return found


async def refresh(tx: Transaction, scope: MemberScope, event_id: int, now: datetime) -> None:
    """The event was changed: so is every copy of what announced it."""
    for told in await of_event(tx, scope, event_id):
        if told.state in LIVE:
            await _change(tx, scope, told.id, REVISED, LIVE, {"now": stored(now)})
            await due.plan(tx, CHANGE, told.id, now)


async def call_off(tx: Transaction, scope: MemberScope, event_id: int, now: datetime) -> None:
    """The event does not take place: every copy says so, and what is still to come never comes."""
    for told in await of_event(tx, scope, event_id):
        if told.state is State.DRAFT:
            await discard(tx, scope, told.id)
        elif told.state is State.GOING_OUT and told.send_at is not None and told.send_at > now:
            await _take_back(tx, scope, told.id, now)
    await refresh(tx, scope, event_id, now)


async def of_event(reading: Reading, scope: ClusterScope, event_id: int) -> list[Announcement]:
    """What announces the event, drafts too; nothing for who may not see it."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"SELECT {COLUMNS} FROM announcement WHERE cluster_id = ? AND event_id = ? ORDER BY id",
        (scope.cluster_id, event_id),
    )
    return [announcement_of(row) for row in rows]


async def find(reading: Reading, scope: ClusterScope, announcement_id: int) -> Announcement | None:
    """For coordinators and the cluster's own work; None for others too."""
    if not scope.sees(None):
        return None
    row = await reading.row(
        f"SELECT {COLUMNS} FROM announcement WHERE cluster_id = ? AND id = ?",
        (scope.cluster_id, announcement_id),
    )
    return announcement_of(row) if row else None


async def latest(
    reading: Reading, scope: ClusterScope, *, limit: int, before: int | None = None
) -> list[Announcement]:
    """All that was not discarded, the newest first; `before` is the id of the last one seen."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""SELECT {COLUMNS} FROM announcement
            WHERE cluster_id = :cluster_id AND id < :before AND state <> 'discarded'
            ORDER BY id DESC LIMIT :limit""",
        {"cluster_id": scope.cluster_id, "before": before or 2**62, "limit": limit},
    )
    return [announcement_of(row) for row in rows]


async def next_work(reading: Reading, scope: ClusterScope, announcement_id: int) -> datetime | None:
    """When its copies are to be written, changed or taken back next; None when that is done."""
    if not scope.sees(None):
        return None
    row = await reading.row(
        f"""SELECT min(due.not_before) AS at FROM announcement
            JOIN due ON due.subject = announcement.id AND due.state = 'waiting'
              AND due.kind IN ('{SEND}', '{CHANGE}', '{RECALL}', '{AGAIN}')
            WHERE announcement.cluster_id = ? AND announcement.id = ?""",
        (scope.cluster_id, announcement_id),
    )
    return datetime.fromisoformat(row["at"]) if row and row["at"] else None


async def scope_of(reading: Reading, announcement_id: int) -> ClusterScope | None:
    """For due work, which knows an announcement by its id alone."""
    row = await reading.row("SELECT cluster_id FROM announcement WHERE id = ?", (announcement_id,))
    return ClusterScope(row["cluster_id"]) if row else None


async def _change(
    tx: Transaction,
    scope: MemberScope,
    announcement_id: int,
    change: str,
    states: tuple[State, ...],
    args: dict[str, Any] | None = None,
) -> Announcement:
    scope.must_coordinate("announce")
    named = {f"state{at}": state for at, state in enumerate(states)}
    among = ", ".join(f":{name}" for name in named)
    changed = await tx.write(
        f"""UPDATE announcement SET {change}
            WHERE cluster_id = :cluster_id AND id = :id AND state IN ({among})""",
        {"cluster_id": scope.cluster_id, "id": announcement_id} | named | (args or {}),
    )
    found = await find(tx, scope, announcement_id) if changed else None
    if found is None:
        raise NotFoundError(announcement_id)
    return found


def _known(row: sqlite3.Row | None) -> Announcement:
    if row is None:
        raise NotFoundError
    return announcement_of(row)
