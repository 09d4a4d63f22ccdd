"""My bookings: the list, one of them with what can be done to it, and its calendar file."""

from __future__ import annotations

from bot.agenda import quiet
from bot.conversation.kept import Option
from bot.conversation.keyboards import Button, Keyboard
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, layout, lines
from bot.pipeline.outgoing import Upload
from bot.pipeline.speaking import voice_for
from bot.pipeline.turn import Turn
from bot.reports.calendar_file import Entry, calendar_file
from handlers.equipment_words import booked, dated, gone, named, over
from handlers.menu import GO
from handlers.records import read_id
from storage import bookings, clusters
from storage.bookings import SOON_LEAD, Booking
from storage.errors import NotFoundError
from storage.opening import ForbiddenTimeError

PAGE = 6


async def show_list(turn: Turn, _words: str) -> None:
    await show_page(turn, "")


async def show_page(turn: Turn, after: str) -> None:
    """What the firm has booked, the next first, from the one after `after` (a booking's id)."""
    page = await bookings.coming(
        turn.tx,
        turn.scope,
        turn.scope.reports_for or 0,
        turn.now,
        limit=PAGE + 1,
        after=read_id(after),
    )
    if not page and not after:
        text = _("Nothing is booked. See what is free and book it: it takes five taps.")
        turn.edit(text, [[Button(_("Book equipment"), GO.data("book"))]])
        return
    rows = [[Button(dated(turn, b), CARD.data(b.id))] for b in page[:PAGE]]
    first = [Button(_("‹ The next ones"), LIST.data())] if after else []
    more = [Button(_("Later ›"), LIST.data(page[PAGE - 1].id))] if len(page) > PAGE else []
    title = _("<b>Bookings of {firm}</b>", firm=turn.speaker.firm or "")
    turn.edit(
        lines(title, _("Tap one to see it, move it or cancel it.")),
        [*rows, first + more, [Button(_("Book equipment"), GO.data("book"))]],
    )


# One booking


async def show_card(turn: Turn, argument: str) -> None:
    booking = await seen(turn, argument)
    if booking is None:
        say_gone(turn)
        return
    who = _("Booked by {who} of {firm}", who=booking.booker, firm=booking.firm)
    text = lines(_state(booking), told(booking), layout("<i>{who}</i>", who=who))
    turn.edit(text, _card_buttons(turn, booking))


def _state(booking: Booking) -> Text | None:
    if booking.blocked:
        return _("<b>Cancelled:</b> the equipment is out of use.")
    if booking.cancelled_at:
        return _("<b>Cancelled.</b>")
    return _("<b>Confirmed</b> ✓") if booking.confirmed_at else None


def _card_buttons(turn: Turn, booking: Booking) -> Keyboard:
    back = Button(_("‹ My bookings"), LIST.data())
    if booking.cancelled_at or booking.times.end <= turn.now or not own(turn, booking):
        return [[back]]
    return [
        [Button(_("Move"), MOVE.data(booking.id)), Button(_("Cancel it"), CANCEL.data(booking.id))],
        [Button(_("For my calendar"), FILE.data(booking.id)), back],
    ]


def told(booking: Booking) -> Text:
    """The booking, with how to use what was booked."""
    how = layout("<i>{how}</i>", how=booking.instructions) if booking.instructions else None
    return lines(booked(booking), how)


async def ask_cancel(turn: Turn, argument: str) -> None:
    booking = await seen(turn, argument)
    if booking is None or booking.cancelled_at or not own(turn, booking):
        say_gone(turn)
        return
    turn.edit(
        lines(_("<b>Cancel this booking?</b> Others can have the time then."), booked(booking)),
        [
            [Button(_("Yes, cancel it"), CANCEL_NOW.data(booking.id))],
            [Button(_("No, keep it"), CARD.data(booking.id))],
        ],
    )


