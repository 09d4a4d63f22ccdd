"""Pausing a member and letting them back in, with all that hangs on it."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.speaking import voice_of
from bot.pipeline.turn import Turn
from handlers import event_copies, member_card, rsvp
from handlers.event_words import clip_name
from handlers.member_card import (
    CARD,
    again,
    cluster_name,
    member,
    own_rights,
    place_of,
    tell_rights,
    withdraw_invitations,
    withdrawn_note,
)
from storage import announcements, audit, events, outbox, people, roster, rsvps
from storage.audit import Act
from storage.roster import Listed
from storage.rsvps import Reply


async def ask(turn: Turn, argument: str) -> None:
    listed = await member(turn, argument)
    if listed is None:
        return
    about = f"{listed.member_id}{place_of(argument)}"
    turn.edit(
        _(
            "<b>Pause {name}?</b> They can neither report nor see anything until you let them take"
            " part again; what they reported stays. Their seats at fairs and trainings go to"
            " whoever waits, and invitations that they made let nobody in any more. I will tell"
            " them.",
            name=listed.name,
        ),
        [
            [Button(_("Yes, pause"), PAUSE_NOW.data(about))],
            [Button(_("No"), CARD.data(about))],
        ],
    )


async def pause(turn: Turn, argument: str) -> None:
    listed = await _another(turn, argument)
    if listed is None:
        return
    withdrawn = 0
    if await _set_state(turn, listed, suspended=True):
        withdrawn = await withdraw_invitations(turn, listed)
        await _withdraw_waiting(turn, listed)
        await _pass_on_seats(turn, listed)
        paused = _(
            "Your membership of <b>{cluster}</b> is paused. If you think that is a mistake, please"
            " write to your coordinator. /cluster shows the clusters you are in.",
            cluster=cluster_name(turn),
        )
        await tell_rights(turn, listed, paused)
    await again(turn, argument, lines(_("Paused."), withdrawn_note(withdrawn)))


async def resume(turn: Turn, argument: str) -> None:
    listed = await _another(turn, argument)
    if listed is None:
        return
    if await _set_state(turn, listed, suspended=False):
        back = _(
            "You take part in <b>{cluster}</b> again. Welcome back!", cluster=cluster_name(turn)
        )
        await tell_rights(turn, listed, lines(back, *await _seats(turn, listed), gap="\n\n"))
    await again(turn, argument, _("They take part again."))


async def _another(turn: Turn, argument: str) -> Listed | None:
    """The member whom a button is about: anybody but who taps it."""
    listed = await member(turn, argument)
    if listed is not None and listed.member_id == turn.scope.member_id:
        turn.toast(own_rights(), alert=True)
        return None
    return listed


async def _set_state(turn: Turn, listed: Listed, *, suspended: bool) -> bool:
    """Whether they were not so already."""
    changed = await roster.set_state(turn.tx, turn.scope, listed.member_id, suspended=suspended)
    if changed:
        act = Act.SUSPENDED if suspended else Act.RESUMED
        await audit.note(turn.tx, turn.scope, act, turn.now, about=listed.member_id)
    return changed


async def _withdraw_waiting(turn: Turn, listed: Listed) -> None:
    """What was to come from this cluster; who is in others too goes on hearing from those."""
    await announcements.copies.withdraw_waiting(turn.tx, turn.scope, listed.member_id, turn.now)
    if not await people.memberships(turn.tx, listed.scope.person_id):
        await outbox.withdraw_bulk(turn.tx, listed.person.telegram_id, turn.now)


async def _pass_on_seats(turn: Turn, listed: Listed) -> None:
    for event_id in await rsvps.step_back(turn.tx, turn.scope, listed.member_id, turn.now):
        of = listed.member_id, listed.person.telegram_id, voice_of(listed.person)
        await event_copies.mark(turn, turn.scope.cluster_id, event_id, *of, Reply.WAITING)
        await rsvp.move_up(turn, turn.scope, event_id)


async def _seats(turn: Turn, listed: Listed) -> list[Text]:
    """Where they had answered: a free seat is theirs, and they are told which place they have."""
    said = []
    for event_id in await rsvps.waited_for(turn.tx, turn.scope, listed.member_id, turn.now):
        await rsvp.move_up(turn, turn.scope, event_id)
        event = await events.find(turn.tx, turn.scope, event_id)
        own = await rsvps.own(turn.tx, listed.scope, event_id)
        if event is not None and own is not None and own.place is not None:
            place = _(
                "{event} is full: you are number {n} on the waiting list.",
                event=clip_name(event),
                n=own.place,
            )
            said.append(place)
    return said


PAUSE = Tap(member_card.PAUSE, Who.COORDINATORS, ask)
PAUSE_NOW = Tap("pausenow", Who.COORDINATORS, pause)
RESUME = Tap(member_card.RESUME, Who.COORDINATORS, resume)
TAPS = [PAUSE, PAUSE_NOW, RESUME]
