"""The copies of an announcement, one a member: written once, changed, taken back, counted, read.

What became of each message is asked of the outbox, so that no figure is kept in two places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.clusters import Language
from storage.database import Reading, Transaction
from storage.moments import read_moment_if, stored
from storage.outbox import WITHDRAWN, State
from storage.scope import ClusterScope, MemberScope

# The revision that gave it its last words: taking it back gave it none.
WORDS = "(announcement.revision - (announcement.state = 'recalled'))"
# What was sent and is being changed by the latest revision, not by one before.
LATEST = f"""(message.state = {State.SENT} AND copy.change_id IS NOT NULL
              AND copy.revision >= announcement.revision)"""


@dataclass(frozen=True, slots=True)
class NewCopy:
    """`outbox_id` None: they could not be reached then, and nothing was written to them."""

    member_id: int
    language: Language
    outbox_id: int | None


@dataclass(frozen=True, slots=True)
class Copy:
    """Of a message that is out or on its way; `sent_at` None as long as it is not known to be."""

    member_id: int
    telegram_id: int
    language: Language
    outbox_id: int
    revision: int
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of all copies, what became of each, once; then of those sent.

    `unknown` are older than the outbox remembers. `read` have read it as it is now,
    `read_before` only as it was before a correction. `changed` of `to_change` have the latest
    correction or are withdrawn; `deleted` of `changed` are gone from the phones, and `changing` are
    still on their way.
    """

    total: int = 0
    sent: int = 0
    waiting: int = 0
    failed: int = 0
    blocked: int = 0
    withdrawn: int = 0
    unknown: int = 0
    read: int = 0
    read_before: int = 0
    to_change: int = 0
    changed: int = 0
    deleted: int = 0
    changing: int = 0


async def add(
    tx: Transaction,
    scope: ClusterScope,
    announcement_id: int,
    revision: int,
    copies: Iterable[NewCopy],
) -> None:
    """In the transaction that writes the messages. Raises sqlite3.IntegrityError for a second."""
    await tx.write_many(
        """INSERT INTO announcement_copy
             (cluster_id, announcement_id, member_id, language, outbox_id, revision)
           VALUES (?, ?, ?, ?, ?, ?)""",
        [
            (scope.cluster_id, announcement_id, c.member_id, c.language, c.outbox_id, revision)
            for c in copies
        ],
    )


async def page(
    reading: Reading,
    scope: ClusterScope,
    announcement_id: int,
    *,
    active: bool,
    after: int,
    limit: int,
) -> list[Copy]:
    """Those that were written to and are not given up; the next page is `after` a member's id.

    `active`: only of members who are not paused. Who asked to be forgotten has no chat any more.
    """
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        """SELECT copy.member_id, person.telegram_id, copy.language, copy.outbox_id,
                  copy.revision,
                  CASE message.state WHEN 1 THEN message.done_at END AS sent_at
           FROM announcement_copy AS copy
           JOIN member ON member.id = copy.member_id
           JOIN person ON person.id = member.person_id
           JOIN outbox AS message ON message.id = copy.outbox_id
           WHERE copy.cluster_id = ? AND copy.announcement_id = ? AND copy.member_id > ?
             AND message.state IN (0, 1) AND person.telegram_id > 0
             AND (member.state = 'active' OR NOT ?)
           ORDER BY copy.member_id LIMIT ?""",
        (scope.cluster_id, announcement_id, after, active, limit),
    )
    return [Copy(**dict(row) | {"sent_at": read_moment_if(row["sent_at"])}) for row in rows]


async def note_changes(
    tx: Transaction,
    scope: ClusterScope,
    announcement_id: int,
    revision: int,
    changes: Iterable[tuple[int, int]],
) -> None:
    """Pairs of a member and the message of the outbox that brings the change to them."""
    await tx.write_many(
        """UPDATE announcement_copy SET change_id = ?, revision = ?
           WHERE cluster_id = ? AND announcement_id = ? AND member_id = ?""",
        [
            (change_id, revision, scope.cluster_id, announcement_id, member_id)
            for member_id, change_id in changes
        ],
    )


