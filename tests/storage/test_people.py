"""People, their clusters and firms."""

import sqlite3

import pytest

from storage import clusters, consents, firms, people, speakers
from storage.consents import Purpose
from storage.database import Transaction
from storage.errors import NotAllowedError, TakenError
from storage.firms import Firm, Kind
from storage.moments import stored
from storage.scope import ClusterScope, Role
from tests.storage.village import DAY, HOUR, NOW, PRODUCTS, Village, new_cluster, settle


async def test_a_person_is_met_once_and_kept_up_to_date(tx: Transaction) -> None:
    """Name and phone language follow Telegram's; the chosen language stays."""
    person = await people.meet(tx, 7, "Ana", "es", NOW)
    await people.choose_language(tx, person, "en")
    await people.remember_menu(tx, person, 42)
    again = await people.meet(tx, 7, "Ana María", None, NOW + HOUR)
    speaker, _conversation = await speakers.load(tx, 7, 7, "Ana María")

    assert again == person
    assert (speaker.name, speaker.phone_language, speaker.language) == ("Ana María", None, "en")
    assert (speaker.menu_digest, speaker.last_seen_at) == (42, NOW + HOUR)
    assert speaker.scope is None


async def test_who_blocked_the_bot_is_reachable_once_they_write(tx: Transaction) -> None:
    """Nothing else proves it."""
    await people.meet(tx, 7, "Ana", "es", NOW)
    await people.mark_reachable(tx, 7, reachable=False)
    blocked, _conversation = await speakers.load(tx, 7, 7, "Ana")
    await people.meet(tx, 7, "Ana", "es", NOW)
    back, _conversation = await speakers.load(tx, 7, 7, "Ana")

    assert (blocked.reachable, back.reachable) == (False, True)


async def test_joining_twice_changes_nothing(tx: Transaction, village: Village) -> None:
    """Not even the role: that is the coordinator's to change."""
    again = await people.join(
        tx, village.scope, village.ana.person_id, Role.COORDINATOR, village.other_firm, NOW
    )

    assert again == village.ana


async def test_the_suspended_do_not_join(tx: Transaction, village: Village) -> None:
    """Whoever asks for it."""
    await tx.write("UPDATE member SET state = 'suspended' WHERE id = ?", (village.ana.member_id,))
    with pytest.raises(NotAllowedError):
        await people.join(tx, village.scope, village.ana.person_id, Role.MEMBER, None, NOW)

    assert len(await people.members(tx, village.scope)) == 4


async def test_a_person_switches_between_their_clusters(tx: Transaction, village: Village) -> None:
    """To those they are an active member of, and to no other."""
    ana = village.ana
    other = await settle(tx, "otro", first_phone=200)
    second = await people.join(tx, other.scope, ana.person_id, Role.OBSERVER, None, NOW)
    names = [(m.name_en, m.current) for m in await people.memberships(tx, ana.person_id)]
    switched = await people.switch_cluster(tx, ana.person_id, ana.member_id)
    speaker, _conversation = await speakers.load(tx, 100, 100, "Ana")

    assert names == [("Beekeepers of valle", False), ("Beekeepers of otro", True)]
    assert switched
    assert speaker.scope == ana
    assert not await people.switch_cluster(tx, ana.person_id, other.ana.member_id)
    await tx.write("UPDATE member SET state = 'left' WHERE id = ?", (second.member_id,))
    assert not await people.switch_cluster(tx, ana.person_id, second.member_id)
    assert len(await people.memberships(tx, ana.person_id)) == 1


async def test_members_are_listed_in_pages_for_who_may_see_them(
    tx: Transaction, village: Village
) -> None:
    """The cluster's own work and its coordinator; others get nobody."""
    first = await people.members(tx, village.coordinator, limit=3)
    rest = await people.members(tx, village.scope, after=first[-1].scope.member_id)

    assert [member.scope for member in first + rest] == list(village.people)
    assert [member.firm for member in first] == ["Miel de Tota", "Miel de Tota", "El Roble"]
    assert (first[0].telegram_id, first[0].name, first[0].reachable) == (100, "Ana de valle", True)
    for scope in (village.ana, village.observer):
        assert await people.members(tx, scope) == []


