"""The fairs and trainings of the demo's template, made by its coordinator, with who comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.templates import Event, Template
from storage import events, rsvps
from storage.clusters import Cluster
from storage.database import Transaction
from storage.events import Kind, NewEvent
from storage.moments import at_hour
from storage.scope import MemberScope, Role
from storage.values import TimeRange

# Of all members every other one has answered already.
ANSWERED = 2


async def furnish(
    tx: Transaction,
    cluster: Cluster,
    template: Template,
    members: list[MemberScope],
    now: datetime,
) -> None:
    coordinator = next(member for member in members if member.role is Role.COORDINATOR)
    for number, ready in enumerate(template.events):
        new = _event(ready, cluster, now)
        event = await events.create(tx, coordinator, new, f"demo:{number}", now)
        for member in members[number + 1 :: ANSWERED]:
            await rsvps.answer(tx, member, event.id, comes=True, now=now)


def _event(ready: Event, cluster: Cluster, now: datetime) -> NewEvent:
    day = now.astimezone(ZoneInfo(cluster.zone)).date() + timedelta(days=ready.in_days)
    start = at_hour(day, ready.hour, cluster.zone)
    return NewEvent(
        kind=Kind(ready.kind),
        name_es=ready.name_es,
        name_en=ready.name_en,
        text_es=ready.text_es,
        text_en=ready.text_en,
        place=ready.place,
        times=TimeRange(start, start + timedelta(hours=ready.hours)),
        seats=ready.seats,
    )
