"""Sums of some days, by firm."""

from collections import Counter
from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import sales
from storage.database import Transaction
from storage.sales import Totals
from storage.values import Money
from tests.storage.village import DAY, NOW, TODAY, Village, sale

days = st.dates(date(2026, 11, 1), date(2026, 11, 30))
amounts = st.builds(Money, st.integers(1, 10**13), st.sampled_from(["COP", "USD", "CLP"]))
told_sales = st.lists(st.tuples(st.booleans(), days, amounts, st.booleans()), max_size=40)


def plain_sum(sold: list[Money]) -> Totals:
    sums: Counter[str] = Counter()
    for amount in sold:
        sums[amount.currency] += amount.minor
    return Totals(len(sold), tuple(Money(sums[code], code) for code in sorted(sums)))


class UndoneError(Exception):
    """Ends an example: what it wrote is not there for the next."""


# The database is shared by the examples on purpose: each undoes what it wrote.
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=told_sales, first=days, until=days)
async def test_weeks_add_up_like_plain_numbers(
    tx: Transaction,
    village: Village,
    told: list[tuple[bool, date, Money, bool]],
    first: date,
    until: date,
) -> None:
    """To the last cent, in each currency, of exactly those days, without what is void."""
    counted = [
        (own, amount) for own, day, amount, gone in told if first <= day < until and not gone
    ]
    firms = [village.firm, village.other_firm]
    with suppress(UndoneError):
        async with tx.turn():
            await tell(tx, village, told)
            by_firm = await sales.week_by_firm(tx, village.scope, firms, first, until)
            single = [await sales.week(tx, village.scope, firm, first, until) for firm in firms]
            raise UndoneError

    assert single == [
        plain_sum([amount for own, amount in counted if own]),
        plain_sum([amount for own, amount in counted if not own]),
    ]
    assert by_firm == dict(zip(firms, single, strict=True))


async def tell(
    tx: Transaction, village: Village, told: list[tuple[bool, date, Money, bool]]
) -> None:
    for number, (own, day, amount, is_void) in enumerate(told):
        scope = village.ana if own else village.carlos
        new = sale(amount=amount, sold_on=day)
        recorded = await sales.record(tx, scope, new, f"t:{number}", NOW)
        if is_void:
            await sales.void(tx, scope, recorded.id, NOW)


async def test_the_day_after_the_last_is_not_counted(tx: Transaction, village: Village) -> None:
    """Two weeks side by side count each sale once."""
    for number in range(14):
        new = sale(sold_on=TODAY + DAY * number)
        await sales.record(tx, village.ana, new, f"t:{number}", NOW)
    weeks = [
        await sales.week(tx, village.ana, village.firm, TODAY + DAY * start, TODAY + DAY * end)
        for start, end in ((0, 7), (7, 14))
    ]

    assert [week.count for week in weeks] == [7, 7]
    assert weeks[0].sums == (Money(7 * 45_000_000, "COP"),)


async def test_another_firms_week_is_not_to_be_seen(tx: Transaction, village: Village) -> None:
    """But for the coordinator and the cluster's own work."""
    await sales.record(tx, village.ana, sale(), "t:1", NOW)
    seen = {
        scope: await sales.week(tx, scope, village.firm, TODAY, TODAY + DAY)
        for scope in (*village.people, village.scope)
    }
    asked = [village.firm, village.other_firm]
    by_firm = await sales.week_by_firm(tx, village.carlos, asked, TODAY, TODAY + DAY)

    assert {scope for scope, week in seen.items() if week.count} == {
        village.ana,
        village.berta,
        village.coordinator,
        village.scope,
    }
    assert by_firm == {village.other_firm: Totals()}