async def test_a_cluster_is_found_by_its_slug_and_by_its_scope(tx: Transaction) -> None:
    """With all that due work needs to speak for it."""
    made = await clusters.create(tx, new_cluster("boyaca"), PRODUCTS, NOW)

    assert await clusters.find(tx, "boyaca") == made
    assert await clusters.load(tx, made.scope) == made
    assert (made.name_es, made.name_en) == ("Apicultores de boyaca", "Beekeepers of boyaca")
    assert (made.zone, made.quiet_from, made.quiet_until) == ("America/Bogota", 21, 8)
    assert await clusters.find(tx, "celaya") is None
    with pytest.raises(LookupError):
        await clusters.load(tx, ClusterScope(999))


async def test_clusters_are_listed_by_slug_in_pages(tx: Transaction) -> None:
    """However many there are."""
    for slug in ("puno", "boyaca", "celaya"):
        await clusters.create(tx, new_cluster(slug), [], NOW)
    first = await clusters.listing(tx, limit=2)
    rest = await clusters.listing(tx, after=first[-1].slug)

    assert [cluster.slug for cluster in first + rest] == ["boyaca", "celaya", "puno"]


async def test_products_keep_the_order_of_the_template(tx: Transaction, village: Village) -> None:
    """With the unit each is usually sold in."""
    found = await clusters.products(tx, village.ana)

    assert found == list(PRODUCTS)


async def test_a_taken_name_is_refused(tx: Transaction, village: Village) -> None:
    """Two clusters of one slug, two firms of one name in a cluster."""
    with pytest.raises(TakenError):
        await clusters.create(tx, new_cluster("valle"), [], NOW)
    for name in ("El Roble", "el  róble"):
        with pytest.raises(TakenError):
            await firms.create(tx, village.scope, name, Kind.SCHOOL, NOW)
    other = await clusters.create(tx, new_cluster("otro"), [], NOW)
    elsewhere = await firms.create(tx, other.scope, "El Roble", Kind.SCHOOL, NOW)

    assert await firms.find(tx, other.scope, "El Roble") == elsewhere
    assert await firms.listing(tx, village.scope) == [
        Firm(village.other_firm, "El Roble", Kind.BUSINESS),
        Firm(village.firm, "Miel de Tota", Kind.BUSINESS),
    ]


async def test_an_impossible_cluster_is_refused(tx: Transaction) -> None:
    """By the schema, whoever calls."""
    with pytest.raises(sqlite3.IntegrityError):
        await clusters.create(tx, new_cluster("Ñandú"), [], NOW)

    assert await clusters.listing(tx) == []


async def test_consent_is_kept_with_its_history(tx: Transaction, village: Village) -> None:
    """Given, given again, given for another wording, withdrawn."""
    ana = village.ana
    await consents.give(tx, ana, [Purpose.TOTALS, Purpose.CONTACT], 1, NOW + HOUR)
    await consents.give(tx, ana, [Purpose.TOTALS], 2, NOW + DAY)
    assert await consents.withdraw(tx, ana, Purpose.CONTACT, NOW + DAY)
    assert not await consents.withdraw(tx, ana, Purpose.CONTACT, NOW + DAY)
    history = await tx.rows(
        """SELECT purpose, version, given_at, withdrawn_at FROM consent
           WHERE member_id = ? ORDER BY id""",
        (ana.member_id,),
    )

    assert await consents.in_force(tx, ana) == {Purpose.TOTALS}
    assert [tuple(row) for row in history] == [
        ("totals", 1, stored(NOW), stored(NOW + DAY)),
        ("contact", 1, stored(NOW + HOUR), stored(NOW + DAY)),
        ("totals", 2, stored(NOW + DAY), None),
    ]
