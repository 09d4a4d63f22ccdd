"""When a firm and a member last reported, and whether a firm told of a week."""

from storage import jobs, no_sales, reporting, sales
from storage.database import Transaction
from storage.reporting import LastReport
from storage.values import DayRange
from tests.storage.village import DAY, NOW, TODAY, Village, hiring, sale, settle

WEEK = DayRange(TODAY, TODAY + DAY * 7)
BEFORE = DayRange(TODAY - DAY * 7, TODAY)


async def test_whatever_is_told_is_a_report(tx: Transaction, village: Village) -> None:
    """A sale, a job, and a week without sales; a colleague's is the firm's, but not one's own."""
    seen = []
    ana, berta = village.ana, village.berta

    async def look() -> None:
        seen.append(await reporting.last(tx, village.coordinator, village.firm, ana.member_id))

    await look()
    await sales.record(tx, ana, sale(), "form:1", NOW)
    await look()
    await jobs.record(tx, ana, hiring(), "form:2", NOW + DAY)
    await look()
    await no_sales.tell(tx, berta, TODAY - DAY * 7, NOW + DAY * 2)
    await look()

    assert seen == [
        LastReport(),
        LastReport(NOW, NOW),
        LastReport(NOW + DAY, NOW + DAY),
        LastReport(NOW + DAY, NOW + DAY * 2),
    ]


async def test_what_is_void_was_not_told(tx: Transaction, village: Village) -> None:
    """Neither as a report, nor of the week."""
    told = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    await sales.void(tx, village.ana, told.id, NOW)

    last = await reporting.last(tx, village.coordinator, village.firm, village.ana.member_id)
    assert last == LastReport()
    assert not await reporting.told(tx, village.coordinator, village.firm, WEEK)


async def test_a_week_is_told_by_a_sale_or_by_none(tx: Transaction, village: Village) -> None:
    """Zero is not silence; each week by itself, and each firm."""
    await sales.record(tx, village.ana, sale(), "form:1", NOW)
    await no_sales.tell(tx, village.carlos, BEFORE.first, NOW)
    told = {
        (firm, week.first): await reporting.told(tx, village.coordinator, firm, week)
        for firm in (village.firm, village.other_firm)
        for week in (BEFORE, WEEK)
    }

    assert {key for key, yes in told.items() if yes} == {
        (village.firm, WEEK.first),
        (village.other_firm, BEFORE.first),
    }


async def test_another_firm_and_cluster_see_none_of_it(tx: Transaction, village: Village) -> None:
    """Observers neither."""
    other = await settle(tx, "otro", first_phone=300)
    await sales.record(tx, village.ana, sale(), "form:1", NOW)

    for scope in (village.carlos, village.observer, other.coordinator):
        last = await reporting.last(tx, scope, village.firm, village.ana.member_id)
        assert last == LastReport()
        assert not await reporting.told(tx, scope, village.firm, WEEK)
