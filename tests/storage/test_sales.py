"""Recording sales, and who finds them again."""

import sqlite3
from datetime import date

import pytest

from storage import exports, sales
from storage.database import Transaction
from storage.errors import NotAllowedError
from storage.sales import Channel, Market, Telling
from storage.values import Money, Quantity
from tests.storage.village import DAY, HOUR, NOW, TODAY, Village, sale


async def test_a_sale_is_found_as_it_was_told(tx: Transaction, village: Village) -> None:
    """Every field comes back, with who told it and when."""
    new = sale(
        amount=Money(120_050, "USD"),
        quantity=Quantity(500, "kg"),
        market=Market.EXPORT,
        country="US",
        channel=Channel.ONLINE,
        note="Feria de «Tunja» <b>",
        photo="AgAC-1",
    )
    recorded = await sales.record(tx, village.ana, new, "form:1", NOW)
    found = await sales.find(tx, village.ana, recorded.id)

    assert found == recorded
    assert {name: getattr(found, name) for name in sales.BOOK.facts} == {
        name: getattr(new, name) for name in sales.BOOK.facts
    }
    assert (recorded.reporter, recorded.firm_id) == ("Ana de valle", village.firm)
    assert (recorded.recorded_at, recorded.voided_at) == (NOW, None)


async def test_the_same_telling_counts_once(tx: Transaction, village: Village) -> None:
    """A saving tap that Telegram hands out twice leaves one sale."""
    first = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    again = await sales.record(tx, village.ana, sale(), "form:1", NOW + HOUR)

    assert again == first
    assert await sales.latest(tx, village.ana, limit=10) == [first]


async def test_the_same_telling_of_another_firm_is_another_sale(
    tx: Transaction, village: Village
) -> None:
    """Names of tellings are a firm's own."""
    mine = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    theirs = await sales.record(tx, village.carlos, sale(), "form:1", NOW)

    assert mine.id != theirs.id


async def test_who_has_no_firm_records_no_sale(tx: Transaction, village: Village) -> None:
    """Neither a coordinator without one, nor an observer, who only sees totals."""
    for scope in (village.coordinator, village.observer):
        with pytest.raises(NotAllowedError):
            await sales.record(tx, scope, sale(), "form:1", NOW)


@pytest.mark.parametrize(
    "impossible",
    [
        sale(amount=Money(0, "COP")),
        sale(amount=Money(-5, "COP")),
        sale(amount=Money(5, "PESOS")),
        sale(quantity=Quantity(0, "kg")),
        sale(product=""),
        sale(country="US"),
        sale(market=Market.EXPORT, country="USA"),
    ],
)
async def test_the_schema_refuses_what_no_sale_can_be(
    tx: Transaction, village: Village, impossible: sales.NewSale
) -> None:
    """The rule holds whoever calls the verb, one by one and in bulk."""
    with pytest.raises(sqlite3.IntegrityError):
        await sales.record(tx, village.ana, impossible, "form:1", NOW)
    with pytest.raises(sqlite3.IntegrityError):
        await sales.record_many(
            tx, village.scope, [Telling(village.ana.member_id, village.firm, "x", NOW, impossible)]
        )

    assert await sales.latest(tx, village.ana, limit=10) == []


async def test_a_sale_of_a_firm_elsewhere_is_refused(tx: Transaction, village: Village) -> None:
    """A row cannot name a firm or a member of another cluster."""
    telling = Telling(village.ana.member_id, 999, "x", NOW, sale())
    with pytest.raises(sqlite3.IntegrityError):
        await sales.record_many(tx, village.scope, [telling])

    assert await exports.sales(tx, village.scope) == []


async def test_many_are_recorded_at_once_and_once(tx: Transaction, village: Village) -> None:
    """What the demonstration writes are sales like any other."""
    tellings = [
        Telling(
            village.ana.member_id, village.firm, f"seed:{n}", NOW, sale(sold_on=TODAY - DAY * n)
        )
        for n in range(30)
    ]
    await sales.record_many(tx, village.scope, tellings)
    await sales.record_many(tx, village.scope, tellings)
    found = await sales.latest(tx, village.ana, limit=100)

    assert [s.sold_on for s in found] == [TODAY - DAY * n for n in range(30)]
    assert {s.reporter for s in found} == {"Ana de valle"}


async def test_colleagues_see_each_others_sales(tx: Transaction, village: Village) -> None:
    """Several people of one firm share its reports, and each sees who told what."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)

    assert await sales.find(tx, village.berta, recorded.id) == recorded
    assert await sales.latest(tx, village.berta, limit=5) == [recorded]


async def test_other_firms_and_observers_see_nothing(tx: Transaction, village: Village) -> None:
    """Not found and not yours are one answer."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)

    for scope in (village.carlos, village.observer):
        assert await sales.find(tx, scope, recorded.id) is None
        assert await sales.latest(tx, scope, limit=5) == []
        assert await sales.history(tx, scope, recorded.id) == []


async def test_the_coordinator_sees_the_sales_of_every_firm(
    tx: Transaction, village: Village
) -> None:
    """Each when asked for, and none as their own."""
    one = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    two = await sales.record(tx, village.carlos, sale(), "form:1", NOW)

    assert await sales.latest(tx, village.coordinator, limit=5) == []
    assert await sales.find(tx, village.coordinator, one.id) == one
    assert await sales.find(tx, village.coordinator, two.id) == two


async def test_pages_follow_on_without_gap_or_repeat(tx: Transaction, village: Village) -> None:
    """Also where many sales are of one day, and one more arrives between two pages."""
    days = [date(2026, 11, 1 + n % 3) for n in range(17)]
    tellings = [
        Telling(village.ana.member_id, village.firm, f"t:{n}", NOW, sale(sold_on=day))
        for n, day in enumerate(days)
    ]
    await sales.record_many(tx, village.scope, tellings)
    seen: list[sales.Sale] = []
    while page := await sales.latest(
        tx, village.ana, limit=5, before=seen[-1].id if seen else None
    ):
        seen += page
        await sales.record(tx, village.ana, sale(), f"late:{len(seen)}", NOW)

    assert len(seen) == len({s.id for s in seen}) == 17
    assert seen == sorted(seen, key=lambda s: (s.sold_on, s.id), reverse=True)


async def test_a_colleague_who_told_the_same_sale_is_noticed(
    tx: Transaction, village: Village
) -> None:
    """The same firm, day, product and amount; not one's own, which may well be two sales."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)

    assert await sales.same_told(tx, village.berta, sale(note="otra", quantity=None)) == recorded
    assert await sales.same_told(tx, village.ana, sale()) is None
    assert await sales.same_told(tx, village.carlos, sale()) is None
    for other in (
        sale(sold_on=TODAY - DAY),
        sale(product="wax"),
        sale(amount=Money(45_000_001, "COP")),
        sale(amount=Money(45_000_000, "USD")),
    ):
        assert await sales.same_told(tx, village.berta, other) is None


async def test_a_void_sale_is_told_by_nobody(tx: Transaction, village: Village) -> None:
    """It may be told again without a question."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    await sales.void(tx, village.ana, recorded.id, NOW)

    assert await sales.same_told(tx, village.berta, sale()) is None
