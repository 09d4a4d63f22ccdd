"""Making a fair or a training, and changing it; a new one is announced at the end."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.kept import Option
from bot.conversation.steps.carried import Carried
from bot.conversation.steps.choice import AskChoice
from bot.conversation.steps.day import AskDay, today
from bot.conversation.steps.number import AskNumber
from bot.conversation.steps.text import AskText
from bot.conversation.steps.times import AskTimes
from bot.features import Who
from bot.language.text import _, _n
from bot.pipeline.turn import Turn
from handlers import announcing, event_changing, preview
from handlers.announcement_report import show_report
from handlers.announcing import ask_file, file_of
from handlers.both_languages import ask_both
from handlers.event_announcing import draft, overlong
from handlers.event_words import KINDS, closed
from handlers.records import read_id
from handlers.rsvp import show_card
from handlers.texts import LONGEST_ABOUT_EVENT, too_long
from storage import announcements, events
from storage.events import LONGEST, Event, NewEvent
from storage.values import TimeRange

MOST_SEATS = 100_000


async def begin(turn: Turn, _words: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


async def change(turn: Turn, argument: str) -> None:
    event = await events.find(turn.tx, turn.scope, read_id(argument) or 0)
    if event is None or closed(event, turn.now) is not None:
        await show_card(turn, event.id if event else 0)
        return
    await turn.bot.forms.start(turn, FORM.name, answers_of(turn, event), record_id=event.id)


async def make_of(turn: Turn, argument: str) -> None:
    """Of what was to be announced only: its words go on, and it ends when the event is saved."""
    found = await announcements.find(turn.tx, turn.scope, read_id(argument) or 0)
    if found is None or not preview.may_be_event(found):
        await show_report(turn, argument)
        return
    answers = {
        "instead_of": found.id,
        "kind": found.kind.value,
        "text_es": found.text_es,
        "text_en": found.text_en,
        "file": announcing.answers_of(turn, found)["file"],
    }
    await turn.bot.forms.start(turn, FORM.name, answers)


def answers_of(turn: Turn, event: Event) -> dict[str, Any]:
    first, last = _days(turn, event)
    ends = turn.voice.local(event.times.end).time()
    return {
        "event": event.id,
        "kind": event.kind.value,
        "name_es": event.name_es,
        "name_en": event.name_en,
        "day": first,
        "hours": TimeRange(event.times.start, _at(turn, first, ends)),
        "last_day": last if last > first else None,
        "place": event.place,
        "seats": event.seats,
        "text_es": event.text_es,
        "text_en": event.text_en,
    }


def _days(turn: Turn, event: Event) -> tuple[date, date]:
    local = turn.voice.local
    return local(event.times.start).date(), local(event.times.end).date()


def _at(turn: Turn, day: date, clock: Any) -> datetime:
    return datetime.combine(day, clock, turn.voice.tz).astimezone(UTC)


async def save(turn: Turn, filled: Filled) -> Saved | Refusal | None:
    new = _event_of(turn, filled)
    if isinstance(new, Refusal):
        return new
    if filled.record_id is not None:
        return await event_changing.save(turn, filled.record_id, new)
    over = overlong(new) if filled["file"] else None
    if over is not None:
        return Refusal(too_long(over[1]), over[0])
    event = await events.create(turn.tx, turn.scope, new, filled.told, turn.now)
    before = await announcements.find(turn.tx, turn.scope, filled["instead_of"] or 0)
    await preview.show(turn, await draft(turn, event, filled.told, file_of(filled), before))
    return None


def _event_of(turn: Turn, filled: Filled) -> NewEvent | Refusal:
    if not (filled["name_es"] or filled["name_en"]):
        own = f"name_{turn.voice.language}"
        return Refusal(_("It needs a name, in one language at least."), own)
    hours: TimeRange = filled["hours"]
    end = hours.end
    if filled["last_day"] is not None:
        end = _at(turn, filled["last_day"], turn.voice.local(hours.end).time())
    if end <= hours.start:
        return Refusal(_("It cannot end before it begins."), "last_day")
    if end - hours.start > LONGEST:
        most = _n("It can last {n} day at most.", "It can last {n} days at most.", LONGEST.days)
        return Refusal(most, "last_day")
    if hours.start <= turn.now:
        return Refusal(_("That time has passed already."), "hours")
    return NewEvent(
        kind=events.Kind(filled["kind"]),
        name_es=filled["name_es"],
        name_en=filled["name_en"],
        place=filled["place"],
        times=TimeRange(hours.start, end),
        seats=filled["seats"],
        text_es=filled["text_es"],
        text_en=filled["text_en"],
    )


def _new(given: Answers) -> bool:
    """Whether it is not on record yet: afterwards the file is changed with what announces it."""
    return given.get("event") is None


async def _usual_seats(_turn: Turn, _given: Answers) -> list[int]:
    return [10, 20, 30, 50]


FORM = Form(
    "event",
    AskChoice(
        "kind",
        _("What is it?"),
        label=_("Kind"),
        options=[Option(kind.value, text) for kind, text in KINDS.items()],
    ),
    *ask_both(
        "name",
        (_("What is it called in Spanish?"), _("What is it called in English?")),
        (_("Name in Spanish"), _("Name in English")),
        [_("Without it, the name in the other language is shown.")] * 2,
        max_length=100,
    ),
    AskDay("day", _("On which day?"), label=_("Day"), ahead=True, earliest=today),
    AskTimes("hours", _("At what time?"), label=_("Hours"), on="day", ahead=True),
    AskText("place", _("Where?"), label=_("Place"), max_length=150),
    AskNumber(
        "seats",
        _("How many seats are there?"),
        label=_("Seats"),
        hint=_("Skip it if everybody can come."),
        optional=True,
        least=1,
        most=MOST_SEATS,
        suggest=_usual_seats,
    ),
    *ask_both(
        "text",
        (_("What should people know? In Spanish."), _("What should people know? In English.")),
        (_("Text in Spanish"), _("Text in English")),
        [_("Without it, the text in the other language is shown.")] * 2,
        max_length=LONGEST_ABOUT_EVENT,
    ),
    AskDay(
        "last_day",
        _("Which is its last day?"),
        label=_("Last day"),
        ahead=True,
        since="day",
        earliest=today,
        asked=False,
        optional=True,
    ),
    ask_file(when=_new),
    Carried("event"),
    Carried("instead_of"),
    title=_("Fair or training"),
    submit=save,
    checks=[event_changing.fewer_seats],
    who=Who.COORDINATORS,
    save=_("Save"),
)
