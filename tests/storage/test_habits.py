"""Shortcuts from what a firm usually sells, and amounts far from its own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import sales
from storage.database import Transaction
from storage.sales import Market, OwnRange, Telling
from storage.values import Money, Quantity
from tests.storage.village import DAY, NOW, TODAY, Village, sale


async def told(tx: Transaction, village: Village, *new: sales.NewSale) -> None:
    """By Ana, one after another."""
    before = len(await sales.latest(tx, village.ana, limit=10_000))
    tellings = [
        Telling(village.ana.member_id, village.firm, f"told:{n}", NOW, one)
        for n, one in enumerate(new, start=before)
    ]
    await sales.record_many(tx, village.scope, tellings)


def pesos(amount: int) -> Money:
    return Money(amount * 100, "COP")


def kilos(amount: int) -> Quantity:
    return Quantity(amount * 1000, "kg")


async def test_the_most_frequent_sale_is_offered_first(tx: Transaction, village: Village) -> None:
    """Then, among those made as often, the last one."""
    often = sale(sold_on=TODAY - DAY * 5)
    old = sale(product="wax", sold_on=TODAY - DAY * 3)
    new = sale(amount=pesos(90_000), market=Market.EXPORT, country="US", sold_on=TODAY)
    await told(tx, village, often, old, often, new)
    usual = await sales.usual(tx, village.berta, limit=5)

    assert [(u.product, u.amount) for u in usual] == [
        ("honey", often.amount),
        ("honey", pesos(90_000)),
        ("wax", old.amount),
    ]
    assert (usual[1].country, usual[1].quantity) == ("US", new.quantity)
    assert await sales.usual(tx, village.berta, limit=1) == usual[:1]
    assert await sales.usual_products(tx, village.ana, limit=5) == ["honey", "wax"]


async def test_habits_that_are_over_are_forgotten(tx: Transaction, village: Village) -> None:
    """Only the last two hundred sales count."""
    long_ago = [sale(product="wax", sold_on=date(2025, 1, 1))] * 300
    await told(tx, village, *long_ago, *[sale()] * 200)

    assert await sales.usual_products(tx, village.ana, limit=5) == ["honey"]
    assert await sales.last_amounts(tx, village.ana, "wax", limit=3) == []


async def test_last_amounts_are_different_ones(tx: Transaction, village: Village) -> None:
    """For the buttons under the question, the last one first."""
    amounts = (pesos(100), pesos(200), pesos(100), Money(900, "USD"))
    days = (TODAY - DAY * n for n in (9, 8, 7, 6))
    told_sales = (sale(amount=a, sold_on=d) for a, d in zip(amounts, days, strict=True))
    await told(tx, village, *told_sales, sale(product="wax", amount=pesos(7)))

    assert await sales.last_amounts(tx, village.ana, "honey", limit=2) == [
        Money(900, "USD"),
        pesos(100),
    ]


async def test_habits_are_the_firms_own(tx: Transaction, village: Village) -> None:
    """Nobody is shown what another firm sells, or for how much."""
    await told(tx, village, *[sale()] * 5)

    for scope in (village.carlos, village.coordinator, village.observer):
        assert await sales.usual(tx, scope, limit=5) == []
        assert await sales.usual_products(tx, scope, limit=5) == []
        assert await sales.last_amounts(tx, scope, "honey", limit=5) == []
        assert await sales.own_range(tx, scope, "honey", "kg", "COP") is None


async def test_three_sales_say_nothing_about_the_next(tx: Transaction, village: Village) -> None:
    """The fourth begins a history."""
    await told(tx, village, *[sale()] * 3)
    too_few = await sales.own_range(tx, village.ana, "honey", "kg", "COP")
    await told(tx, village, sale())
    enough = await sales.own_range(tx, village.ana, "honey", "kg", "COP")

    assert too_few is None
    assert enough is not None
    assert (enough.count, enough.unit, round(enough.usual)) == (4, "kg", 2_250_000)


async def test_amounts_are_compared_by_the_unit(tx: Transaction, village: Village) -> None:
    """Selling ten times as much honey for ten times the money is nothing to ask about."""
    await told(
        tx, village, *[sale(amount=pesos(22_500 * n), quantity=kilos(n)) for n in range(1, 8)]
    )
    own = await sales.own_range(tx, village.ana, "honey", "kg", "COP")

    assert own is not None
    assert own.holds(pesos(1_575_000), kilos(70))
    assert not own.holds(pesos(4_500_000), kilos(20))
    assert not own.holds(pesos(45_000), kilos(20))
    assert own.span(kilos(20)) == (pesos(225_000), pesos(900_000))


async def test_whole_sales_are_compared_where_quantities_are_missing(
    tx: Transaction, village: Village
) -> None:
    """A member who gives no quantities is still protected from a zero too many."""
    amounts = (300, 350, 400, 380, 320)
    await told(tx, village, *[sale(amount=pesos(n), quantity=None) for n in amounts])
    without = await sales.own_range(tx, village.ana, "honey", None, "COP")
    with_unit = await sales.own_range(tx, village.ana, "honey", "kg", "COP")

    assert without == with_unit
    assert without is not None
    assert without.unit is None
    assert without.holds(pesos(500), None)
    assert not without.holds(pesos(3_500), kilos(20))
    assert not without.holds(pesos(35), None)


async def test_what_cannot_be_compared_is_not_asked_about(
    tx: Transaction, village: Village
) -> None:
    """Another currency, another unit, another product."""
    await told(tx, village, *[sale()] * 4)
    own = await sales.own_range(tx, village.ana, "honey", "kg", "COP")

    assert own is not None
    assert own.holds(Money(1, "USD"), kilos(20))
    assert own.holds(pesos(1), Quantity(1000, "l"))
    assert own.holds(pesos(1), None)
    assert own.span(None) is None
    assert await sales.own_range(tx, village.ana, "honey", "kg", "USD") is None
    assert await sales.own_range(tx, village.ana, "wax", "kg", "COP") is None


async def test_one_slip_in_the_past_does_not_hide_the_next(
    tx: Transaction, village: Village
) -> None:
    """Medians, other than means, are not moved by what they are to find."""
    slip = sale(amount=pesos(4_500_000))
    await told(tx, village, *[sale()] * 4, slip)
    own = await sales.own_range(tx, village.ana, "honey", "kg", "COP")

    assert own is not None
    assert not own.holds(slip.amount, slip.quantity)


@given(st.lists(st.integers(1, 10**12), min_size=4, max_size=30))
def test_a_range_holds_most_of_what_it_was_made_of(amounts: list[int]) -> None:
    """More than half of a history is never out of the ordinary, however wild it is."""
    own = OwnRange.of("COP", None, amounts)
    held = sum(own.holds(Money(amount, "COP"), None) for amount in amounts)

    assert held * 2 >= len(amounts)
    assert 0 < own.low < own.usual < own.high


@pytest.mark.parametrize("times", [0.5, 0.75, 1.5, 2])
async def test_half_or_double_of_a_steady_price_is_let_through(
    tx: Transaction, village: Village, times: float
) -> None:
    """A price that never changed has no spread, and still may change."""
    await told(tx, village, *[sale()] * 10)
    own = await sales.own_range(tx, village.ana, "honey", "kg", "COP")

    assert own is not None
    assert own.holds(Money(round(45_000_000 * times), "COP"), kilos(20))
