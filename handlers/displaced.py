"""Bookings that a coordinator's act cancels: asked about first; then told, with other offers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda import quiet
from bot.conversation.forms import Doubt
from bot.conversation.keyboards import Button, Keyboard
from bot.language.text import Text, _, _n, layout, lines, raw
from bot.pipeline.speaking import voice_for
from bot.pipeline.turn import Turn
from handlers.bookings import offers
from handlers.equipment_words import booked
from handlers.menu import GO
from storage import clusters, free
from storage.bookings import Booking
from storage.clusters import Cluster
from storage.resources import Resource

# Of the bookings that are hit, how many are named before it is done.
NAMED = 10


def doubt(title: Text, hits: Sequence[Booking], question: Text, *, yes: Text, no: Text) -> Doubt:
    return Doubt(lines(title, listed(hits), question), yes=yes, no=no)


def listed(hits: Sequence[Booking]) -> Text:
    """When, which firm, and who of it."""
    return lines(
        *(
            layout("· {times} · {firm} ({who})", times=b.times, firm=b.firm, who=b.booker)
            for b in hits[:NAMED]
        ),
        raw("…") if len(hits) > NAMED else None,
    )


async def tell_all(
    turn: Turn, hits: Sequence[Booking], why: Text, instead: Resource | None
) -> Text | None:
    """Each who booked, with times that `instead` or its sisters have free; what was done, in all.

    To be called when all of them are cancelled: their times are free then.
    """
    cluster = await clusters.load(turn.tx, turn.scope)
    for booking in hits:
        _tell(turn, cluster, booking, *await _said(turn, booking, why, instead))
    told = _n(
        "{n} booking was cancelled, and its firm told.",
        "{n} bookings were cancelled, and their firms told.",
        len(hits),
    )
    return told if hits else None


async def _said(
    turn: Turn, booking: Booking, why: Text, instead: Resource | None
) -> tuple[Text, Keyboard]:
    said = lines(why, booked(booking))
    if instead is None:
        return said, [[Button(_("Book equipment"), GO.data("book"))]]
    slots = await free.alternatives(turn.tx, turn.scope, instead, booking.times, turn.now)
    return offers(turn, said, slots, wanted=booking.resource_id, other=instead.id)


def _tell(turn: Turn, cluster: Cluster, booking: Booking, text: Text, buttons: Keyboard) -> None:
    """At once, also in quiet hours if the booking would have begun before they are over."""
    if not booking.reachable:
        return
    hours = quiet.rule(cluster)
    over = quiet.over_at(hours, turn.now)
    late = over is not None and over >= booking.times.start
    voice = voice_for(cluster, booking)
    turn.tell(booking.telegram_id, voice, text, buttons, quiet=None if late else hours)
