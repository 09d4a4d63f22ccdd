"""What was announced, and what waits to be, in pages."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Tap, Who
from bot.language.text import ListDay, _, layout, lines
from bot.pipeline.turn import Turn
from handlers.announcement_report import REPORT
from handlers.announcement_words import excerpt, letter
from handlers.menu import GO
from handlers.records import read_id
from storage import announcements
from storage.announcements import Announcement, State

PAGE = 6
# How much of a text a button can hold.
SHORT = 30
MARKS = {State.DRAFT: "✎ ", State.RECALLED: "✗ "}


async def show_list(turn: Turn, _words: str) -> None:
    await show_page(turn, "")


async def show_page(turn: Turn, before: str) -> None:
    """What went out, will or could, the newest first, from the one before `before` (its id)."""
    page = await announcements.latest(turn.tx, turn.scope, limit=PAGE + 1, before=read_id(before))
    new = [
        Button(_("New announcement"), GO.data("announce")),
        Button(_("New fair or training"), GO.data("event")),
    ]
    if not page and not before:
        text = _("Nothing was announced yet. Write the first: you will see it before it goes out.")
        turn.edit(text, [[button] for button in new])
        return
    rows = [[await _row(turn, announced)] for announced in page[:PAGE]]
    newest = [Button(_("‹ Newest"), LIST.data())] if before else []
    older = [Button(_("Older ›"), LIST.data(page[PAGE - 1].id))] if len(page) > PAGE else []
    unsent = any(announced.state is State.DRAFT for announced in page[:PAGE])
    text = lines(
        _("<b>Announcements</b>"),
        _("Tap one to see how it went, to correct it or to take it back."),
        _("✎ was not sent yet: tap it to send it or to discard it.") if unsent else None,
    )
    turn.edit(text, [*rows, newest + older, *([button] for button in new)])


async def _row(turn: Turn, announced: Announcement) -> Button:
    written = await letter(turn.tx, turn.scope, announced)
    at = announced.send_at or announced.created_at
    day = ListDay(turn.voice.local(at).date(), turn.today)
    mark = MARKS.get(announced.state, "")
    label = layout("{mark}{day} · {text}", mark=mark, day=day, text=excerpt(written, SHORT))
    return Button(label, REPORT.data(announced.id))


LIST = Tap("told", Who.COORDINATORS, show_page)
