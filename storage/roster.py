"""The members as their coordinators see them: when they were last active, and what they may do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from storage.database import Reading, Transaction
from storage.errors import NotAllowedError, NotFoundError
from storage.moments import read_moment
from storage.people import Speaker, speaker_of
from storage.scope import ClusterScope, MemberScope, Role


class State(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Listed:
    """`person` is who is written to, in the place of the cluster; it holds no rights."""

    scope: MemberScope
    state: State
    joined_at: datetime
    seen_at: datetime
    person: Speaker

    @property
    def member_id(self) -> int:
        return self.scope.member_id

    @property
    def name(self) -> str:
        return self.person.name


SELECT = """
SELECT member.cluster_id, member.id, member.person_id, member.firm_id, member.role, member.state,
       member.joined_at, person.telegram_id, person.name, person.language, person.phone_language,
       person.reachable, person.last_seen_at, firm.name AS firm, cluster.name_es, cluster.name_en,
       cluster.territory, cluster.currency, cluster.zone, cluster.language AS cluster_language
FROM member
JOIN person ON person.id = member.person_id
JOIN cluster ON cluster.id = member.cluster_id
LEFT JOIN firm ON firm.id = member.firm_id
"""


async def one(reading: Reading, scope: ClusterScope, member_id: int) -> Listed | None:
    """None also for one who is not of this cluster, and for who may not see all of it."""
    if not scope.sees(None):
        return None
    row = await reading.row(
        f"""{SELECT} WHERE member.cluster_id = ? AND member.id = ? AND member.state <> 'left'""",
        (scope.cluster_id, member_id),
    )
    return listed_of(row) if row else None


async def of_person(reading: Reading, scope: ClusterScope, person_id: int) -> Listed | None:
    """Somebody by who they are, if they are in this cluster; None as in `one`."""
    if not scope.sees(None):
        return None
    row = await reading.row(
        f"""{SELECT} WHERE member.cluster_id = ? AND member.person_id = ?
              AND member.state <> 'left'""",
        (scope.cluster_id, person_id),
    )
    return listed_of(row) if row else None


async def coordinators(reading: Reading, scope: ClusterScope) -> list[Listed]:
    """The active ones: whom the cluster's own work turns to."""
    rows = await reading.rows(
        f"""{SELECT} WHERE member.cluster_id = ? AND member.role = 'coordinator'
              AND member.state = 'active' ORDER BY member.id""",
        (scope.cluster_id,),
    )
    return [listed_of(row) for row in rows]


async def reporters(reading: Reading, scope: ClusterScope, firm_ids: Iterable[int]) -> list[Listed]:
    """The active members who can report for these firms; for who may see all of the cluster."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""{SELECT} WHERE member.cluster_id = ? AND member.state = 'active'
              AND member.role <> 'observer'
              AND member.firm_id IN (SELECT value FROM json_each(?)) ORDER BY member.id""",
        (scope.cluster_id, json.dumps(list(firm_ids))),
    )
    return [listed_of(row) for row in rows]


async def set_state(
    tx: Transaction, scope: MemberScope, member_id: int, *, suspended: bool
) -> bool:
    """Suspend a member or let them back in; False where they are so already.

    Raises NotFoundError for one who is not of this cluster, NotAllowedError for oneself: so the
    last coordinator never locks themself out.
    """
    await _check(tx, scope, member_id)
    changed = await tx.write(
        "UPDATE member SET state = ? WHERE cluster_id = ? AND id = ? AND state = ?",
        (
            State.SUSPENDED if suspended else State.ACTIVE,
            scope.cluster_id,
            member_id,
            State.ACTIVE if suspended else State.SUSPENDED,
        ),
    )
    return changed == 1


async def change_role(tx: Transaction, scope: MemberScope, member_id: int, role: Role) -> bool:
    """False where they have it already. Raises what `set_state` does."""
    await _check(tx, scope, member_id)
    changed = await tx.write(
        "UPDATE member SET role = ? WHERE cluster_id = ? AND id = ? AND role <> ?",
        (role, scope.cluster_id, member_id, role),
    )
    return changed == 1


async def change_firm(
    tx: Transaction, scope: MemberScope, member_id: int, firm_id: int | None
) -> bool:
    """False where it is theirs already; what was reported stays with the firm it was told for.

    Raises NotFoundError for a member, sqlite3.IntegrityError for a firm, of another cluster.
    """
    if await one(tx, scope, member_id) is None:
        raise NotFoundError
    changed = await tx.write(
        "UPDATE member SET firm_id = ? WHERE cluster_id = ? AND id = ? AND firm_id IS NOT ?",
        (firm_id, scope.cluster_id, member_id, firm_id),
    )
    return changed == 1


async def _check(reading: Reading, scope: MemberScope, member_id: int) -> None:
    if await one(reading, scope, member_id) is None:
        raise NotFoundError
    if member_id == scope.member_id:
        raise NotAllowedError("nobody changes their own rights")


def listed_of(row: sqlite3.Row) -> Listed:
    return Listed(
        scope=MemberScope(
            row["cluster_id"], row["id"], row["person_id"], row["firm_id"], Role(row["role"])
        ),
        state=State(row["state"]),
        joined_at=read_moment(row["joined_at"]),
        seen_at=read_moment(row["last_seen_at"]),
        person=replace(speaker_of(row), firm=row["firm"]),
    )
