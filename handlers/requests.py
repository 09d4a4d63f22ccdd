"""Requests to join, as coordinators get them: the first to tap Accept or Decline decides."""

from __future__ import annotations

from telegram.helpers import create_deep_linked_url

from bot.agenda.quiet import rule
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.words import clip
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, both, layout, lines
from bot.pipeline.content import Content
from bot.pipeline.speaking import voice_of
from bot.pipeline.turn import Turn
from handlers.clusters import elsewhere
from handlers.menu import GO, old_button
from handlers.people_words import KINDS
from handlers.records import read_id
from storage import audit, clusters, firms, outbox, people, requests
from storage.audit import Act
from storage.firms import Firm
from storage.requests import Request
from storage.scope import Role

# How a cluster's public link begins: t.me/bot?start=ask-boyaca
PREFIX = "ask-"
SHORT = 30


def card(request: Request) -> Text:
    """The same for every coordinator, before and after it is decided."""
    name = request.person.name
    cluster = both(request.person.cluster_es or "", request.person.cluster_en or "")
    return lines(
        _("<b>{name}</b> asks to join {cluster}.", name=name, cluster=cluster),
        _("Firm: {firm} ({kind})", firm=request.firm, kind=KINDS[request.kind]),
        _decision(request),
    )


def _decision(request: Request) -> Text | None:
    match request.accepted:
        case None:
            return None
        case True:
            return _("<b>Accepted</b> by {who}.", who=request.decided_by or "")
        case False:
            return _("<b>Declined</b> by {who}.", who=request.decided_by or "")


def card_buttons(request: Request) -> Keyboard:
    """They say of which cluster it is: a coordinator may be in another one when they tap."""
    about = f"{request.scope.cluster_id}.{request.id}"
    return [[Button(_("Accept"), ACCEPT.data(about)), Button(_("Decline"), DECLINE.data(about))]]


async def show_list(turn: Turn, _words: str) -> None:
    waiting = await requests.waiting(turn.tx, turn.scope)
    if not waiting:
        cluster = await clusters.load(turn.tx, turn.scope)
        link = create_deep_linked_url(turn.bot.username, f"{PREFIX}{cluster.slug}")
        turn.edit(
            lines(
                _("Nobody waits to be let in. To bring somebody in, send them an invitation."),
                _("Whoever opens this link may ask, and you decide: {link}", link=link),
                gap="\n\n",
            ),
            [[Button(_("Invite somebody"), GO.data("invite"))]],
        )
        return
    rows = [[Button(_label(r), CARD.data(f"{r.scope.cluster_id}.{r.id}"))] for r in waiting]
    turn.edit(lines(_("<b>They ask to join</b>"), _("Tap one to decide.")), rows)


def _label(request: Request) -> Text:
    name, firm = clip(request.person.name, SHORT), clip(request.firm, SHORT)
    return layout("{name} · {firm}", name=name, firm=firm)


async def show_card(turn: Turn, argument: str) -> None:
    request = await _request(turn, argument)
    if request is not None:
        turn.edit(card(request), [] if request.decided_by else card_buttons(request))


async def accept(turn: Turn, argument: str) -> None:
    await _decide(turn, argument, accept=True)


async def decline(turn: Turn, argument: str) -> None:
    await _decide(turn, argument, accept=False)


async def _decide(turn: Turn, argument: str, *, accept: bool) -> None:
    request = await _request(turn, argument)
    if request is None:
        return
    if not await requests.decide(turn.tx, turn.scope, request.id, turn.now, accept=accept):
        turn.toast(_("It was decided already."))
        turn.edit(card(request))
        return
    firm = await _let_in(turn, request) if accept else None
    if not accept:
        await audit.note(turn.tx, turn.scope, Act.DECLINED, turn.now)
    decided = await requests.find(turn.tx, turn.scope, request.id) or request
    turn.edit(card(decided))
    await _show_everybody(turn, decided)
    await _answer(turn, decided, firm)


async def _let_in(turn: Turn, request: Request) -> Firm:
    """Into the firm of the name they gave; a new one where there is none."""
    firm = await firms.named(turn.tx, turn.scope, request.firm, request.kind, turn.now)
    person_id = request.person.person_id or 0
    member = await people.join(turn.tx, turn.scope, person_id, Role.MEMBER, firm.id, turn.now)
    await audit.note(turn.tx, turn.scope, Act.ACCEPTED, turn.now, about=member.member_id)
    return firm


async def _show_everybody(turn: Turn, decided: Request) -> None:
    """All the other cards say who decided; the one that was tapped does already."""
    for copy in await requests.cards(turn.tx, turn.scope, decided.id):
        sent = await outbox.message_id(turn.tx, copy.outbox_id)
        if copy.person.telegram_id != turn.chat_id or sent != turn.tapped_message:
            await turn.change(
                copy.outbox_id,
                copy.person.telegram_id,
                voice_of(copy.person),
                Content(card(decided)),
            )


async def _answer(turn: Turn, request: Request, firm: Firm | None) -> None:
    """Tell whoever asked, with what to do next."""
    person = request.person
    cluster = await clusters.load(turn.tx, turn.scope)
    quiet = rule(cluster)
    name = both(cluster.name_es, cluster.name_en)
    if firm is None:
        text = _(
            "Your request to join {cluster} was declined. If you think that is a mistake, please"
            " talk to the coordination.",
            cluster=name,
        )
        turn.tell(person.telegram_id, voice_of(person), text, quiet=quiet)
        return
    text = lines(
        _("Welcome to <b>{cluster}</b>, {name}!", cluster=name, name=person.name),
        _("You report for <b>{firm}</b>.", firm=firm.name),
        gap="\n\n",
    )
    buttons = [
        [Button(_("See the menu"), GO.data("menu"))],
        [Button(_("Say what you allow"), GO.data("consents"))],
    ]
    turn.tell(person.telegram_id, voice_of(person), text, buttons, quiet=quiet)


async def _request(turn: Turn, argument: str) -> Request | None:
    """The one that a button is about; says so where it is another cluster's, or nobody's."""
    cluster, _dot, number = argument.partition(".")
    cluster_id, request_id = read_id(cluster), read_id(number)
    if cluster_id is None or request_id is None:
        await old_button(turn)
        return None
    if cluster_id != turn.scope.cluster_id:
        await elsewhere(turn, cluster_id)
        return None
    found = await requests.find(turn.tx, turn.scope, request_id)
    if found is None:
        await old_button(turn)
    return found


CARD = Tap("request", Who.COORDINATORS, show_card)
ACCEPT = Tap("accept", Who.COORDINATORS, accept)
DECLINE = Tap("decline", Who.COORDINATORS, decline)

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
    taps=[CARD, ACCEPT, DECLINE],
)
