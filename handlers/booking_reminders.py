"""Reminders of a booking, the day before and two hours before, and the answer to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.agenda import quiet
from bot.agenda.due import DueWork, Occasion, once
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.steps.free import lasting
from bot.features import Feature, Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.speaking import voice_for
from bot.pipeline.turn import Turn
from handlers.equipment_words import booked, over
from handlers.my_bookings import CANCEL, MOVE, my_bookings_button, say_gone, told
from handlers.records import read_id
from storage import bookings, clusters
from storage.bookings import DAY_BEFORE, DAY_LEAD, LEADS, SOON, SOON_LEAD, Booking
from storage.errors import NotFoundError
from storage.opening import ForbiddenTimeError

# A reminder is some seconds late and is not about minutes.
QUARTER = timedelta(minutes=15)


async def remind(occasion: Occasion) -> None:
    """Nothing is said of a booking that was cancelled or moved, nor after it would have begun."""
    scope = await bookings.scope_of(occasion.tx, occasion.due.subject)
    if scope is None:
        return
    booking = await bookings.find(occasion.tx, scope, occasion.due.subject)
    if booking is None or not _still_due(occasion, booking):
        return
    cluster = await clusters.load(occasion.tx, scope)
    hours = quiet.rule(cluster)
    heard_at = quiet.over_at(hours, occasion.now) or occasion.now
    if heard_at >= booking.times.start:
        return
    title = _when(booking, heard_at, cluster.zone)
    asked = None if booking.confirmed_at else _("Will you come?")
    text = lines(title, booked(booking), asked)
    voice = voice_for(cluster, booking)
    buttons = _buttons(booking)
    occasion.tell(booking.telegram_id, voice, text, buttons, cluster_id=cluster.id, quiet=hours)


def _when(booking: Booking, heard_at: datetime, zone: str) -> Text:
    start, left = booking.times.start, booking.times.start - heard_at
    if left <= SOON_LEAD:
        return _(
            "<b>You have a booking in {length}.</b>",
            length=lasting(max(round(left / QUARTER), 1) * QUARTER),
        )
    days = (
        start.astimezone(ZoneInfo(zone)).date() - heard_at.astimezone(ZoneInfo(zone)).date()
    ).days
    if days == 1:
        return _("<b>Tomorrow you have a booking.</b>")
    return _("<b>You have a booking soon.</b>")


def _still_due(occasion: Occasion, booking: Booking) -> bool:
    """A day's notice that comes so late that the other one is due leaves it to that."""
    due, start = occasion.due, booking.times.start
    if booking.cancelled_at or not booking.reachable or start - LEADS[due.kind] != due.due_at:
        return False
    return due.kind == SOON or occasion.now < start - SOON_LEAD


def _buttons(booking: Booking) -> Keyboard:
    come = [] if booking.confirmed_at else [Button(_("I will come"), CONFIRM.data(booking.id))]
    move = Button(_("Move"), MOVE.data(booking.id))
    return [come, [move, Button(_("Cancel it"), CANCEL.data(booking.id))]]


async def confirm(turn: Turn, argument: str) -> None:
    try:
        booking = await bookings.confirm(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        say_gone(turn)
        return
    except ForbiddenTimeError:
        turn.edit(over(), [[my_bookings_button()]])
        return
    turn.edit(
        lines(_("<b>Confirmed</b> ✓ See you there."), told(booking)),
        [[Button(_("Cancel it"), CANCEL.data(booking.id)), my_bookings_button()]],
    )


CONFIRM = Tap("bookyes", Who.REPORTERS, confirm)

FEATURE = Feature(
    "booking_reminders",
    taps=[CONFIRM],
    due=[
        DueWork(DAY_BEFORE, remind, once, DAY_LEAD),
        DueWork(SOON, remind, once, SOON_LEAD),
    ],
)
