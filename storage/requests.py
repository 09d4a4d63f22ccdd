"""Asking to join: who asks, and which coordinator decided first."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.database import Reading, Transaction
from storage.firms import Kind
from storage.moments import stored
from storage.people import Speaker, speaker_of
from storage.scope import ClusterScope, MemberScope

# A no is asked about again after a week at the earliest; and nobody asks many clusters at once.
DECLINED_FOR = timedelta(days=7)
MOST_A_DAY = 3


class Refusal(StrEnum):
    WAITING = "waiting"
    DECLINED = "declined"
    THROTTLED = "throttled"
    ALREADY_MEMBER = "already a member"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Request:
    """`person` is who asks, in the place of the cluster; `firm` is what they typed."""

    id: int
    scope: ClusterScope
    person: Speaker
    firm: str
    kind: Kind
    accepted: bool | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A coordinator's copy: the message in the outbox, and who has it on their phone."""

    member_id: int
    outbox_id: int
    person: Speaker


SELECT = """
SELECT join_request.id, join_request.cluster_id, join_request.firm AS said, join_request.kind,
       join_request.accepted, decider.name AS decider,
       person.id AS person_id, person.telegram_id, person.name, person.language,
       person.phone_language, person.reachable, cluster.name_es, cluster.name_en,
       cluster.territory, cluster.currency, cluster.zone, cluster.language AS cluster_language
FROM join_request
JOIN person ON person.id = join_request.person_id
JOIN cluster ON cluster.id = join_request.cluster_id
LEFT JOIN member AS decided ON decided.id = join_request.decided_by
LEFT JOIN person AS decider ON decider.id = decided.person_id
"""


async def refused(
    reading: Reading, scope: ClusterScope, person_id: int, now: datetime
) -> Refusal | None:
    """Why this person may not ask this cluster now; None when they may."""
    row = await reading.row(
        "SELECT state FROM member WHERE cluster_id = ? AND person_id = ? AND state <> 'left'",
        (scope.cluster_id, person_id),
    )
    if row is not None:
        active = row["state"] == "active"
        return Refusal.ALREADY_MEMBER if active else Refusal.SUSPENDED
    recent = await reading.rows(
        """SELECT cluster_id, asked_at, accepted FROM join_request
           WHERE person_id = ? AND (asked_at > ? OR accepted IS NULL)""",
        (person_id, stored(now - DECLINED_FOR)),
    )
    here = [r["accepted"] for r in recent if r["cluster_id"] == scope.cluster_id]
    if None in here:
        return Refusal.WAITING
    if 0 in here:
        return Refusal.DECLINED
    today = [r for r in recent if r["asked_at"] > stored(now - timedelta(days=1))]
    return Refusal.THROTTLED if len(today) >= MOST_A_DAY else None


async def ask(
    tx: Transaction, scope: ClusterScope, person_id: int, firm: str, kind: Kind, now: datetime
) -> Request | Refusal:
    """Ask to be let in. A second time while the first waits is refused, as `refused` says."""
    no = await refused(tx, scope, person_id, now)
    if no is not None:
        return no
    request_id = await tx.insert(
        """INSERT INTO join_request (cluster_id, person_id, firm, kind, asked_at)
           VALUES (?, ?, ?, ?, ?)""",
        (scope.cluster_id, person_id, firm, kind, stored(now)),
    )
    [row] = await tx.rows(f"{SELECT} WHERE join_request.id = ?", (request_id,))
    return _request(row)


async def find(reading: Reading, scope: ClusterScope, request_id: int) -> Request | None:
    """For who may see all of the cluster; None for anybody else, and for another cluster's."""
    if not scope.sees(None):
        return None
    row = await reading.row(
        f"{SELECT} WHERE join_request.cluster_id = ? AND join_request.id = ?",
        (scope.cluster_id, request_id),
    )
    return _request(row) if row else None


async def waiting(reading: Reading, scope: ClusterScope, *, limit: int = 10) -> list[Request]:
    """Those that nobody has decided, oldest first; for who may see all of the cluster."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""{SELECT} WHERE join_request.cluster_id = ? AND join_request.accepted IS NULL
            ORDER BY join_request.id LIMIT ?""",
        (scope.cluster_id, limit),
    )
    return [_request(row) for row in rows]


async def decide(
    tx: Transaction, scope: MemberScope, request_id: int, now: datetime, *, accept: bool
) -> bool:
    """Whether this decided it: the first does. Raises NotAllowedError for who may not."""
    scope.must_coordinate("decide who comes in")
    changed = await tx.write(
        """UPDATE join_request SET accepted = ?, decided_by = ?, decided_at = ?
           WHERE cluster_id = ? AND id = ? AND accepted IS NULL""",
        (int(accept), scope.member_id, stored(now), scope.cluster_id, request_id),
    )
    return changed == 1


async def remember_cards(
    tx: Transaction, scope: ClusterScope, request_id: int, messages: Mapping[int, int]
) -> None:
    """`messages`: the id in the outbox of each coordinator's card, by the member's id.

    Raises sqlite3.IntegrityError for a request or a member of another cluster.
    """
    await tx.write_many(
        """INSERT OR REPLACE INTO join_request_card (cluster_id, request_id, member_id, outbox_id)
           VALUES (?, ?, ?, ?)""",
        [(scope.cluster_id, request_id, member, row) for member, row in messages.items()],
    )


async def cards(reading: Reading, scope: ClusterScope, request_id: int) -> list[Card]:
    """The copies of everybody who got one; for who may see all of the cluster."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        """SELECT card.member_id, card.outbox_id, person.telegram_id, person.id AS person_id,
                  person.name, person.language, person.phone_language, person.reachable,
                  cluster.name_es, cluster.name_en, cluster.territory, cluster.currency,
                  cluster.zone, cluster.language AS cluster_language
           FROM join_request_card AS card
           JOIN member ON member.id = card.member_id
           JOIN person ON person.id = member.person_id
           JOIN cluster ON cluster.id = card.cluster_id
           WHERE card.request_id = ? AND card.cluster_id = ?""",
        (request_id, scope.cluster_id),
    )
    return [Card(row["member_id"], row["outbox_id"], speaker_of(row)) for row in rows]


def _request(row: sqlite3.Row) -> Request:
    return Request(
        id=row["id"],
        scope=ClusterScope(row["cluster_id"]),
        person=speaker_of(row),
        firm=row["said"],
        kind=Kind(row["kind"]),
        accepted=None if row["accepted"] is None else bool(row["accepted"]),
        decided_by=row["decider"],
    )
