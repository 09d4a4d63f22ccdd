"""Requests to join, as coordinators get them: the first to tap Accept or Decline decides."""

from __future__ import annotations

from datetime import timedelta

from telegram.helpers import create_deep_linked_url

from bot.agenda.quiet import rule
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.words import clip
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, both, layout, lines
from bot.pipeline.content import Content
from bot.pipeline.speaking import voice_of
from bot.pipeline.turn import Turn
from handlers.invitations import send_link
from handlers.member_card import CARD as MEMBER
from handlers.menu import GO, old_button
from handlers.records import read_id
from handlers.request_words import card, cluster_of
from storage import audit, clusters, firms, invitations, outbox, requests, roster
from storage.audit import Act
from storage.requests import Request
from storage.roster import Listed, State
from storage.scope import ClusterScope, MemberScope, Role

# How a cluster's public link begins: t.me/bot?start=ask-boyaca
PREFIX = "ask-"
# The button by which one joins, by the name that handlers/joining.py declares it under.
JOIN = "join"
# Who was accepted has so long to come in.
ACCEPTED_FOR = timedelta(days=30)
SHORT = 30


def card_buttons(request: Request) -> Keyboard:
    accept = Button(_("Accept"), ACCEPT.data(request.id))
    return [[accept, Button(_("Decline"), DECLINE.data(request.id))]]


# The list, and the link by which anybody may ask


async def show_list(turn: Turn, _words: str) -> None:
    waiting = await requests.waiting(turn.tx, turn.scope)
    if waiting:
        head = lines(_("<b>They ask to join</b>"), _("Tap one to decide."))
    else:
        head = _("Nobody waits to be let in. To bring somebody in, send them an invitation.")
    link = create_deep_linked_url(turn.bot.username, await _payload(turn))
    rows = [[Button(_label(r), CARD.data(r.id))] for r in waiting]
    turn.edit(
        lines(
            head,
            _("Whoever opens this link may ask, and you decide: {link}", link=link),
            gap="\n\n",
        ),
        [
            *rows,
            [Button(_("The link as a QR code"), QR.data())],
            [Button(_("Invite somebody"), GO.data("invite"))],
        ],
    )


async def _payload(turn: Turn) -> str:
    cluster = await clusters.load(turn.tx, turn.scope)
    return f"{PREFIX}{cluster.slug}"


async def send_qr(turn: Turn, _argument: str) -> None:
    """To be forwarded, or printed for the door."""
    cluster = both(turn.speaker.cluster_es or "", turn.speaker.cluster_en or "")
    said = _(
        "<b>{cluster}</b>: to ask to join, point your phone's camera here, or open the link.",
        cluster=cluster,
    )
    send_link(turn, await _payload(turn), said)


def _label(request: Request) -> Text:
    name, firm = clip(request.person.name, SHORT), clip(request.firm, SHORT)
    return layout("{name} · {firm}", name=name, firm=firm)


# Deciding


async def show_card(turn: Turn, argument: str) -> None:
    request = await _request(turn, argument)
    if request is not None:
        buttons = card_buttons(request) if request.accepted is None else []
        turn.edit(await card(turn, request), buttons)


async def accept(turn: Turn, argument: str) -> None:
    request = await _open(turn, argument)
    if request is None:
        return
    theirs = await roster.of_person(turn.tx, turn.scope, request.person.person_id or 0)
    if theirs is not None:
        await _is_here(turn, request, theirs)
    elif await _decide(turn, request, accept=True):
        await _invite(turn, request)


async def decline(turn: Turn, argument: str) -> None:
    request = await _open(turn, argument)
    if request is not None and await _decide(turn, request, accept=False):
        text = _(
            "Your request to join {cluster} was declined. If you think that is a mistake, please"
            " talk to the coordination.",
            cluster=cluster_of(request),
        )
        await _answer(turn, request, text)


async def _open(turn: Turn, argument: str) -> Request | None:
    """One that nobody has decided; else the card says who did."""
    request = await _request(turn, argument)
    if request is not None and request.accepted is not None:
        turn.toast(_("It was decided already."))
        turn.edit(await card(turn, request))
        return None
    return request


async def _decide(turn: Turn, request: Request, *, accept: bool) -> bool:
    if not await requests.decide(turn.tx, turn.scope, request.id, turn.now, accept=accept):
        return False
    act = Act.ACCEPTED if accept else Act.DECLINED
    await audit.note(turn.tx, turn.scope, act, turn.now)
    turn.edit(await _show_everybody(turn, request.scope, request.id))
    return True


async def _is_here(turn: Turn, request: Request, theirs: Listed) -> None:
    """They came in by a link after they had asked, and may have been paused since."""
    if theirs.state is State.ACTIVE:
        await requests.close(turn.tx, theirs.scope, turn.now)
        turn.toast(_("They are a member already."))
        turn.edit(await _show_everybody(turn, request.scope, request.id))
        return
    paused = _("They are paused here. To let them take part again, open their card.")
    turn.edit(
        lines(await card(turn, request), paused),
        [
            [Button(_("Their card"), MEMBER.data(theirs.member_id))],
            [Button(_("Decline"), DECLINE.data(request.id))],
        ],
    )


async def close(turn: Turn, joined: MemberScope) -> None:
    """Whoever this is has joined: what they asked is answered, and every card says so."""
    request_id = await requests.close(turn.tx, joined, turn.now)
    if request_id is not None:
        await _show_everybody(turn, ClusterScope(joined.cluster_id), request_id)


async def _show_everybody(turn: Turn, scope: ClusterScope, request_id: int) -> Text:
    """What all cards say from now on; the one that was tapped is left to whoever calls this."""
    decided = await requests.find(turn.tx, scope, request_id)
    text = await card(turn, decided) if decided else layout("")
    for copy in await requests.cards(turn.tx, scope, request_id):
        sent = await outbox.message_id(turn.tx, copy.outbox_id)
        if copy.person.telegram_id != turn.chat_id or sent != turn.tapped_message:
            await turn.change(
                copy.outbox_id, copy.person.telegram_id, voice_of(copy.person), Content(text)
            )
    return text


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
    await requests.give(turn.tx, turn.scope, request.id, made.id)
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


CARD = Tap("request", Who.COORDINATORS, show_card)
ACCEPT = Tap("accept", Who.COORDINATORS, accept)
DECLINE = Tap("decline", Who.COORDINATORS, decline)
QR = Tap("askqr", Who.COORDINATORS, send_qr)

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
    taps=[CARD, ACCEPT, DECLINE, QR],
)
