"""Announcing: the text in both languages, to whom, when; looked at first, then sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.kept import Attachment, Option
from bot.conversation.steps.attachment import AskAttachment
from bot.conversation.steps.choice import AskChoice
from bot.conversation.steps.day import AskDay, today
from bot.conversation.steps.text import AskText
from bot.conversation.steps.time import AskTime
from bot.features import Command, Feature, Tap, Who
from bot.language.text import _
from bot.pipeline.turn import Turn
from handlers import announcement_changes, announcement_list, announcement_work, preview
from handlers.announcement_report import REPORT, announcements_button, show_report
from handlers.announcement_words import KINDS, LANGUAGES, READ
from handlers.announcement_words import audience as told_audience
from handlers.event_forms import change as change_event
from handlers.records import read_id
from handlers.rsvp import events_button
from handlers.texts import LONGEST, unfit
from storage import announcements, audience
from storage.announcements import Announcement, File, Kind, NewAnnouncement, State
from storage.audience import Audience, By
from storage.errors import NotFoundError

NOW, LATER = "now", "later"


async def begin(turn: Turn, _words: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


# Before it goes out


async def send(turn: Turn, argument: str) -> None:
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
    if draft.event_id is None:
        turn.edit(_("Discarded. Nobody was written to."), [[announcements_button()]])
        return
    listed = _("Nobody was written to. Members find it in the list of fairs and trainings.")
    turn.edit(listed, [[events_button()]])


async def change_draft(turn: Turn, argument: str) -> None:
    draft = await announcements.find(turn.tx, turn.scope, read_id(argument) or 0)
    if draft is None or draft.state is not State.DRAFT:
        await show_report(turn, argument)
    elif draft.event_id is not None:
        await change_event(turn, str(draft.event_id))
    else:
        await turn.bot.forms.start(turn, FORM.name, answers_of(turn, draft), record_id=draft.id)


def answers_of(turn: Turn, draft: Announcement) -> dict[str, Any]:
    at = turn.voice.local(draft.send_at) if draft.send_at else None
    file = draft.file
    return {
        "kind": draft.kind.value,
        "text_es": draft.text_es,
        "text_en": draft.text_en,
        "why": draft.why,
        "audience": _option(draft.audience),
        "when": LATER if at else NOW,
        "send_on": at.date() if at else None,
        "send_at": at.time() if at else None,
        "file": Attachment(file.kind, file.id, file.name) if file else None,
    }


async def save(turn: Turn, filled: Filled) -> Saved | Refusal | None:
    """A draft, which is looked at before anybody gets it."""
    new = _new(turn, filled)
    if isinstance(new, Refusal):
        return new
    try:
        if filled.record_id is None:
            draft = await announcements.draft(turn.tx, turn.scope, new, filled.told, turn.now)
        else:
            draft = await announcements.redraft(turn.tx, turn.scope, filled.record_id, new)
    except NotFoundError:
        gone = _("That announcement has gone out meanwhile: it can be corrected.")
        return Saved(None, gone, [[announcements_button()]])
    await preview.show(turn, draft)
    return None


def _new(turn: Turn, filled: Filled) -> NewAnnouncement | Refusal:
    file: Attachment | None = filled["file"]
    refusal = unfit(filled["text_es"], filled["text_en"], captions=file is not None)
    if refusal is not None:
        return refusal
    send_at = None
    if filled["when"] == LATER:
        local = datetime.combine(filled["send_on"], filled["send_at"], turn.voice.tz)
        send_at = local.astimezone(UTC)
        if send_at <= turn.now:
            return Refusal(_("That time has passed already."), "send_at")
    by, _colon, of = filled["audience"].partition(":")
    return NewAnnouncement(
        kind=Kind(filled["kind"]),
        text_es=filled["text_es"],
        text_en=filled["text_en"],
        why=filled["why"],
        file=File(file.kind, file.file_id, file.name) if file else None,
        audience=Audience(By(by), of or None),
        send_at=send_at,
    )


# Whom it is for


async def audiences(turn: Turn, _given: Answers) -> list[Option]:
    """Everybody; those of a kind of firm, where there are several kinds; those of a language."""
    kinds = await audience.firm_kinds(turn.tx, turn.scope)
    of_kind = [Audience(By.FIRM_KIND, kind) for kind in kinds] if len(kinds) > 1 else []
    of_language = [Audience(By.LANGUAGE, language) for language in LANGUAGES]
    return [_option(a) for a in (Audience(), *of_kind, *of_language)]


def _option(wanted: Audience) -> Option:
    value = f"{wanted.by}:{wanted.of}" if wanted.of else wanted.by.value
    return Option(value, told_audience(wanted))


def urgent(given: Answers) -> bool:
    return given.get("kind") == Kind.URGENT


def later(given: Answers) -> bool:
    return given.get("when") == LATER


FORM = Form(
    "announcement",
    AskChoice(
        "kind",
        _("What do you want to announce?"),
        label=_("Kind"),
        options=[Option(kind.value, text) for kind, text in KINDS.items()],
    ),
    AskText(
        "why",
        _("Why can it not wait for the end of the night?"),
        label=_("Reason"),
        hint=_("It is written below the text: an urgent announcement arrives at any hour."),
        when=urgent,
        max_length=200,
    ),
    AskText(
        "text_es",
        _("What does it say in Spanish?"),
        label=_("Text in Spanish"),
        hint=_("Without it, those who read Spanish get the English one."),
        optional=True,
        max_length=LONGEST,
    ),
    AskText(
        "text_en",
        _("What does it say in English?"),
        label=_("Text in English"),
        hint=_("Without it, those who read English get the Spanish one."),
        optional=True,
        max_length=LONGEST,
    ),
    AskChoice("audience", _("Who is it for?"), label=_("For"), options=audiences),
    AskChoice(
        "when",
        _("When shall it go out?"),
        label=_("When"),
        options=[Option(NOW, _("Now")), Option(LATER, _("At another time"))],
    ),
    AskDay(
        "send_on",
        _("On which day?"),
        label=_("Day"),
        ahead=True,
        earliest=today,
        when=later,
    ),
    AskTime("send_at", _("At what time?"), label=_("Hour"), when=later),
    AskAttachment(
        "file",
        _("Which photo or document goes with it?"),
        label=_("Photo or document"),
        asked=False,
        optional=True,
    ),
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
    taps=[READ, SEND, DISCARD, CHANGE, announcement_list.LIST, REPORT, *announcement_changes.TAPS],
    forms=[FORM, announcement_changes.FORM],
    due=announcement_work.WORKS,
)
