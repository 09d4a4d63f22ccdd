"""How coordinators look through the members: in pages, by what they are, by name."""

import pytest

from storage import people, roster, roster_pages
from storage.database import Transaction
from storage.roster import State
from storage.roster_pages import Count, Group, Page
from storage.scope import MemberScope, Role
from tests.storage.village import NOW, Village, settle


def ids(page: Page) -> list[int]:
    return [listed.member_id for listed in page.members]


async def joins(
    tx: Transaction, village: Village, phone: int, role: Role, firm_id: int | None = None
) -> MemberScope:
    person = await people.meet(tx, phone, f"Nadia {phone}", "es", NOW)
    return await people.join(tx, village.scope, person, role, firm_id, NOW)


@pytest.mark.parametrize("words", ["josé", "JOSE", "jose  nunez", "ñúñez", "Núñ"])
async def test_a_member_is_found_whatever_the_accents(
    tx: Transaction, village: Village, words: str
) -> None:
    """Nobody types the accents of a name on a phone."""
    person = await people.meet(tx, 900, "José Núñez", "es", NOW)
    await people.join(tx, village.scope, person, Role.MEMBER, None, NOW)
    found = await roster_pages.found(tx, village.coordinator, words)

    assert [listed.name for listed in found.members] == ["José Núñez"]


@pytest.mark.parametrize("words", ["%", "_", "", "   ", "x' OR 1=1 --", "\\"])
async def test_marks_find_nobody(tx: Transaction, village: Village, words: str) -> None:
    """What SQL would read as a pattern is only looked for."""
    assert await roster_pages.found(tx, village.coordinator, words) == Page(0, 0, 0, [])


async def test_a_firm_is_found_with_its_people(tx: Transaction, village: Village) -> None:
    """The name of a firm is what a coordinator may remember best."""
    found = await roster_pages.found(tx, village.coordinator, "tota")

    assert [listed.name for listed in found.members] == ["Ana de valle", "Berta de valle"]


async def test_members_see_no_list(tx: Transaction, village: Village) -> None:
    """Neither pages, nor names, nor how many there are, nor a card."""
    for scope in (village.ana, village.observer):
        for group in Group:
            listed = await roster_pages.page(tx, scope, group, silent=[village.firm])
            assert listed == Page(0, 0, 0, [])
        assert await roster_pages.found(tx, scope, "ana") == Page(0, 0, 0, [])
        assert await roster_pages.count(tx, scope) == Count(0, 0)
        assert await roster.one(tx, scope, village.ana.member_id) is None


async def test_pages_follow_one_another(tx: Transaction, village: Village) -> None:
    """Each knows its place; suspended ones are on them, and behind the last is the last."""
    await roster.set_state(tx, village.coordinator, village.berta.member_id, suspended=True)
    first, second, beyond = [
        await roster_pages.page(tx, village.coordinator, number=number, size=3)
        for number in (0, 1, 99_999)
    ]

    assert ids(first) + ids(second) == [scope.member_id for scope in village.people]
    assert [listed.state for listed in first.members].count(State.SUSPENDED) == 1
    assert [(p.number, p.before, p.of, p.last) for p in (first, second)] == [
        (0, 0, 5, False),
        (1, 3, 5, True),
    ]
    assert beyond == second


async def test_a_group_holds_those_it_is_about(tx: Transaction, village: Village) -> None:
    """Who cannot report is not silent, and who need not lacks no firm."""
    await settle(tx, "otro", first_phone=300)
    luz = await joins(tx, village, 900, Role.MEMBER)
    await joins(tx, village, 901, Role.OBSERVER)
    second = await joins(tx, village, 902, Role.COORDINATOR, village.other_firm)
    await roster.set_state(tx, village.coordinator, village.berta.member_id, suspended=True)
    firms = [village.firm, village.other_firm]
    found = {
        group: ids(await roster_pages.page(tx, village.coordinator, group, silent=firms))
        for group in Group
        if group is not Group.ALL
    }

    assert found == {
        Group.SILENT: [village.ana.member_id, village.carlos.member_id, second.member_id],
        Group.PAUSED: [village.berta.member_id],
        Group.COORDINATORS: [village.coordinator.member_id, second.member_id],
        Group.WITHOUT_FIRM: [luz.member_id],
    }
    assert await roster_pages.count(tx, village.coordinator) == Count(active=7, paused=1)


async def test_nobody_is_silent_where_no_firm_is(tx: Transaction, village: Village) -> None:
    """An empty page is the first one."""
    page = await roster_pages.page(tx, village.coordinator, Group.SILENT, silent=[], number=3)

    assert page == Page(0, 0, 0, [])
    assert page.last


async def test_all_who_are_found_are_counted_and_reached(tx: Transaction, village: Village) -> None:
    """More than a page of them."""
    for phone in range(900, 907):
        await joins(tx, village, phone, Role.MEMBER)
    pages = [
        await roster_pages.found(tx, village.coordinator, "NADIA", number=number, size=3)
        for number in range(3)
    ]
    beyond = await roster_pages.found(tx, village.coordinator, "NADIA", number=50, size=3)

    assert [len(page.members) for page in pages] == [3, 3, 1]
    assert len({member_id for page in pages for member_id in ids(page)}) == 7
    assert {page.of for page in pages} == {7}
    assert beyond == pages[-1]
