"""How an announcement went, as it goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.agenda.live import LiveScreen, View
from bot.agenda.quiet import over_at, rule
from bot.conversation.keyboards import Button, Keyboard
from bot.features import Tap, Who
from bot.language.text import Text, _, _n, layout, lines
from bot.pipeline.turn import Turn
from handlers import preview
from handlers.announcement_words import KINDS, Letter, audience, excerpt, letter
from handlers.announcement_work import WORTH
from handlers.event_words import closed
from handlers.menu import GO
from handlers.records import read_id
from storage import announcements
from storage import audience as audiences
from storage.announcements import Announcement, Figures, Kind, State
from storage.audience import Count
from storage.database import Reading
from storage.scope import ClusterScope

# How much of a text stands in the heading.
EXCERPT = 300
# The buttons, by the names that handlers/announcement_changes.py declares them under.
CORRECT, RECALL = "correct", "recall"
# And those of handlers/announcement_readers.py.
READERS, AGAIN = "readers", "sendagain"
# Whoever has had a copy for less is not sent another.
TIME_TO_READ = timedelta(hours=1)


async def show_report(turn: Turn, argument: str) -> None:
    """Of one that was not sent yet, how it will look."""
    announced = await announcements.find(turn.tx, turn.scope, read_id(argument) or 0)
    if announced is not None and announced.state is State.DRAFT:
        await preview.show(turn, announced)
    elif announced is None or not await SCREEN.show(turn, announced.id):
        text = _("That announcement did not go out, or is not of the cluster you are in now.")
        turn.edit(text, [[announcements_button()]])


async def draw(
    reading: Reading, scope: ClusterScope, now: datetime, announcement_id: int
) -> View | None:
    announced = await announcements.find(reading, scope, announcement_id)
    if announced is None or announced.state in {State.DRAFT, State.DISCARDED}:
        return None
    figures = await announcements.copies.figures(reading, scope, announced.id)
    written = await letter(reading, scope, announced)
    count = await _to_come(reading, scope, now, announced)
    to = audience(announced.audience)
    heading = layout("<b>{kind}</b> · {audience}", kind=KINDS[written.kind], audience=to)
    why = _("Reason: {why}", why=written.why) if written.why else None
    text = lines(
        lines(heading, excerpt(written, EXCERPT), why),
        _state(now, written, figures, count),
        _delivery(figures) if figures.total else None,
        _changes(announced, figures),
        gap="\n\n",
    )
    unread = await _unread(reading, scope, now, written)
    facts = (announced.state, announced.revision, figures, count, unread)
    work = await announcements.next_work(reading, scope, announced.id)
    return View(
        text, _buttons(announced, figures, unread), facts, work or _again(now, written, figures)
    )


async def _unread(reading: Reading, scope: ClusterScope, now: datetime, written: Letter) -> int:
    """To how many it can be sent again."""
    announced, event = written.announced, written.event
    if announced.state is not State.SENT or (event and closed(event, now) is not None):
        return 0
    before = now - TIME_TO_READ
    return await announcements.readers.unread(reading, scope, announced.id, before)


async def _to_come(
    reading: Reading, scope: ClusterScope, now: datetime, announced: Announcement
) -> Count | None:
    """Who will get it, as long as its time has not come."""
    if announced.state is not State.GOING_OUT or announced.send_at is None:
        return None
    if announced.send_at <= now:
        return None
    return await audiences.count(reading, scope, announced.audience)


def _again(now: datetime, written: Letter, figures: Figures) -> datetime | None:
    """When copies that are on their way may have arrived."""
    if figures.changing:
        return now
    return _arrival(now, written) if figures.waiting else None


def _state(now: datetime, written: Letter, figures: Figures, count: Count | None) -> Text | None:
    announced = written.announced
    at = announced.send_at
    if announced.state is State.RECALLED:
        return _("<b>Taken back</b> on {at}", at=announced.changed_at or now)
    arrival = _arrival(now, written)
    if count is not None:
        scheduled = _("<b>Scheduled</b> ✓ It goes out on {at}", at=arrival)
        return lines(scheduled, preview.told_count(count))
    if arrival > now and figures.waiting and figures.waiting == figures.total:
        return _("<b>It goes out on {at}</b>", at=arrival)
    if announced.state is State.SENT or at is None:
        return None
    begun = written.event is not None and written.event.times.start <= now
    if not figures.total and (now - at > WORTH or begun):
        return _("<b>It did not go out:</b> I was switched off at its time.")
    return _("<b>It is going out now.</b>")


def _arrival(now: datetime, written: Letter) -> datetime:
    """When copies can go out: at its time, or when the quiet hours that this lies in are over."""
    announced = written.announced
    at = max(announced.send_at or now, now)
    quiet = None if announced.kind is Kind.URGENT else over_at(rule(written.cluster), at)
    return quiet or at


def _delivery(figures: Figures) -> Text:
    """Each copy in one line only; what did not happen is left out, but for what matters."""
    rest = [
        (_("Failed: {n}", n=figures.failed), figures.failed),
        (_("Not sent any more: {n}", n=figures.withdrawn), figures.withdrawn),
        (_("Too long ago to tell: {n}", n=figures.unknown), figures.unknown),
    ]
    return lines(
        _("Sent: <b>{n}</b> of {total}", n=figures.sent, total=figures.total),
        _("Waiting: {n}", n=figures.waiting),
        _("Have blocked me: {n}", n=figures.blocked),
        *(text for text, n in rest if n),
        _("Read: <b>{n}</b>", n=figures.read),
        _("Read before the correction: {n}", n=figures.read_before)
        if figures.read_before
        else None,
    )


def _changes(announced: Announcement, figures: Figures) -> Text | None:
    if not figures.to_change:
        return None
    if announced.state is not State.RECALLED:
        return _("Corrected: {n} of {total}", n=figures.changed, total=figures.to_change)
    marked = figures.changed - figures.deleted
    too_old = _n(
        "{n} was too old to be deleted and says that it was withdrawn.",
        "{n} were too old to be deleted and say that they were withdrawn.",
        marked,
    )
    deleted = _("Deleted: {n} of {total}", n=figures.deleted, total=figures.to_change)
    return lines(deleted, too_old if marked else None)


def _buttons(announced: Announcement, figures: Figures, unread: int) -> Keyboard:
    refresh = [Button(_("Refresh"), REPORT.data(announced.id)), announcements_button()]
    if announced.state is State.RECALLED:
        return [refresh]
    correct = Button(_("Correct"), f"{CORRECT}:{announced.id}")
    take_back = Button(_("Take back"), f"{RECALL}:{announced.id}")
    who = Button(_("Who has read it"), f"{READERS}:{announced.id}.r")
    again = _n(
        "Send again to {n} who has not read it", "Send again to {n} who have not read it", unread
    )
    return [
        [who] if figures.sent else [],
        [Button(again, f"{AGAIN}:{announced.id}")] if unread else [],
        [correct, take_back],
        refresh,
    ]


def announcements_button() -> Button:
    return Button(_("‹ Announcements"), GO.data("announcements"))


REPORT = Tap("report", Who.COORDINATORS, show_report)

SCREEN = LiveScreen("announcement_report", Who.COORDINATORS, draw)
