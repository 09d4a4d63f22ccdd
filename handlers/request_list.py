"""Who waits to be let in, in pages, and the link by which anybody may ask."""

from __future__ import annotations

from telegram.helpers import create_deep_linked_url

from bot.conversation.keyboards import Button
from bot.conversation.words import clip
from bot.features import Tap, Who
from bot.language.text import Text, _, _n, both, layout, lines
from bot.pipeline.turn import Turn
from handlers.invitations import send_link
from handlers.menu import GO
from handlers.records import read_id
from storage import clusters, requests
from storage.requests import Request

# How a cluster's public link begins: t.me/bot?start=ask-boyaca
PREFIX = "ask-"
# One request, by the name that handlers/requests.py declares it under.
CARD_OF = "request"
SHORT = 30
PAGE = 8


async def show_list(turn: Turn, _words: str) -> None:
    await show_page(turn, "")


async def show_page(turn: Turn, after: str) -> None:
    """From the one after `after` (its id), the oldest first."""
    waiting = await requests.waiting(turn.tx, turn.scope, after=read_id(after) or 0, limit=PAGE + 1)
    if after and not waiting:
        await show_page(turn, "")
        return
    rows = [[Button(_label(r), f"{CARD_OF}:{r.id}")] for r in waiting[:PAGE]]
    first = [Button(_("‹ First"), LIST.data())] if after else []
    more = [Button(_("More ›"), LIST.data(waiting[PAGE - 1].id))] if len(waiting) > PAGE else []
    link = create_deep_linked_url(turn.bot.username, await _payload(turn))
    turn.edit(
        lines(
            _head(await requests.count_waiting(turn.tx, turn.scope)),
            _("Whoever opens this link may ask, and you decide: {link}", link=link),
            gap="\n\n",
        ),
        [
            *rows,
            [*first, *more],
            [Button(_("The link as a QR code"), QR.data())],
            [
                Button(_("Invite somebody"), GO.data("invite")),
                Button(_("Invitations"), GO.data("invitations")),
            ],
        ],
    )


def _head(every: int) -> Text:
    if not every:
        return _("Nobody waits to be let in. To bring somebody in, send them an invitation.")
    return lines(
        _n("<b>{n} person asks to join</b>", "<b>{n} people ask to join</b>", every),
        _("Tap one to decide."),
    )


def _label(request: Request) -> Text:
    name, firm = clip(request.person.name, SHORT), clip(request.firm, SHORT)
    return layout("{name} · {firm}", name=name, firm=firm)


async def to_list(turn: Turn) -> Button:
    """Back to it, with how many still wait."""
    n = await requests.count_waiting(turn.tx, turn.scope)
    return Button(_("‹ Requests ({n})", n=n), LIST.data())


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


LIST = Tap("requests", Who.COORDINATORS, show_page)
QR = Tap("askqr", Who.COORDINATORS, send_qr)
TAPS = [LIST, QR]
