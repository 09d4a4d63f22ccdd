"""Going or not going, at one tap: under the announcement, or on the card of the event."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.quiet import rule
from bot.conversation.keyboards import Button
from bot.features import Tap, Who
from bot.language.text import _, _p, lines
from bot.language.voice import Voice
from bot.pipeline.outgoing import Upload
from bot.pipeline.turn import Turn
from bot.reports.calendar_file import Entry, calendar_file
from handlers import event_copies
from handlers.event_copies import SHOWN, calendar_button, copy_buttons
from handlers.event_words import card, closed, head, left, name, no_event, noted, own_answer
from handlers.menu import GO
from handlers.records import read_id
from storage import announcements, clusters, events, rsvps
from storage.announcements import LIVE, UNSENT
from storage.audience import Recipient
from storage.clusters import Cluster
from storage.errors import NotFoundError
from storage.events import Event
from storage.rsvps import Own, Reply
from storage.scope import ClusterScope, Role

# The buttons of coordinators, by the names that handlers/events.py declares them under.
GUESTS, CHANGE, CANCEL, ANNOUNCE = "guests", "eventchange", "eventcancel", "eventannounce"
CARD = "event"
ONLY_HOW_IT_LOOKS = _("This is only how it will look: it does not count yet.")
NOT_ANNOUNCED = _("It has not been announced yet.")


async def going(turn: Turn, argument: str) -> None:
    await _answer(turn, argument, comes=True)


async def not_going(turn: Turn, argument: str) -> None:
    await _answer(turn, argument, comes=False)


async def _answer(turn: Turn, argument: str, *, comes: bool) -> None:
    """`argument` is the event's id; from a copy of its announcement, also that one and how it is.

    The copy keeps its text and shows the answer on its buttons; a card is drawn anew.
    """
    event_id, *copy = argument.split(".")
    if copy and await _is_preview(turn, read_id(copy[0]) or 0):
        turn.toast(ONLY_HOW_IT_LOOKS, alert=True)
        return
    wanted = read_id(event_id) or 0
    try:
        answered = await rsvps.answer(turn.tx, turn.scope, wanted, comes=comes, now=turn.now)
    except NotFoundError:
        no = closed(await events.find(turn.tx, turn.scope, wanted), turn.now)
        turn.toast(no, alert=True)
        return
    event = answered.event
    await tell_moved_up(turn, turn.scope, event, answered.moved_up)
    turn.toast(noted(event, answered.own), alert=answered.own.reply is Reply.WAITING)
    if not copy:
        if answered.changed:
            scope = turn.scope
            of = scope.cluster_id, event.id, scope.member_id, turn.chat_id, turn.voice
            await event_copies.mark(turn, *of, answered.own.reply)
        await _draw(turn, await events.load(turn.tx, turn.scope, event.id), answered.own)
        return
    origin = [read_id(part) or 0 for part in (*copy, "")][:2]
    await announcements.copies.read(turn.tx, turn.scope, origin[0], origin[1], turn.now)
    # The button of the answer that is shown already is marked: tapped again it changes nothing.
    if copy[-1] != SHOWN:
        turn.edit_buttons(copy_buttons(event.id, origin, answered.own.reply))


async def _is_preview(turn: Turn, announcement_id: int) -> bool:
    """A coordinator looks at it and has not sent it: nobody has a copy."""
    found = await announcements.find(turn.tx, turn.scope, announcement_id)
    return found is not None and found.state in UNSENT


async def move_up(turn: Turn, scope: ClusterScope, event_id: int) -> None:
    """Somebody went who had a seat, or there are more: whoever waits longest is told."""
    lucky = await rsvps.move_up(turn.tx, scope, event_id, turn.now)
    event = await events.find(turn.tx, scope, event_id)
    if event is not None:
        await tell_moved_up(turn, scope, event, lucky)


async def tell_moved_up(
    turn: Turn, scope: ClusterScope, event: Event, lucky: Sequence[Recipient]
) -> None:
    if not lucky:
        return
    cluster = await clusters.load(turn.tx, scope)
    quiet = rule(cluster)
    text = lines(_("<b>There is a seat for you: you are going.</b>"), head(event), gap="\n\n")
    for guest in lucky:
        if guest.reachable:
            voice = voice_for(cluster, guest)
            turn.tell(
                guest.telegram_id,
                voice,
                text,
                moved_up_buttons(event),
                cluster_id=scope.cluster_id,
                quiet=quiet,
            )
            of = scope.cluster_id, event.id, guest.member_id, guest.telegram_id, voice
            await event_copies.mark(turn, *of, Reply.GOING)


def moved_up_buttons(event: Event) -> list[list[Button]]:
    return [[Button(_("I cannot go"), NOT_GOING.data(event.id)), calendar_button(event.id)]]


def voice_for(cluster: Cluster, guest: Recipient) -> Voice:
    return Voice.of(guest.language, cluster.territory, cluster.currency, cluster.zone)


# The card


async def show_card(turn: Turn, event_id: int) -> None:
    event = await events.find(turn.tx, turn.scope, event_id)
    if event is None:
        turn.edit(no_event(), [[events_button()]])
        return
    await _draw(turn, event, await rsvps.own(turn.tx, turn.scope, event.id))


async def _draw(turn: Turn, event: Event, own: Own | None) -> None:
    over = closed(event, turn.now)
    answer = own_answer(event, own, turn.now)
    open_seats = None if over or (own and own.reply is Reply.GOING) else left(event)
    silent = over is None and await _unannounced(turn, event)
    text = lines(
        card(event),
        lines(over, open_seats, answer),
        NOT_ANNOUNCED if silent else None,
        gap="\n\n",
    )
    announce = [announce_button(event.id)] if silent else []
    buttons = _card_buttons(turn, event, own, over=over is not None)
    turn.edit(text, [announce, *buttons, [events_button()]])


async def _unannounced(turn: Turn, event: Event) -> bool:
    """Whether a coordinator may still announce it."""
    if turn.speaker.role is not Role.COORDINATOR:
        return False
    told = await announcements.of_event(turn.tx, turn.scope, event.id)
    return not any(announced.state in LIVE for announced in told)


def _card_buttons(turn: Turn, event: Event, own: Own | None, *, over: bool) -> list[list[Button]]:
    coordinates = turn.speaker.role is Role.COORDINATOR
    n = event.going
    who = _("Who had said yes ({n})", n=n)
    if event.times.end > turn.now:
        who = _("Who is going ({n})", n=n)
    guests = [Button(who, f"{GUESTS}:{event.id}.0")] if coordinates else []
    if over:
        off = [Button(_p("event", "Call it off"), f"{CANCEL}:{event.id}")]
        running = event.cancelled_at is None and event.times.end > turn.now
        return [guests, off if coordinates and running else []]
    goes = own is not None and own.reply is not Reply.NOT_GOING
    yes = Button(_("I am going"), GOING.data(event.id))
    no = Button(_("I cannot go") if goes else _("Not going"), NOT_GOING.data(event.id))
    answers = [no] if goes else [yes] if own else [yes, no]
    change = [
        Button(_("Change"), f"{CHANGE}:{event.id}"),
        Button(_p("event", "Call it off"), f"{CANCEL}:{event.id}"),
    ]
    return [answers, [calendar_button(event.id)], guests, change if coordinates else []]


def announce_button(event_id: int) -> Button:
    return Button(_("Announce"), f"{ANNOUNCE}:{event_id}")


def event_button(event_id: int) -> Button:
    return Button(_("‹ The event"), f"{CARD}:{event_id}")


def events_button() -> Button:
    return Button(_("‹ Fairs and trainings"), GO.data("events"))


async def send_calendar(turn: Turn, argument: str) -> None:
    """The same entry each time: a calendar that has it takes over what was changed."""
    event = await events.find(turn.tx, turn.scope, read_id(argument) or 0)
    if event is None:
        turn.toast(no_event(), alert=True)
        return
    entry = Entry(
        uid=f"event-{event.id}@{turn.bot.username}",
        title=turn.voice.plain(name(event)),
        times=event.times,
        sequence=event.changes,
        place=event.place,
        notes=turn.voice.plain(card(event)),
        remind=events.SOON_LEAD,
        cancelled=event.cancelled_at is not None,
    )
    file = f"{turn.voice.local(event.times.start):%Y-%m-%d-%H%M}.ics"
    turn.send_file(
        "document",
        Upload("document", file, calendar_file(entry, turn.now)),
        _("Open it, and your calendar has {name}.", name=name(event))
        if event.cancelled_at is None
        else _("Open it, and your calendar takes {name} out.", name=name(event)),
    )


GOING = Tap(event_copies.GOING, Who.MEMBERS, going)
NOT_GOING = Tap(event_copies.NOT_GOING, Who.MEMBERS, not_going)
CALENDAR = Tap(event_copies.CALENDAR, Who.MEMBERS, send_calendar)
TAPS = [GOING, NOT_GOING, CALENDAR]
