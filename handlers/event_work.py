"""What comes by itself to those who are going: reminders, and that it was changed or called off."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.agenda.due import PAGE, DueWork, Occasion, once
from bot.agenda.quiet import over_at, rule
from bot.conversation.keyboards import Keyboard
from bot.language.text import Text, _, lines
from handlers.event_copies import calendar_button
from handlers.event_words import called_off, changed, head
from handlers.rsvp import moved_up_buttons, voice_for
from storage import clusters, events, rsvps
from storage.audience import Recipient
from storage.clusters import Cluster
from storage.events import DAY_BEFORE, DAY_LEAD, NEWS, SOON, SOON_LEAD, Event
from storage.rsvps import Reply
from storage.scope import ClusterScope

# The two lists of those to be told of a change, one after the other in the position of the work.
WAITING_FROM = 2**40


async def remind_day_before(occasion: Occasion) -> int | None:
    return await _remind(occasion, DAY_LEAD)


async def remind_soon(occasion: Occasion) -> int | None:
    return await _remind(occasion, SOON_LEAD)


async def _remind(occasion: Occasion, lead: timedelta) -> int | None:
    """To those who are going; nothing where it was moved or called off since this was planned."""
    found = await _about(occasion)
    if found is None:
        return None
    scope, event, cluster = found
    arrives = over_at(_quiet(cluster), occasion.now) or occasion.now
    moved = event.times.start - lead != occasion.due.due_at
    if moved or event.cancelled_at is not None or arrives >= event.times.start:
        return None
    page = await rsvps.guests(
        occasion.tx, scope, event.id, Reply.GOING, after=occasion.due.position, limit=PAGE
    )
    text = lines(_words(event, cluster, arrives, lead), head(event), gap="\n\n")
    _tell(occasion, cluster, page, text, moved_up_buttons(event))
    return page[-1][0] if len(page) == PAGE else None


def _words(event: Event, cluster: Cluster, arrives: datetime, lead: timedelta) -> Text:
    """As it is when it arrives: quiet hours may have held it until the day itself."""
    if lead == SOON_LEAD:
        return _("<b>It begins soon,</b> and you are going:")
    zone = ZoneInfo(cluster.zone)
    day, today = (at.astimezone(zone).date() for at in (event.times.start, arrives))
    if day == today:
        return _("<b>Today,</b> and you are going:")
    return _("<b>Tomorrow,</b> and you are going:")


async def tell_news(occasion: Occasion) -> int | None:
    """To those who are going, then to those who wait: it was changed, or called off.

    Whoever got a seat by the change was told all of it then.
    """
    found = await _about(occasion)
    if found is None:
        return None
    scope, event, cluster = found
    position = occasion.due.position
    waiting = position >= WAITING_FROM
    page = await rsvps.guests(
        occasion.tx,
        scope,
        event.id,
        Reply.WAITING if waiting else Reply.GOING,
        after=position - WAITING_FROM if waiting else position,
        limit=PAGE,
        besides=occasion.due.due_at,
    )
    _tell(occasion, cluster, page, *_news(event))
    if len(page) == PAGE:
        return page[-1][0] + (WAITING_FROM if waiting else 0)
    return None if waiting else WAITING_FROM


def _news(event: Event) -> tuple[Text, Keyboard]:
    """Of what is called off the calendar's entry is offered too: it takes the old one out."""
    if event.cancelled_at is None:
        return lines(changed(event), head(event), gap="\n\n"), moved_up_buttons(event)
    out = _("If it is in your calendar, the button takes it out.")
    text = lines(called_off(event), head(event), out, gap="\n\n")
    return text, [[calendar_button(event.id)]]


async def _about(occasion: Occasion) -> tuple[ClusterScope, Event, Cluster] | None:
    """None where it has begun, or is no more; that it was called off is worth telling longer."""
    scope = await events.scope_of(occasion.tx, occasion.due.subject)
    event = await events.find(occasion.tx, scope, occasion.due.subject) if scope else None
    if scope is None or event is None:
        return None
    until = event.times.end if event.cancelled_at is not None else event.times.start
    if until <= occasion.now:
        return None
    return scope, event, await clusters.load(occasion.tx, scope)


def _tell(
    occasion: Occasion,
    cluster: Cluster,
    page: list[tuple[int, Recipient]],
    text: Text,
    buttons: Keyboard,
) -> None:
    for _turn, guest in page:
        if guest.reachable:
            voice = voice_for(cluster, guest)
            quiet, about = _quiet(cluster), cluster.id
            occasion.tell(guest.telegram_id, voice, text, buttons, cluster_id=about, quiet=quiet)


def _quiet(cluster: Cluster) -> str:
    return rule(cluster)


WORKS = [
    # Later than that, the one of the same day says more.
    DueWork(DAY_BEFORE, remind_day_before, once, worth=DAY_LEAD - SOON_LEAD),
    DueWork(SOON, remind_soon, once, worth=SOON_LEAD),
    DueWork(NEWS, tell_news, once, worth=timedelta(days=365)),
]
