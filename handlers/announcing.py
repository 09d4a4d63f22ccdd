"""To whom an announcement goes, when, and with which file: the same of news and of events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled, Refusal, Saved
from bot.conversation.kept import Attachment, Option
from bot.conversation.steps.attachment import AskAttachment
from bot.conversation.steps.base import Step
from bot.conversation.steps.choice import AskChoice
from bot.conversation.steps.day import AskDay, today
from bot.conversation.steps.time import AskTime, Clock
from bot.language.text import _
from bot.pipeline.turn import Turn
from handlers import preview
from handlers.announcement_report import announcements_button
from handlers.announcement_words import LANGUAGES
from handlers.announcement_words import audience as told_audience
from storage import announcements, audience
from storage.announcements import Announcement, File, NewAnnouncement
from storage.audience import Audience, By
from storage.errors import NotFoundError

NOW, LATER = "now", "later"


def answers_of(turn: Turn, draft: Announcement) -> dict[str, Any]:
    at = turn.voice.local(draft.send_at) if draft.send_at else None
    file = draft.file
    return {
        "audience": _option(draft.audience),
        "when": LATER if at else NOW,
        "send_on": at.date() if at else None,
        "send_at": at.time() if at else None,
        "file": Attachment(file.kind, file.id, file.name) if file else None,
    }


def completed(turn: Turn, filled: Filled, new: NewAnnouncement) -> NewAnnouncement | Refusal:
    """With what STEPS were answered."""
    send_at = None
    if filled["when"] == LATER:
        local = datetime.combine(filled["send_on"], filled["send_at"], turn.voice.tz)
        send_at = local.astimezone(UTC)
        if send_at <= turn.now:
            return Refusal(_("That time has passed already."), "send_at")
    by, _colon, of = filled["audience"].partition(":")
    aimed_at = Audience(By(by), of or None)
    return replace(new, audience=aimed_at, send_at=send_at, file=file_of(filled))


def file_of(filled: Filled) -> File | None:
    file: Attachment | None = filled["file"]
    return File(file.kind, file.file_id, file.name) if file else None


async def keep(turn: Turn, filled: Filled, new: NewAnnouncement) -> Saved | None:
    """As a draft, which is looked at before anybody gets it."""
    try:
        if filled.record_id is None:
            draft = await announcements.draft(turn.tx, turn.scope, new, filled.told, turn.now)
        else:
            draft = await announcements.redraft(turn.tx, turn.scope, filled.record_id, new)
    except NotFoundError:
        return gone()
    await preview.show(turn, draft)
    return None


def gone() -> Saved:
    text = _("That announcement has gone out meanwhile: it can be corrected.")
    return Saved(None, text, [[announcements_button()]])


# The steps


async def audiences(turn: Turn, _given: Answers) -> list[Option]:
    """Everybody; those of a kind of firm, where there are several kinds; those of a language."""
    kinds = await audience.firm_kinds(turn.tx, turn.scope)
    of_kind = [Audience(By.FIRM_KIND, kind) for kind in kinds] if len(kinds) > 1 else []
    of_language = [Audience(By.LANGUAGE, language) for language in LANGUAGES]
    return [_option(a) for a in (Audience(), *of_kind, *of_language)]


def _option(wanted: Audience) -> Option:
    value = f"{wanted.by}:{wanted.of}" if wanted.of else wanted.by.value
    return Option(value, told_audience(wanted))


def later(given: Answers) -> bool:
    return given.get("when") == LATER


def ask_file(when: Callable[[Answers], bool] | None = None) -> AskAttachment:
    """Never asked for: it is taken at any question, and offered on the card."""
    return AskAttachment(
        "file",
        _("Which photo or document goes with it?"),
        label=_("Photo or document"),
        asked=False,
        optional=True,
        when=when,
    )


# At night only what is urgent goes out; of the rest the preview says when it does.
ANY_HOUR = Clock(time(), time(), 60)

STEPS: tuple[Step, ...] = (
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
    AskTime(
        "send_at", _("At what time?"), label=_("Hour"), when=later, on="send_on", clock=ANY_HOUR
    ),
    ask_file(),
)