async def cancel(turn: Turn, argument: str) -> None:
    try:
        booking = await bookings.cancel(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        say_gone(turn)
        return
    except ForbiddenTimeError:
        turn.edit(over(), [[my_bookings_button()]])
        return
    if booking.cancelled_at == turn.now:
        await tell_booker(turn, booking, _("{who} cancelled your booking:", who=turn.speaker.name))
    turn.edit(
        lines(_("<b>Cancelled.</b> The time is free again:"), booked(booking)),
        [[Button(_("Book equipment"), GO.data("book")), my_bookings_button()]],
    )


async def send_file(turn: Turn, argument: str) -> None:
    """The same entry each time: a calendar that has it takes over what was changed."""
    booking = await seen(turn, argument)
    if booking is None or booking.cancelled_at:
        say_gone(turn)
        return
    entry = Entry(
        uid=f"booking-{booking.id}@{turn.bot.username}",
        title=turn.voice.plain(named(booking)),
        times=booking.times,
        sequence=booking.changes,
        place=booking.place,
        notes=booking.firm,
        remind=SOON_LEAD,
    )
    content = calendar_file(entry, turn.now)
    turn.send_file(
        "document",
        Upload("document", f"{turn.voice.local(booking.times.start):%Y-%m-%d-%H%M}.ics", content),
        _("Open it, and your calendar has the booking."),
    )


async def begin_move(turn: Turn, argument: str) -> None:
    booking = await seen(turn, argument)
    if booking is None or booking.cancelled_at or not own(turn, booking):
        say_gone(turn)
    elif booking.times.end <= turn.now:
        turn.edit(over(), [[my_bookings_button()]])
    else:
        what = layout("{name}, {times}", name=named(booking), times=booking.times)
        answers = {
            "booking": str(booking.id),
            "resource": str(booking.resource_id),
            "what": Option(str(booking.id), what),
        }
        await turn.bot.forms.start(turn, MOVING, answers=answers, record_id=booking.id)


# What the other screens of bookings share

# The form that moves one.
MOVING = "move_booking"


async def seen(turn: Turn, argument: str) -> Booking | None:
    """The booking whose id a button carries, if this member may see it."""
    booking_id = read_id(argument)
    return None if booking_id is None else await bookings.find(turn.tx, turn.scope, booking_id)


async def tell_booker(turn: Turn, booking: Booking, what: Text) -> None:
    """A colleague has changed what somebody booked: they hear of it."""
    if booking.member_id == turn.scope.member_id or not booking.reachable:
        return
    cluster = await clusters.load(turn.tx, turn.scope)
    hours = quiet.rule(cluster)
    voice = voice_for(cluster, booking)
    turn.tell(booking.telegram_id, voice, lines(what, booked(booking)), quiet=hours)


def own(turn: Turn, booking: Booking) -> bool:
    """Coordinators see the bookings of all firms, and change those of their own."""
    return booking.firm_id == turn.scope.reports_for


def say_gone(turn: Turn) -> None:
    turn.edit(gone(), [[my_bookings_button()]])


def my_bookings_button() -> Button:
    return Button(_("My bookings"), GO.data("mybookings"))


def after_booking(booking_id: int) -> Keyboard:
    return [
        [Button(_("Undo"), CANCEL_NOW.data(booking_id)), Button(_("Move"), MOVE.data(booking_id))],
        [Button(_("For my calendar"), FILE.data(booking_id)), my_bookings_button()],
    ]


LIST = Tap("bookings", Who.REPORTERS, show_page)
CARD = Tap("booking", Who.REPORTERS, show_card)
CANCEL = Tap("unbook", Who.REPORTERS, ask_cancel)
CANCEL_NOW = Tap("unbooknow", Who.REPORTERS, cancel)
FILE = Tap("bookingics", Who.REPORTERS, send_file)
MOVE = Tap("movebk", Who.REPORTERS, begin_move)

FEATURE = Feature(
    "my_bookings",
    commands=[
        Command(
            "misreservas",
            "mybookings",
            Who.REPORTERS,
            _("See, move or cancel your bookings"),
            show_list,
        )
    ],
    taps=[LIST, CARD, CANCEL, CANCEL_NOW, FILE, MOVE],
)
