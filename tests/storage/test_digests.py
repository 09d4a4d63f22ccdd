"""When the digest is due, what a firm sold most of, and weeks in which it sold nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import digests, due, no_sales, sales
from storage.database import Transaction
from storage.digests import Best
from storage.errors import NotAllowedError
from storage.values import Money
from tests.storage.village import DAY, NOW, TODAY, Village, new_cluster, sale

ZONES = ("America/Bogota", "Europe/Madrid", "America/Santiago", "Asia/Kolkata", "America/Chicago")


@given(
    zone=st.sampled_from(ZONES),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    moment=st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)
def test_the_next_digest_is_when_the_wall_clock_says(
    zone: str, weekday: int, hour: int, moment: datetime
) -> None:
    """The right day and hour in the cluster's zone, across summer time; never more than a week."""
    cluster = replace(new_cluster("valle"), zone=zone, digest_weekday=weekday, digest_hour=hour)
    at = digests.next_after(cluster, moment)
    local = at.astimezone(ZoneInfo(zone))
    skipped = local.hour == hour + 1 and (local - timedelta(hours=2)).utcoffset() != (
        local.utcoffset()
    )

    assert moment < at <= moment + timedelta(days=7, hours=1)
    assert local.weekday() == weekday
    assert local.minute == 0
    assert local.hour == hour or skipped


async def test_a_new_cluster_has_its_first_digest_planned(
    tx: Transaction, village: Village
) -> None:
    """It was made on a Monday at ten, so the next Monday at eight is the first."""
    planned = await due.planned(tx, digests.KIND, village.cluster.id)

    assert planned == datetime(2026, 11, 30, 13, 0, tzinfo=UTC)


async def test_the_best_product_is_by_what_it_brought(tx: Transaction, village: Village) -> None:
    """Not by how often it was sold; in one currency, of those days, without what is void."""
    told = [
        sale(product="wax", amount=Money(900, "COP")),
        sale(amount=Money(500, "COP")),
        sale(amount=Money(500, "COP"), sold_on=TODAY - DAY),
        sale(product="soap", amount=Money(5_000, "USD")),
        sale(product="mead", amount=Money(5_000, "COP")),
        sale(product="old", amount=Money(5_000, "COP"), sold_on=TODAY - 2 * DAY),
    ]
    for number, new in enumerate(told):
        recorded = await sales.record(tx, village.ana, new, f"t:{number}", NOW)
        if new.product == "mead":
            await sales.void(tx, village.ana, recorded.id, NOW)
    firms = [village.firm, village.other_firm]
    best = await digests.best_products(tx, village.scope, firms, TODAY - DAY, TODAY + DAY, "COP")

    assert best == {village.firm: Best("honey", Money(1_000, "COP"))}


async def test_none_is_told_once_and_taken_back(tx: Transaction, village: Village) -> None:
    """By any of the firm's people, for the whole firm."""
    firms = [village.firm, village.other_firm]
    said = [await no_sales.tell(tx, who, TODAY, NOW) for who in (village.ana, village.berta)]
    told = await no_sales.told(tx, village.scope, firms, TODAY)
    another = await no_sales.told(tx, village.scope, firms, TODAY - 7 * DAY)
    back = [await no_sales.take_back(tx, village.berta, TODAY) for _ in range(2)]

    assert (said, told, another) == ([True, True], {village.firm}, set())
    assert back == [True, False]
    assert await no_sales.told(tx, village.scope, firms, TODAY) == set()


async def test_a_sale_is_stronger_than_none(tx: Transaction, village: Village) -> None:
    """None cannot be told beside a sale, and a sale that comes later counts."""
    await no_sales.tell(tx, village.ana, TODAY, NOW)
    recorded = await sales.record(tx, village.ana, sale(), "t:1", NOW)
    beside = await no_sales.told(tx, village.scope, [village.firm], TODAY)
    await no_sales.take_back(tx, village.ana, TODAY)
    refused = await no_sales.tell(tx, village.ana, TODAY, NOW)
    await sales.void(tx, village.ana, recorded.id, NOW)

    assert (beside, refused) == (set(), False)
    assert await no_sales.tell(tx, village.ana, TODAY, NOW)


async def test_who_reports_for_no_firm_cannot_tell(tx: Transaction, village: Village) -> None:
    """Neither that there was nothing, nor that there was."""
    for verb in (
        no_sales.tell(tx, village.observer, TODAY, NOW),
        no_sales.take_back(tx, village.coordinator, TODAY),
    ):
        with pytest.raises(NotAllowedError):
            await verb

    assert await no_sales.told(tx, village.carlos, [village.firm], date(2026, 11, 23)) == set()
