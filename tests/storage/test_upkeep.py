"""What becomes of bookings when the equipment is changed."""

from dataclasses import replace

import pytest

from storage import blocks, bookings, displaced, free, resources, upkeep
from storage.database import Transaction
from storage.errors import NotAllowedError, NotFoundError, TakenError
from storage.opening import every_day
from storage.resources import Resource
from tests.storage.mill import MILL, NINE, at, live
from tests.storage.village import DAY, HOUR, NOW, Village, settle

FROM_TEN = replace(MILL, opening=every_day(10 * 60, 18 * 60, closed=[6]))


async def test_new_hours_cancel_what_they_leave_outside(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """Also what lies outside in part; a calendar file says that it changed."""
    out = await bookings.reserve(tx, village.ana, mill.id, at(NINE, 2), NOW)
    stays = await bookings.reserve(tx, village.carlos, mill.id, at(NINE + HOUR * 2), NOW)
    made, hits = await upkeep.change(tx, village.coordinator, mill.id, FROM_TEN, NOW)
    now_out = await bookings.find(tx, village.ana, out.id)

    assert made.opening == FROM_TEN.opening
    assert [b.id for b in hits] == [out.id]
    assert now_out is not None
    assert (now_out.cancelled_at, now_out.changes, now_out.blocked) == (NOW, 1, False)
    assert await live(tx, village) == [stays]


async def test_what_has_begun_stays(tx: Transaction, village: Village, mill: Resource) -> None:
    """Nobody is sent away from the machine."""
    begun = await bookings.reserve(tx, village.ana, mill.id, at(NINE, 2), NOW)
    _made, hits = await upkeep.change(tx, village.coordinator, mill.id, FROM_TEN, NINE)

    assert hits == []
    assert await live(tx, village) == [begun]


async def test_lengths_take_nothing_from_anybody(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """They are for those who book from now on."""
    long = await bookings.reserve(tx, village.ana, mill.id, at(NINE, 3), NOW)
    shorter = replace(MILL, shortest=30, longest=60)
    _made, hits = await upkeep.change(tx, village.coordinator, mill.id, shorter, NOW)

    assert hits == []
    assert await live(tx, village) == [long]


async def test_a_closed_day_takes_that_day_of_every_week(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """The next first; other days stay."""
    times = [at(NINE + DAY * days) for days in (7, 0, 1)]
    made = [await bookings.reserve(tx, village.ana, mill.id, t, NOW) for t in times]
    no_tuesdays = replace(MILL, opening=every_day(8 * 60, 18 * 60, closed=[1, 6]))
    _made, hits = await upkeep.change(tx, village.coordinator, mill.id, no_tuesdays, NOW)

    assert [b.id for b in hits] == [made[1].id, made[0].id]


async def test_only_the_coordinator_of_the_cluster_changes_it(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """Members may not, and another cluster does not find it."""
    booked = await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)
    other = await settle(tx, "otro", first_phone=200)
    with pytest.raises(NotAllowedError):
        await upkeep.change(tx, village.ana, mill.id, FROM_TEN, NOW)
    with pytest.raises(NotFoundError):
        await upkeep.change(tx, other.coordinator, mill.id, FROM_TEN, NOW)
    await displaced.cancel(tx, other.coordinator, [booked], NOW)

    assert (
        await displaced.outside(
            tx, other.coordinator, mill.id, replace(mill, opening=FROM_TEN.opening).hours, NOW
        )
        == []
    )
    assert await live(tx, village) == [booked]


async def test_what_is_off_the_list_cannot_be_had(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """It is in no list and no alternative; nobody books, blocks, edits or moves to it."""
    sister = await resources.create(tx, village.scope, MILL, NOW)
    booked = await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)
    out, reason = at(NINE + DAY), blocks.Reason.MAINTENANCE
    await blocks.block(tx, village.coordinator, mill.id, out, reason, NOW)
    [block] = await blocks.coming(tx, village.scope, mill.id, NOW)
    gone, hits = await upkeep.retire(tx, village.coordinator, mill.id, NOW)
    slots = await free.alternatives(tx, village.scope, sister, at(NINE), NOW)

    assert (gone, [b.id for b in hits]) == (mill, [booked.id])
    assert await live(tx, village) == []
    assert await resources.listing(tx, village.scope) == [sister]
    assert {slot.resource.id for slot in slots} == {sister.id}
    for refused in (
        bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW),
        bookings.move(tx, village.ana, booked.id, at(NINE + HOUR), NOW),
        blocks.block(tx, village.coordinator, mill.id, out, reason, NOW),
        blocks.lift(tx, village.coordinator, block.id, NOW),
        upkeep.change(tx, village.coordinator, mill.id, MILL, NOW),
        resources.change(tx, village.scope, mill.id, MILL),
        upkeep.retire(tx, village.coordinator, mill.id, NOW),
    ):
        with pytest.raises(NotFoundError):
            await refused


async def test_taking_off_the_list_leaves_what_is_over(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """What is under way is cancelled too; whoever was there before keeps their record."""
    over = await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)
    now_there = await bookings.reserve(tx, village.carlos, mill.id, at(NINE + HOUR, 2), NOW)
    _gone, hits = await upkeep.retire(tx, village.coordinator, mill.id, NINE + HOUR * 2)

    assert [b.id for b in hits] == [now_there.id]
    assert await bookings.find(tx, village.ana, over.id) == over


async def test_only_what_nobody_is_called_like_comes_back(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """In either language. The last that was taken off is listed first, for coordinators alone."""
    press = await resources.create(
        tx, village.scope, replace(MILL, name_es="Prensa", name_en="Press"), NOW
    )
    for minute, resource in enumerate((mill, press)):
        await upkeep.retire(tx, village.coordinator, resource.id, NOW + HOUR * minute)
    other = await resources.create(tx, village.scope, replace(MILL, name_es="MOLÍNO"), NOW)
    listed = await resources.retired(tx, village.coordinator, limit=5)
    later = await resources.retired(tx, village.coordinator, before=press.id, limit=5)
    with pytest.raises(TakenError):
        await upkeep.put_back(tx, village.coordinator, mill.id, NOW)
    with pytest.raises(NotFoundError):
        await upkeep.put_back(tx, village.coordinator, other.id, NOW)
    for verb in (
        upkeep.put_back(tx, village.ana, press.id, NOW),
        upkeep.retire(tx, village.ana, 1, NOW),
    ):
        with pytest.raises(NotAllowedError):
            await verb

    assert [r.id for r in listed] == [press.id, mill.id]
    assert [r.id for r in later] == [mill.id]
    assert await resources.retired(tx, village.ana, limit=5) == []
    assert await upkeep.put_back(tx, village.coordinator, press.id, NOW) == press
