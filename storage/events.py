"""Fairs and trainings: when, where, with how many seats; made by coordinators, seen by members."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from storage import due
from storage.database import Reading, Transaction
from storage.errors import NotFoundError
from storage.moments import read_moment_if, stored, times_of
from storage.scope import ClusterScope, MemberScope
from storage.values import TimeRange

# The kinds of due work, each about one event; and how long before it those are reminded.
DAY_BEFORE, DAY_LEAD = "event_day", timedelta(hours=24)
SOON, SOON_LEAD = "event_soon", timedelta(hours=2)
LEADS = {DAY_BEFORE: DAY_LEAD, SOON: SOON_LEAD}
# To tell those who come that it was changed or cancelled.
NEWS = "event_news"


class Kind(StrEnum):
    FAIR = "fair"
    TRAINING = "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """`seats` None: as many as come. Of name and text one language may be missing."""

    kind: Kind
    name_es: str | None
    name_en: str | None
    place: str
    times: TimeRange
    seats: int | None = None
    text_es: str | None = None
    text_en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(NewEvent):
    """`changes` counts how often it was changed."""

    id: int
    changes: int
    going: int
    waiting: int
    cancelled_at: datetime | None

    @property
    def left(self) -> int | None:
        return None if self.seats is None else max(self.seats - self.going, 0)


SELECT = """
SELECT event.id, event.kind, event.name_es, event.name_en, event.text_es, event.text_en,
       event.place, event.starts_at, event.ends_at, event.seats, event.changes,
       event.cancelled_at,
       (SELECT count(*) FROM rsvp WHERE rsvp.cluster_id = event.cluster_id
          AND rsvp.event_id = event.id AND rsvp.answer = 'going') AS going,
       (SELECT count(*) FROM rsvp
        JOIN member ON member.id = rsvp.member_id AND member.state = 'active'
        WHERE rsvp.cluster_id = event.cluster_id
          AND rsvp.event_id = event.id AND rsvp.answer = 'waiting') AS waiting
FROM event
"""

FIELDS = ("kind", "name_es", "name_en", "text_es", "text_en", "place", "starts_at", "ends_at")
WRITTEN = (*FIELDS, "seats")


async def create(
    tx: Transaction, scope: MemberScope, new: NewEvent, told: str, now: datetime
) -> Event:
    """With its reminders; once for each `told`. Raises NotAllowedError for no coordinator."""
    scope.must_coordinate("make events")
    columns = ("cluster_id", "member_id", "told", "created_at", *WRITTEN)
    values = ", ".join(f":{name}" for name in columns)
    await tx.write(
        f"""INSERT INTO event ({", ".join(columns)}) VALUES ({values})
            ON CONFLICT (cluster_id, told) DO NOTHING""",
        _args(new)
        | {
            "cluster_id": scope.cluster_id,
            "member_id": scope.member_id,
            "told": told,
            "created_at": stored(now),
        },
    )
    row = await tx.row(
        f"{SELECT} WHERE event.cluster_id = ? AND event.told = ?", (scope.cluster_id, told)
    )
    if row is None:
        raise NotFoundError(told)
    await _plan_reminders(tx, _event(row), now)
    return _event(row)


async def change(
    tx: Transaction, scope: MemberScope, event_id: int, new: NewEvent, now: datetime
) -> Event:
    """Write it anew; who comes will be told. Raises NotFoundError for none and a cancelled one."""
    scope.must_coordinate("make events")
    await _write(tx, scope, event_id, ", ".join(f"{n} = :{n}" for n in WRITTEN), _args(new))
    changed = await load(tx, scope, event_id)
    await due.plan(tx, NEWS, event_id, now)
    await _plan_reminders(tx, changed, now)
    return changed


async def cancel(tx: Transaction, scope: MemberScope, event_id: int, now: datetime) -> Event:
    """It does not take place; who comes will be told. Raises NotFoundError if it did not before."""
    scope.must_coordinate("make events")
    await _write(tx, scope, event_id, "cancelled_at = :now", {"now": stored(now)})
    await due.plan(tx, NEWS, event_id, now)
    return await load(tx, scope, event_id)


async def load(reading: Reading, scope: ClusterScope, event_id: int) -> Event:
    """Raises NotFoundError."""
    event = await find(reading, scope, event_id)
    if event is None:
        raise NotFoundError(event_id)
    return event


async def find(reading: Reading, scope: ClusterScope, event_id: int) -> Event | None:
    """Also one that is over or cancelled; every member may see all of the cluster's."""
    row = await reading.row(
        f"{SELECT} WHERE event.cluster_id = ? AND event.id = ?", (scope.cluster_id, event_id)
    )
    return _event(row) if row else None


