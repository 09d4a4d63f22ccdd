"""What coordinators see of members, and what they may change of them."""

import pytest

from storage import audit, roster, speakers
from storage.audit import Act
from storage.database import Transaction
from storage.errors import NotAllowedError, NotFoundError
from storage.scope import Role
from tests.storage.village import NOW, Village, settle


async def test_who_is_suspended_has_no_rights_until_resumed(
    tx: Transaction, village: Village
) -> None:
    """A second time changes nothing; letting them back in gives back what they were."""
    ana = village.ana.member_id
    done = [
        await roster.set_state(tx, village.coordinator, ana, suspended=suspended)
        for suspended in (True, True, False, False)
    ]
    speaker, _ = await speakers.load(tx, 100, 100, "")

    assert done == [True, False, True, False]
    assert speaker.scope == village.ana


async def test_nobody_changes_their_own_rights(tx: Transaction, village: Village) -> None:
    """So a cluster always keeps a coordinator."""
    own = village.coordinator.member_id
    with pytest.raises(NotAllowedError):
        await roster.set_state(tx, village.coordinator, own, suspended=True)
    with pytest.raises(NotAllowedError):
        await roster.change_role(tx, village.coordinator, own, Role.MEMBER)

    assert [c.member_id for c in await roster.coordinators(tx, village.scope)] == [own]


async def test_a_member_changes_nobody(tx: Transaction, village: Village) -> None:
    """To them, and to another cluster's coordinator, there is no such member."""
    other = await settle(tx, "otro", first_phone=300)
    for scope in (village.berta, village.observer, other.coordinator):
        with pytest.raises(NotFoundError):
            await roster.change_role(tx, scope, village.ana.member_id, Role.COORDINATOR)

    kept = await roster.one(tx, village.coordinator, village.ana.member_id)
    assert kept is not None
    assert kept.scope.role is Role.MEMBER


async def test_the_trail_is_for_coordinators(tx: Transaction, village: Village) -> None:
    """Newest first, with who did it and to whom."""
    about = village.ana.member_id
    await audit.note(tx, village.coordinator, Act.VIEWED, NOW, about=about)
    await audit.note(tx, village.coordinator, Act.ROLE, NOW, about=about, detail="keeper")
    trail = await audit.latest(tx, village.coordinator)

    assert [(e.act, e.who, e.about, e.detail) for e in trail] == [
        (Act.ROLE, "Coordinadora de valle", "Ana de valle", "keeper"),
        (Act.VIEWED, "Coordinadora de valle", "Ana de valle", None),
    ]
    assert await audit.latest(tx, village.coordinator, before=trail[0].id) == trail[1:]
    assert await audit.latest(tx, village.ana) == []
