"""A request to join, as the card of it tells coordinators."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.language.text import Day, Text, _, _n, both, lines
from bot.pipeline.turn import Turn
from handlers.people_words import KINDS
from storage import clusters, firms, masks, request_invitations, requests
from storage.people import Speaker
from storage.requests import Request
from storage.scope import ClusterScope


async def card(turn: Turn, request: Request) -> Text:
    """The same for every coordinator, before and after it is decided."""
    name = request.person.name
    return lines(
        _("<b>{name}</b> asks to join {cluster}.", name=name, cluster=cluster_of(request)),
        _("Firm: {firm} ({kind})", firm=request.firm, kind=KINDS[request.kind]),
        *(await _to_know(turn, request) if request.accepted is None else [_decision(request)]),
    )


async def _to_know(turn: Turn, request: Request) -> list[Text]:
    """What a coordinator would decide differently for."""
    told = []
    until = await request_invitations.valid_until(turn.tx, request.scope, request.id)
    if until is not None:
        told.append(
            _(
                "They came by the invitation with which each says their firm. Valid until: {until}",
                until=until,
            )
        )
    firm = await firms.find(turn.tx, request.scope, request.firm)
    if firm is not None:
        told.append(_shared(await firms.people_of(turn.tx, request.scope, firm.id)))
    if await masks.barred(turn.tx, request.scope, request.person.telegram_id):
        told.append(_("<b>They were paused here</b> before they had me forget them."))
    return told


def _shared(people: int) -> Text:
    if people == 0:
        return _("This firm is here already: they will share its records.")
    return _n(
        "This firm is here already, with {n} person: they will share its records.",
        "This firm is here already, with {n} people: they will share its records.",
        people,
    )


def _decision(request: Request) -> Text:
    if request.joined:
        return _("They have joined by an invitation meanwhile.")
    if request.accepted:
        return _("<b>Accepted</b> by {who}.", who=request.decided_by or "")
    return _("<b>Declined</b> by {who}.", who=request.decided_by or "")


async def again_from(turn: Turn, scope: ClusterScope, person: Speaker) -> Day:
    """The day in the cluster on which whoever was declined may ask again, all day long."""
    at = await requests.again_at(turn.tx, scope, person.person_id or 0, turn.now)
    cluster = await clusters.load(turn.tx, scope)
    day = (at.astimezone(ZoneInfo(cluster.zone)) + timedelta(days=1)).date()
    return Day(day, "long")


def cluster_of(request: Request) -> Text:
    return both(request.person.cluster_es or "", request.person.cluster_en or "")
