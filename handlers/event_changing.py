"""A fair or a training is changed: what that means for who comes and for what announced it."""

from __future__ import annotations

from bot.conversation.forms import Doubt, Filled, Refusal, Saved
from bot.language.text import _, _n, lines
from bot.pipeline.turn import Turn
from handlers import preview
from handlers.event_announcing import unfit
from handlers.event_words import changed, head
from handlers.rsvp import NOT_ANNOUNCED, announce_button, event_button, events_button, move_up
from storage import announcements, events
from storage.announcements import LIVE, Announcement, State
from storage.errors import NotFoundError
from storage.events import Event, NewEvent


async def fewer_seats(turn: Turn, filled: Filled) -> Doubt | None:
    """Than people are going already."""
    seats = filled["seats"]
    event = await events.find(turn.tx, turn.scope, filled.record_id or 0)
    if event is None or seats is None or seats == event.seats or seats >= event.going:
        return None
    going = _n(
        "<b>{n} person is going already,</b> more than there would be seats.",
        "<b>{n} people are going already,</b> more than there would be seats.",
        event.going,
    )
    rule = _("Nobody loses theirs: no other gets one until fewer are going. Is it right?")
    return Doubt(lines(going, rule, gap="\n\n"), "seats")


async def save(turn: Turn, event_id: int, new: NewEvent) -> Saved | Refusal | None:
    told = await announcements.of_event(turn.tx, turn.scope, event_id)
    refusal = unfit(new, told)
    if refusal is not None:
        return refusal
    before = await events.find(turn.tx, turn.scope, event_id)
    try:
        event = await events.change(turn.tx, turn.scope, event_id, new, turn.now)
    except NotFoundError:
        return Saved(None, _("That event was cancelled meanwhile."), [[events_button()]])
    if before is not None and event.changes == before.changes:
        return await _unchanged(turn, event, told)
    await move_up(turn, turn.scope, event_id)
    await announcements.refresh(turn.tx, turn.scope, event_id, turn.now)
    return await _changed(turn, event, told)


async def _unchanged(turn: Turn, event: Event, told: list[Announcement]) -> Saved | None:
    """Back to where it was changed from."""
    nothing = _("Nothing was changed.")
    waiting = _draft(told)
    if waiting is None:
        return Saved(None, nothing, [[event_button(event.id)], [events_button()]])
    await preview.show(turn, waiting, nothing)
    return None


async def _changed(turn: Turn, event: Event, told: list[Announcement]) -> Saved | None:
    """What that means, by whether it was announced before."""
    if any(announced.state in LIVE for announced in told):
        saved = _("<b>Changed</b> ✓ Whoever is going is told, and what announced it is corrected.")
        return Saved(None, lines(saved, changed(event), head(event)), [[events_button()]])
    saved = _("<b>Changed</b> ✓ Whoever is going is told.")
    waiting = _draft(told)
    if waiting is not None:
        await preview.show(turn, waiting, saved)
        return None
    buttons = [[announce_button(event.id)], [events_button()]]
    return Saved(None, lines(saved, head(event), NOT_ANNOUNCED, gap="\n\n"), buttons)


def _draft(told: list[Announcement]) -> Announcement | None:
    return next((a for a in told if a.state is State.DRAFT), None)
