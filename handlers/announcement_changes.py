"""What is out already: corrected in every copy, or taken back."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.keyboards import Button
from bot.conversation.steps.carried import Carried
from bot.features import Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers import announcement_report
from handlers.announcement_report import EXCERPT, REPORT, announcements_button, show_report
from handlers.announcement_words import Letter, excerpt, letter
from handlers.event_forms import change as change_event
from handlers.event_words import closed
from handlers.records import read_id
from handlers.rsvp import event_button
from handlers.texts import WORDS, unfit, words_in, words_of
from storage import announcements
from storage.announcements import Announcement, State
from storage.errors import NotFoundError

# Correcting


async def correct(turn: Turn, argument: str) -> None:
    announced = await _live(turn, argument)
    if announced is None:
        return
    if announced.event_id is not None:
        await change_event(turn, str(announced.event_id))
        return
    answers = words_of(announced) | {"kind": announced.kind.value}
    await turn.bot.forms.start(turn, FORM.name, answers, record_id=announced.id)


async def save(turn: Turn, filled: Filled) -> Saved | Refusal | None:
    announced_id = filled.record_id or 0
    announced = await announcements.find(turn.tx, turn.scope, announced_id)
    refusal = unfit(turn, filled, captions=announced is not None and announced.file is not None)
    if refusal is not None:
        return refusal
    report = [[Button(_("See how it goes"), REPORT.data(announced_id))]]
    before = words_of(announced) if announced is not None else {}
    words = before | words_in(filled)
    if words == before:
        return Saved(None, _("Nothing was changed."), report)
    texts = words["text_es"], words["text_en"]
    why = words.get("why_es"), words.get("why_en")
    try:
        await announcements.correct(turn.tx, turn.scope, announced_id, texts, turn.now, why=why)
    except NotFoundError:
        return Saved(None, _("It was taken back meanwhile."), [[announcements_button()]])
    return Saved(
        None,
        _("<b>Corrected</b> ✓ Every copy is being changed; what still waits goes out so."),
        report,
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
            _what_of_the_event(written, turn.now),
            gap="\n\n",
        ),
        [
            [Button(_("Yes, take it back"), RECALL.data(announced.id))],
            [Button(_("No, let it stand"), REPORT.data(announced.id))],
            [event_button(written.event.id)] if written.event else [],
        ],
    )


def _what_of_the_event(written: Letter, now: datetime) -> Text | None:
    if written.event is None or closed(written.event, now) is not None:
        return None
    return _(
        "Only the announcement is taken back: the event still takes place, and whoever is going"
        " stays noted. To call it off, open the event."
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
    *WORDS,
    Carried("kind"),
    title=_("Correction"),
    submit=save,
    who=Who.COORDINATORS,
    save=_("Correct every copy"),
)

CORRECT = Tap(announcement_report.CORRECT, Who.COORDINATORS, correct)
ASK_RECALL = Tap(announcement_report.RECALL, Who.COORDINATORS, ask_recall)
RECALL = Tap("recallnow", Who.COORDINATORS, recall)
TAPS = [CORRECT, ASK_RECALL, RECALL]
