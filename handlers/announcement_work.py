"""Announcements on their way: written to each member once, changed, and taken back, by pages."""

from __future__ import annotations

from datetime import timedelta

from bot.agenda.due import PAGE, DueWork, Occasion, once
from bot.agenda.quiet import rule
from bot.pipeline.turn import DELETABLE
from handlers.announcement_words import Letter, letter
from handlers.event_words import closed
from storage import announcements, audience, rsvps
from storage.announcements import (
    CHANGE,
    RECALL,
    SEND,
    Announcement,
    Copy,
    Kind,
    NewCopy,
    State,
)
from storage.audience import Recipient
from storage.rsvps import Reply
from storage.scope import ClusterScope

# What is later than this is not sent any more: it says of "tomorrow" what was last week.
WORTH = timedelta(days=3)


async def send(occasion: Occasion) -> int | None:
    """A message and a copy for each member, together: a kill neither loses nor doubles any.

    After a stop over its time, an event that has begun meanwhile is not announced any more.
    """
    found = await about(occasion)
    if found is None or found[1].state is not State.GOING_OUT:
        return None
    scope, announced = found
    page = await audience.recipients(
        occasion.tx, scope, announced.audience, after=occasion.due.position, limit=PAGE
    )
    written = await letter(occasion.tx, scope, announced)
    if occasion.due.position == 0 and written.event and closed(written.event, occasion.now):
        return None
    copies = [
        NewCopy(to.member_id, to.language, write(occasion, written, to) if to.reachable else None)
        for to in page
    ]
    await announcements.copies.add(occasion.tx, scope, announced.id, announced.revision, copies)
    if len(page) == PAGE:
        return page[-1].member_id
    await announcements.note_sent(occasion.tx, scope, announced.id)
    return None


def write(occasion: Occasion, written: Letter, to: Recipient, reply: Reply | None = None) -> int:
    cluster = written.cluster
    quiet = rule(cluster)
    return occasion.send(
        to.telegram_id,
        written.voice(to.language),
        written.content(to.language, reply),
        cluster_id=cluster.id,
        quiet=None if written.announced.kind is Kind.URGENT else quiet,
    )


async def change(occasion: Occasion) -> int | None:
    """Every copy of an active member gets the words that the announcement has by now."""
    found = await about(occasion)
    if found is None or found[1].state is State.RECALLED:
        return None
    scope, announced = found
    page = await _page(occasion, scope, announced, active=True)
    written = await letter(occasion.tx, scope, announced)
    outdated = [copy for copy in page if copy.revision < announced.revision]
    known: dict[int, Reply] = {}
    if announced.event_id is not None:
        asked = [copy.member_id for copy in outdated]
        known = await rsvps.replies(occasion.tx, scope, announced.event_id, asked)
    changes = [
        (copy.member_id, await _rewrite(occasion, written, copy, known.get(copy.member_id)))
        for copy in outdated
    ]
    return await _noted(occasion, scope, announced, page, changes)


async def _rewrite(occasion: Occasion, written: Letter, copy: Copy, reply: Reply | None) -> int:
    voice, content = written.voice(copy.language), written.content(copy.language, reply)
    about = written.cluster.id
    return await occasion.change(copy.outbox_id, copy.telegram_id, voice, content, cluster_id=about)


async def recall(occasion: Occasion) -> int | None:
    """Every copy is deleted, also for who is paused; one too old says that it was withdrawn."""
    found = await about(occasion)
    if found is None:
        return None
    scope, announced = found
    page = await _page(occasion, scope, announced, active=False)
    written = await letter(occasion.tx, scope, announced)
    changes = [(copy.member_id, await _take_back(occasion, written, copy)) for copy in page]
    return await _noted(occasion, scope, announced, page, changes)


async def _take_back(occasion: Occasion, written: Letter, copy: Copy) -> int:
    if copy.sent_at is None or occasion.now - copy.sent_at < DELETABLE:
        return await occasion.withdraw(copy.outbox_id, copy.telegram_id)
    voice = written.voice(copy.language)
    content, about = written.withdrawn(), written.cluster.id
    return await occasion.change(copy.outbox_id, copy.telegram_id, voice, content, cluster_id=about)


async def about(occasion: Occasion) -> tuple[ClusterScope, Announcement] | None:
    scope = await announcements.scope_of(occasion.tx, occasion.due.subject)
    if scope is None:
        return None
    announced = await announcements.find(occasion.tx, scope, occasion.due.subject)
    return (scope, announced) if announced else None


async def _page(
    occasion: Occasion, scope: ClusterScope, announced: Announcement, *, active: bool
) -> list[Copy]:
    return await announcements.copies.page(
        occasion.tx, scope, announced.id, active=active, after=occasion.due.position, limit=PAGE
    )


async def _noted(
    occasion: Occasion,
    scope: ClusterScope,
    announced: Announcement,
    page: list[Copy],
    changes: list[tuple[int, int]],
) -> int | None:
    await announcements.copies.note_changes(
        occasion.tx, scope, announced.id, announced.revision, changes
    )
    return page[-1].member_id if len(page) == PAGE else None


SENDING = DueWork(SEND, send, once, worth=WORTH)
WORKS = [
    SENDING,
    DueWork(CHANGE, change, once, worth=timedelta(days=365)),
    DueWork(RECALL, recall, once, worth=timedelta(days=365)),
]
