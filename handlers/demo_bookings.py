"""Bookings for the demo, of the weeks behind and those ahead; the same for the same day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.templates import Template
from storage import bookings, resources
from storage.clusters import Cluster
from storage.database import Transaction
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


async def furnish(
    tx: Transaction,
    cluster: Cluster,
    template: Template,
    members: list[MemberScope],
    now: datetime,
) -> None:
    today = now.astimezone(ZoneInfo(cluster.zone)).date()
    chance = random.Random(today.toordinal())  # noqa: S311 - times to look at, no secret
    firms = [member for member in members if member.reports_for is not None]
    for resource in await resources.listing(tx, cluster.scope):
        for times in _wanted(chance, resource, today):
            await _book(tx, cluster, resource, chance.choice(firms), times, now)


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
    tx: Transaction,
    cluster: Cluster,
    resource: Resource,
    member: MemberScope,
    times: TimeRange,
    now: datetime,
) -> None:
    """As the firm would have done it some days before; what clashes or is forbidden is left out."""
    at = min(now, times.start - NOTICE)
    try:
        booking = await bookings.reserve(tx, member, resource.id, times, at)
    except (ForbiddenTimeError, TakenError):
        return
    if times.start > now:
        await bookings.plan_reminders(tx, cluster.scope, booking.id, now)
