"""Links that let people in: for so long, so many, and to nobody who guesses."""

import asyncio
from datetime import datetime, timedelta

import pytest

from storage import clusters, firms, invitations, people
from storage.database import Database, Transaction
from storage.firms import Kind
from storage.invitations import Invitation, Refusal
from storage.scope import ClusterScope, MemberScope, Role
from tests.storage.village import DAY, HOUR, NOW, Village, new_cluster, settle

STRANGER = 900


async def invite(
    tx: Transaction,
    scope: ClusterScope,
    uses: int = 5,
    firm_id: int | None = None,
    expires_at: datetime = NOW + DAY,
) -> Invitation:
    return await invitations.create(
        tx, scope, role=Role.MEMBER, firm_id=firm_id, expires_at=expires_at, uses=uses, now=NOW
    )


async def guess(tx: Transaction, times: int, now: datetime, start: int = 0) -> list[object]:
    return [
        await invitations.look_up(tx, f"wrong-{start + n}", STRANGER, now) for n in range(times)
    ]


async def test_a_link_says_where_it_leads(tx: Transaction, village: Village) -> None:
    """The cluster, the role and the firm, before anything is decided."""
    made = await invite(tx, village.scope, firm_id=village.firm)
    found = await invitations.look_up(tx, made.token, STRANGER, NOW)

    assert found == made
    assert (made.firm, made.cluster_es, made.role) == (
        "Miel de Tota",
        "Apicultores de valle",
        Role.MEMBER,
    )
    assert len(made.token) >= 22


async def test_using_a_link_makes_a_member(tx: Transaction, village: Village) -> None:
    """In its cluster, role and firm, and they speak there from now on."""
    made = await invite(tx, village.scope, uses=2, firm_id=village.firm)
    person = await people.meet(tx, STRANGER, "Nueva", "es", NOW)
    joined = await invitations.use(tx, made.token, STRANGER, NOW)
    [left] = await invitations.in_force(tx, village.coordinator, NOW)
    [membership] = await people.memberships(tx, person)

    assert isinstance(joined, MemberScope)
    assert (joined.cluster_id, joined.firm_id, joined.role, joined.person_id) == (
        village.scope.cluster_id,
        village.firm,
        Role.MEMBER,
        person,
    )
    assert left.uses_left == 1
    assert (membership.member_id, membership.current) == (joined.member_id, True)


async def test_a_second_tap_costs_no_second_use(tx: Transaction, village: Village) -> None:
    """Whoever is in is told so, and the link serves the next person."""
    made = await invite(tx, village.scope, uses=2)
    await people.meet(tx, STRANGER, "Nueva", "es", NOW)
    await invitations.use(tx, made.token, STRANGER, NOW)
    again = await invitations.use(tx, made.token, STRANGER, NOW)
    [left] = await invitations.in_force(tx, village.scope, NOW)

    assert again is Refusal.ALREADY_MEMBER
    assert left.uses_left == 1


async def test_each_refusal_has_its_name(tx: Transaction, village: Village) -> None:
    """So that each explains itself."""
    expired = await invite(tx, village.scope, expires_at=NOW)
    revoked = await invite(tx, village.scope)
    await invitations.revoke(tx, village.coordinator, revoked.id, NOW)
    used_up = await invite(tx, village.scope, uses=1)
    await people.meet(tx, 901, "Primera", "es", NOW)
    await invitations.use(tx, used_up.token, 901, NOW)
    await people.meet(tx, STRANGER, "Nueva", "es", NOW)

    for token, refusal in (
        (expired.token, Refusal.EXPIRED),
        (revoked.token, Refusal.REVOKED),
        (used_up.token, Refusal.USED_UP),
        ("no-such-token", Refusal.UNKNOWN),
    ):
        assert await invitations.look_up(tx, token, STRANGER, NOW) is refusal
        assert await invitations.use(tx, token, STRANGER, NOW) is refusal
    assert await invitations.look_up(tx, used_up.token, 901, NOW) is Refusal.ALREADY_MEMBER


async def test_guessing_is_throttled_whatever_the_guess(tx: Transaction, village: Village) -> None:
    """After five wrong tokens nothing tells whether the next was right."""
    made = await invite(tx, village.scope)
    answers = await guess(tx, 5, NOW)
    right = await invitations.look_up(tx, made.token, STRANGER, NOW)
    wrong = await invitations.look_up(tx, "wrong", STRANGER, NOW)
    other = await invitations.look_up(tx, made.token, STRANGER + 1, NOW)

    assert answers == [Refusal.UNKNOWN] * 5
    assert right is wrong is Refusal.THROTTLED
    assert other == made


