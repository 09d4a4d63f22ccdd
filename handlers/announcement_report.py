"""How an announcement went, as it goes; and to correct it, or to take it back."""

from __future__ import annotations

from datetime import datetime

from bot.agenda.quiet import over_at, rule
from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.steps.text import AskText
from bot.conversation.words import clip
from bot.features import Tap, Who
from bot.language.text import Day, Text, _, _n, both, layout, lines
from bot.pipeline.turn import Turn
from handlers.announcement_words import KINDS, Letter, audience, letter
from handlers.announcement_work import WORTH
from handlers.event_forms import change as change_event
from handlers.event_words import clip_name
from handlers.menu import GO
from handlers.records import read_id
from handlers.texts import LONGEST, unfit
from storage import announcements
from storage.announcements import Announcement, Figures, Kind, State
from storage.errors import NotFoundError

PAGE = 6
# How much of a text a button and the heading of a report can hold.
SHORT, EXCERPT = 30, 300


async def show_list(turn: Turn, _words: str) -> None:
    await show_page(turn, "")


async def show_page(turn: Turn, before: str) -> None:
    """What went out or will, the newest first, from the one before `before` (its id)."""
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
    title = _("<b>Announcements</b>")
    text = lines(title, _("Tap one to see how it went, to correct it or to take it back."))
    turn.edit(text, [*rows, newest + older, *([button] for button in new)])


async def _row(turn: Turn, announced: Announcement) -> Button:
    written = await letter(turn.tx, turn.scope, announced)
    at = announced.send_at or announced.created_at
    day = Day(turn.voice.local(at).date(), "short")
    mark = "✗ " if announced.state is State.RECALLED else ""
    label = layout("{mark}{day} · {text}", mark=mark, day=day, text=excerpt(written, SHORT))
    return Button(label, REPORT.data(announced.id))


def excerpt(written: Letter, most: int) -> Text:
    if written.event is not None:
        return clip_name(written.event)
    a = written.announced
    es, en = a.text_es or a.text_en or "", a.text_en or a.text_es or ""
    return both(clip(" ".join(es.split()), most), clip(" ".join(en.split()), most))


# How it went


async def show_report(turn: Turn, argument: str) -> None:
    announced = await announcements.find(turn.tx, turn.scope, read_id(argument) or 0)
    if announced is None or announced.state in {State.DRAFT, State.DISCARDED}:
        text = _("That announcement did not go out, or is not of the cluster you are in now.")
        turn.edit(text, [[announcements_button()]])
        return
    figures = await announcements.copies.figures(turn.tx, turn.scope, announced.id)
    written = await letter(turn.tx, turn.scope, announced)
    to = audience(announced.audience)
    heading = layout("<b>{kind}</b> · {audience}", kind=KINDS[announced.kind], audience=to)
    text = lines(
        lines(heading, excerpt(written, EXCERPT)),
        _state(turn, written, figures),
        _delivery(figures) if figures.total else None,
        _changes(announced, figures),
        _("<i>As of {at}</i>", at=turn.now),
        gap="\n\n",
    )
    turn.edit(text, _buttons(announced))


def _state(turn: Turn, written: Letter, figures: Figures) -> Text | None:
    announced = written.announced
    at = announced.send_at
    if announced.state is State.RECALLED:
        return _("<b>Taken back</b> on {at}", at=announced.changed_at or turn.now)
    morning = _morning(turn, written)
    if morning and figures.waiting and figures.waiting == figures.total:
        return _("<b>It goes out on {at}</b>", at=morning)
    if announced.state is State.SENT or at is None:
        return None
    if turn.now - at > WORTH and not figures.total:
        return _("<b>It did not go out:</b> I was switched off at its time.")
    due = at if at > turn.now else morning
    if due is not None:
        return _("<b>It goes out on {at}</b>", at=due)
    return _("<b>It is going out now.</b> Refresh to see how far it is.")


