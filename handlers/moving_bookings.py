"""Moving a booking to another day or hour; it stays where it was until that is done."""

from __future__ import annotations

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.steps.carried import Carried
from bot.features import Feature, Who
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers.booking_answers import ask_day, ask_hours
from handlers.equipment_words import booked, gone, over
from handlers.my_bookings import FILE, MOVE, MOVING, my_bookings_button, tell_booker
from handlers.taken import refusal, taken
from storage import bookings
from storage.errors import NotFoundError, TakenError
from storage.opening import ForbiddenTimeError, Rule
from storage.values import TimeRange


async def move(turn: Turn, filled: Filled) -> Saved | Refusal:
    booking_id, times = int(filled["booking"]), filled["hours"]
    try:
        return Saved(None, *await _move(turn, booking_id, times))
    except ForbiddenTimeError as error:
        if error.rule is Rule.OVER:
            return Saved(None, over(), [[my_bookings_button()]])
        return await refusal(turn, int(filled["resource"]), times, error.rule)
    except TakenError:
        return await _stays(turn, booking_id, times)


async def _move(turn: Turn, booking_id: int, times: TimeRange) -> tuple[Text, Keyboard]:
    """Raises ForbiddenTimeError and TakenError."""
    try:
        booking = await bookings.move(turn.tx, turn.scope, booking_id, times, turn.now)
    except NotFoundError:
        return gone(), [[my_bookings_button()]]
    await bookings.plan_reminders(turn.tx, booking, turn.now)
    await tell_booker(turn, booking, _("{who} moved your booking:", who=turn.speaker.name))
    buttons = [
        [Button(_("Move"), MOVE.data(booking.id)), my_bookings_button()],
        [Button(_("For my calendar"), FILE.data(booking.id))],
    ]
    return lines(_("<b>Moved</b> ✓"), booked(booking)), buttons


async def _stays(turn: Turn, booking_id: int, times: TimeRange) -> Saved | Refusal:
    """Where it was, until a time is told that can be had."""
    booking = await bookings.find(turn.tx, turn.scope, booking_id)
    if booking is None:
        return Saved(None, gone(), [[my_bookings_button()]])
    stays = _("Your booking stays as it was: {times}", times=booking.times)
    return await taken(turn, booking.resource_id, times, sisters=False, besides=stays)


def leave(_turn: Turn, given: Answers) -> tuple[Text, Keyboard]:
    stays = _("Your booking stays as it was: {times}", times=given.text("what") or "")
    return stays, [[my_bookings_button()]]


MOVE_FORM = Form(
    MOVING,
    Carried("booking"),
    Carried("resource"),
    Carried("what"),
    ask_day(),
    ask_hours(_("Until when? With this tap it is moved.")),
    title=_("Move a booking"),
    submit=move,
    about="what",
    leave=leave,
    who=Who.REPORTERS,
    confirm=False,
)

FEATURE = Feature("moving_bookings", forms=[MOVE_FORM])
