"""Booking, moving and cancelling: which times can be had, and by whom."""

import asyncio
import random
from datetime import timedelta
from itertools import pairwise

import pytest

from storage import bookings, due, resources
from storage.database import Database, Transaction
from storage.errors import NotAllowedError, NotFoundError, TakenError
from storage.opening import ForbiddenTimeError, Rule
from storage.resources import Resource
from storage.scope import MemberScope
from storage.values import TimeRange
from tests.storage.mill import MILL, NINE, at, live
from tests.storage.village import DAY, HOUR, NOW, Village, settle


async def test_what_is_booked_cannot_be_booked_again(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """Not a part of it either, from whichever side; back to back it can."""
    await bookings.reserve(tx, village.ana, mill.id, at(NINE, 2), NOW)
    for start, hours in ((NINE, 2), (NINE - HOUR, 1.5), (NINE + HOUR / 2, 1), (NINE - HOUR, 4)):
        with pytest.raises(TakenError):
            await bookings.reserve(tx, village.carlos, mill.id, at(start, hours), NOW)
    before = await bookings.reserve(tx, village.carlos, mill.id, at(NINE - HOUR), NOW)
    after = await bookings.reserve(tx, village.carlos, mill.id, at(NINE + HOUR * 2), NOW)

    assert (before.times.end, after.times.start) == (NINE, NINE + HOUR * 2)


async def test_asking_twice_books_once(tx: Transaction, village: Village, mill: Resource) -> None:
    """A tap that was repeated is no second booking, and no refusal."""
    first = await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)
    second = await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)

    assert first == second
    with pytest.raises(TakenError):
        await bookings.reserve(tx, village.berta, mill.id, at(NINE), NOW)


@pytest.mark.parametrize(
    ("times", "why"),
    [
        (at(NOW - HOUR), Rule.PAST),
        (at(NINE + DAY * 90), Rule.HORIZON),
        (at(NINE + DAY * 5), Rule.CLOSED),
        (at(NINE, 0.25), Rule.SHORT),
        (at(NINE, 5), Rule.LONG),
        (at(NINE - HOUR * 2), Rule.HOURS),
        (at(NINE + HOUR * 8, 2), Rule.HOURS),
    ],
)
async def test_a_rule_that_forbids_is_named(
    tx: Transaction, village: Village, mill: Resource, times: TimeRange, why: Rule
) -> None:
    """So that the member can be told what to change."""
    with pytest.raises(ForbiddenTimeError) as refused:
        await bookings.reserve(tx, village.ana, mill.id, times, NOW)

    assert refused.value.rule is why


async def test_only_a_firm_books_and_only_for_itself(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """Its people share a booking; others neither move nor cancel it."""
    booking = await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)
    with pytest.raises(NotAllowedError):
        await bookings.reserve(tx, village.coordinator, mill.id, at(NINE), NOW)
    for verb in (bookings.cancel, bookings.confirm):
        with pytest.raises(NotFoundError):
            await verb(tx, village.carlos, booking.id, NOW)
    with pytest.raises(NotFoundError):
        await bookings.move(tx, village.coordinator, booking.id, at(NINE + HOUR), NOW)
    cancelled = await bookings.cancel(tx, village.berta, booking.id, NOW)

    assert cancelled.cancelled_at == NOW


async def test_a_move_that_fails_changes_nothing(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """It may overlap where it was, but nobody else."""
    own = await bookings.reserve(tx, village.ana, mill.id, at(NINE, 2), NOW)
    await bookings.reserve(tx, village.carlos, mill.id, at(NINE + HOUR * 3), NOW)
    with pytest.raises(TakenError):
        await bookings.move(tx, village.ana, own.id, at(NINE + HOUR * 2, 2), NOW)
    stayed = await bookings.find(tx, village.ana, own.id)
    moved = await bookings.move(tx, village.berta, own.id, at(NINE + HOUR, 2), NOW)

    assert stayed == own
    assert (moved.times, moved.changes) == (at(NINE + HOUR, 2), 1)


async def test_what_is_over_is_left_alone(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """It cannot be moved, cancelled or confirmed any more."""
    own = await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)
    for verb in (bookings.cancel, bookings.confirm):
        with pytest.raises(ForbiddenTimeError):
            await verb(tx, village.ana, own.id, NINE + HOUR)

    assert await bookings.coming(tx, village.ana, village.firm, NINE + HOUR, limit=5) == []


async def test_reminders_are_planned_as_far_as_they_are_to_come(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """Two hours before, and the day before where there still is one."""
    tomorrow = await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)
    later = await bookings.reserve(tx, village.ana, mill.id, at(NINE + DAY), NOW)
    for booking in (tomorrow, later):
        await bookings.plan_reminders(tx, booking, NOW)
    planned = {
        (kind, b.id): await due.planned(tx, kind, b.id)
        for kind in (bookings.DAY_BEFORE, bookings.SOON)
        for b in (tomorrow, later)
    }

    assert planned == {
        (bookings.DAY_BEFORE, tomorrow.id): None,
        (bookings.DAY_BEFORE, later.id): NINE,
        (bookings.SOON, tomorrow.id): NINE - HOUR * 2,
        (bookings.SOON, later.id): NINE + DAY - HOUR * 2,
    }


async def test_sixty_four_want_the_same_hour(database: Database) -> None:
    """In whichever order they come, one has it, and the others are told so."""
    async with database.transaction() as tx:
        village = await settle(tx, "valle")
        mill = await resources.create(tx, village.scope, MILL, NOW)
    chance = random.Random(1)

    async def want(scope: MemberScope) -> bool:
        async with database.transaction() as tx:
            try:
                shift = timedelta(minutes=15 * chance.randint(-2, 2))
                await bookings.reserve(tx, scope, mill.id, at(NINE + shift), NOW)
            except TakenError:
                return False
            return True

    scopes = [village.ana if n % 2 else village.carlos for n in range(64)]
    had = await asyncio.gather(*(want(scope) for scope in scopes))

    async with database.transaction() as tx:
        booked = await live(tx, village)

    assert 1 <= sum(had) < 64
    assert all(a.times.end <= b.times.start for a, b in pairwise(booked))
