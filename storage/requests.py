"""Asking to join: who asks, and which coordinator decided first."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage import masks, request_invitations
from storage.database import Reading, Transaction
from storage.firms import Kind
from storage.moments import read_moment, read_moment_if, stored
from storage.people import Speaker, speaker_of
from storage.scope import ClusterScope, MemberScope

# A no is asked about again after a week at the earliest; nobody asks many clusters at once, nor
# one again and again. What counts outlives being forgotten (storage/masks.py).
DECLINED_FOR = timedelta(days=7)
REOPEN_FOR = timedelta(days=1)
MOST_A_DAY = 3
MOST_HERE = 2


class Refusal(StrEnum):
    WAITING = "waiting"
    DECLINED = "declined"
    THROTTLED = "throttled"
    OFTEN = "often"
    ACCEPTED = "accepted"
    ALREADY_MEMBER = "already a member"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Request:
    """`person` is who asks, in the place of the cluster; `firm` is what they typed.

    `joined`: nobody decided it, for they joined by an invitation meanwhile.
    """

    id: int
    scope: ClusterScope
    person: Speaker
    firm: str
    kind: Kind
    accepted: bool | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    joined: bool = False

    def can_reopen(self, now: datetime) -> bool:
        """Whether a no is young enough to be taken back."""
        young = self.decided_at is not None and now - self.decided_at < REOPEN_FOR
        return self.accepted is False and young


SELECT = """
SELECT join_request.id, join_request.cluster_id, join_request.firm AS said, join_request.kind,
       join_request.accepted, join_request.decided_at, decider.name AS decider,
       decider.id IS join_request.person_id AS joined,
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
    open_one = await reading.row(
        """SELECT 1 FROM join_request
           WHERE cluster_id = ? AND person_id = ? AND accepted IS NULL""",
        (scope.cluster_id, person_id),
    )
    if open_one:
        return Refusal.WAITING
    if scope.cluster_id in await request_invitations.given(reading, person_id, now):
        return Refusal.ACCEPTED
    return await _too_often(reading, scope, person_id, now)


async def _too_often(
    reading: Reading, scope: ClusterScope, person_id: int, now: datetime
) -> Refusal | None:
    recent = await reading.rows(
        "SELECT cluster_id, at, declined FROM knock WHERE who = ? AND at > ?",
        (await _who(reading, person_id), stored(now - DECLINED_FOR)),
    )
    here = [r["declined"] for r in recent if r["cluster_id"] == scope.cluster_id]
    if 1 in here:
        return Refusal.DECLINED
    if len(here) >= MOST_HERE:
        return Refusal.OFTEN
    day = stored(now - timedelta(days=1))
    today = [r for r in recent if not r["declined"] and r["at"] > day]
    return Refusal.THROTTLED if len(today) >= MOST_A_DAY else None


async def _who(reading: Reading, person_id: int) -> bytes:
    return await masks.mask(reading, await _number(reading, person_id))


async def _number(reading: Reading, person_id: int) -> int:
    row = await reading.row("SELECT telegram_id FROM person WHERE id = ?", (person_id,))
    return row["telegram_id"] if row else 0


async def ask(
    tx: Transaction, scope: ClusterScope, person_id: int, firm: str, kind: Kind, now: datetime
) -> Request | Refusal:
    """Ask to be let in. A second time while the first waits is refused, as `refused` says."""
    no = await refused(tx, scope, person_id, now)
    if no is not None:
        return no
    await _knock(tx, scope, person_id, now, declined=False)
    request_id = await tx.insert(
        """INSERT INTO join_request (cluster_id, person_id, firm, kind, asked_at)
           VALUES (?, ?, ?, ?, ?)""",
        (scope.cluster_id, person_id, firm, kind, stored(now)),
    )
    [row] = await tx.rows(f"{SELECT} WHERE join_request.id = ?", (request_id,))
    return _request(row)


async def _knock(
    tx: Transaction, scope: ClusterScope, person_id: int, now: datetime, *, declined: bool
) -> None:
    who = await masks.new_mask(tx, await _number(tx, person_id))
    await tx.write(
        "INSERT INTO knock (cluster_id, who, at, declined) VALUES (?, ?, ?, ?)",
        (scope.cluster_id, who, stored(now), declined),
    )


async def asked_lately(reading: Reading, scope: ClusterScope, now: datetime) -> int:
    """How often the cluster was asked within a day, by whomever."""
    row = await reading.row(
        """SELECT count(*) FROM knock WHERE cluster_id = ? AND at > ? AND declined = 0""",
        (scope.cluster_id, stored(now - timedelta(days=1))),
    )
    return row[0] if row else 0


async def find(reading: Reading, scope: ClusterScope, request_id: int) -> Request | None:
    """For who may see all of the cluster; None for anybody else, and for another cluster's."""
    if not scope.sees(None):
        return None
    row = await reading.row(
        f"{SELECT} WHERE join_request.cluster_id = ? AND join_request.id = ?",
        (scope.cluster_id, request_id),
    )
    return _request(row) if row else None


