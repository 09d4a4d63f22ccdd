"""Fairs and trainings: what is coming, which of it one goes to, and who comes."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, _n, layout, lines, raw
from bot.pipeline.turn import Turn
from handlers import event_announcing, event_forms, event_work, rsvp
from handlers.event_words import dated, head, name
from handlers.menu import GO
from handlers.records import read_id
from handlers.rsvp import CANCEL, CHANGE, GUESTS, event_button, events_button, show_card
from storage import announcements, events, rsvps
from storage.audience import Recipient
from storage.errors import NotFoundError
from storage.events import Event
from storage.rsvps import Reply
from storage.scope import Role

PAGE = 6
# Names on one screen: however long they are, it stays within Telegram's limit.
NAMES = 15
LONGEST_NAME = 60


async def show_list(turn: Turn, _words: str) -> None:
    await show_page(turn, "")


async def show_page(turn: Turn, after: str) -> None:
    """What is coming, the next first, from the one after `after` (an event's id)."""
    page = await events.coming(turn.tx, turn.scope, turn.now, limit=PAGE + 1, after=read_id(after))
    if not page and not after:
        turn.edit(_nothing(turn), [_new(turn)] if _new(turn) else None)
        return
    more = [Button(_("Later ›"), LIST.data(page[PAGE - 1].id))] if len(page) > PAGE else []
    first = [Button(_("‹ The next ones"), LIST.data())] if after else []
    own = [Button(_("Those I am going to"), MINE.data())]
    title = _("<b>Fairs and trainings</b>")
    text = lines(title, _("Tap one to see it and to say whether you are going."))
    turn.edit(text, [*await _rows(turn, page[:PAGE]), first + more, own, _new(turn)])


async def show_mine(turn: Turn, _argument: str) -> None:
    found = await events.mine(turn.tx, turn.scope, turn.now, limit=2 * PAGE)
    back = [Button(_("‹ All of them"), LIST.data())]
    if not found:
        text = _("You are not going to any yet. Look at what is coming and say so with one tap.")
        turn.edit(text, [back])
        return
    title = _("<b>Those you are going to</b>")
    turn.edit(
        lines(title, _("✓ you have a seat, … you are waiting for one.")),
        [*await _rows(turn, found), back],
    )


async def _rows(turn: Turn, page: list[Event]) -> list[list[Button]]:
    own = await rsvps.all_own(turn.tx, turn.scope, [event.id for event in page])
    return [[Button(dated(turn, e, own.get(e.id)), CARD.data(e.id))] for e in page]


def _nothing(turn: Turn) -> Text:
    if turn.speaker.role is Role.COORDINATOR:
        return _("No fair or training is coming. Announce the first: it takes a few minutes.")
    return _("No fair or training is coming now. As soon as there is one, I will write to you.")


def _new(turn: Turn) -> list[Button]:
    coordinates = turn.speaker.role is Role.COORDINATOR
    return [Button(_("New fair or training"), GO.data("event"))] if coordinates else []


async def card(turn: Turn, argument: str) -> None:
    await show_card(turn, read_id(argument) or 0)


# Who comes


async def show_guests(turn: Turn, argument: str) -> None:
    """`argument` is the event's id and the turn of the last guest on the page before."""
    event_id, _dot, after = argument.partition(".")
    event = await events.find(turn.tx, turn.scope, read_id(event_id) or 0)
    if event is None:
        await show_card(turn, 0)
        return
    page = await rsvps.guests(
        turn.tx, turn.scope, event.id, Reply.GOING, after=read_id(after) or 0, limit=NAMES + 1
    )
    listed = [_guest(guest) for _turn, guest in page[:NAMES]]
    more = []
    if len(page) > NAMES:
        more = [Button(_("More ›"), SEE_GUESTS.data(f"{event.id}.{page[NAMES - 1][0]}"))]
    text = lines(
        layout("<b>{name}</b>", name=name(event)),
        _n("{n} person is going.", "{n} people are going.", event.going),
        lines(*listed) if listed else None,
        await _waiting(turn, event),
        gap="\n\n",
    )
    turn.edit(
        text, [more, [Button(_("Refresh"), SEE_GUESTS.data(argument))], [event_button(event.id)]]
    )


async def _waiting(turn: Turn, event: Event) -> Text | None:
    waiting = await rsvps.guests(turn.tx, turn.scope, event.id, Reply.WAITING, limit=NAMES)
    if not waiting:
        return None
    title = _n(
        "On the waiting list, {n} person:", "On the waiting list, {n} people:", event.waiting
    )
    return lines(title, *(_guest(guest) for _turn, guest in waiting))


def _guest(guest: Recipient) -> Text:
    if guest.firm is None:
        return layout("· {name}", name=raw(guest.name[:LONGEST_NAME]))
    return layout(
        "· {name}, {firm}", name=guest.name[:LONGEST_NAME], firm=guest.firm[:LONGEST_NAME]
    )


# Calling it off


async def ask_cancel(turn: Turn, argument: str) -> None:
    event = await events.find(turn.tx, turn.scope, read_id(argument) or 0)
    if event is None or event.cancelled_at is not None:
        await show_card(turn, event.id if event else 0)
        return
    told = event.going + event.waiting
    who = _n("I will tell {n} person.", "I will tell {n} people.", told)
    turn.edit(
        lines(_("<b>Call it off?</b>"), head(event), who if told else None, gap="\n\n"),
        [
            [Button(_("Yes, call it off"), CANCEL_NOW.data(event.id))],
            [Button(_("No, it takes place"), CARD.data(event.id))],
        ],
    )


async def cancel(turn: Turn, argument: str) -> None:
    try:
        event = await events.cancel(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        await show_card(turn, read_id(argument) or 0)
        return
    await announcements.call_off(turn.tx, turn.scope, event.id, turn.now)
    text = _("<b>Called off.</b> Whoever was going or waiting is told at once.")
    turn.edit(lines(text, head(event), gap="\n\n"), [[events_button()]])


LIST = Tap("events", Who.MEMBERS, show_page)
MINE = Tap("myevents", Who.MEMBERS, show_mine)
CARD = Tap(rsvp.CARD, Who.MEMBERS, card)
SEE_GUESTS = Tap(GUESTS, Who.COORDINATORS, show_guests)
ASK_CANCEL = Tap(CANCEL, Who.COORDINATORS, ask_cancel)
CANCEL_NOW = Tap("eventcancelnow", Who.COORDINATORS, cancel)
ASK_CHANGE = Tap(CHANGE, Who.COORDINATORS, event_forms.change)

FEATURE = Feature(
    "events",
    commands=[
        Command(
            "ferias",
            "events",
            Who.MEMBERS,
            _("See the fairs and trainings that are coming"),
            show_list,
            menu=_("Fairs and trainings"),
        ),
        Command(
            "evento",
            "event",
            Who.COORDINATORS,
            _("Announce a fair or a training"),
            event_forms.begin,
        ),
    ],
    taps=[
        *rsvp.TAPS,
        *event_announcing.TAPS,
        *(LIST, MINE, CARD, SEE_GUESTS, ASK_CANCEL, CANCEL_NOW, ASK_CHANGE),
    ],
    forms=[event_forms.FORM, event_announcing.FORM],
    due=event_work.WORKS,
)