def _morning(turn: Turn, written: Letter) -> datetime | None:
    """The end of the quiet hours it waits for, if these are such."""
    cluster = written.cluster
    if written.announced.kind is Kind.URGENT:
        return None
    return over_at(rule(cluster), turn.now)


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


def _buttons(announced: Announcement) -> Keyboard:
    refresh = [Button(_("Refresh"), REPORT.data(announced.id)), announcements_button()]
    if announced.state is State.RECALLED:
        return [refresh]
    correct = Button(_("Correct"), CORRECT.data(announced.id))
    return [[correct, Button(_("Take back"), ASK_RECALL.data(announced.id))], refresh]


def announcements_button() -> Button:
    return Button(_("‹ Announcements"), GO.data("announcements"))


# Correcting


async def correct(turn: Turn, argument: str) -> None:
    announced = await _live(turn, argument)
    if announced is None:
        return
    if announced.event_id is not None:
        await change_event(turn, str(announced.event_id))
        return
    texts = {"text_es": announced.text_es, "text_en": announced.text_en}
    await turn.bot.forms.start(turn, FORM.name, texts, record_id=announced.id)


async def save(turn: Turn, filled: Filled) -> Saved | Refusal | None:
    announced_id = filled.record_id or 0
    announced = await announcements.find(turn.tx, turn.scope, announced_id)
    es, en = filled["text_es"], filled["text_en"]
    refusal = unfit(es, en, captions=announced is not None and announced.file is not None)
    if refusal is not None:
        return refusal
    try:
        await announcements.correct(turn.tx, turn.scope, announced_id, (es, en), turn.now)
    except NotFoundError:
        return Saved(None, _("It was taken back meanwhile."), [[announcements_button()]])
    return Saved(
        None,
        _("<b>Corrected</b> ✓ Every copy is being changed; what still waits goes out so."),
        [[Button(_("See how it goes"), REPORT.data(announced_id))]],
    )


# Taking back


async def ask_recall(turn: Turn, argument: str) -> None:
    announced = await _live(turn, argument)
    if announced is None:
        return
    written = await letter(turn.tx, turn.scope, announced)
    turn.edit(
        lines(
            _("<b>Take it back?</b>"),
            excerpt(written, EXCERPT),
            _(
                "What still waits is not sent. Copies of the last two days are deleted from the"
                " phones; older ones are replaced by a note that it was withdrawn."
            ),
            gap="\n\n",
        ),
        [
            [Button(_("Yes, take it back"), RECALL.data(announced.id))],
            [Button(_("No, let it stand"), REPORT.data(announced.id))],
        ],
    )


async def recall(turn: Turn, argument: str) -> None:
    try:
        await announcements.recall(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        turn.toast(_("It was taken back before."))
    await show_report(turn, argument)


async def _live(turn: Turn, argument: str) -> Announcement | None:
    """What can be corrected or taken back; else its report is shown, which says why not."""
    announced = await announcements.find(turn.tx, turn.scope, read_id(argument) or 0)
    if announced is None or announced.state not in {State.GOING_OUT, State.SENT}:
        await show_report(turn, argument)
        return None
    return announced


FORM = Form(
    "correction",
    AskText(
        "text_es",
        _("What does it say in Spanish?"),
        label=_("Text in Spanish"),
        optional=True,
        max_length=LONGEST,
    ),
    AskText(
        "text_en",
        _("What does it say in English?"),
        label=_("Text in English"),
        optional=True,
        max_length=LONGEST,
    ),
    title=_("Correction"),
    submit=save,
    who=Who.COORDINATORS,
    save=_("Correct every copy"),
)

LIST = Tap("told", Who.COORDINATORS, show_page)
REPORT = Tap("report", Who.COORDINATORS, show_report)
CORRECT = Tap("correct", Who.COORDINATORS, correct)
ASK_RECALL = Tap("recall", Who.COORDINATORS, ask_recall)
RECALL = Tap("recallnow", Who.COORDINATORS, recall)
TAPS = [LIST, REPORT, CORRECT, ASK_RECALL, RECALL]
