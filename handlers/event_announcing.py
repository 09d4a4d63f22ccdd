"""What announces a fair or a training: made with it or later from its card, and aimed."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.words import utf16
from bot.features import Tap, Who
from bot.language.text import _, layout
from bot.pipeline.turn import Turn
from handlers import announcing, preview, rsvp
from handlers.announcement_report import show_report
from handlers.event_words import begun_by, closed
from handlers.records import read_id
from handlers.rsvp import show_card
from handlers.texts import LONGEST_CAPTION, too_long
from storage import announcements, events
from storage.announcements import LIVE, Announcement, File, Kind, NewAnnouncement, State
from storage.events import Event, NewEvent


async def draft(
    turn: Turn,
    event: Event,
    told: str,
    file: File | None = None,
    before: Announcement | None = None,
) -> Announcement:
    """To all and at once, unless that is changed from the preview.

    In place of what was drafted `before` there was an event: to whom and when that was to go.
    """
    new = NewAnnouncement(kind=Kind(event.kind.value), event_id=event.id, file=file)
    if before is not None and before.state is State.DRAFT:
        new = replace(new, audience=before.audience, send_at=before.send_at)
        await announcements.discard(turn.tx, turn.scope, before.id)
    return await announcements.draft(turn.tx, turn.scope, new, told, turn.now)


async def announce(turn: Turn, argument: str) -> None:
    """The draft that waits, or a new one; what is announced or over shows its card."""
    event = await events.find(turn.tx, turn.scope, read_id(argument) or 0)
    if event is None or closed(event, turn.now) is not None:
        await show_card(turn, event.id if event else 0)
        return
    told = await announcements.of_event(turn.tx, turn.scope, event.id)
    if any(announced.state in LIVE for announced in told):
        await show_card(turn, event.id)
        return
    waiting = next((a for a in told if a.state is State.DRAFT), None)
    await preview.show(turn, waiting or await draft(turn, event, f"event:{event.id}:{len(told)}"))


# To whom, when, with what


async def aim(turn: Turn, argument: str) -> None:
    found = await announcements.find(turn.tx, turn.scope, read_id(argument) or 0)
    if found is None or found.state is not State.DRAFT or found.event_id is None:
        await show_report(turn, argument)
        return
    answers = announcing.answers_of(turn, found)
    await turn.bot.forms.start(turn, FORM.name, answers, record_id=found.id)


async def save(turn: Turn, filled: Filled) -> Saved | Refusal | None:
    found = await announcements.find(turn.tx, turn.scope, filled.record_id or 0)
    if found is None or found.event_id is None:
        return announcing.gone()
    event = await events.load(turn.tx, turn.scope, found.event_id)
    written = NewAnnouncement(kind=found.kind, event_id=event.id)
    new = announcing.completed(turn, filled, written)
    if isinstance(new, Refusal):
        return new
    late = begun_by(event, new.send_at)
    if late is not None:
        return Refusal(late, "send_on")
    over = overlong(event) if new.file else None
    if over is not None:
        shorten = _("Send it without one, or shorten the text of the event first.")
        return Refusal(layout("{no} {shorten}", no=too_long(over[1]), shorten=shorten), "file")
    return await announcing.keep(turn, filled, new)


# What fits


def overlong(event: NewEvent) -> tuple[str, int] | None:
    """The text that is too long to stand below a photo, and how long it can be at most."""
    longest_name = max(utf16(name or "") for name in (event.name_es, event.name_en))
    most = LONGEST_CAPTION - longest_name - utf16(event.place)
    for field, text in (("text_es", event.text_es), ("text_en", event.text_en)):
        if text and utf16(text) > most:
            return field, most
    return None


def unfit(event: NewEvent, told: list[Announcement]) -> Refusal | None:
    """Why what announces it, or will, cannot say this of it."""
    for announced in told:
        if announced.state in LIVE and begun_by(event, announced.send_at) is not None:
            late = _(
                "It is announced on {at} only. Choose a later time, or take that announcement back"
                " first.",
                at=announced.send_at,
            )
            return Refusal(late, "hours")
        over = overlong(event) if announced.file else None
        if over is not None and announced.state in {*LIVE, State.DRAFT}:
            return Refusal(too_long(over[1]), over[0])
    return None


FORM = Form(
    "event_announcement",
    *announcing.STEPS,
    title=_("Announcement"),
    submit=save,
    who=Who.COORDINATORS,
    save=_("See how it will look"),
)

ANNOUNCE = Tap(rsvp.ANNOUNCE, Who.COORDINATORS, announce)
AIM = Tap(preview.AIM, Who.COORDINATORS, aim)
TAPS = [ANNOUNCE, AIM]
