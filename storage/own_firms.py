"""Links with which each newcomer names their own firm, and joining by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from storage import firms, invitations
from storage.database import Transaction
from storage.firms import Kind
from storage.invitations import Invitation, Refusal
from storage.scope import ClusterScope, MemberScope, Role


async def invite(
    tx: Transaction, scope: ClusterScope, *, expires_at: datetime, uses: int, now: datetime
) -> Invitation:
    """For members alone: nobody else reports for a firm. Raises as `invitations.create`."""
    made = await invitations.create(
        tx, scope, role=Role.MEMBER, firm_id=None, expires_at=expires_at, uses=uses, now=now
    )
    await tx.write(
        "UPDATE invitation SET says_firm = 1 WHERE cluster_id = ? AND id = ?",
        (scope.cluster_id, made.id),
    )
    return replace(made, says_firm=True)


async def use(
    tx: Transaction, token: str, telegram_id: int, name: str, kind: Kind, now: datetime
) -> MemberScope | Refusal:
    """Join for a firm that is made by that.

    Raises TakenError where the cluster has a firm of this name, however it is spelled: nobody gets
    into one by naming it. Raises LookupError for a person never met.
    """
    found = await invitations.look_up(tx, token, telegram_id, now)
    if isinstance(found, Refusal):
        return found
    if not found.says_firm:
        return Refusal.UNKNOWN
    made = await firms.create(tx, found.scope, name, kind, now)
    return await invitations.use(tx, token, telegram_id, now, own_firm=made.id)
