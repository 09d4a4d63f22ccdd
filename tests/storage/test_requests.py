"""Asking to join: once at a time, not again at once after a no, and the first decision counts."""

import pytest

from storage import people, request_cards, requests, roster
from storage.database import Transaction
from storage.errors import NotAllowedError
from storage.firms import Kind
from storage.requests import Refusal, Request
from storage.scope import Role
from tests.storage.knocking import knock
from tests.storage.village import DAY, HOUR, NOW, Village, settle


async def test_the_first_decision_counts(tx: Transaction, village: Village) -> None:
    """Another coordinator who taps later changes nothing and learns who it was."""
    request = await knock(tx, village, 1)
    first = await requests.decide(tx, village.coordinator, request.id, NOW, accept=False)
    second = await requests.decide(tx, village.coordinator, request.id, NOW, accept=True)
    decided = await requests.find(tx, village.coordinator, request.id)

    assert (first, second) == (True, False)
    assert decided is not None
    assert (decided.accepted, decided.decided_by) == (False, "Coordinadora de valle")
    assert await requests.waiting(tx, village.coordinator) == []


async def test_only_coordinators_decide_and_see_who_asks(tx: Transaction, village: Village) -> None:
    """Others are refused by the verb itself, whatever called it."""
    request = await knock(tx, village, 1)
    for scope in (village.ana, village.observer):
        with pytest.raises(NotAllowedError):
            await requests.decide(tx, scope, request.id, NOW, accept=True)

    assert await requests.find(tx, village.ana, request.id) is None
    assert await requests.waiting(tx, village.ana) == []
    assert [r.id for r in await requests.waiting(tx, village.coordinator)] == [request.id]


async def test_nobody_asks_twice_at_once_nor_soon_after_a_no(
    tx: Transaction, village: Village
) -> None:
    """A week after having asked in vain one may ask again."""
    request = await knock(tx, village, 1)
    scope, asker = village.scope, request.person.person_id or 0
    said = [await requests.refused(tx, scope, asker, NOW)]
    await requests.decide(tx, village.coordinator, request.id, NOW, accept=False)
    said += [await requests.refused(tx, scope, asker, NOW + DAY * days) for days in (6, 8)]

    assert said == [Refusal.WAITING, Refusal.DECLINED, None]


async def test_nobody_asks_many_clusters_at_once(tx: Transaction) -> None:
    """Three a day are more than anybody needs; a day later it goes on."""
    villages = [await settle(tx, f"v{at}", first_phone=100 * at) for at in range(1, 5)]
    person = await people.meet(tx, 7, "Clara", "es", NOW)
    said = [
        await requests.ask(tx, v.scope, person, "Colmena", Kind.BUSINESS, NOW) for v in villages
    ]
    later = await requests.refused(tx, villages[3].scope, person, NOW + DAY + HOUR)

    assert [isinstance(answer, Request) for answer in said] == [True, True, True, False]
    assert (said[3], later) == (Refusal.THROTTLED, None)


async def test_members_have_no_need_to_ask(tx: Transaction, village: Village) -> None:
    """Suspended ones are told so: asking is no way around it."""
    await roster.set_state(tx, village.coordinator, village.berta.member_id, suspended=True)
    asked = [
        await requests.ask(tx, village.scope, scope.person_id, "Otra", Kind.BUSINESS, NOW)
        for scope in (village.ana, village.berta)
    ]

    assert asked == [Refusal.ALREADY_MEMBER, Refusal.SUSPENDED]


async def test_cards_are_remembered_for_who_got_one(tx: Transaction, village: Village) -> None:
    """So that all of them can say who decided; a member sees none of them."""
    await roster.change_role(tx, village.coordinator, village.carlos.member_id, Role.COORDINATOR)
    request = await knock(tx, village, 1)
    who = await roster.coordinators(tx, village.scope)
    cards = {listed.member_id: at for at, listed in enumerate(who, start=11)}
    await request_cards.remember(tx, village.scope, request.id, cards)
    kept = await request_cards.of_request(tx, village.coordinator, request.id)

    assert {card.member_id: card.outbox_id for card in kept} == cards
    assert len(cards) == 2
    assert await request_cards.of_request(tx, village.ana, request.id) == []
