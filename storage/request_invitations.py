"""The invitation that whoever asks came by, and the one that whoever was accepted joins by."""

from __future__ import annotations

from datetime import datetime

from storage.database import Reading, Transaction
from storage.moments import read_moment, stored
from storage.scope import ClusterScope, MemberScope


async def came_by(
    tx: Transaction, scope: ClusterScope, request_id: int, invitation_id: int
) -> None:
    """The one that whoever asks had opened; nothing where one of both is another cluster's."""
    await tx.write(
        """UPDATE join_request SET came_by = ?1
           WHERE cluster_id = ?2 AND id = ?3
             AND EXISTS (SELECT 1 FROM invitation WHERE id = ?1 AND cluster_id = ?2)""",
        (invitation_id, scope.cluster_id, request_id),
    )


async def valid_until(reading: Reading, scope: ClusterScope, request_id: int) -> datetime | None:
    """Of the invitation that whoever asks came by; None where they came by none."""
    row = await reading.row(
        """SELECT invitation.expires_at FROM join_request
           JOIN invitation ON invitation.id = join_request.came_by
           WHERE join_request.cluster_id = ? AND join_request.id = ?""",
        (scope.cluster_id, request_id),
    )
    return read_moment(row["expires_at"]) if row else None


async def give(tx: Transaction, scope: MemberScope, request_id: int, invitation_id: int) -> None:
    """The one that whoever was accepted joins by. Raises NotAllowedError for who may not decide."""
    scope.must_coordinate("decide who comes in")
    await tx.write(
        """UPDATE join_request SET invitation_id = ?1
           WHERE cluster_id = ?2 AND id = ?3 AND accepted = 1
             AND EXISTS (SELECT 1 FROM invitation WHERE id = ?1 AND cluster_id = ?2)""",
        (invitation_id, scope.cluster_id, request_id),
    )


async def given(reading: Reading, person_id: int, now: datetime) -> dict[int, str]:
    """The tokens of the invitations that a person got by asking and can still use, by cluster."""
    rows = await reading.rows(
        """SELECT invitation.cluster_id, invitation.token FROM join_request
           JOIN invitation ON invitation.id = join_request.invitation_id
           WHERE join_request.person_id = ? AND invitation.uses_left > 0
             AND invitation.revoked_at IS NULL AND invitation.expires_at > ?
           ORDER BY join_request.asked_at""",
        (person_id, stored(now)),
    )
    return {row["cluster_id"]: row["token"] for row in rows}
