"""Fairs and trainings: when, where, with how many seats; made by coordinators, seen by members."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from storage import audit, due
from storage.audit import Act
from storage.database import Reading, Transaction
from storage.errors import NotFoundError
from storage.moments import read_moment_if, stored, times_of
from storage.scope import ClusterScope, MemberScope
from storage.values import TimeRange

# The kinds of due work, each about one event; and how long before it those are reminded.
DAY_BEFORE, DAY_LEAD = "event_day", timedelta(hours=24)
SOON, SOON_LEAD = "event_soon", timedelta(hours=2)
LEADS = {DAY_BEFORE: DAY_LEAD, SOON: SOON_LEAD}
# The longest that an event can last: what began before that is over.
LONGEST = timedelta(days=92)
# To tell those who come that it was changed or cancelled.
NEWS = "event_news"


class Kind(StrEnum):
    FAIR = "fair"
    TRAINING = "training"


class Fact(StrEnum):
    """What of an event can change, as it is told to those who come."""

    KIND = "kind"
    NAME = "name"
    TIME = "time"
    PLACE = "place"
    SEATS = "seats"
    TEXT = "text"


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
    """`changes` counts how often it was changed, `news` is what was last.

    `off_es` and `off_en` say why it was called off, where somebody did.
    """

    id: int
    changes: int
    going: int
    waiting: int
    cancelled_at: datetime | None
    news: tuple[Fact, ...] = ()
    off_es: str | None = None
    off_en: str | None = None

    @property
    def left(self) -> int | None:
        return None if self.seats is None else max(self.seats - self.going, 0)


SELECT = """
SELECT event.id, event.kind, event.name_es, event.name_en, event.text_es, event.text_en,
       event.place, event.starts_at, event.ends_at, event.seats, event.changes,
       event.cancelled_at, event.news, event.off_es, event.off_en,
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
    made = await tx.write(
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
    await _plan_reminders(tx, event_of(row), now)
    if made:
        await audit.note(tx, scope, Act.EVENT_MADE, now, event_id=row["id"])
    return event_of(row)


async def change(
    tx: Transaction, scope: MemberScope, event_id: int, new: NewEvent, now: datetime
) -> Event:
    """Write it anew; who comes will be told what changed, and nobody where nothing did.

    Raises NotFoundError for none and a cancelled one.
    """
    scope.must_coordinate("make events")
    before = await load(tx, scope, event_id)
    changed = differences(before, new)
    if before.cancelled_at is not None:
        raise NotFoundError(event_id)
    if not changed:
        return before
    # Who was not told of an earlier change yet is told of both.
    untold = before.news if await due.earliest(tx, NEWS, event_id) else ()
    news = ",".join(fact for fact in Fact if fact in {*changed, *untold})
    written = ", ".join(f"{n} = :{n}" for n in (*WRITTEN, "news"))
    await _write(tx, scope, event_id, written, _args(new) | {"news": news})
    after = await load(tx, scope, event_id)
    await due.plan(tx, NEWS, event_id, now)
    await _plan_reminders(tx, after, now)
    facts = ",".join(changed)
    await audit.note(tx, scope, Act.EVENT_CHANGED, now, event_id=event_id, detail=facts)
    return after


def differences(old: NewEvent, new: NewEvent) -> list[Fact]:
    """What a change changes."""
    pairs = {
        Fact.KIND: (old.kind, new.kind),
        Fact.NAME: ((old.name_es, old.name_en), (new.name_es, new.name_en)),
        Fact.TIME: (old.times, new.times),
        Fact.PLACE: (old.place, new.place),
        Fact.SEATS: (old.seats, new.seats),
        Fact.TEXT: ((old.text_es, old.text_en), (new.text_es, new.text_en)),
    }
    return [fact for fact, (before, after) in pairs.items() if before != after]


async def cancel(
    tx: Transaction,
    scope: MemberScope,
    event_id: int,
    now: datetime,
    *,
    why: tuple[str | None, str | None] = (None, None),
) -> Event:
    """It does not take place, and perhaps `why` (Spanish, English); who comes will be told.

    Raises NotFoundError if it did not before.
    """
    scope.must_coordinate("make events")
    off = "cancelled_at = :now, off_es = :es, off_en = :en"
    args = {"now": stored(now), "es": why[0], "en": why[1]}
    await _write(tx, scope, event_id, off, args)
    await due.plan(tx, NEWS, event_id, now)
    await audit.note(tx, scope, Act.EVENT_OFF, now, event_id=event_id)
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
    return event_of(row) if row else None


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


def event_of(row: sqlite3.Row) -> Event:
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
        news=tuple(Fact(fact) for fact in row["news"].split(",") if fact),
        off_es=row["off_es"],
        off_en=row["off_en"],
    )
