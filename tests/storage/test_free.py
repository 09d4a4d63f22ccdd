"""What is free and what could be had instead; what is out of use."""

from dataclasses import replace

import pytest

from storage import blocks, bookings, free, resources
from storage.database import Transaction
from storage.errors import TakenError
from storage.resources import Resource
from storage.values import TimeRange
from tests.storage.mill import MILL, NINE, at, live
from tests.storage.village import DAY, HOUR, NOW, Village


async def test_another_hour_another_day_and_a_sister_are_offered(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """One of each, as long as what was wanted."""
    sister = await resources.create(tx, village.scope, replace(MILL, name_es="Molino 2"), NOW)
    await bookings.reserve(tx, village.carlos, mill.id, at(NINE, 2), NOW)
    slots = await free.alternatives(tx, village.ana, mill, at(NINE, 2), NOW)

    assert [(s.resource.id, s.times) for s in slots] == [
        (mill.id, at(NINE + HOUR * 2, 2)),
        (mill.id, at(NINE + DAY, 2)),
        (sister.id, at(NINE, 2)),
    ]


async def test_more_of_one_kind_stand_in_for_another(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """Without a sister, and with the day full, three other days; the closed one is left out."""
    for hours in (0, 4, 8):
        length = 4 if hours < 8 else 2
        wanted = at(NINE - HOUR + HOUR * hours, length)
        await bookings.reserve(tx, village.carlos, mill.id, wanted, NOW)
    slots = await free.alternatives(tx, village.ana, mill, at(NINE + DAY * 3), NOW)
    full = await free.alternatives(tx, village.ana, mill, at(NINE), NOW)

    assert [s.times for s in full] == [at(NINE + DAY * n) for n in (1, 2, 3)]
    assert at(NINE + DAY * 5) not in [s.times for s in slots]


async def test_a_calendar_tells_the_days_apart(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """Over, partly free, full, out of use, closed, free."""
    today = NOW.date()
    await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)
    for hours in (-1, 3):
        await bookings.reserve(tx, village.ana, mill.id, at(NINE + DAY + HOUR * hours, 4), NOW)
    await bookings.reserve(tx, village.ana, mill.id, at(NINE + DAY + HOUR * 7, 2), NOW)
    out = TimeRange(NINE + DAY * 2 - HOUR * 9, NINE + DAY * 3 - HOUR * 9)
    await blocks.block(tx, village.coordinator, mill.id, out, blocks.Reason.MAINTENANCE, NOW)
    evening = NOW + HOUR * 8
    looks = await free.looks(tx, village.ana, mill, today, today + DAY * 7, evening)

    assert list(looks.values()) == ["over", "partly", "full", "blocked", "free", "free", "closed"]


async def test_a_block_cancels_what_lies_in_it_and_nothing_else(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """Who is hit is known before and after; until it is lifted nobody books."""
    hit = [
        await bookings.reserve(tx, scope, mill.id, at(NINE + HOUR * n), NOW)
        for n, scope in enumerate((village.ana, village.carlos))
    ]
    kept = await bookings.reserve(tx, village.ana, mill.id, at(NINE + DAY), NOW)
    out, reason = at(NINE + HOUR / 2, 2), blocks.Reason.BREAKDOWN
    foreseen = await blocks.hit(tx, village.coordinator, mill.id, out)
    told = await blocks.block(tx, village.coordinator, mill.id, out, reason, NOW)
    with pytest.raises(TakenError):
        await bookings.reserve(tx, village.ana, mill.id, at(NINE + HOUR), NOW)
    [block] = await blocks.coming(tx, village.ana, mill.id, NOW)
    await blocks.lift(tx, village.coordinator, block.id, NOW)
    again = await bookings.reserve(tx, village.ana, mill.id, at(NINE + HOUR), NOW)

    assert foreseen == told == hit
    assert [b.id for b in await live(tx, village)] == [again.id, kept.id]
