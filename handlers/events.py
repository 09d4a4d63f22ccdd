"""Fairs and trainings: what is coming, which of it one goes to, and who comes."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, _n, layout, lines
from bot.pipeline.turn import Turn
from handlers import calling_off, event_announcing, event_forms, event_work, preview, rsvp
from handlers.event_words import dated, name
from handlers.menu import GO
from handlers.people_words import NAMES, name_and_firm
from handlers.records import read_id
from handlers.rsvp import CHANGE, GUESTS, event_button, show_card
from storage import event_lists, events, rsvps
from storage.events import Event
from storage.rsvps import Reply
from storage.scope import Role

PAGE = 6


async def show_list(turn: Turn, _words: str) -> None:
    await show_page(turn, "")


async def show_page(turn: Turn, after: str) -> None:
    """What is coming, the next first, from the one after `after` (an event's id)."""
    page = await event_lists.coming(
        turn.tx, turn.scope, turn.now, limit=PAGE + 1, after=read_id(after)
    )
    if not page and not after:
        turn.edit(_nothing(turn), _for_coordinators(turn))
        return
    more = [Button(_("Later ›"), LIST.data(page[PAGE - 1].id))] if len(page) > PAGE else []
    first = [Button(_("‹ The next ones"), LIST.data())] if after else []
    own = [Button(_("Those I am going to"), MINE.data())]
    title = _("<b>Fairs and trainings</b>")
    text = lines(title, _("Tap one to see it and to say whether you are going."))
    rows = await _rows(turn, page[:PAGE])
    turn.edit(text, [*rows, first + more, own, *_for_coordinators(turn)])


async def show_past(turn: Turn, before: str) -> None:
    """What is over, the newest first, from the one before `before` (an event's id)."""
    page = await event_lists.past(
        turn.tx, turn.scope, turn.now, limit=PAGE + 1, before=read_id(before)
    )
    back = [Button(_("‹ The next ones"), LIST.data())]
    if not page:
        turn.edit(_("None is over yet."), [back])
        return
    older = [Button(_("Older ›"), PAST.data(page[PAGE - 1].id))] if len(page) > PAGE else []
    newest = [Button(_("‹ Newest"), PAST.data())] if before else []
    text = lines(_("<b>Past fairs and trainings</b>"), _("Tap one to see who said they would go."))
    turn.edit(text, [*await _rows(turn, page[:PAGE]), newest + older, back])


async def show_mine(turn: Turn, _argument: str) -> None:
    found = await event_lists.mine(turn.tx, turn.scope, turn.now, limit=2 * PAGE)
    back = [Button(_("‹ All of them"), LIST.data())]
    if not found:
        text = _("You are not going to any of those to come. Look at them and say so with one tap.")
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


def _for_coordinators(turn: Turn) -> list[list[Button]]:
    if turn.speaker.role is not Role.COORDINATOR:
        return []
    return [
        [Button(_("New fair or training"), GO.data("event"))],
        [Button(_("Past ones ›"), PAST.data())],
    ]


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
    listed = [name_and_firm(guest) for _turn, guest in page[:NAMES]]
    more = []
    if len(page) > NAMES:
        more = [Button(_("More ›"), SEE_GUESTS.data(f"{event.id}.{page[NAMES - 1][0]}"))]
    text = lines(
        layout("<b>{name}</b>", name=name(event)),
        _how_many(event, turn.now),
        lines(*listed) if listed else None,
        await _waiting(turn, event),
        gap="\n\n",
    )
    turn.edit(
        text, [more, [Button(_("Refresh"), SEE_GUESTS.data(argument))], [event_button(event.id)]]
    )


def _how_many(event: Event, now: datetime) -> Text:
    if event.times.end <= now:
        return _n("{n} person had said yes.", "{n} people had said yes.", event.going)
    return _n("{n} person is going.", "{n} people are going.", event.going)


async def _waiting(turn: Turn, event: Event) -> Text | None:
    waiting = await rsvps.guests(turn.tx, turn.scope, event.id, Reply.WAITING, limit=NAMES)
    if not waiting:
        return None
    title = _n(
        "On the waiting list, {n} person:", "On the waiting list, {n} people:", event.waiting
    )
    return lines(title, *(name_and_firm(guest) for _turn, guest in waiting))


LIST = Tap("events", Who.MEMBERS, show_page)
PAST = Tap("eventspast", Who.COORDINATORS, show_past)
MINE = Tap("myevents", Who.MEMBERS, show_mine)
CARD = Tap(rsvp.CARD, Who.MEMBERS, card)
SEE_GUESTS = Tap(GUESTS, Who.COORDINATORS, show_guests)
ASK_CHANGE = Tap(CHANGE, Who.COORDINATORS, event_forms.change)
MAKE = Tap(preview.MAKE_EVENT, Who.COORDINATORS, event_forms.make_of)

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
        *calling_off.TAPS,
        *(LIST, PAST, MINE, CARD, SEE_GUESTS, ASK_CHANGE, MAKE),
    ],
    forms=[event_forms.FORM, event_announcing.FORM, calling_off.FORM],
    due=event_work.WORKS,
)
