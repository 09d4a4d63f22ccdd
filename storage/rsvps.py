"""Who comes to an event. No more come than there are seats; the others wait, in their order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage import audience, events
from storage.audience import Recipient
from storage.database import Reading, Transaction
from storage.errors import NotFoundError
from storage.events import Event
from storage.moments import stored
from storage.scope import ClusterScope, MemberScope


class Reply(StrEnum):
    GOING = "going"
    WAITING = "waiting"
    NOT_GOING = "not going"


@dataclass(frozen=True, slots=True)
class Own:
    """A member's answer; `place` is theirs on the waiting list, from 1, None off it."""

    reply: Reply
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer led to; `moved_up` got a place by it and want to know.

    `event` is as it was before; `changed` says whether they had answered something else.
    """

    event: Event
    own: Own
    moved_up: tuple[Recipient, ...] = ()
    changed: bool = True


PUT = """
INSERT INTO rsvp (cluster_id, event_id, member_id, answer, turn, answered_at)
SELECT :cluster_id, :event_id, :member_id, :answer,
       1 + max(coalesce((SELECT max(turn) FROM rsvp WHERE cluster_id = :cluster_id
                           AND event_id = :event_id AND answer = 'going'), 0),
               coalesce((SELECT max(turn) FROM rsvp WHERE cluster_id = :cluster_id
                           AND event_id = :event_id AND answer = 'waiting'), 0),
               coalesce((SELECT max(turn) FROM rsvp WHERE cluster_id = :cluster_id
                           AND event_id = :event_id AND answer = 'not going'), 0)),
       :now
WHERE true
ON CONFLICT (cluster_id, event_id, member_id)
DO UPDATE SET answer = excluded.answer, turn = excluded.turn, answered_at = excluded.answered_at
WHERE answer <> excluded.answer
"""


async def answer(
    tx: Transaction, scope: MemberScope, event_id: int, *, comes: bool, now: datetime
) -> Answered:
    """Say that one comes, or does not; where it is full, one waits. Said twice it changes nothing.

    Raises NotFoundError for an event that there is none of, is cancelled, or has begun.
    """
    event = await events.load(tx, scope, event_id)
    if event.cancelled_at is not None or event.times.start <= now:
        raise NotFoundError(event_id)
    before = await own(tx, scope, event_id)
    if before is None or comes is (before.reply is Reply.NOT_GOING):
        # Whoever waits already goes before who asks now, even if a seat is free for a moment.
        full = event.left == 0 or event.waiting > 0
        reply = Reply.NOT_GOING if not comes else Reply.WAITING if full else Reply.GOING
        args = {"member_id": scope.member_id, "answer": reply, "now": stored(now)}
        await tx.write(PUT, args | {"cluster_id": scope.cluster_id, "event_id": event_id})
    moved_up = await move_up(tx, scope, event_id, now) if event.waiting else []
    after = await own(tx, scope, event_id)
    if after is None:
        raise NotFoundError(event_id)
    others = tuple(r for r in moved_up if r.member_id != scope.member_id)
    changed = before is None or before.reply is not after.reply
    return Answered(event, after, others, changed)


async def move_up(
    tx: Transaction, scope: ClusterScope, event_id: int, now: datetime
) -> list[Recipient]:
    """Give the seats that are free to who waits longest; who they are. None once it has begun."""
    event = await events.find(tx, scope, event_id)
    if event is None or event.cancelled_at is not None or event.times.start <= now:
        return []
    free = event.waiting if event.left is None else min(event.left, event.waiting)
    if not free:
        return []
    lucky = await _listed(tx, scope, event_id, Reply.WAITING, after=0, limit=free)
    await tx.write_many(
        """UPDATE rsvp SET answer = 'going', answered_at = ?
           WHERE cluster_id = ? AND event_id = ? AND member_id = ?""",
        [(stored(now), scope.cluster_id, event_id, guest.member_id) for _turn, guest in lucky],
    )
    return [guest for _turn, guest in lucky]


async def step_back(
    tx: Transaction, scope: ClusterScope, member_id: int, now: datetime
) -> list[int]:
    """For a member who is paused: from their seats ahead to the waiting lists; the events' ids.

    On those nobody counts whoever is paused, and let back they are where they had asked.
    """
    if not scope.sees(None):
        return []
    rows = await tx.rows(
        """UPDATE rsvp SET answer = 'waiting'
           WHERE cluster_id = :cluster_id AND member_id = :member_id AND answer = 'going'
             AND event_id IN (SELECT id FROM event
                              WHERE cluster_id = :cluster_id AND starts_at > :now
                                AND cancelled_at IS NULL)
           RETURNING event_id""",
        {"cluster_id": scope.cluster_id, "member_id": member_id, "now": stored(now)},
    )
    return [row["event_id"] for row in rows]


async def waited_for(
    reading: Reading, scope: ClusterScope, member_id: int, now: datetime
) -> list[int]:
    """The events ahead in which a member waits for a seat, the next first; for coordinators."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        """SELECT event.id FROM rsvp JOIN event ON event.id = rsvp.event_id
           WHERE rsvp.cluster_id = ? AND rsvp.member_id = ? AND rsvp.answer = 'waiting'
             AND event.starts_at > ? AND event.cancelled_at IS NULL
           ORDER BY event.starts_at, event.id""",
        (scope.cluster_id, member_id, stored(now)),
    )
    return [row["id"] for row in rows]


async def own(reading: Reading, scope: MemberScope, event_id: int) -> Own | None:
    """The member's answer; None where they have not answered."""
    return (await all_own(reading, scope, [event_id])).get(event_id)


