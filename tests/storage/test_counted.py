"""The cluster's sums change with several firms at once, so that none is known by subtraction."""

from datetime import date

import pytest

from storage import consents, counted, figures, firms, people, sales
from storage.consents import Purpose
from storage.counted import Whole
from storage.database import Transaction
from storage.disclosure import Share, hidden
from storage.figures import By
from storage.firms import Kind
from storage.sales import Market, NewSale
from storage.scope import MemberScope, Role
from storage.values import Money
from tests.storage.village import DAY, NOW, TODAY, Village, sale

WEEK = DAY * 7
NEXT = TODAY + WEEK


async def firm(tx: Transaction, village: Village, number: int) -> MemberScope:
    """One more that agrees to be counted."""
    made = await firms.create(tx, village.scope, f"Firma {number}", Kind.BUSINESS, NOW)
    person = await people.meet(tx, 9000 + number, "Somebody", "es", NOW)
    scope = await people.join(tx, village.scope, person, Role.MEMBER, made.id, NOW)
    await consents.give(tx, scope, [Purpose.TOTALS], 1, NOW)
    return scope


async def sold(tx: Transaction, scope: MemberScope, pesos: int, **changes: object) -> int:
    new: NewSale = sale(amount=Money(pesos, "COP"), **changes)
    told = f"{pesos}:{new.sold_on}:{new.product}"
    return (await sales.record(tx, scope, new, told, NOW)).id


async def week(tx: Transaction, village: Village, monday: date = TODAY) -> Whole:
    return await counted.week(tx, village.scope, monday)


@pytest.fixture
async def three(tx: Transaction, village: Village) -> list[MemberScope]:
    """Firms that have sold 100, 200 and 300 in the week, which was counted."""
    of = [village.ana, village.carlos, await firm(tx, village, 3)]
    for at, scope in enumerate(of, start=1):
        await sold(tx, scope, 100 * at)
    await counted.count(tx, village.scope, NEXT)
    return of


async def test_a_week_counts_once_it_is_over(
    tx: Transaction, village: Village, three: list[MemberScope]
) -> None:
    """What is told in the next one is not in it, and not counted before that is over."""
    await sold(tx, three[0], 7, sold_on=NEXT)

    assert await week(tx, village) == Whole(3, 3, (Money(600, "COP"),))
    assert await week(tx, village, NEXT) == Whole()


async def test_one_or_two_late_firms_change_nothing(
    tx: Transaction, village: Village, three: list[MemberScope]
) -> None:
    """A fourth firm's sale would be the difference; with three changed nobody can tell."""
    late = [await firm(tx, village, number) for number in (4, 5, 6)]
    seen = []
    for scope in late:
        await sold(tx, scope, 1_000)
        await counted.count(tx, village.scope, NEXT)
        seen.append((await week(tx, village)).sums[0].minor)

    assert seen == [600, 600, 3_600]


async def test_what_one_firm_withdraws_or_voids_stays_counted(
    tx: Transaction, village: Village, three: list[MemberScope]
) -> None:
    """For the weeks that were counted; those after it are without them."""
    await consents.withdraw(tx, three[0], Purpose.TOTALS, NOW)
    voided = await sold(tx, three[1], 5)
    await sales.void(tx, three[1], voided, NOW)
    for scope in three:
        await sold(tx, scope, 50, sold_on=NEXT)
    await counted.count(tx, village.scope, NEXT + WEEK)

    assert (await week(tx, village)).sums == (Money(600, "COP"),)
    assert await week(tx, village, NEXT) == Whole()


async def test_weeks_of_few_firms_wait_for_each_other(tx: Transaction, village: Village) -> None:
    """Counted together they are of three firms; each alone is shown to nobody."""
    third = await firm(tx, village, 3)
    for at, scope in enumerate((village.ana, village.carlos, third)):
        await sold(tx, scope, 100, sold_on=TODAY + WEEK * at)
    before = []
    for at in (1, 2):
        await counted.count(tx, village.scope, TODAY + WEEK * at)
        whole, _parts = await figures.of_cluster(
            tx, village.scope, By.MARKET, TODAY.replace(day=1), TODAY + WEEK * at
        )
        before.append(whole.firms)
    await counted.count(tx, village.scope, TODAY + WEEK * 3)
    whole, parts = await figures.of_cluster(
        tx, village.scope, By.MARKET, TODAY.replace(day=1), TODAY + WEEK * 3
    )

    assert before == [0, 0]
    assert whole.sums == (Money(300, "COP"),)
    assert [part.totals.sums for part in parts] == [(Money(300, "COP"),)]
    assert not (await week(tx, village)).enough


