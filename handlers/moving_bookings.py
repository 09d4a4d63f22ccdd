"""Moving a booking to another day or hour; it stays where it was until that is done."""

from __future__ import annotations

from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.steps.carried import Carried
from bot.features import Feature, Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers.booking_answers import ask_day, ask_hours, packed, unpacked
from handlers.equipment_words import booked, gone, over
from handlers.my_bookings import CARD, FILE, MOVE, MOVING, my_bookings_button, tell_booker
from handlers.taken import offering, refusal, slot_label, whose
from storage import bookings, free
from storage.bookings import Booking
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


async def move_to(turn: Turn, argument: str) -> None:
    """An alternative for a move, at one tap."""
    found = unpacked(argument)
    if found is None:
        turn.edit(gone(), [[my_bookings_button()]])
        return
    try:
        text, buttons = await _move(turn, *found)
    except ForbiddenTimeError:
        text = _("That time has passed. Choose a later one.")
        buttons = [[Button(_("Move"), MOVE.data(found[0])), my_bookings_button()]]
    turn.edit(text, buttons)


async def _move(turn: Turn, booking_id: int, times: TimeRange) -> tuple[Text, Keyboard]:
    """Raises ForbiddenTimeError."""
    try:
        booking = await bookings.move(turn.tx, turn.scope, booking_id, times, turn.now)
    except NotFoundError:
        return gone(), [[my_bookings_button()]]
    except TakenError:
        stays = await bookings.find(turn.tx, turn.scope, booking_id)
        if stays is None:
            return gone(), [[my_bookings_button()]]
        return await taken(turn, stays, times)
    await bookings.plan_reminders(turn.tx, turn.scope, booking.id, turn.now)
    await tell_booker(turn, booking, _("{who} moved your booking:", who=turn.speaker.name))
    buttons = [
        [Button(_("Move"), MOVE.data(booking.id)), my_bookings_button()],
        [Button(_("For my calendar"), FILE.data(booking.id))],
    ]
    return lines(_("<b>Moved</b> ✓"), booked(booking)), buttons


async def taken(turn: Turn, booking: Booking, times: TimeRange) -> tuple[Text, Keyboard]:
    """The same for a booking that stays where it was until one of them is tapped."""
    slots = await free.alternatives(
        turn.tx, turn.scope, booking.resource_id, times, turn.now, sisters=False
    )
    rows = [
        [Button(slot_label(s, booking.resource_id), MOVE_TO.data(packed(booking.id, s.times)))]
        for s in slots
    ]
    text = await whose(turn, booking.resource_id, times)
    stays = _("Your booking stays as it was: {times}", times=booking.times)
    back = [Button(_("‹ The booking"), CARD.data(booking.id))]
    return lines(offering(text, some=bool(rows)), stays, gap="\n\n"), [*rows, back]


MOVE_FORM = Form(
    MOVING,
    Carried("booking"),
    Carried("resource"),
    ask_day(),
    ask_hours(_("Until when? With this tap it is moved.")),
    title=_("Move a booking"),
    submit=move,
    who=Who.REPORTERS,
    confirm=False,
)

MOVE_TO = Tap("moveto", Who.REPORTERS, move_to)

FEATURE = Feature("moving_bookings", taps=[MOVE_TO], forms=[MOVE_FORM])
