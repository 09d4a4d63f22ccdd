"""Taking equipment out of use: whom it hits is shown first; they are told, and offered others."""

from __future__ import annotations

from datetime import time

from bot.agenda import quiet
from bot.conversation.answers import Answers
from bot.conversation.forms import Doubt, Filled, Form, Refusal, Saved
from bot.conversation.kept import Option
from bot.conversation.keyboards import Button
from bot.conversation.steps.choice import AskChoice
from bot.conversation.steps.day import today
from bot.conversation.steps.days import AskDays
from bot.conversation.steps.time import Clock
from bot.conversation.steps.times import AskTimes
from bot.features import Feature, Tap, Who
from bot.language.text import _, _n, _p, lines
from bot.pipeline.speaking import voice_for
from bot.pipeline.turn import Turn
from handlers.booking_answers import latest
from handlers.bookings import BOOK
from handlers.displaced import doubt, tell_all
from handlers.equipment_words import REASONS, named, no_resource, out_times
from handlers.menu import GO
from handlers.records import read_id
from storage import blocks, clusters, resources
from storage.blocks import Reason
from storage.bookings import Booking
from storage.errors import NotFoundError
from storage.opening import day_range
from storage.values import DayRange, TimeRange

LONGEST = 60
MOST_LISTED = 60


async def begin(turn: Turn, argument: str) -> None:
    resource = await resources.find(turn.tx, turn.scope, read_id(argument) or 0)
    if resource is None:
        turn.edit(no_resource(), [[_equipment()]])
        return
    answers = {"resource": Option(str(resource.id), named(resource))}
    await turn.bot.forms.start(turn, FORM.name, answers=answers, lasting=False)


async def equipment(turn: Turn, _given: Answers) -> list[Option]:
    found = await resources.listing(turn.tx, turn.scope, limit=MOST_LISTED)
    return [Option(str(resource.id), named(resource)) for resource in found]


def one_day(given: Answers) -> bool:
    days = given.get("days")
    return isinstance(days, DayRange) and days.first == days.last


def _times(turn: Turn, filled: Filled) -> TimeRange:
    """Whole days, and of today what is left; or some hours of one day."""
    hours: TimeRange | None = filled["hours"]
    if hours is not None:
        return hours
    days: DayRange = filled["days"]
    whole = day_range(days.first, days.until, turn.voice.zone)
    return TimeRange(max(whole.start, turn.now), whole.end)


async def whom_it_hits(turn: Turn, given: Filled) -> Doubt | None:
    times = _times(turn, given)
    hits = await blocks.hit(turn.tx, turn.scope, int(given["resource"]), times)
    if not hits:
        return None
    return doubt(
        _n("<b>This cancels {n} booking:</b>", "<b>This cancels {n} bookings:</b>", len(hits)),
        hits,
        _("Whoever made them is told, and offered other times. Is it right?"),
        yes=_("Yes, take it out of use"),
        no=_("No, leave it"),
    )


async def block(turn: Turn, filled: Filled) -> Saved | Refusal:
    times = _times(turn, filled)
    resource_id, reason = int(filled["resource"]), Reason(filled["reason"])
    resource = await resources.find(turn.tx, turn.scope, resource_id)
    if resource is None:
        return Saved(None, no_resource(), [[_equipment()]])
    hits = await blocks.block(turn.tx, turn.scope, resource_id, times, reason, turn.now)
    why = _(
        "<b>Your booking is cancelled.</b> The equipment is out of use: {reason}",
        reason=REASONS[reason],
    )
    told = await tell_all(turn, hits, why, resource)
    done = _(
        "<b>Out of use</b> ✓ {name}, {times}: {reason}",
        name=named(resource),
        times=out_times(turn, times),
        reason=REASONS[reason],
    )
    return Saved(None, lines(done, told), [[_equipment()]])


async def lift(turn: Turn, argument: str) -> None:
    try:
        lifted = await blocks.lift(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        turn.edit(_("It is in use again already, or off the list."), [[_equipment()]])
        return
    resource = await resources.load(turn.tx, turn.scope, lifted.resource_id)
    text = _("<b>Back in use</b> ✓ {name} can be booked again.", name=named(resource))
    was_hit = await blocks.was_hit(turn.tx, turn.scope, lifted.id, turn.now)
    await _tell_back(turn, was_hit)
    told = _n(
        "{n} booking had been cancelled: its firm is told.",
        "{n} bookings had been cancelled: their firms are told.",
        len(was_hit),
    )
    turn.edit(lines(text, told if was_hit else None), [[_equipment()]])


async def _tell_back(turn: Turn, was_hit: list[Booking]) -> None:
    """Whoever had booked may want it again; whether their time is free is seen when they do."""
    cluster = await clusters.load(turn.tx, turn.scope)
    for booking in was_hit:
        if booking.reachable:
            text = _(
                "<b>{name} is back in use.</b> Your booking of {times} had been cancelled: if you"
                " still want it, book it again.",
                name=named(booking),
                times=booking.times,
            )
            again = [[Button(_("Book it"), BOOK.data(booking.resource_id))]]
            voice = voice_for(cluster, booking)
            turn.tell(booking.telegram_id, voice, text, again, quiet=quiet.rule(cluster))


def _equipment() -> Button:
    return Button(_("Equipment"), GO.data("equipment"))


FORM = Form(
    "block",
    AskChoice(
        "resource", _("Which equipment?"), label=_p("one resource", "Equipment"), options=equipment
    ),
    AskChoice(
        "reason",
        _("Why can it not be used?"),
        label=_("Reason"),
        options=[Option(reason.value, text) for reason, text in REASONS.items()],
    ),
    AskDays(
        "days",
        _("On which days?"),
        label=_("Days"),
        ahead=True,
        earliest=today,
        latest=latest,
        longest=LONGEST,
        hint=_("Tap the first day, then the last one. Hours of one day are told at the end."),
    ),
    AskTimes(
        "hours",
        _("From when to when?"),
        label=_("Hours"),
        on="days",
        when=one_day,
        ahead=True,
        clock=Clock(time(), time(), 30),
        asked=False,
        optional=True,
    ),
    title=_("Out of use"),
    submit=block,
    who=Who.COORDINATORS,
    checks=[whom_it_hits],
    save=_("Take out of use"),
)

BLOCK = Tap("block", Who.COORDINATORS, begin)
LIFT = Tap("lift", Who.COORDINATORS, lift)

FEATURE = Feature("blocks", taps=[BLOCK, LIFT], forms=[FORM])