async def coming(
    reading: Reading, scope: ClusterScope, now: datetime, *, limit: int, after: int | None = None
) -> list[Event]:
    """What has not begun, the next first; in pages, `after` the id of the last one seen."""
    page = (
        "AND event.starts_at > :now"
        if after is None
        else """AND (event.starts_at, event.id) >
                (SELECT starts_at, id FROM event WHERE id = :after AND cluster_id = :cluster_id)
                AND event.starts_at > :now"""
    )
    rows = await reading.rows(
        f"""{SELECT} WHERE event.cluster_id = :cluster_id AND event.cancelled_at IS NULL {page}
            ORDER BY event.starts_at, event.id LIMIT :limit""",
        {"cluster_id": scope.cluster_id, "now": stored(now), "after": after, "limit": limit},
    )
    return [_event(row) for row in rows]


async def mine(reading: Reading, scope: MemberScope, now: datetime, *, limit: int) -> list[Event]:
    """What the member goes to or waits for a place in, and has not begun, the next first."""
    rows = await reading.rows(
        f"""{SELECT}
            JOIN rsvp AS own ON own.cluster_id = event.cluster_id AND own.event_id = event.id
            WHERE own.cluster_id = :cluster_id AND own.member_id = :member_id
              AND own.answer IN ('going', 'waiting')
              AND event.cancelled_at IS NULL AND event.starts_at > :now
            ORDER BY event.starts_at, event.id LIMIT :limit""",
        {
            "cluster_id": scope.cluster_id,
            "member_id": scope.member_id,
            "now": stored(now),
            "limit": limit,
        },
    )
    return [_event(row) for row in rows]


async def scope_of(reading: Reading, event_id: int) -> ClusterScope | None:
    """For due work, which knows an event by its id alone."""
    row = await reading.row("SELECT cluster_id FROM event WHERE id = ?", (event_id,))
    return ClusterScope(row["cluster_id"]) if row else None


async def _plan_reminders(tx: Transaction, event: Event, now: datetime) -> None:
    """Those of its time; the ones of a time it had before find that it has moved."""
    await due.plan_before(tx, LEADS, event.id, event.times.start, now)


async def _write(
    tx: Transaction, scope: MemberScope, event_id: int, change: str, args: dict[str, Any]
) -> None:
    written = await tx.write(
        f"""UPDATE event SET {change}, changes = changes + 1
            WHERE cluster_id = :cluster_id AND id = :id AND cancelled_at IS NULL""",
        args | {"cluster_id": scope.cluster_id, "id": event_id},
    )
    if not written:
        raise NotFoundError(event_id)


def _args(new: NewEvent) -> dict[str, Any]:
    return {
        "kind": new.kind,
        "name_es": new.name_es,
        "name_en": new.name_en,
        "text_es": new.text_es,
        "text_en": new.text_en,
        "place": new.place,
        "starts_at": stored(new.times.start),
        "ends_at": stored(new.times.end),
        "seats": new.seats,
    }


def _event(row: sqlite3.Row) -> Event:
    fields = {name: row[name] for name in WRITTEN if name not in {"kind", "starts_at", "ends_at"}}
    return Event(
        **fields,
        kind=Kind(row["kind"]),
        times=times_of(row),
        id=row["id"],
        changes=row["changes"],
        going=row["going"],
        waiting=row["waiting"],
        cancelled_at=read_moment_if(row["cancelled_at"]),
    )