async def waiting(
    reading: Reading, scope: ClusterScope, *, after: int = 0, limit: int = 10
) -> list[Request]:
    """Those that nobody has decided, oldest first, in pages by the last id seen.

    For who may see all of the cluster; none for anybody else.
    """
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""{SELECT} WHERE join_request.cluster_id = ? AND join_request.accepted IS NULL
              AND join_request.id > ? ORDER BY join_request.id LIMIT ?""",
        (scope.cluster_id, after, limit),
    )
    return [_request(row) for row in rows]


async def count_waiting(reading: Reading, scope: ClusterScope) -> int:
    """0 also for who may not see all of the cluster."""
    if not scope.sees(None):
        return 0
    row = await reading.row(
        "SELECT count(*) FROM join_request WHERE cluster_id = ? AND accepted IS NULL",
        (scope.cluster_id,),
    )
    return row[0] if row else 0


async def waits(reading: Reading, person_id: int) -> bool:
    """Whether somebody has asked to join and nobody has decided yet."""
    row = await reading.row(
        "SELECT 1 FROM join_request WHERE person_id = ? AND accepted IS NULL", (person_id,)
    )
    return row is not None


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
    if not changed:
        return False
    row = await tx.row("SELECT person_id FROM join_request WHERE id = ?", (request_id,))
    if row and accept:
        await masks.let_in(tx, scope, await _number(tx, row["person_id"]))
    elif row:
        await _knock(tx, scope, row["person_id"], now, declined=True)
    return True


async def reopen(tx: Transaction, scope: MemberScope, request_id: int, now: datetime) -> bool:
    """Take back a no, for a day and while they have not come in by another way.

    False where there is none to take back. Raises NotAllowedError as `decide`.
    """
    scope.must_coordinate("decide who comes in")
    rows = await tx.rows(
        """UPDATE join_request SET accepted = NULL, decided_by = NULL, decided_at = NULL
           WHERE cluster_id = :cluster_id AND id = :id AND accepted = 0 AND decided_at > :since
             AND NOT EXISTS (SELECT 1 FROM member
                             WHERE member.cluster_id = :cluster_id AND member.state <> 'left'
                               AND member.person_id = join_request.person_id)
             AND NOT EXISTS (SELECT 1 FROM join_request AS other
                             WHERE other.cluster_id = :cluster_id AND other.accepted IS NULL
                               AND other.person_id = join_request.person_id)
           RETURNING person_id""",
        {"cluster_id": scope.cluster_id, "id": request_id, "since": stored(now - REOPEN_FOR)},
    )
    for row in rows:
        who = await _who(tx, row["person_id"])
        await tx.write(
            "DELETE FROM knock WHERE who = ? AND cluster_id = ? AND declined = 1",
            (who, scope.cluster_id),
        )
    return bool(rows)


async def again_at(
    reading: Reading, scope: ClusterScope, person_id: int, now: datetime
) -> datetime:
    """When a person who was declined may ask this cluster again; now, if nobody declined."""
    row = await reading.row(
        """SELECT at FROM knock WHERE who = ? AND cluster_id = ? AND declined = 1
           ORDER BY at DESC LIMIT 1""",
        (await _who(reading, person_id), scope.cluster_id),
    )
    return max(now, read_moment(row["at"]) + DECLINED_FOR) if row else now


async def close(tx: Transaction, scope: MemberScope, now: datetime) -> int | None:
    """Whoever this is has joined: what they asked is decided by that; its id, if it waited.

    Another invitation that they got by asking is of no use any more.
    """
    await tx.write(
        """UPDATE invitation SET revoked_at = :now
           WHERE cluster_id = :cluster_id AND revoked_at IS NULL AND uses_left > 0
             AND id IN (SELECT invitation_id FROM join_request WHERE person_id = :person_id)""",
        {"now": stored(now), "cluster_id": scope.cluster_id, "person_id": scope.person_id},
    )
    rows = await tx.rows(
        """UPDATE join_request SET accepted = 1, decided_by = ?, decided_at = ?
           WHERE cluster_id = ? AND person_id = ? AND accepted IS NULL RETURNING id""",
        (scope.member_id, stored(now), scope.cluster_id, scope.person_id),
    )
    return rows[0]["id"] if rows else None


def _request(row: sqlite3.Row) -> Request:
    return Request(
        id=row["id"],
        scope=ClusterScope(row["cluster_id"]),
        person=speaker_of(row),
        firm=row["said"],
        kind=Kind(row["kind"]),
        accepted=None if row["accepted"] is None else bool(row["accepted"]),
        decided_by=row["decider"],
        decided_at=read_moment_if(row["decided_at"]),
        joined=bool(row["joined"]),
    )
