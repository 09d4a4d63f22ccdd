"""What dialogues about announcements and events begin with."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import announcements, events, rsvps
from storage.announcements import Announcement, Figures, NewAnnouncement
from storage.audience import Audience
from storage.events import Event, Kind, NewEvent
from storage.rsvps import Reply
from storage.scope import MemberScope
from storage.speakers import load
from storage.values import TimeRange
from tests.phone import Phone
from tests.town import Town


async def scope_of(town: Town, phone: Phone) -> MemberScope:
    speaker, _conversation = await load(town.app.database.reader, phone.id, phone.id, "")
    assert speaker.scope is not None
    return speaker.scope


async def fair(
    town: Town,
    by: Phone,
    *,
    seats: int | None = None,
    starts: datetime | None = None,
    announced: bool = True,
) -> Event:
    """In two weeks from four in the afternoon to ten at night, unless the test is about that."""
    start = starts or datetime.fromisoformat("2026-12-07T21:00:00+00:00")
    new = NewEvent(
        kind=Kind.FAIR,
        name_es="Feria de la miel",
        name_en="Honey fair",
        place="Plaza de Tunja",
        times=TimeRange(start, start + timedelta(hours=6)),
        seats=seats,
        text_es="Trae tus frascos.",
        text_en="Bring your jars.",
    )
    scope, now = await scope_of(town, by), town.clock.now()
    async with town.app.database.transaction() as tx:
        event = await events.create(tx, scope, new, f"test:{start}", now)
        if announced:
            about = NewAnnouncement(kind=announcements.Kind.FAIR, event_id=event.id)
            draft = await announcements.draft(tx, scope, about, f"test:{start}", now)
            await announcements.send(tx, scope, draft.id, now)
    await town.settle()
    return event


async def replies(town: Town, event: Event) -> dict[Reply, list[str]]:
    """Who goes and who waits, by their first names, in their order."""
    reader, scope = town.app.database.reader, town.made.scope
    found = {}
    for reply in Reply:
        page = await rsvps.guests(reader, scope, event.id, reply, limit=100)
        found[reply] = [guest.name for _turn, guest in page]
    return found


async def last_told(town: Town) -> Announcement:
    [latest] = await announcements.latest(town.app.database.reader, town.made.scope, limit=1)
    return latest


async def figures(town: Town) -> Figures:
    told = await last_told(town)
    return await announcements.copies.figures(town.app.database.reader, town.made.scope, told.id)


async def announce(
    town: Town, by: Phone, es: str | None, en: str | None, audience: Audience | None = None
) -> Announcement:
    """As the form and the Send button do."""
    scope, now = await scope_of(town, by), town.clock.now()
    new = NewAnnouncement(
        kind=announcements.Kind.NEWS, text_es=es, text_en=en, audience=audience or Audience()
    )
    async with town.app.database.transaction() as tx:
        draft = await announcements.draft(tx, scope, new, f"test:{es}:{en}", now)
        sent = await announcements.send(tx, scope, draft.id, now)
    await town.settle()
    return sent
