"""Announcing: the text in both languages, to whom, when; looked at first, then sent."""

from __future__ import annotations

from typing import Any

from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.kept import Option
from bot.conversation.steps.choice import AskChoice
from bot.features import Command, Feature, Tap, Who
from bot.language.text import _
from bot.pipeline.turn import Turn
from handlers import (
    announcement_changes,
    announcement_list,
    announcement_readers,
    announcement_work,
    announcing,
    preview,
)
from handlers.announcement_report import REPORT, SCREEN, announcements_button, show_report
from handlers.announcement_words import KINDS, READ, letter
from handlers.event_forms import change as change_event
from handlers.event_words import closed
from handlers.records import read_id
from handlers.rsvp import event_button, events_button
from handlers.texts import WORDS, unfit, words_of
from storage import announcements
from storage.announcements import Announcement, Kind, NewAnnouncement, State
from storage.errors import NotFoundError


async def begin(turn: Turn, _words: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


# Before it goes out


async def send(turn: Turn, argument: str) -> None:
    draft = await announcements.find(turn.tx, turn.scope, read_id(argument) or 0)
    if draft is not None and draft.state is State.DRAFT:
        written = await letter(turn.tx, turn.scope, draft)
        if preview.hindrance(written, turn.now) is not None:
            await preview.show(turn, draft)
            return
    try:
        sent = await announcements.send(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        await show_report(turn, argument)
        return
    await show_report(turn, str(sent.id))


async def discard(turn: Turn, argument: str) -> None:
    try:
        draft = await announcements.discard(turn.tx, turn.scope, read_id(argument) or 0)
    except NotFoundError:
        await show_report(turn, argument)
        return
    written = await letter(turn.tx, turn.scope, draft)
    if written.event is None or closed(written.event, turn.now) is not None:
        turn.edit(_("Discarded. Nobody was written to."), [[announcements_button()]])
        return
    listed = _(
        "Nobody was written to. Members find it in the list of fairs and trainings, and you can"
        " announce it from there."
    )
    turn.edit(listed, [[event_button(written.event.id)], [events_button()]])


async def change_draft(turn: Turn, argument: str) -> None:
    draft = await announcements.find(turn.tx, turn.scope, read_id(argument) or 0)
    if draft is None or draft.state is not State.DRAFT:
        await show_report(turn, argument)
    elif draft.event_id is not None:
        await change_event(turn, str(draft.event_id))
    else:
        await turn.bot.forms.start(turn, FORM.name, answers_of(turn, draft), record_id=draft.id)


def answers_of(turn: Turn, draft: Announcement) -> dict[str, Any]:
    return {
        "kind": draft.kind.value,
        **words_of(draft),
        **announcing.answers_of(turn, draft),
    }


async def save(turn: Turn, filled: Filled) -> Saved | Refusal | None:
    refusal = unfit(turn, filled, captions=filled["file"] is not None)
    if refusal is not None:
        return refusal
    written = NewAnnouncement(
        kind=Kind(filled["kind"]),
        text_es=filled["text_es"],
        text_en=filled["text_en"],
        why_es=filled["why_es"],
        why_en=filled["why_en"],
    )
    new = announcing.completed(turn, filled, written)
    return new if isinstance(new, Refusal) else await announcing.keep(turn, filled, new)


FORM = Form(
    "announcement",
    AskChoice(
        "kind",
        _("What do you want to announce?"),
        label=_("Kind"),
        hint=_("If it is a fair or a training and you want to know who comes, use /event."),
        options=[Option(kind.value, text) for kind, text in KINDS.items()],
    ),
    *WORDS,
    *announcing.STEPS,
    title=_("Announcement"),
    submit=save,
    who=Who.COORDINATORS,
    save=_("See how it will look"),
)

SEND = Tap(preview.SEND, Who.COORDINATORS, send)
DISCARD = Tap(preview.DISCARD, Who.COORDINATORS, discard)
CHANGE = Tap(preview.CHANGE, Who.COORDINATORS, change_draft)

FEATURE = Feature(
    "announcements",
    commands=[
        Command(
            "anuncios",
            "announcements",
            Who.COORDINATORS,
            _("Announce something, and see how it went"),
            announcement_list.show_list,
            menu=_("Announcements"),
        ),
        Command("anunciar", "announce", Who.COORDINATORS, _("Write an announcement"), begin),
    ],
    taps=[
        READ,
        SEND,
        DISCARD,
        CHANGE,
        announcement_list.LIST,
        REPORT,
        *announcement_changes.TAPS,
        *announcement_readers.TAPS,
    ],
    forms=[FORM, announcement_changes.FORM],
    due=[*announcement_work.WORKS, announcement_readers.WORK, SCREEN.work],
)
