"""What a member agreed to, by purpose and version; what was agreed before is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from storage.database import Reading, Transaction
from storage.moments import stored
from storage.scope import MemberScope


class Purpose(StrEnum):
    TOTALS = "totals"
    COMPARISON = "comparison"
    STORIES = "stories"
    CONTACT = "contact"


async def give(
    tx: Transaction, scope: MemberScope, purposes: Iterable[Purpose], version: int, now: datetime
) -> None:
    """`version` is that of the wording which is agreed to.

    Agreeing again to the same wording changes nothing; another wording ends the one before.
    """
    rows = [
        {
            "cluster_id": scope.cluster_id,
            "member_id": scope.member_id,
            "purpose": purpose,
            "version": version,
            "now": stored(now),
        }
        for purpose in purposes
    ]
    await tx.write_many(
        """UPDATE consent SET withdrawn_at = :now
           WHERE cluster_id = :cluster_id AND member_id = :member_id AND purpose = :purpose
             AND withdrawn_at IS NULL AND version <> :version""",
        rows,
    )
    await tx.write_many(
        """INSERT INTO consent (cluster_id, member_id, purpose, version, given_at)
           VALUES (:cluster_id, :member_id, :purpose, :version, :now)
           ON CONFLICT (member_id, purpose) WHERE withdrawn_at IS NULL DO NOTHING""",
        rows,
    )


async def withdraw(tx: Transaction, scope: MemberScope, purpose: Purpose, now: datetime) -> bool:
    """Whether it was in force until now."""
    changed = await tx.write(
        """UPDATE consent SET withdrawn_at = ?
           WHERE cluster_id = ? AND member_id = ? AND purpose = ? AND withdrawn_at IS NULL""",
        (stored(now), scope.cluster_id, scope.member_id, purpose),
    )
    return changed == 1


async def in_force(reading: Reading, scope: MemberScope) -> set[Purpose]:
    """What the member agrees to; what is missing they never did, or not any more."""
    rows = await reading.rows(
        """SELECT purpose FROM consent
           WHERE cluster_id = ? AND member_id = ? AND withdrawn_at IS NULL""",
        (scope.cluster_id, scope.member_id),
    )
    return {Purpose(row["purpose"]) for row in rows}
