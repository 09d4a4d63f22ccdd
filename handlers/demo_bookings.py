"""Bookings for the demo, of the weeks behind and those ahead; the same for the same day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from bot.furnishing import Furnishing
from storage import bookings, resources
from storage.errors import TakenError
from storage.opening import ForbiddenTimeError
from storage.resources import Resource
from storage.scope import MemberScope
from storage.values import TimeRange

BACK, AHEAD = 56, 14
# How likely it is on a day that somebody books, and how far ahead of it that is done.
OFTEN = 0.8
NOTICE = timedelta(days=3)
HOUR = timedelta(hours=1)


async def furnish(demo: Furnishing) -> None:
    chance = demo.chance()
    firms = [member for member in demo.members if member.reports_for is not None]
    for resource in await resources.listing(demo.tx, demo.cluster.scope):
        for times in _wanted(chance, resource, demo.today):
            await _book(demo, resource, chance.choice(firms), times)


def _wanted(chance: random.Random, resource: Resource, today: date) -> Iterator[TimeRange]:
    """One to three stretches of most days, at whole hours."""
    for away in range(-BACK, AHEAD):
        day = today + timedelta(days=away)
        for span in resource.hours.of_day(day):
            for _again in range(3):
                hours = chance.choice((1, 2, 2, 3, 4))
                room = int((span.end - span.start) / HOUR) - hours
                if room >= 0 and chance.random() < OFTEN / 2:
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
