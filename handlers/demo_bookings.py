"""Bookings and blocks for the demo: half a year behind and two weeks ahead, ever more of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from bot.furnishing import Furnishing
from storage import blocks, bookings, resources
from storage.blocks import Reason
from storage.errors import TakenError
from storage.opening import ForbiddenTimeError
from storage.resources import Kind, Resource
from storage.scope import MemberScope
from storage.values import TimeRange

BACK, AHEAD = 182, 14
# How likely it is, in the first days and by now, that a firm wants it on a working day; and how
# much of that is left on a Saturday and a Sunday.
AT_FIRST, BY_NOW = 0.2, 0.55
WEEKEND = {5: 0.6, 6: 0.3}
# Firms that may want the same day, and how far ahead of it they book.
WANT = 2
NOTICE = timedelta(days=3)
HOUR = timedelta(hours=1)
# In days, from the first hour on: so long ago it broke down, and so soon it is looked after, which
# was planned so long ago.
BROKE_DOWN, LOOKED_AFTER, PLANNED = 40, -6, 3
BROKEN_HOURS, CARE_HOURS = 30, 4


async def furnish(demo: Furnishing) -> None:
    chance = demo.chance()
    firms = [member for member in demo.members if member.reports_for is not None]
    shared = await resources.listing(demo.tx, demo.cluster.scope)
    await _block(demo, [resource for resource in shared if resource.kind is not Kind.PERSON])
    for resource in shared:
        for times in _wanted(chance, resource, demo.today):
            await _book(demo, resource, chance.choice(firms), times)


async def _block(demo: Furnishing, things: list[Resource]) -> None:
    """Before anything is booked: nobody is sent away by it."""
    broken, cared_for = things[0], things[-1]
    start = demo.at(BROKE_DOWN, 9)
    times = TimeRange(start, start + HOUR * BROKEN_HOURS)
    tx, by = demo.tx, demo.coordinator
    await blocks.block(tx, by, broken.id, times, Reason.BREAKDOWN, start)
    start = demo.at(LOOKED_AFTER, 9)
    times = TimeRange(start, start + HOUR * CARE_HOURS)
    await blocks.block(tx, by, cared_for.id, times, Reason.MAINTENANCE, demo.at(PLANNED, 9))


def _wanted(chance: random.Random, resource: Resource, today: date) -> Iterator[TimeRange]:
    """At whole hours; as long as it must be, or twice or thrice as long."""
    shortest = -(-resource.shortest // 60)
    for away in range(-BACK, AHEAD):
        day = today + timedelta(days=away)
        often = AT_FIRST + (BY_NOW - AT_FIRST) * min(away + BACK, BACK) / BACK
        often *= WEEKEND.get(day.weekday(), 1)
        for span in resource.hours.of_day(day):
            for _firm in range(WANT):
                hours = min(shortest * chance.choice((1, 2, 2, 3)), resource.longest // 60)
                room = int((span.end - span.start) / HOUR) - hours
                if room >= 0 and chance.random() < often:
                    start = span.start + HOUR * chance.randint(0, room)
                    yield TimeRange(start, start + HOUR * hours)


async def _book(
    demo: Furnishing, resource: Resource, member: MemberScope, times: TimeRange
) -> None:
    """As the firm would have done it some days before; what clashes or is forbidden is left out."""
    at = min(demo.now, times.start - NOTICE)
    try:
        booking = await bookings.reserve(demo.tx, member, resource.id, times, at)
    except (ForbiddenTimeError, TakenError):
        return
    if times.start > demo.now:
        await bookings.plan_reminders(demo.tx, booking, demo.now)