async def test_the_pause_ends_an_hour_after_the_first_wrong_token(
    tx: Transaction, village: Village
) -> None:
    """And what was tried meanwhile did not prolong it."""
    made = await invite(tx, village.scope, expires_at=NOW + DAY)
    await guess(tx, 5, NOW)
    minutes = [NOW + timedelta(minutes=m) for m in range(60)]
    during = [await invitations.look_up(tx, "wrong", STRANGER, now) for now in minutes]
    after = await invitations.look_up(tx, made.token, STRANGER, NOW + HOUR)

    assert set(during) == {Refusal.THROTTLED}
    assert after == made


async def test_a_wrong_link_now_and_then_is_no_guessing(tx: Transaction, village: Village) -> None:
    """Four within an hour, again and again."""
    made = await invite(tx, village.scope, expires_at=NOW + DAY)
    answers = [
        answer for hour in range(5) for answer in await guess(tx, 4, NOW + hour * HOUR, hour * 10)
    ]

    assert set(answers) == {Refusal.UNKNOWN}
    assert await invitations.look_up(tx, made.token, STRANGER, NOW + HOUR * 5) == made


async def test_a_suspended_member_does_not_come_back_by_a_link(
    tx: Transaction, village: Village
) -> None:
    """Only the coordinator lets them in again."""
    made = await invite(tx, village.scope)
    await tx.write("UPDATE member SET state = 'suspended' WHERE id = ?", (village.ana.member_id,))

    assert await invitations.use(tx, made.token, 100, NOW) is Refusal.SUSPENDED


async def test_who_left_comes_back_in_the_role_of_the_link(
    tx: Transaction, village: Village
) -> None:
    """As the same member, with what they reported before."""
    made = await invite(tx, village.scope, firm_id=village.other_firm)
    await tx.write("UPDATE member SET state = 'left' WHERE id = ?", (village.ana.member_id,))
    joined = await invitations.use(tx, made.token, 100, NOW)

    assert isinstance(joined, MemberScope)
    assert (joined.member_id, joined.firm_id) == (village.ana.member_id, village.other_firm)


async def test_only_who_sees_the_whole_cluster_revokes(tx: Transaction, village: Village) -> None:
    """A member has no list of links and ends none; a link is ended once."""
    made = await invite(tx, village.scope)

    assert await invitations.in_force(tx, village.ana, NOW) == []
    assert not await invitations.revoke(tx, village.ana, made.id, NOW)
    assert await invitations.revoke(tx, village.coordinator, made.id, NOW)
    assert not await invitations.revoke(tx, village.coordinator, made.id, NOW)
    assert await invitations.in_force(tx, village.coordinator, NOW) == []


async def test_a_link_to_a_firm_elsewhere_cannot_be_made(tx: Transaction, village: Village) -> None:
    """The schema holds cluster and firm together."""
    elsewhere = await settle(tx, "otro", first_phone=200)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        await invite(tx, village.scope, firm_id=elsewhere.firm)

    assert await invitations.in_force(tx, village.scope, NOW) == []


async def test_the_last_uses_are_not_shared(database: Database) -> None:
    """Thirty people tap at once, through two programs on one file; three places, three members."""
    async with database.transaction() as tx:
        cluster = await clusters.create(tx, new_cluster("valle"), [], NOW)
        firm = await firms.create(tx, cluster.scope, "Tota", Kind.BUSINESS, NOW)
        made = await invite(tx, cluster.scope, uses=3, firm_id=firm.id)
        for phone in range(30):
            await people.meet(tx, phone, f"Persona {phone}", "es", NOW)
    second = await Database.open(database.path)

    async def tap(through: Database, phone: int) -> MemberScope | Refusal:
        async with through.transaction() as tx:
            return await invitations.use(tx, made.token, phone, NOW)

    answers = await asyncio.gather(
        *(tap(second if phone % 2 else database, phone) for phone in range(30))
    )
    await second.close()
    members = await people.members(database.reader, cluster.scope)
    row = await database.reader.row("SELECT uses_left FROM invitation")

    assert sum(isinstance(answer, MemberScope) for answer in answers) == len(members) == 3
    assert answers.count(Refusal.USED_UP) == 27
    assert row is not None
    assert row["uses_left"] == 0