async def test_what_waits_is_told_as_a_number(tx: Transaction, village: Village) -> None:
    """Never dropped: of two firms only how many sales there are."""
    await sold(tx, village.ana, 100)
    await sold(tx, village.carlos, 200)
    await counted.count(tx, village.scope, NEXT)
    first = TODAY.replace(day=1)

    assert await counted.waiting(tx, village.scope, first, NEXT) == 2
    assert await counted.waiting(tx, village.scope, first, TODAY) == 0


async def test_a_currency_of_two_firms_is_told_apart(
    tx: Transaction, village: Village, three: list[MemberScope]
) -> None:
    """How many sales it is, and no sum."""
    dollars = Money(999, "USD")
    for scope in three:
        await sold(tx, scope, 10, sold_on=NEXT)
    await sales.record(tx, three[0], sale(amount=dollars, sold_on=NEXT), "t:usd", NOW)
    await counted.count(tx, village.scope, NEXT + WEEK)

    assert await week(tx, village, NEXT) == Whole(3, 4, (Money(30, "COP"),), (("USD", 1),))


async def test_members_ask_for_no_totals_of_the_cluster(
    tx: Transaction, village: Village, three: list[MemberScope]
) -> None:
    """Observers and coordinators do; a firm's people have their own."""
    period = (By.PRODUCT, TODAY.replace(day=1), NEXT)
    seen = {
        scope: (await figures.of_cluster(tx, scope, *period))[0].sales
        for scope in (*village.people, village.scope)
    }

    assert {scope for scope, found in seen.items() if found} == {
        village.coordinator,
        village.observer,
        village.scope,
    }


def shares(**rows: dict[int, int]) -> list[Share]:
    """Amounts by row and firm, in one currency."""
    return [
        Share(key, firm_id, "COP", amount, 1)
        for key, of in rows.items()
        for firm_id, amount in of.items()
    ]


def hidden_of(**rows: dict[int, int]) -> set[str]:
    return {key for key, _currency in hidden(shares(**rows))}


MANY, MORE = {1: 10, 2: 10, 3: 10}, {1: 20, 2: 20, 3: 20}


@pytest.mark.parametrize(
    ("rows", "out"),
    [
        ({"a": MANY, "b": MORE}, set()),
        ({"a": MANY, "b": MORE, "c": {4: 900}}, {"a", "c"}),
        ({"a": MANY, "b": MORE, "c": {4: 1}, "d": {4: 2}}, {"a", "c", "d"}),
        ({"a": MANY, "b": MORE, "c": {4: 1}, "d": {5: 2, 6: 3}}, {"c", "d"}),
        ({"a": MANY, "c": {4: 1}}, {"a", "c"}),
        ({"c": {4: 1}}, {"c"}),
    ],
)
def test_what_is_hidden_is_not_the_rest_of_what_is_shown(
    rows: dict[str, dict[int, int]], out: set[str]
) -> None:
    """The next smallest goes with it, until it is of three firms and more than one row."""
    assert hidden_of(**rows) == out


async def test_a_hidden_market_cannot_be_subtracted(
    tx: Transaction, village: Village, three: list[MemberScope]
) -> None:
    """Of one firm's exports only that they are not shown, and the smaller of the others too."""
    for at, scope in enumerate(three):
        await sold(tx, scope, 20 + at, sold_on=NEXT, market=Market.NATIONAL)
        await sold(tx, scope, 40 + at, sold_on=NEXT)
    await sold(tx, three[0], 1_000, sold_on=NEXT, market=Market.EXPORT)
    await counted.count(tx, village.scope, NEXT + WEEK)
    _whole, parts = await figures.of_cluster(
        tx, village.scope, By.MARKET, TODAY.replace(day=1), NEXT + WEEK
    )

    assert {p.key: (p.totals.sums, p.hidden) for p in parts} == {
        "export": ((), {"COP"}),
        "local": ((Money(723, "COP"),), frozenset()),
        "national": ((), {"COP"}),
    }
