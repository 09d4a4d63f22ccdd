"""Invitation links: a token that carries cluster, role and firm, for so long and so many."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from storage import masks, people
from storage.database import Reading, Transaction
from storage.moments import read_moment, stored
from storage.scope import ClusterScope, MemberScope, Role

# 128 random bits: guessing is hopeless, so the pause only spares the work of answering guesses.
TOKEN_BYTES = 16
WRONG_TOKENS = 5
WRONG_WITHIN = timedelta(hours=1)


class Refusal(StrEnum):
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED_UP = "used up"
    REVOKED = "revoked"
    THROTTLED = "throttled"
    ALREADY_MEMBER = "already a member"
    SUSPENDED = "suspended"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class Invitation:
    """`token` goes into the link only: never into a log, and to nobody but coordinators.

    `adds_firm`: whoever looked it up is a member without a firm, and would get this one.
    `says_firm`: whoever comes by it names their own firm.
    """

    id: int
    scope: ClusterScope
    token: str
    role: Role
    firm_id: int | None
    firm: str | None
    cluster_es: str
    cluster_en: str
    uses_left: int
    expires_at: datetime
    says_firm: bool = False
    adds_firm: bool = False


COLUMNS = """invitation.id, invitation.cluster_id, invitation.token, invitation.role,
       invitation.firm_id, invitation.uses_left, invitation.expires_at, invitation.revoked_at,
       invitation.says_firm, cluster.name_es, cluster.name_en, firm.name AS firm"""

# Of a cluster, as of a moment.
IN_FORCE = """
FROM invitation
JOIN cluster ON cluster.id = invitation.cluster_id
LEFT JOIN firm ON firm.id = invitation.firm_id
WHERE invitation.cluster_id = ? AND invitation.revoked_at IS NULL
  AND invitation.uses_left > 0 AND invitation.expires_at > ?"""

# Wrong tokens are counted up to the limit only, so that a busy guesser costs no more than others.
LOOK_UP = f"""
SELECT {COLUMNS}, member.state, member.firm_id AS own_firm, member.role AS own_role,
       (SELECT count(*) FROM (SELECT 1 FROM wrong_invitation
                              WHERE who = :who AND at > :since
                              LIMIT {WRONG_TOKENS})) AS wrong
FROM (SELECT :token AS token, :telegram_id AS telegram_id) AS asked
LEFT JOIN invitation ON invitation.token = asked.token
LEFT JOIN cluster ON cluster.id = invitation.cluster_id
LEFT JOIN firm ON firm.id = invitation.firm_id
LEFT JOIN person ON person.telegram_id = asked.telegram_id
LEFT JOIN member ON member.cluster_id = invitation.cluster_id AND member.person_id = person.id
"""


async def create(
    tx: Transaction,
    scope: ClusterScope,
    *,
    role: Role,
    firm_id: int | None,
    expires_at: datetime,
    uses: int,
    now: datetime,
) -> Invitation:
    """Made by the member whose scope this is, if it is one's.

    Raises sqlite3.IntegrityError for a firm that is not this cluster's.
    Raises NotAllowedError for a member who may not see all of the cluster.
    """
    scope.must_coordinate("invite")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation_id = await tx.insert(
        """INSERT INTO invitation (cluster_id, token, role, firm_id, uses_left, expires_at,
                                   created_at, made_by)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            scope.cluster_id,
            token,
            role,
            firm_id,
            uses,
            stored(expires_at),
            stored(now),
            scope.member_id if isinstance(scope, MemberScope) else None,
        ),
    )
    [row] = await tx.rows(
        f"""SELECT {COLUMNS} FROM invitation
            JOIN cluster ON cluster.id = invitation.cluster_id
            LEFT JOIN firm ON firm.id = invitation.firm_id
            WHERE invitation.id = ?""",
        (invitation_id,),
    )
    return _invitation(row)


async def look_up(
    tx: Transaction, token: str, telegram_id: int, now: datetime
) -> Invitation | Refusal:
    """What the link offers this person.

    After five wrong tokens within an hour the answer is THROTTLED whatever the token, so that
    nothing tells whether the next guess was right; what is tried meanwhile does not prolong it.
    """
    args = {
        "token": token,
        "telegram_id": telegram_id,
        "who": await masks.mask(tx, telegram_id),
        "since": stored(now - WRONG_WITHIN),
    }
    [row] = await tx.rows(LOOK_UP, args)
    if row["wrong"] >= WRONG_TOKENS:
        return Refusal.THROTTLED
    if row["id"] is None:
        await tx.write(
            "INSERT INTO wrong_invitation (who, at) VALUES (?, ?)",
            (await masks.new_mask(tx, telegram_id), stored(now)),
        )
        return Refusal.UNKNOWN
    found = _invitation(row)
    if row["state"] in {None, "left"} and await masks.barred(tx, found.scope, telegram_id):
        return Refusal.BARRED
    return _refusal(row, now) or replace(found, adds_firm=row["state"] == "active")


