"""The fairs and trainings of the demo's template, made by its coordinator, with who comes."""

from __future__ import annotations

from datetime import timedelta

from bot.furnishing import Furnishing
from bot.templates import Event
from storage import events, rsvps
from storage.events import Kind, NewEvent
from storage.moments import at_hour
from storage.values import TimeRange

# Of all members every other one has answered already.
ANSWERED = 2


async def furnish(demo: Furnishing) -> None:
    for number, ready in enumerate(demo.template.events):
        new = _event(ready, demo)
        event = await events.create(demo.tx, demo.coordinator, new, f"demo:{number}", demo.now)
        for member in demo.members[number + 1 :: ANSWERED]:
            await rsvps.answer(demo.tx, member, event.id, comes=True, now=demo.now)


def _event(ready: Event, demo: Furnishing) -> NewEvent:
    day = demo.today + timedelta(days=ready.in_days)
    start = at_hour(day, ready.hour, demo.cluster.zone)
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
