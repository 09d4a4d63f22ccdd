"""Requests to join, as coordinators get them: the first to tap Accept or Decline decides."""

from __future__ import annotations

from datetime import timedelta

from bot.agenda.quiet import rule
from bot.conversation.keyboards import Button, Keyboard
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.content import Content
from bot.pipeline.speaking import voice_of
from bot.pipeline.turn import Turn
from handlers.member_card import CARD as MEMBER
from handlers.menu import old_button
from handlers.records import read_id
from handlers.request_list import CARD_OF, TAPS, show_list, to_list
from handlers.request_words import again_from, card, cluster_of
from storage import (
    audit,
    clusters,
    firms,
    invitations,
    outbox,
    request_cards,
    request_invitations,
    requests,
    roster,
)
from storage.audit import Act
from storage.requests import Request
from storage.roster import Listed, State
from storage.scope import ClusterScope, MemberScope, Role

# The button by which one joins, by the name that handlers/joining.py declares it under.
JOIN = "join"
# Who was accepted has so long to come in.
ACCEPTED_FOR = timedelta(days=30)


def card_buttons(request: Request) -> Keyboard:
    accept = Button(_("Accept"), ACCEPT.data(request.id))
    return [[accept, Button(_("Decline"), ASK_DECLINE.data(request.id))]]


# Deciding


async def show_card(turn: Turn, argument: str) -> None:
    request = await _request(turn, argument)
    if request is not None:
        await _put_card(turn, request)


async def _put_card(turn: Turn, request: Request) -> None:
    """With what can be done about it now, and the way back to the others."""
    undone = [[Button(_("Undo"), UNDO.data(request.id))]] if request.can_reopen(turn.now) else []
    buttons = card_buttons(request) if request.accepted is None else undone
    turn.edit(await card(turn, request), [*buttons, [await to_list(turn)]])


async def accept(turn: Turn, argument: str) -> None:
    request = await _open(turn, argument)
    if request is None:
        return
    theirs = await roster.of_person(turn.tx, turn.scope, request.person.person_id or 0)
    if theirs is not None:
        await _is_here(turn, request, theirs)
    elif await _decide(turn, request, accept=True):
        await _invite(turn, request)


async def ask_decline(turn: Turn, argument: str) -> None:
    request = await _open(turn, argument)
    if request is not None:
        turn.edit(
            lines(
                await card(turn, request),
                _("<b>Decline it?</b> I will tell them, and that they can ask again in a week."),
                gap="\n\n",
            ),
            [
                [Button(_("Yes, decline"), DECLINE.data(request.id))],
                [Button(_("No"), CARD.data(request.id))],
            ],
        )


async def decline(turn: Turn, argument: str) -> None:
    request = await _open(turn, argument)
    if request is not None and await _decide(turn, request, accept=False):
        day = await again_from(turn, request.scope, request.person)
        text = _(
            "Your request to join {cluster} was declined. You can ask again from {day}. If you"
            " think that is a mistake, please talk to the coordination.",
            cluster=cluster_of(request),
            day=day,
        )
        await _answer(turn, request, text)


async def undo(turn: Turn, argument: str) -> None:
    """A no that was a slip: the request waits again, and whoever asked knows."""
    request = await _request(turn, argument)
    if request is None:
        return
    if not await requests.reopen(turn.tx, turn.scope, request.id, turn.now):
        turn.toast(_("That can no longer be undone."), alert=True)
        return
    await audit.note(turn.tx, turn.scope, Act.REOPENED, turn.now)
    await _show_everybody(turn, request.scope, request.id)
    await _put_card(turn, await requests.find(turn.tx, turn.scope, request.id) or request)
    text = _(
        "The coordination of {cluster} is looking at your request once more. I will write to you"
        " as soon as they have decided.",
        cluster=cluster_of(request),
    )
    await _answer(turn, request, text)


async def _open(turn: Turn, argument: str) -> Request | None:
    """One that nobody has decided; else the card says who did."""
    request = await _request(turn, argument)
    if request is not None and request.accepted is not None:
        turn.toast(_("It was decided already."))
        await _put_card(turn, request)
        return None
    return request