async def use(
    tx: Transaction, token: str, telegram_id: int, now: datetime, own_firm: int | None = None
) -> MemberScope | Refusal:
    """Join by this link; it has one use less then. Raises LookupError for a person never met.

    `own_firm` is that which they named, where the link has them name it (storage/own_firms.py).

    A second tap finds a member, and costs no second use. Turns write one after another, and the
    schema refuses fewer than no uses, so that two people never share the last one.
    """
    found = await look_up(tx, token, telegram_id, now)
    if isinstance(found, Refusal):
        return found
    if found.says_firm and own_firm is None:
        raise LookupError("whoever comes by this link names a firm first")
    person = await tx.row("SELECT id FROM person WHERE telegram_id = ?", (telegram_id,))
    if person is None:
        raise LookupError("a person is met before they join")
    taken = await tx.write(
        "UPDATE invitation SET uses_left = uses_left - 1 WHERE id = ? AND uses_left > 0",
        (found.id,),
    )
    if not taken:
        return Refusal.USED_UP
    firm_id = own_firm if found.says_firm else found.firm_id
    return await people.join(tx, found.scope, person["id"], found.role, firm_id, now)


async def in_force(
    reading: Reading, scope: ClusterScope, now: datetime, *, after: int = 0, limit: int = 8
) -> list[Invitation]:
    """The links that still let somebody in, oldest first; the next page is `after` the last id.

    For who may see all of the cluster; none for anybody else.
    """
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""SELECT {COLUMNS} {IN_FORCE} AND invitation.id > ? ORDER BY invitation.id LIMIT ?""",
        (scope.cluster_id, stored(now), after, limit),
    )
    return [_invitation(row) for row in rows]


async def one_in_force(
    reading: Reading, scope: ClusterScope, invitation_id: int, now: datetime
) -> Invitation | None:
    """None also for another cluster's, and for who may not see all of this one."""
    if not scope.sees(None):
        return None
    row = await reading.row(
        f"SELECT {COLUMNS} {IN_FORCE} AND invitation.id = ?",
        (scope.cluster_id, stored(now), invitation_id),
    )
    return _invitation(row) if row else None


async def count_in_force(reading: Reading, scope: ClusterScope, now: datetime) -> int:
    """How many links let somebody in; 0 for who may not see all of the cluster."""
    if not scope.sees(None):
        return 0
    [row] = await reading.rows(f"SELECT count(*) AS n {IN_FORCE}", (scope.cluster_id, stored(now)))
    return int(row["n"])


async def revoke(tx: Transaction, scope: ClusterScope, invitation_id: int, now: datetime) -> bool:
    """Whether it was in force until now; for who may see all of the cluster."""
    if not scope.sees(None):
        return False
    changed = await tx.write(
        """UPDATE invitation SET revoked_at = ?
           WHERE cluster_id = ? AND id = ? AND revoked_at IS NULL""",
        (stored(now), scope.cluster_id, invitation_id),
    )
    return changed == 1


async def withdrawn(reading: Reading, scope: ClusterScope, invitation_id: int) -> bool:
    """Whether somebody took it back; False for who may not see all of the cluster."""
    if not scope.sees(None):
        return False
    row = await reading.row(
        """SELECT 1 FROM invitation
           WHERE cluster_id = ? AND id = ? AND revoked_at IS NOT NULL""",
        (scope.cluster_id, invitation_id),
    )
    return row is not None


async def withdraw_of(
    tx: Transaction, scope: ClusterScope, member_id: int, now: datetime
) -> list[Role]:
    """All that a member made and still lets somebody in, by role; for who may see the cluster."""
    if not scope.sees(None):
        return []
    rows = await tx.rows(
        """UPDATE invitation SET revoked_at = :now
           WHERE cluster_id = :cluster_id AND made_by = :member_id AND revoked_at IS NULL
             AND uses_left > 0 AND expires_at > :now
           RETURNING role""",
        {"now": stored(now), "cluster_id": scope.cluster_id, "member_id": member_id},
    )
    return [Role(row["role"]) for row in rows]


async def cluster_of(reading: Reading, token: str) -> ClusterScope | None:
    """Where a link leads, whatever has become of it."""
    row = await reading.row("SELECT cluster_id FROM invitation WHERE token = ?", (token,))
    return ClusterScope(row["cluster_id"]) if row else None


def _refusal(row: sqlite3.Row, now: datetime) -> Refusal | None:
    """A member is told so first: whoever taps their own used-up link has nothing to worry about."""
    if row["state"] == "active" and not _adds_firm(row):
        return Refusal.ALREADY_MEMBER
    if row["state"] == "suspended":
        return Refusal.SUSPENDED
    if row["revoked_at"] is not None:
        return Refusal.REVOKED
    if read_moment(row["expires_at"]) <= now:
        return Refusal.EXPIRED
    if row["uses_left"] == 0:
        return Refusal.USED_UP
    return None


def _adds_firm(row: sqlite3.Row) -> bool:
    """Observers report for nobody."""
    lacks = row["own_firm"] is None and row["own_role"] != Role.OBSERVER
    return lacks and row["firm_id"] is not None


def _invitation(row: sqlite3.Row) -> Invitation:
    return Invitation(
        id=row["id"],
        scope=ClusterScope(row["cluster_id"]),
        token=row["token"],
        role=Role(row["role"]),
        firm_id=row["firm_id"],
        firm=row["firm"],
        cluster_es=row["name_es"],
        cluster_en=row["name_en"],
        uses_left=row["uses_left"],
        expires_at=read_moment(row["expires_at"]),
        says_firm=bool(row["says_firm"]),
    )
