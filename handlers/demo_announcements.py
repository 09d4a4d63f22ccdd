"""What has been announced in the demo, with who has read it; the phones have their copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.furnishing import Furnishing
from bot.language.text import Text, _
from bot.language.voice import Language, Voice
from handlers.announcement_work import SENDING
from storage import announcements, event_lists
from storage.announcements import Kind, NewAnnouncement
from storage.events import Event

LANGUAGES: tuple[Language, Language] = ("es", "en")
HOUR = 10
MANY = 10


@dataclass(frozen=True, slots=True)
class Told:
    """So many days ago; of `among` members one has not read it."""

    ago: int
    kind: Kind
    text: Text
    among: int


TOLD = (
    Told(
        33,
        Kind.NEWS,
        _("Thank you for coming to the assembly. Its minutes are at our office for all to read."),
        among=7,
    ),
    Told(
        12,
        Kind.FUNDING,
        _(
            "A call for small firms is open: it pays up to half of the cost of new equipment. The"
            " rules and the form are at our office, and we help you fill it in."
        ),
        among=4,
    ),
    Told(
        2,
        Kind.NEWS,
        _(
            "On Fridays from 9 to 12 our office is open to all members: bring your questions about"
            " labels and receipts."
        ),
        among=3,
    ),
)
# The next events were announced so many days ago; one that is nearer is still to be.
EVENTS_AGO = (9, 6)


async def furnish(demo: Furnishing) -> None:
    for number, told in enumerate(TOLD):
        es, en = (_voice(demo, language).plain(told.text) for language in LANGUAGES)
        new = NewAnnouncement(kind=told.kind, text_es=es, text_en=en)
        await _announce(demo, new, f"demo:{number}", demo.at(told.ago, HOUR), told.among)
    known = {ready.name_es for ready in demo.template.events}
    coming = await event_lists.coming(demo.tx, demo.coordinator, demo.now, limit=MANY)
    for event, ago in zip((e for e in coming if e.name_es in known), EVENTS_AGO, strict=True):
        await _announce_event(demo, event, demo.at(ago, HOUR))


async def _announce_event(demo: Furnishing, event: Event, at: datetime) -> None:
    new = NewAnnouncement(kind=Kind(event.kind.value), event_id=event.id)
    await _announce(demo, new, f"demo:event:{event.id}", at, among=4)


async def _announce(
    demo: Furnishing, new: NewAnnouncement, told: str, at: datetime, among: int
) -> None:
    draft = await announcements.draft(demo.tx, demo.coordinator, new, told, at)
    await announcements.send(demo.tx, demo.coordinator, draft.id, at)
    await demo.happens(SENDING, draft.id, at)
    for number, member in enumerate(demo.members):
        if number % among:
            read_at = min(at + timedelta(hours=number), demo.now)
            await announcements.copies.read(demo.tx, member, draft.id, 0, read_at)


def _voice(demo: Furnishing, language: Language) -> Voice:
    place = demo.cluster
    return Voice.of(language, place.territory, place.currency, place.zone)
