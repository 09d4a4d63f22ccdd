"""Links with which each newcomer names their own firm."""

from datetime import timedelta

import pytest

from storage import firms, invitations, own_firms, people, requests
from storage import request_invitations as by_invitation
from storage.database import Transaction
from storage.errors import NotAllowedError, TakenError
from storage.firms import Kind
from storage.invitations import Invitation, Refusal
from storage.scope import ClusterScope, MemberScope, Role
from tests.storage.village import DAY, NOW, Village, settle

STRANGER = 900


async def invite(tx: Transaction, scope: ClusterScope, uses: int = 1) -> Invitation:
    return await own_firms.invite(tx, scope, expires_at=NOW + DAY, uses=uses, now=NOW)


async def use(tx: Transaction, token: str, name: str = "Miel Nueva") -> MemberScope | Refusal:
    return await own_firms.use(tx, token, STRANGER, name, Kind.EXPORT, NOW)


async def test_the_firm_is_made_and_the_use_is_gone(tx: Transaction, village: Village) -> None:
    """The link says that it has them name it, wherever it is read."""
    made = await invite(tx, village.coordinator, uses=2)
    await people.meet(tx, STRANGER, "Nueva", "es", NOW)
    assert await invitations.look_up(tx, made.token, STRANGER, NOW) == made
    joined = await use(tx, made.token)
    firm = await firms.find(tx, village.scope, "miel nueva")
    [left] = await invitations.in_force(tx, village.coordinator, NOW)

    assert isinstance(joined, MemberScope)
    assert firm is not None
    assert (joined.firm_id, joined.role, firm.kind) == (firm.id, Role.MEMBER, Kind.EXPORT)
    assert (made.says_firm, left.says_firm, left.uses_left) == (True, True, 1)
    assert await use(tx, made.token, "Otra") is Refusal.ALREADY_MEMBER
    assert await firms.find(tx, village.scope, "Otra") is None


async def test_a_firm_that_is_there_lets_nobody_in(tx: Transaction, village: Village) -> None:
    """However its name is spelled, and no use is lost."""
    made = await invite(tx, village.coordinator)
    person = await people.meet(tx, STRANGER, "Nueva", "es", NOW)
    with pytest.raises(TakenError):
        await use(tx, made.token, "MIEL de tóta")
    [left] = await invitations.in_force(tx, village.coordinator, NOW)

    assert left.uses_left == 1
    assert await people.memberships(tx, person) == []


async def test_each_kind_of_link_is_used_in_its_own_way(tx: Transaction, village: Village) -> None:
    """Nobody comes in without a firm by one, nor makes a firm by the other."""
    own = await invite(tx, village.coordinator)
    given = await invitations.create(
        tx,
        village.coordinator,
        role=Role.MEMBER,
        firm_id=village.firm,
        expires_at=NOW + timedelta(days=1),
        uses=1,
        now=NOW,
    )
    await people.meet(tx, STRANGER, "Nueva", "es", NOW)
    with pytest.raises(LookupError):
        await invitations.use(tx, own.token, STRANGER, NOW)

    assert await use(tx, given.token) is Refusal.UNKNOWN
    assert await firms.find(tx, village.scope, "Miel Nueva") is None


async def test_only_who_coordinates_makes_one(tx: Transaction, village: Village) -> None:
    """As with any invitation."""
    with pytest.raises(NotAllowedError):
        await invite(tx, village.ana)


async def test_a_request_knows_its_link_within_the_cluster(
    tx: Transaction, village: Village
) -> None:
    """Another cluster's is not noted."""
    own = await invite(tx, village.coordinator)
    others = await settle(tx, "otro", first_phone=200)
    foreign = await invite(tx, others.coordinator)
    person = await people.meet(tx, STRANGER, "Nueva", "es", NOW)
    asked = await requests.ask(tx, village.scope, person, "Miel de Tota", Kind.BUSINESS, NOW)
    assert isinstance(asked, requests.Request)
    await by_invitation.came_by(tx, village.scope, asked.id, foreign.id)
    assert await by_invitation.valid_until(tx, village.scope, asked.id) is None
    await by_invitation.came_by(tx, others.scope, asked.id, own.id)
    assert await by_invitation.valid_until(tx, village.scope, asked.id) is None
    await by_invitation.came_by(tx, village.scope, asked.id, own.id)

    assert await by_invitation.valid_until(tx, village.scope, asked.id) == own.expires_at
    assert await by_invitation.valid_until(tx, others.scope, asked.id) is None
