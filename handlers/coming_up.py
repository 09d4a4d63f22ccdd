"""What awaits a member: their firm's bookings, and the fairs and trainings of the cluster."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.language.text import Same, Text, _, both, layout, lines
from handlers.event_words import clip_name
from storage import ahead, event_lists
from storage.ahead import Booked
from storage.database import Reading
from storage.events import Event
from storage.rsvps import Reply
from storage.scope import ClusterScope, MemberScope
from storage.values import TimeRange

# How far is looked ahead, and how many of each are told.
AHEAD = timedelta(days=14)
MOST = 3
MARKS = {
    Reply.GOING: _("you are going ✓"),
    Reply.WAITING: _("you are on the waiting list"),
}


@dataclass(frozen=True, slots=True)
class ComingUp:
    """Bookings by firm, events by id, and answers by member and event."""

    bookings: Mapping[int, Sequence[Booked]]
    events: Mapping[int, Same]
    replies: Mapping[tuple[int, int], Reply]


async def gather_ahead(
    reading: Reading, scope: ClusterScope, members: Collection[MemberScope], now: datetime
) -> ComingUp:
    """For as many members as there are at once."""
    firms = {m.reports_for for m in members if m.reports_for is not None}
    booked = await ahead.bookings(reading, scope, firms, TimeRange(now, now + AHEAD))
    coming = await event_lists.coming(reading, scope, now, limit=2 * MOST)
    soon = [event for event in coming if now < event.times.start < now + AHEAD]
    asked = [m.member_id for m in members]
    replies = await ahead.replies(reading, scope, asked, [event.id for event in soon])
    return ComingUp(booked, {event.id: Same(_event(event)) for event in soon}, replies)


def told_ahead(coming: ComingUp, member: MemberScope) -> Text | None:
    """None where nothing awaits them; what they said no to does not."""
    booked = coming.bookings.get(member.reports_for or 0, ())[:MOST]
    answered = [
        (told, coming.replies.get((member.member_id, event_id)))
        for event_id, told in coming.events.items()
    ]
    wanted = [(told, reply) for told, reply in answered if reply is not Reply.NOT_GOING][:MOST]
    if not booked and not wanted:
        return None
    return lines(_("<b>Coming up</b>"), *map(_booking, booked), *(_marked(*of) for of in wanted))


def _booking(booked: Booked) -> Text:
    name = both(booked.name_es, booked.name_en)
    return layout("• {name}: {times}", name=name, times=booked.times)


def _event(event: Event) -> Text:
    return layout("• {name}: {times}", name=clip_name(event), times=event.times)


def _marked(told: Same, reply: Reply | None) -> Text | Same:
    return layout("{told} · {mark}", told=told, mark=MARKS[reply]) if reply else told
