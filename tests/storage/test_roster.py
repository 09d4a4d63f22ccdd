"""What coordinators see of members, and what they may change of them."""

import pytest

from storage import audit, people, roster, speakers
from storage.audit import Act
from storage.database import Transaction
from storage.errors import NotAllowedError, NotFoundError
from storage.roster import State
from storage.scope import Role
from tests.storage.village import NOW, Village, settle


@pytest.mark.parametrize("words", ["josé", "JOSE", "jose  nunez", "ñúñez", "Núñ"])
async def test_a_member_is_found_whatever_the_accents(
    tx: Transaction, village: Village, words: str
) -> None:
    """Nobody types the accents of a name on a phone."""
    person = await people.meet(tx, 900, "José Núñez", "es", NOW)
    await people.join(tx, village.scope, person, Role.MEMBER, None, NOW)
    found = await roster.found(tx, village.coordinator, words)

    assert [listed.name for listed in found] == ["José Núñez"]


@pytest.mark.parametrize("words", ["%", "_", "", "   ", "x' OR 1=1 --", "\\"])
async def test_marks_find_nobody(tx: Transaction, village: Village, words: str) -> None:
    """What SQL would read as a pattern is only looked for."""
    assert await roster.found(tx, village.coordinator, words) == []


async def test_a_firm_is_found_with_its_people(tx: Transaction, village: Village) -> None:
    """The name of a firm is what a coordinator may remember best."""
    found = await roster.found(tx, village.coordinator, "tota")

    assert [listed.name for listed in found] == ["Ana de valle", "Berta de valle"]


async def test_members_see_no_list(tx: Transaction, village: Village) -> None:
    """Neither pages, nor names, nor a card."""
    for scope in (village.ana, village.observer):
        assert await roster.page(tx, scope) == []
        assert await roster.found(tx, scope, "ana") == []
        assert await roster.one(tx, scope, village.ana.member_id) is None


async def test_pages_follow_one_another(tx: Transaction, village: Village) -> None:
    """Each begins after the last member of the one before; suspended ones are on them."""
    await roster.set_state(tx, village.coordinator, village.berta.member_id, suspended=True)
    first = await roster.page(tx, village.coordinator, limit=3)
    second = await roster.page(tx, village.coordinator, after=first[-1].member_id, limit=3)
    ids = [listed.member_id for listed in first + second]

    assert ids == [scope.member_id for scope in village.people]
    assert [listed.state for listed in first].count(State.SUSPENDED) == 1


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
