"""People, and who is speaking in a turn."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.database import Reading, Transaction
from storage.errors import NotAllowedError
from storage.moments import read_moment, stored
from storage.scope import ClusterScope, MemberScope, Role


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who wrote or tapped. Without a cluster, `scope` and all that is the cluster's is None."""

    telegram_id: int
    name: str
    person_id: int | None = None
    language: str | None = None
    phone_language: str | None = None
    reachable: bool = True
    menu_digest: int | None = None
    last_seen_at: datetime | None = None
    scope: MemberScope | None = None
    joined_at: datetime | None = None
    suspended: bool = False
    firm: str | None = None
    cluster_es: str | None = None
    cluster_en: str | None = None
    territory: str | None = None
    currency: str | None = None
    zone: str | None = None
    cluster_language: str | None = None
    # They are active in another cluster than the one they speak in, too.
    in_several: bool = False

    @property
    def role(self) -> Role | None:
        return self.scope.role if self.scope else None

    @property
    def cluster_id(self) -> int | None:
        return self.scope.cluster_id if self.scope else None


def speaker_of(row: sqlite3.Row) -> Speaker:
    """Who is written to, in the place of a cluster; no rights come with it."""
    return Speaker(
        telegram_id=row["telegram_id"],
        name=row["name"],
        person_id=row["person_id"],
        language=row["language"],
        phone_language=row["phone_language"],
        reachable=bool(row["reachable"]),
        cluster_es=row["name_es"],
        cluster_en=row["name_en"],
        territory=row["territory"],
        currency=row["currency"],
        zone=row["zone"],
        cluster_language=row["cluster_language"],
    )


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cluster, as the cluster's own work and its coordinator see them."""

    scope: MemberScope
    telegram_id: int
    name: str
    language: str | None
    phone_language: str | None
    reachable: bool
    firm: str | None
    joined_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """One of the clusters that a person is in."""

    member_id: int
    cluster_id: int
    name_es: str
    name_en: str
    current: bool


async def meet(
    tx: Transaction, telegram_id: int, name: str, phone_language: str | None, now: datetime
) -> int:
    """Write down whoever spoke, and that they can be reached; their id as a person."""
    seen = stored(now)
    row = await tx.row("SELECT id FROM person WHERE telegram_id = ?", (telegram_id,))
    if row is None:
        return await tx.insert(
            """INSERT INTO person (telegram_id, name, phone_language, created_at, last_seen_at)
               VALUES (?, ?, ?, ?, ?)""",
            (telegram_id, name, phone_language, seen, seen),
        )
    await tx.write(
        """UPDATE person SET name = ?, phone_language = ?, reachable = 1, last_seen_at = ?
           WHERE id = ?""",
        (name, phone_language, seen, row["id"]),
    )
    return int(row["id"])


async def choose_language(tx: Transaction, person_id: int, language: str) -> None:
    """In all their clusters, from now on.

    Raises sqlite3.IntegrityError for a language other than `es` and `en`.
    """
    await tx.write("UPDATE person SET language = ? WHERE id = ?", (language, person_id))


async def mark_reachable(tx: Transaction, telegram_id: int, *, reachable: bool) -> None:
    """Whether Telegram still delivers to them; nothing where it is nobody who was ever met."""
    await tx.write(
        "UPDATE person SET reachable = ? WHERE telegram_id = ?", (reachable, telegram_id)
    )


async def remember_menu(tx: Transaction, person_id: int, digest: int) -> None:
    """Which command menu Telegram shows them, so that it is set anew only when it changes."""
    await tx.write("UPDATE person SET menu_digest = ? WHERE id = ?", (digest, person_id))


async def join(
    tx: Transaction,
    scope: ClusterScope,
    person_id: int,
    role: Role,
    firm_id: int | None,
    now: datetime,
) -> MemberScope:
    """Make them a member, and this cluster the one they speak in.

    Who is a member already stays what they are, but gets the firm if they have none; who had left
    comes back in the role given here.
    Raises NotAllowedError for somebody suspended.
    """
    row = await tx.row(
        "SELECT id, firm_id, role, state FROM member WHERE cluster_id = ? AND person_id = ?",
        (scope.cluster_id, person_id),
    )
    if row and row["state"] == "suspended":
        raise NotAllowedError("a suspended member does not come back by joining")
    if row and row["state"] == "active":
        member_id, role = row["id"], Role(row["role"])
        firm_id = await _keep_firm(tx, member_id, row["firm_id"], firm_id, role)
    elif row:
        member_id = row["id"]
        await _come_back(tx, member_id, role, firm_id)
    else:
        member_id = await _enter(tx, scope, person_id, role, firm_id, now)
    await tx.write("UPDATE person SET current_member_id = ? WHERE id = ?", (member_id, person_id))
    return MemberScope(scope.cluster_id, member_id, person_id, firm_id, role)


