"""Who has read an announcement and who has not; to these it is sent again, in place of theirs."""

from __future__ import annotations

from bot.agenda.due import PAGE, DueWork, Occasion, once
from bot.conversation.keyboards import Button
from bot.features import Tap, Who
from bot.language.text import Text, _, _n, lines
from bot.pipeline.content import Content
from bot.pipeline.turn import DELETABLE, Turn
from handlers.announcement_report import AGAIN, EXCERPT, READERS, REPORT, TIME_TO_READ, show_report
from handlers.announcement_words import Letter, excerpt, letter
from handlers.announcement_work import WORTH, about, write
from handlers.event_words import closed
from handlers.people_words import NAMES, name_and_firm
from handlers.records import read_id
from storage import announcements, rsvps
from storage.announcements import Announcement, Figures, State
from storage.announcements.readers import Reader
from storage.errors import NotFoundError
from storage.rsvps import Reply

UNREAD, READ = "u", "r"


async def show(turn: Turn, argument: str) -> None:
    """`argument` is the announcement, who of both is wanted, and the last one seen."""
    wanted, _dot, rest = argument.partition(".")
    which, _dot, after = rest.partition(".")
    announced = await announcements.find(turn.tx, turn.scope, read_id(wanted) or 0)
    if announced is None or announced.state is State.DRAFT:
        await show_report(turn, wanted)
        return
    page = await announcements.readers.listed(
        turn.tx,
        turn.scope,
        announced.id,
        has_read=which == READ,
        after=read_id(after) or 0,
        limit=NAMES + 1,
    )
    figures = await announcements.copies.figures(turn.tx, turn.scope, announced.id)
    written = await letter(turn.tx, turn.scope, announced)
    names = [name_and_firm(reader.to) for reader in page[:NAMES]]
    text = lines(excerpt(written, EXCERPT), lines(_title(which, figures), *names), gap="\n\n")
    last = page[NAMES - 1].to.member_id if len(page) > NAMES else None
    turn.edit(text, _buttons(announced, which, last))


def _title(which: str, figures: Figures) -> Text:
    if which == READ:
        return _n("<b>{n} person has read it</b>", "<b>{n} people have read it</b>", figures.read)
    n = max(figures.sent - figures.read, 0)
    return _n("<b>{n} person has not read it</b>", "<b>{n} people have not read it</b>", n)


def _buttons(announced: Announcement, which: str, last: int | None) -> list[list[Button]]:
    other = Button(_("Who has not read it"), SHOW.data(f"{announced.id}.{UNREAD}"))
    if which != READ:
        other = Button(_("Who has read it"), SHOW.data(f"{announced.id}.{READ}"))
    more = [Button(_("More ›"), SHOW.data(f"{announced.id}.{which}.{last}"))] if last else []
    return [more, [other], [Button(_("‹ How it goes"), REPORT.data(announced.id))]]


# Sending it again


async def again(turn: Turn, argument: str) -> None:
    try:
        await announcements.send_again(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        turn.toast(_("It was taken back before."))
    await show_report(turn, argument)


async def send_again(occasion: Occasion) -> int | None:
    """A new message, so that the phone rings; the one that was overlooked goes."""
    found = await about(occasion)
    if found is None or found[1].state is not State.SENT:
        return None
    scope, announced = found
    written = await letter(occasion.tx, scope, announced)
    if written.event is not None and closed(written.event, occasion.now) is not None:
        return None
    page = await announcements.readers.listed(
        occasion.tx,
        scope,
        announced.id,
        has_read=False,
        sent_before=occasion.due.due_at - TIME_TO_READ,
        after=occasion.due.position,
        limit=PAGE,
    )
    replies: dict[int, Reply] = {}
    if announced.event_id is not None:
        asked = [reader.to.member_id for reader in page]
        replies = await rsvps.replies(occasion.tx, scope, announced.event_id, asked)
    copies = [
        (reader.to.member_id, await _anew(occasion, written, reader, replies))
        for reader in page
        if reader.to.reachable
    ]
    await announcements.readers.replace(
        occasion.tx, scope, announced.id, announced.revision, copies
    )
    return page[-1].to.member_id if len(page) == PAGE else None


async def _anew(
    occasion: Occasion, written: Letter, reader: Reader, replies: dict[int, Reply]
) -> int:
    to, cluster_id = reader.to, written.cluster.id
    if occasion.now - reader.sent_at < DELETABLE:
        await occasion.withdraw(reader.outbox_id, to.telegram_id)
    else:
        below = Content(_("It was sent to you again, below."), (), written.file)
        voice = written.voice(to.language)
        await occasion.change(reader.outbox_id, to.telegram_id, voice, below, cluster_id=cluster_id)
    return write(occasion, written, to, replies.get(to.member_id))


SHOW = Tap(READERS, Who.COORDINATORS, show)
SEND_AGAIN = Tap(AGAIN, Who.COORDINATORS, again)
TAPS = [SHOW, SEND_AGAIN]
WORK = DueWork(announcements.AGAIN, send_again, once, worth=WORTH)