async def _decide(turn: Turn, request: Request, *, accept: bool) -> bool:
    if not await requests.decide(turn.tx, turn.scope, request.id, turn.now, accept=accept):
        return False
    act = Act.ACCEPTED if accept else Act.DECLINED
    await audit.note(turn.tx, turn.scope, act, turn.now)
    await _show_everybody(turn, request.scope, request.id)
    await _put_card(turn, await requests.find(turn.tx, turn.scope, request.id) or request)
    return True


async def _is_here(turn: Turn, request: Request, theirs: Listed) -> None:
    """They came in by a link after they had asked, and may have been paused since."""
    if theirs.state is State.ACTIVE:
        await requests.close(turn.tx, theirs.scope, turn.now)
        turn.toast(_("They are a member already."))
        await _show_everybody(turn, request.scope, request.id)
        await _put_card(turn, await requests.find(turn.tx, turn.scope, request.id) or request)
        return
    paused = _("They are paused here. To let them take part again, open their card.")
    turn.edit(
        lines(await card(turn, request), paused),
        [
            [Button(_("Their card"), MEMBER.data(theirs.member_id))],
            [Button(_("Decline"), ASK_DECLINE.data(request.id))],
        ],
    )


async def close(turn: Turn, joined: MemberScope) -> None:
    """Whoever this is has joined: what they asked is answered, and every card says so."""
    request_id = await requests.close(turn.tx, joined, turn.now)
    if request_id is not None:
        await _show_everybody(turn, ClusterScope(joined.cluster_id), request_id)


async def _show_everybody(turn: Turn, scope: ClusterScope, request_id: int) -> None:
    """What all cards say from now on; the one that was tapped is left to whoever calls this."""
    now = await requests.find(turn.tx, scope, request_id)
    if now is None:
        return
    buttons = card_buttons(now) if now.accepted is None else ()
    said = Content(await card(turn, now), buttons)
    for copy in await request_cards.of_request(turn.tx, scope, request_id):
        sent = await outbox.message_id(turn.tx, copy.outbox_id)
        if copy.person.telegram_id != turn.chat_id or sent != turn.tapped_message:
            await turn.change(copy.outbox_id, copy.person.telegram_id, voice_of(copy.person), said)


# Answering


async def _invite(turn: Turn, request: Request) -> None:
    """They join as by any other link: asked what they allow first, and counted in their firm."""
    firm = await firms.named(turn.tx, turn.scope, request.firm, request.kind, turn.now)
    made = await invitations.create(
        turn.tx,
        turn.scope,
        role=Role.MEMBER,
        firm_id=firm.id,
        expires_at=turn.now + ACCEPTED_FOR,
        uses=1,
        now=turn.now,
    )
    await request_invitations.give(turn.tx, turn.scope, request.id, made.id)
    text = lines(
        _(
            "Good news, {name}: the coordination of <b>{cluster}</b> has accepted your request.",
            name=request.person.name,
            cluster=cluster_of(request),
        ),
        _("You will report for <b>{firm}</b>. Tap the button, and you are in.", firm=firm.name),
        gap="\n\n",
    )
    await _answer(turn, request, text, [[Button(_("Join"), f"{JOIN}:{made.token}")]])


async def _answer(
    turn: Turn, request: Request, text: Text, buttons: Keyboard | None = None
) -> None:
    """To whoever asked, in their language and not in the hours of silence."""
    person = request.person
    quiet = rule(await clusters.load(turn.tx, turn.scope))
    turn.tell(person.telegram_id, voice_of(person), text, buttons, quiet=quiet)


async def _request(turn: Turn, argument: str) -> Request | None:
    """The one that a button is about; says so where it is nobody's of this cluster."""
    request_id = read_id(argument)
    found = None if request_id is None else await requests.find(turn.tx, turn.scope, request_id)
    if found is None:
        await old_button(turn)
    return found


CARD = Tap(CARD_OF, Who.COORDINATORS, show_card)
ACCEPT = Tap("accept", Who.COORDINATORS, accept)
ASK_DECLINE = Tap("decline", Who.COORDINATORS, ask_decline)
DECLINE = Tap("declinenow", Who.COORDINATORS, decline)
UNDO = Tap("undecline", Who.COORDINATORS, undo)

FEATURE = Feature(
    "requests",
    commands=[
        Command(
            "solicitudes",
            "requests",
            Who.COORDINATORS,
            _("See who asks to join, and decide"),
            show_list,
        )
    ],
    taps=[*TAPS, CARD, ACCEPT, ASK_DECLINE, DECLINE, UNDO],
)
