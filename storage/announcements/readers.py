"""Whose copy of an announcement is whose: who has read it, and what stands under it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage import audience
from storage.audience import Recipient
from storage.database import Reading, Transaction
from storage.moments import stored
from storage.outbox import State
from storage.scope import ClusterScope

# Of the announcement as it reads now. Whoever is paused or forgotten is no reader any more.
OF = f"""FROM announcement_copy AS copy
JOIN announcement ON announcement.id = copy.announcement_id
JOIN outbox AS message ON message.id = copy.outbox_id AND message.state = {State.SENT}
JOIN member ON member.id = copy.member_id AND member.state = 'active'
JOIN person ON person.id = member.person_id AND person.telegram_id > 0
JOIN cluster ON cluster.id = member.cluster_id
LEFT JOIN firm ON firm.id = member.firm_id
WHERE copy.cluster_id = :cluster_id AND copy.announcement_id = :id"""
HAS_READ = "coalesce(copy.read_revision >= announcement.revision, 0)"


@dataclass(frozen=True, slots=True)
class Reader:
    """`outbox_id` is the message that they have."""

    to: Recipient
    outbox_id: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A copy of what announces an event."""

    announcement_id: int
    revision: int
    outbox_id: int


async def listed(
    reading: Reading,
    scope: ClusterScope,
    announcement_id: int,
    *,
    has_read: bool,
    sent_before: datetime | None = None,
    after: int,
    limit: int,
) -> list[Reader]:
    """Who has read it, or has not; the next page is `after` a member's id.

    For coordinators and the cluster's own work.
    """
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""SELECT {audience.COLUMNS}, copy.outbox_id, message.done_at {OF}
              AND {HAS_READ} = :has_read AND copy.member_id > :after
              AND (:sent_before IS NULL OR message.done_at <= :sent_before)
            ORDER BY copy.member_id LIMIT :limit""",
        {
            "cluster_id": scope.cluster_id,
            "id": announcement_id,
            "has_read": has_read,
            "after": after,
            "sent_before": stored(sent_before) if sent_before else None,
            "limit": limit,
        },
    )
    return [
        Reader(audience.recipient(row), row["outbox_id"], datetime.fromisoformat(row["done_at"]))
        for row in rows
    ]


async def unread(
    reading: Reading, scope: ClusterScope, announcement_id: int, sent_before: datetime
) -> int:
    """How many can be written to, have not read it, and have had the time to."""
    if not scope.sees(None):
        return 0
    row = await reading.row(
        f"""SELECT count(*) AS n {OF} AND NOT {HAS_READ} AND person.reachable
              AND message.done_at <= :sent_before""",
        {
            "cluster_id": scope.cluster_id,
            "id": announcement_id,
            "sent_before": stored(sent_before),
        },
    )
    return row["n"] if row else 0


async def replace(
    tx: Transaction,
    scope: ClusterScope,
    announcement_id: int,
    revision: int,
    copies: Iterable[tuple[int, int]],
) -> None:
    """Pairs of a member and the message of the outbox that is their copy from now on."""
    await tx.write_many(
        """UPDATE announcement_copy SET outbox_id = ?, change_id = NULL, revision = ?
           WHERE cluster_id = ? AND announcement_id = ? AND member_id = ?""",
        [
            (outbox_id, revision, scope.cluster_id, announcement_id, member_id)
            for member_id, outbox_id in copies
        ],
    )


async def told_of(
    reading: Reading, scope: ClusterScope, event_id: int, member_ids: Iterable[int]
) -> dict[int, list[Told]]:
    """What these members have on their phones of what announces the event; by member.

    For the cluster's own work and coordinators.
    """
    if not scope.sees(None):
        return {}
    rows = await reading.rows(
        """SELECT copy.member_id, announcement.id, copy.revision, copy.outbox_id
           FROM json_each(:members) AS asked
           CROSS JOIN announcement ON announcement.cluster_id = :cluster_id
             AND announcement.event_id = :event_id AND announcement.state IN ('going out', 'sent')
           CROSS JOIN announcement_copy AS copy ON copy.cluster_id = :cluster_id
             AND copy.announcement_id = announcement.id AND copy.member_id = asked.value
           WHERE copy.outbox_id IS NOT NULL""",
        {
            "cluster_id": scope.cluster_id,
            "event_id": event_id,
            "members": json.dumps(list(member_ids)),
        },
    )
    found: dict[int, list[Told]] = {}
    for row in rows:
        told = Told(row["id"], row["revision"], row["outbox_id"])
        found.setdefault(row["member_id"], []).append(told)
    return found
