"""Who changed and who viewed what of others, and of what is for all: to be read, never edited."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Reading, Transaction
from storage.moments import read_moment, stored
from storage.scope import ClusterScope, MemberScope

# After any moment as it is stored.
LATEST = "~"


class Act(StrEnum):
    INVITED = "invited"
    REVOKED = "revoked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ROLE = "role"
    FIRM = "firm"
    REOPENED = "reopened"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    REMINDED = "reminded"
    LISTED = "listed"
    VIEWED = "viewed"
    EXPORTED = "exported"
    ANNOUNCED = "announced"
    ANNOUNCED_AGAIN = "announced again"
    CORRECTED = "corrected"
    RECALLED = "recalled"
    EVENT_MADE = "event made"
    EVENT_CHANGED = "event changed"
    EVENT_OFF = "event called off"
    BLOCKED = "blocked"
    LIFTED = "lifted"
    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"
    PUT_BACK = "put back"


@dataclass(frozen=True, slots=True)
class Entry:
    """`who` did it; `about` is the name of the member it was done to, where there is one.

    `es` and `en` are what it was done to otherwise, as it reads by now: the text of an
    announcement, the name of an event or of equipment. One of them may be missing.
    """

    id: int
    act: Act
    who: str
    about: str | None
    detail: str | None
    at: datetime
    es: str | None = None
    en: str | None = None


async def note(
    tx: Transaction,
    scope: MemberScope,
    act: Act,
    now: datetime,
    *,
    about: int | None = None,
    detail: str | None = None,
    announcement_id: int | None = None,
    event_id: int | None = None,
    resource_id: int | None = None,
) -> None:
    """`about` is a member's id; `detail` is never what anybody wrote.

    It is a role, or the old and the new; what of an event changed; why equipment is out of use.

    Raises sqlite3.IntegrityError for what is not of this cluster.
    """
    await tx.write(
        """INSERT INTO audit (cluster_id, member_id, act, about, detail, at, announcement_id,
                              event_id, resource_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            *(scope.cluster_id, scope.member_id, act, about, detail, stored(now)),
            *(announcement_id, event_id, resource_id),
        ),
    )


async def latest(
    reading: Reading, scope: ClusterScope, *, before: int | None = None, limit: int = 10
) -> list[Entry]:
    """Newest first, in pages: the next one is what comes `before` the last id seen.

    For who may see all of the cluster; nothing for anybody else.
    """
    if not scope.sees(None):
        return []
    at = await _noted_at(reading, scope, before) or LATEST
    rows = await reading.rows(
        """SELECT audit.id, audit.act, audit.detail, audit.at, doer.name AS who,
                  other.name AS about,
                  coalesce(announcement.text_es, event.name_es, resource.name_es) AS es,
                  coalesce(announcement.text_en, event.name_en, resource.name_en) AS en
           FROM audit
           JOIN member ON member.id = audit.member_id
           JOIN person AS doer ON doer.id = member.person_id
           LEFT JOIN member AS theirs ON theirs.id = audit.about
           LEFT JOIN person AS other ON other.id = theirs.person_id
           LEFT JOIN announcement ON announcement.id = audit.announcement_id
           LEFT JOIN event ON event.id = coalesce(audit.event_id, announcement.event_id)
           LEFT JOIN resource ON resource.id = audit.resource_id
           WHERE audit.cluster_id = :cluster_id AND (audit.at, audit.id) < (:at, :before)
           ORDER BY audit.at DESC, audit.id DESC LIMIT :limit""",
        {"cluster_id": scope.cluster_id, "at": at, "before": before or 0, "limit": limit},
    )
    return [_entry(row) for row in rows]


async def _noted_at(reading: Reading, scope: ClusterScope, entry_id: int | None) -> str | None:
    row = await reading.row(
        "SELECT at FROM audit WHERE cluster_id = ? AND id = ?", (scope.cluster_id, entry_id)
    )
    return row["at"] if row else None


async def last(reading: Reading, scope: ClusterScope, act: Act, member_id: int) -> datetime | None:
    """When this was last done to that member of the cluster."""
    row = await reading.row(
        """SELECT at FROM audit WHERE cluster_id = ? AND about = ? AND act = ?
           ORDER BY id DESC LIMIT 1""",
        (scope.cluster_id, member_id, act),
    )
    return read_moment(row["at"]) if row else None


async def done_to(
    reading: Reading, scope: ClusterScope, act: Act, member_ids: Iterable[int], since: datetime
) -> set[int]:
    """To which of these members of the cluster this was done since then."""
    rows = await reading.rows(
        """SELECT DISTINCT about FROM json_each(?) AS asked
           CROSS JOIN audit ON audit.cluster_id = ? AND audit.about = asked.value
           WHERE audit.act = ? AND audit.at >= ?""",
        (json.dumps(list(member_ids)), scope.cluster_id, act, stored(since)),
    )
    return {row["about"] for row in rows}


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        id=row["id"],
        act=Act(row["act"]),
        who=row["who"],
        about=row["about"],
        detail=row["detail"],
        at=read_moment(row["at"]),
        es=row["es"],
        en=row["en"],
    )