async def _enter(
    tx: Transaction,
    scope: ClusterScope,
    person_id: int,
    role: Role,
    firm_id: int | None,
    now: datetime,
) -> int:
    # Not an upsert: for those SQLite looks through every person for one who points to the row.
    return await tx.insert(
        """INSERT INTO member (cluster_id, person_id, firm_id, role, joined_at)
           VALUES (?, ?, ?, ?, ?)""",
        (scope.cluster_id, person_id, firm_id, role, stored(now)),
    )


async def _keep_firm(
    tx: Transaction, member_id: int, own: int | None, given: int | None, role: Role
) -> int | None:
    """The firm of a member who comes by another invitation."""
    if own is not None or given is None or role is Role.OBSERVER:
        return own
    await tx.write("UPDATE member SET firm_id = ? WHERE id = ?", (given, member_id))
    return given


async def _come_back(tx: Transaction, member_id: int, role: Role, firm_id: int | None) -> None:
    await tx.write(
        "UPDATE member SET state = 'active', role = ?, firm_id = ? WHERE id = ?",
        (role, firm_id, member_id),
    )


async def memberships(reading: Reading, person_id: int) -> list[Membership]:
    """The clusters that this person may switch to, the one they speak in too."""
    rows = await reading.rows(
        """SELECT member.id, cluster.id AS cluster_id, cluster.name_es, cluster.name_en,
                  member.id IS person.current_member_id AS current
           FROM person
           JOIN member ON member.person_id = person.id
           JOIN cluster ON cluster.id = member.cluster_id
           WHERE person.id = ? AND member.state = 'active' ORDER BY member.id""",
        (person_id,),
    )
    return [
        Membership(r["id"], r["cluster_id"], r["name_es"], r["name_en"], bool(r["current"]))
        for r in rows
    ]


async def switch_cluster(tx: Transaction, person_id: int, member_id: int) -> bool:
    """Whether they now speak in that cluster: only where `member_id` is theirs and active."""
    changed = await tx.write(
        """UPDATE person SET current_member_id = :member_id
           WHERE id = :person_id AND EXISTS (
             SELECT 1 FROM member
             WHERE id = :member_id AND person_id = :person_id AND state = 'active')""",
        {"person_id": person_id, "member_id": member_id},
    )
    return changed == 1


async def members(
    reading: Reading, scope: ClusterScope, *, after: int = 0, limit: int = 100
) -> list[Member]:
    """The active members, in pages: the next one begins `after` the last member's id.

    For the cluster's own work and its coordinator; nobody else sees the list.
    """
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        """SELECT member.cluster_id, member.id, member.person_id, member.firm_id, member.role,
                  member.joined_at, person.telegram_id, person.name, person.language,
                  person.phone_language, person.reachable, person.last_seen_at, firm.name AS firm
           FROM member
           JOIN person ON person.id = member.person_id
           LEFT JOIN firm ON firm.id = member.firm_id
           WHERE member.cluster_id = ? AND member.id > ? AND member.state = 'active'
           ORDER BY member.id LIMIT ?""",
        (scope.cluster_id, after, limit),
    )
    return [_member(row) for row in rows]


def _member(row: sqlite3.Row) -> Member:
    return Member(
        scope=MemberScope(
            row["cluster_id"], row["id"], row["person_id"], row["firm_id"], Role(row["role"])
        ),
        telegram_id=row["telegram_id"],
        name=row["name"],
        language=row["language"],
        phone_language=row["phone_language"],
        reachable=bool(row["reachable"]),
        firm=row["firm"],
        joined_at=read_moment(row["joined_at"]),
        last_seen_at=read_moment(row["last_seen_at"]),
    )