async def all_own(reading: Reading, scope: MemberScope, event_ids: Iterable[int]) -> dict[int, Own]:
    """The member's answers to these; those they have not answered are missing."""
    rows = await reading.rows(
        """SELECT rsvp.event_id, rsvp.answer,
                  CASE rsvp.answer WHEN 'waiting' THEN
                    (SELECT count(*) FROM rsvp AS ahead
                     JOIN member ON member.id = ahead.member_id AND member.state = 'active'
                     WHERE ahead.cluster_id = rsvp.cluster_id AND ahead.event_id = rsvp.event_id
                       AND ahead.answer = 'waiting' AND ahead.turn <= rsvp.turn) END AS place
           FROM json_each(:events) AS asked
           CROSS JOIN rsvp ON rsvp.cluster_id = :cluster_id AND rsvp.event_id = asked.value
             AND rsvp.member_id = :member_id""",
        {
            "events": json.dumps(list(event_ids)),
            "cluster_id": scope.cluster_id,
            "member_id": scope.member_id,
        },
    )
    return {row["event_id"]: Own(Reply(row["answer"]), row["place"]) for row in rows}


async def replies(
    reading: Reading, scope: ClusterScope, event_id: int, member_ids: Iterable[int]
) -> dict[int, Reply]:
    """What these members answered; for coordinators and the cluster's own work."""
    if not scope.sees(None):
        return {}
    rows = await reading.rows(
        """SELECT rsvp.member_id, rsvp.answer FROM json_each(:members) AS asked
           CROSS JOIN rsvp ON rsvp.cluster_id = :cluster_id AND rsvp.event_id = :event_id
             AND rsvp.member_id = asked.value""",
        {
            "members": json.dumps(list(member_ids)),
            "cluster_id": scope.cluster_id,
            "event_id": event_id,
        },
    )
    return {row["member_id"]: Reply(row["answer"]) for row in rows}


async def guests(
    reading: Reading,
    scope: ClusterScope,
    event_id: int,
    reply: Reply,
    *,
    after: int = 0,
    limit: int,
    besides: datetime | None = None,
) -> list[tuple[int, Recipient]]:
    """Who answered so, in the order they did, each with their turn: the next page is `after` it.

    Besides those who did, or moved up, at that very moment. For coordinators and the cluster's own
    work; nobody for others.
    """
    if not scope.sees(None):
        return []
    return await _listed(reading, scope, event_id, reply, after=after, limit=limit, besides=besides)


async def _listed(
    reading: Reading,
    scope: ClusterScope,
    event_id: int,
    reply: Reply,
    *,
    after: int,
    limit: int,
    besides: datetime | None = None,
) -> list[tuple[int, Recipient]]:
    rows = await reading.rows(
        f"""SELECT rsvp.turn, {audience.COLUMNS}
            FROM rsvp
            JOIN member ON member.id = rsvp.member_id AND member.state = 'active'
            JOIN person ON person.id = member.person_id
            JOIN cluster ON cluster.id = member.cluster_id
            LEFT JOIN firm ON firm.id = member.firm_id
            WHERE rsvp.cluster_id = ? AND rsvp.event_id = ? AND rsvp.answer = ?
              AND rsvp.turn > ? AND rsvp.answered_at IS NOT ?
            ORDER BY rsvp.turn LIMIT ?""",
        (scope.cluster_id, event_id, reply, after, stored(besides) if besides else None, limit),
    )
    return [(row["turn"], audience.recipient(row)) for row in rows]
