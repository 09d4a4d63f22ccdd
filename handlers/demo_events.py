"""The demo's fairs and trainings, past and to come, with who comes, who does not and who waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.furnishing import Furnishing
from bot.language.text import Text, _, both
from bot.language.voice import Language, Voice
from bot.templates import Event
from storage import events, resources, rsvps
from storage.events import Kind, NewEvent
from storage.moments import at_hour
from storage.resources import Resource
from storage.scope import MemberScope
from storage.values import TimeRange

LANGUAGES: tuple[Language, Language] = ("es", "en")
# Of all members every other one has answered already what is to come.
ANSWERED = 2
# Days before it at which a past one was made and answered.
BEFORE = 14
# And at which those to come were made: before they were announced, and one that is still to be.
MADE_AGO, WORKSHOP_MADE_AGO = 10, 1
HOUR = 9
OPEN_DAY_AGO, FIRST_STEPS_AGO, WORKSHOP_IN = 45, 110, 5
# Fewer than want to come.
WORKSHOP_SEATS = 3


async def furnish(demo: Furnishing) -> None:
    shared = await resources.listing(demo.tx, demo.cluster.scope)
    await _past(demo, shared[0])
    for number, ready in enumerate(demo.template.events):
        answered = demo.members[number + 1 :: ANSWERED]
        made = demo.at(MADE_AGO, HOUR)
        event = _event(ready, demo)
        await _make(demo, event, f"demo:{number}", answered, made, answered_at=demo.now)
    machine = next(resource for resource in shared if resource.kind != "person")
    *want, last = demo.members[1:]
    workshop = _workshop(demo, machine)
    made = demo.at(WORKSHOP_MADE_AGO, HOUR)
    await _make(demo, workshop, "demo:workshop", want, made, no=[last], answered_at=demo.now)


async def _past(demo: Furnishing, shared: Resource) -> None:
    *came, last = demo.members
    training = _written(
        demo,
        Kind.TRAINING,
        _("First steps with Ayni"),
        _("Recording a sale, booking equipment and answering the pulse, each on their own phone."),
        shared,
        _times(demo, -FIRST_STEPS_AGO, 16, 2),
    )
    at = training.times.start - timedelta(days=BEFORE)
    await _make(demo, training, "demo:first-steps", came, at, no=[last])
    fair = _written(
        demo,
        Kind.FAIR,
        _("Open day with sale"),
        _("Neighbours and buyers visit us: we show how we work and sell together."),
        shared,
        _times(demo, -OPEN_DAY_AGO, 10, 6),
    )
    at = fair.times.start - timedelta(days=BEFORE)
    await _make(demo, fair, "demo:open-day", came[:-1], at, no=[came[-1]])


def _workshop(demo: Furnishing, machine: Resource) -> NewEvent:
    name = both(machine.name_es, machine.name_en)
    return _written(
        demo,
        Kind.TRAINING,
        _("Practice: {equipment}", equipment=name),
        _("How to use it safely and leave it ready for the next firm. Few seats, much practice."),
        machine,
        _times(demo, WORKSHOP_IN, 15, 2),
        seats=WORKSHOP_SEATS,
    )


async def _make(
    demo: Furnishing,
    new: NewEvent,
    told: str,
    come: Sequence[MemberScope],
    at: datetime,
    no: Sequence[MemberScope] = (),
    answered_at: datetime | None = None,
) -> None:
    event = await events.create(demo.tx, demo.coordinator, new, told, at)
    now = answered_at or at
    for member in come:
        await rsvps.answer(demo.tx, member, event.id, comes=True, now=now)
    for member in no:
        await rsvps.answer(demo.tx, member, event.id, comes=False, now=now)


def _written(
    demo: Furnishing,
    kind: Kind,
    name: Text,
    text: Text,
    where: Resource,
    times: TimeRange,
    seats: int | None = None,
) -> NewEvent:
    place = demo.cluster
    es, en = (
        Voice.of(language, place.territory, place.currency, place.zone) for language in LANGUAGES
    )
    return NewEvent(
        kind=kind,
        name_es=es.plain(name),
        name_en=en.plain(name),
        text_es=es.plain(text),
        text_en=en.plain(text),
        place=where.place or es.plain(name),
        times=times,
        seats=seats,
    )


def _times(demo: Furnishing, in_days: int, hour: int, hours: int) -> TimeRange:
    start = at_hour(demo.today + timedelta(days=in_days), hour, demo.cluster.zone)
    return TimeRange(start, start + timedelta(hours=hours))


def _event(ready: Event, demo: Furnishing) -> NewEvent:
    return NewEvent(
        kind=Kind(ready.kind),
        name_es=ready.name_es,
        name_en=ready.name_en,
        text_es=ready.text_es,
        text_en=ready.text_en,
        place=ready.place,
        times=_times(demo, ready.in_days, ready.hour, ready.hours),
        seats=ready.seats,
    )