async def withdraw_waiting(
    tx: Transaction, scope: ClusterScope, member_id: int, now: datetime
) -> int:
    """What a member who is paused has not got yet; how many messages. What is taken back goes on.

    For who may see all of the cluster.
    """
    if not scope.sees(None):
        return 0
    theirs = """FROM announcement
                CROSS JOIN announcement_copy AS copy ON copy.cluster_id = announcement.cluster_id
                  AND copy.announcement_id = announcement.id AND copy.member_id = :member_id
                WHERE announcement.cluster_id = :cluster_id
                  AND announcement.state IN ('going out', 'sent')"""
    return await tx.write(
        f"""UPDATE outbox SET state = :given_up, cause = :cause, done_at = :now
            WHERE state = 0 AND id IN (SELECT copy.outbox_id {theirs}
                                       UNION ALL SELECT copy.change_id {theirs})""",
        {
            "given_up": State.GIVEN_UP,
            "cause": WITHDRAWN,
            "now": stored(now),
            "cluster_id": scope.cluster_id,
            "member_id": member_id,
        },
    )


async def figures(reading: Reading, scope: ClusterScope, announcement_id: int) -> Figures:
    """As of now; nothing for who may not see it."""
    if not scope.sees(None):
        return Figures()
    row = await reading.row(
        f"""SELECT count(*) AS total,
                   count(*) FILTER (WHERE message.state = {State.SENT}) AS sent,
                   count(*) FILTER (WHERE message.state = {State.WAITING}) AS waiting,
                   count(*) FILTER (WHERE message.state IN ({State.REFUSED}, {State.GIVEN_UP})
                                      AND message.cause IS NOT '{WITHDRAWN}') AS failed,
                   count(*) FILTER (WHERE copy.outbox_id IS NULL
                                       OR message.state = {State.BLOCKED}) AS blocked,
                   count(*) FILTER (WHERE message.state = {State.GIVEN_UP}
                                      AND message.cause IS '{WITHDRAWN}') AS withdrawn,
                   count(*) FILTER (WHERE copy.outbox_id IS NOT NULL
                                      AND message.id IS NULL) AS unknown,
                   count(*) FILTER (WHERE copy.read_revision >= {WORDS}) AS read,
                   count(*) FILTER (WHERE copy.read_revision < {WORDS}) AS read_before,
                   count(*) FILTER (WHERE {LATEST}) AS to_change,
                   count(*) FILTER (WHERE {LATEST} AND change.state = {State.SENT}) AS changed,
                   count(*) FILTER (WHERE {LATEST} AND change.state = {State.SENT}
                                      AND change.method = 'deleteMessage') AS deleted,
                   count(*) FILTER (WHERE change.state = {State.WAITING}) AS changing
            FROM announcement_copy AS copy
            JOIN announcement ON announcement.id = copy.announcement_id
            LEFT JOIN outbox AS message ON message.id = copy.outbox_id
            LEFT JOIN outbox AS change ON change.id = copy.change_id
            WHERE copy.cluster_id = ? AND copy.announcement_id = ?""",
        (scope.cluster_id, announcement_id),
    )
    return Figures(**dict(row)) if row else Figures()


async def read(
    tx: Transaction, scope: MemberScope, announcement_id: int, revision: int, now: datetime
) -> bool:
    """The member has read their copy, as of this correction; False where they have none.

    The first time counts, and anew after a correction.
    """
    noted = await tx.write(
        """UPDATE announcement_copy
           SET read_at = iif(coalesce(read_revision, -1) < min(:revision, revision), :now, read_at),
               read_revision = max(coalesce(read_revision, 0), min(:revision, revision))
           WHERE cluster_id = :cluster_id AND announcement_id = :id AND member_id = :member_id""",
        {
            "cluster_id": scope.cluster_id,
            "id": announcement_id,
            "member_id": scope.member_id,
            "revision": max(revision, 0),
            "now": stored(now),
        },
    )
    return noted == 1
