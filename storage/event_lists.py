"""Lists of fairs and trainings: those that are not over, one's own, and those that are."""

from __future__ import annotations

from datetime import datetime

from storage.database import Reading
from storage.events import LONGEST, SELECT, Event, event_of
from storage.moments import stored
from storage.scope import ClusterScope, MemberScope


async def coming(
    reading: Reading, scope: ClusterScope, now: datetime, *, limit: int, after: int | None = None
) -> list[Event]:
    """What is not over, by when it begins; in pages, `after` the id of the last one seen."""
    page = (
        ""
        if after is None
        else """AND (event.starts_at, event.id) >
                (SELECT starts_at, id FROM event WHERE id = :after AND cluster_id = :cluster_id)"""
    )
    rows = await reading.rows(
        f"""{SELECT} WHERE event.cluster_id = :cluster_id AND event.cancelled_at IS NULL {page}
              AND event.starts_at > :long_ago AND event.ends_at > :now
            ORDER BY event.starts_at, event.id LIMIT :limit""",
        {
            "cluster_id": scope.cluster_id,
            "now": stored(now),
            "long_ago": stored(now - LONGEST),
            "after": after,
            "limit": limit,
        },
    )
    return [event_of(row) for row in rows]


async def past(
    reading: Reading, scope: ClusterScope, now: datetime, *, limit: int, before: int | None = None
) -> list[Event]:
    """What is over and took place, the newest first; `before` is the id of the last one seen."""
    if not scope.sees(None):
        return []
    page = (
        ""
        if before is None
        else """AND (event.starts_at, event.id) <
                (SELECT starts_at, id FROM event WHERE id = :before AND cluster_id = :cluster_id)"""
    )
    rows = await reading.rows(
        f"""{SELECT} WHERE event.cluster_id = :cluster_id AND event.cancelled_at IS NULL {page}
              AND event.starts_at < :now AND event.ends_at <= :now
            ORDER BY event.starts_at DESC, event.id DESC LIMIT :limit""",
        {"cluster_id": scope.cluster_id, "now": stored(now), "before": before, "limit": limit},
    )
    return [event_of(row) for row in rows]


async def mine(reading: Reading, scope: MemberScope, now: datetime, *, limit: int) -> list[Event]:
    """What the member goes to or waits for a place in, and is not over, the next first."""
    rows = await reading.rows(
        f"""{SELECT}
            JOIN rsvp AS own ON own.cluster_id = event.cluster_id AND own.event_id = event.id
            WHERE own.cluster_id = :cluster_id AND own.member_id = :member_id
              AND own.answer IN ('going', 'waiting')
              AND event.cancelled_at IS NULL AND event.ends_at > :now
            ORDER BY event.starts_at, event.id LIMIT :limit""",
        {
            "cluster_id": scope.cluster_id,
            "member_id": scope.member_id,
            "now": stored(now),
            "limit": limit,
        },
    )
    return [event_of(row) for row in rows]
