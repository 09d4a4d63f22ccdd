"""Work for later: planned once, done once, and never lost."""

from datetime import timedelta, timezone

from storage import due
from storage.database import Transaction
from storage.due import Due
from tests.storage.village import DAY, HOUR, NOW


async def test_the_same_work_is_planned_once(tx: Transaction) -> None:
    """Also when it was done already, and when the moment is written in another zone."""
    bogota = timezone(timedelta(hours=-5))
    new = [
        await due.plan(tx, "digest", 1, moment)
        for moment in (NOW, NOW, NOW.astimezone(bogota), NOW + DAY)
    ]
    [first] = await due.waiting(tx, NOW, 10)
    await due.finish(tx, first.id, NOW)

    assert new == [True, False, False, True]
    assert not await due.plan(tx, "digest", 1, NOW)
    assert await due.plan(tx, "digest", 2, NOW)
    assert await due.planned(tx, "digest", 1) == NOW + DAY
    assert await due.planned(tx, "survey", 1) is None


async def test_the_earliest_that_is_not_over(tx: Transaction) -> None:
    """Of one kind, about one thing."""
    for kind, subject, hours in (("digest", 1, 3), ("digest", 1, 2), ("digest", 2, 1)):
        await due.plan(tx, kind, subject, NOW + HOUR * hours)
    before = await due.earliest(tx, "digest", 1)
    [_other, work] = await due.waiting(tx, NOW + HOUR * 2, 10)
    await due.finish(tx, work.id, NOW)

    assert (before, await due.earliest(tx, "digest", 1)) == (NOW + HOUR * 2, NOW + HOUR * 3)
    assert await due.earliest(tx, "survey", 1) is None


async def test_what_is_due_comes_in_its_order(tx: Transaction) -> None:
    """The longest due first, and nothing before its time."""
    for hours in (3, 1, 2, 5):
        await due.plan(tx, "digest", hours, NOW + HOUR * hours)
    found = await due.waiting(tx, NOW + HOUR * 3, 10)

    assert [work.subject for work in found] == [1, 2, 3]
    assert await due.waiting(tx, NOW + HOUR * 3, 2) == found[:2]
    assert await due.waiting(tx, NOW, 10) == []


async def test_work_in_pages_goes_on_where_it_was(tx: Transaction) -> None:
    """The position survives whatever stops the program."""
    await due.plan(tx, "digest", 1, NOW)
    [work] = await due.waiting(tx, NOW, 1)
    await due.advance(tx, work.id, 250)

    assert await due.waiting(tx, NOW, 1) == [Due(work.id, "digest", 1, NOW, 250, 0)]


async def test_failed_work_is_tried_again_later(tx: Transaction) -> None:
    """It keeps the moment it was promised for, and lets other work go first."""
    await due.plan(tx, "digest", 1, NOW)
    await due.plan(tx, "digest", 2, NOW + HOUR)
    [work] = await due.waiting(tx, NOW, 1)
    await due.retry(tx, work.id, NOW + HOUR * 2)
    found = await due.waiting(tx, NOW + HOUR * 2, 10)

    assert await due.waiting(tx, NOW, 1) == []
    assert [(w.subject, w.attempts, w.due_at) for w in found] == [
        (2, 0, NOW + HOUR),
        (1, 1, NOW),
    ]
    assert not await due.plan(tx, "digest", 1, NOW)


async def test_what_is_over_stays_over(tx: Transaction) -> None:
    """Done, missed or failed: nothing of it happens a second time."""
    for number, end in enumerate((due.finish, due.miss, due.fail)):
        await due.plan(tx, "digest", number, NOW)
        [work] = await due.waiting(tx, NOW, 1)

        assert await end(tx, work.id, NOW)
        assert not await end(tx, work.id, NOW)
        assert not await due.advance(tx, work.id, 1)
        assert not await due.retry(tx, work.id, NOW)
    rows = await tx.rows("SELECT state, attempts FROM due ORDER BY id")

    assert [tuple(row) for row in rows] == [("done", 0), ("missed", 0), ("failed", 1)]
