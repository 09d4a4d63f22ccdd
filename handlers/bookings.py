"""Booking shared equipment: what, which day, which hours; and what else there is when taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.kept import Option
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.steps.choice import AskChoice
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers.booking_answers import ask_day, ask_hours, packed, resource_option, unpacked
from handlers.equipment_words import no_resource
from handlers.menu import GO
from handlers.my_bookings import after_booking, told
from handlers.records import read_id
from handlers.taken import offering, refusal, slot_label, taken
from storage import bookings, resources
from storage.errors import NotFoundError, TakenError
from storage.free import Slot
from storage.opening import ForbiddenTimeError
from storage.resources import Resource
from storage.scope import Role
from storage.values import TimeRange

# What a form offers to choose from; anything else is booked from the list of equipment.
MOST_OFFERED = 96


async def begin(turn: Turn, _words: str) -> None:
    """With only one thing to book, its day is asked at once."""
    shared = await resources.listing(turn.tx, turn.scope, limit=2)
    if not shared:
        _say_nothing_shared(turn)
    elif len(shared) == 1:
        await _start(turn, shared[0])
    else:
        await turn.bot.forms.start(turn, FORM.name)


def _say_nothing_shared(turn: Turn) -> None:
    text = _("There is no shared equipment yet.")
    if turn.speaker.role is Role.COORDINATOR:
        add = [[Button(_("Add equipment"), GO.data("addequipment"))]]
        turn.edit(lines(text, _("Add the first: it takes a minute.")), add)
    else:
        turn.edit(lines(text, _("Your coordinator can add it here. Ask them for it.")))


async def begin_one(turn: Turn, argument: str) -> None:
    """From a button that names what is to be booked."""
    resource = await resources.find(turn.tx, turn.scope, read_id(argument) or 0)
    if resource is None:
        turn.edit(no_resource())
    else:
        await _start(turn, resource)


async def _start(turn: Turn, resource: Resource, times: TimeRange | None = None) -> None:
    answers: dict[str, Any] = {"resource": resource_option(resource)}
    if times is not None:
        answers |= {"day": turn.voice.local(times.start).date(), "hours": times}
    await turn.bot.forms.start(turn, FORM.name, answers=answers, lasting=False)


async def choices(turn: Turn, _given: Answers) -> list[Option]:
    shared = await resources.listing(turn.tx, turn.scope, limit=MOST_OFFERED)
    return [resource_option(resource) for resource in shared]


# Booking


async def record(turn: Turn, filled: Filled) -> Saved | Refusal:
    resource_id, times = int(filled["resource"]), filled["hours"]
    try:
        return Saved(None, *await _reserve(turn, resource_id, times))
    except ForbiddenTimeError as error:
        return await refusal(turn, resource_id, times, error.rule)
    except TakenError:
        return await taken(turn, resource_id, times)


async def take(turn: Turn, argument: str) -> None:
    """An alternative that was offered, at one tap; somebody may have been faster again."""
    found = unpacked(argument)
    if found is None:
        turn.edit(no_resource())
        return
    resource_id, times = found
    try:
        turn.edit(*await _reserve(turn, resource_id, times))
    except (ForbiddenTimeError, TakenError):
        # The form says why, and asks for another time.
        await _start(turn, await resources.load(turn.tx, turn.scope, resource_id), times)


async def _reserve(turn: Turn, resource_id: int, times: TimeRange) -> tuple[Text, Keyboard]:
    """What to show then. Raises ForbiddenTimeError and TakenError."""
    try:
        booking = await bookings.reserve(turn.tx, turn.scope, resource_id, times, turn.now)
    except NotFoundError:
        return no_resource(), []
    await bookings.plan_reminders(turn.tx, booking, turn.now)
    return lines(_("<b>Booked</b> ✓"), told(booking)), after_booking(booking.id)


def offers(
    turn: Turn, text: Text, slots: Sequence[Slot], *, wanted: int, other: int
) -> tuple[Text, Keyboard]:
    """Below what is said: each slot as a button that books it, and a way to any time of `other`.

    Slots of the resource that was `wanted` do without its name.
    """
    rows = [
        [Button(slot_label(turn, s, wanted), TAKE.data(packed(s.resource.id, s.times)))]
        for s in slots
    ]
    another = Button(_("Another time"), BOOK.data(other))
    return offering(text, some=bool(rows)), [*rows, [another]]


FORM = Form(
    "booking",
    AskChoice("resource", _("What would you like to book?"), options=choices),
    ask_day(),
    ask_hours(_("Until when? With this tap it is booked.")),
    title=_("Booking"),
    submit=record,
    who=Who.REPORTERS,
    confirm=False,
)
BOOK = Tap("book", Who.REPORTERS, begin_one)
TAKE = Tap("take", Who.REPORTERS, take)

FEATURE = Feature(
    "bookings",
    commands=[
        Command(
            "reservar",
            "book",
            Who.REPORTERS,
            _("Book shared equipment"),
            begin,
            menu=_("Book equipment"),
        )
    ],
    taps=[BOOK, TAKE],
    forms=[FORM],
)
