"""The sheets of what the cluster was told and asked: announcements, events, the pulse."""

from __future__ import annotations

from bot.language.text import Text, _, _p
from bot.language.voice import Voice
from bot.reports.workbook import Cell
from handlers import announcement_words, event_words
from handlers.export_cells import (
    FIRM,
    FROM,
    NUMBER,
    UNTIL,
    Column,
    day,
    kept,
    moment,
    named,
    two,
)
from handlers.pulse_words import QUESTIONS, labels
from storage.announcements import State
from storage.exports import Row
from storage.pulse import SETS
from storage.rsvps import Reply

STATES = {
    State.DRAFT: _p("announcement", "Not sent"),
    State.GOING_OUT: _p("announcement", "Going out"),
    State.SENT: _p("announcement", "Sent"),
    State.RECALLED: _p("announcement", "Taken back"),
}
ANSWERS = {
    Reply.GOING: _p("answer", "Going"),
    Reply.WAITING: _p("answer", "On the waiting list"),
    Reply.NOT_GOING: _p("answer", "Not going"),
}
ASKED = {question.code: question for of in SETS for question in of.closed}


def _choice(voice: Voice, row: Row) -> Cell:
    if row["question"] is None:
        return None
    return voice.plain(labels(ASKED[row["question"]])[row["choice"]])


EVENTS: list[Column] = [
    NUMBER,
    (_("Kind"), named("kind", event_words.KINDS)),
    (_("Name"), two("name")),
    (_("Place"), kept("place")),
    FROM,
    UNTIL,
    (_("Seats"), kept("seats")),
    (_("Going"), kept("going")),
    (_("On the waiting list"), kept("waiting")),
    (_("Cancelled at"), moment("cancelled_at")),
]
RSVPS: list[Column] = [
    (_("Fair or training"), two("name")),
    FROM,
    (_("Name"), kept("name")),
    FIRM,
    (_("Answer"), named("answer", ANSWERS)),
    (_("Answered at"), moment("answered_at")),
]
ANNOUNCEMENTS: list[Column] = [
    NUMBER,
    (_("Kind"), named("kind", announcement_words.KINDS)),
    (_("Text"), two("text")),
    (_("Written by"), kept("writer")),
    (_("State"), named("state", STATES)),
    (_("Sent at"), moment("sent_at")),
    (_("Recipients"), kept("copies")),
    (_p("how many", "Sent"), kept("sent")),
    (_p("how many", "Read"), kept("read")),
    (_("Too long ago to tell"), kept("forgotten")),
]
PULSE: list[Column] = [
    (_("Round of"), day("opened_on")),
    (_("Asked"), kept("asked")),
    (_("Took part"), kept("began")),
    (_("Question"), named("question", QUESTIONS)),
    (_("Answer"), _choice),
    (_("How many"), kept("given")),
]
SHEETS: dict[str, tuple[Text, list[Column]]] = {
    "events": (_("Fairs and trainings"), EVENTS),
    "rsvps": (_("Who goes"), RSVPS),
    "announcements": (_("Announcements"), ANNOUNCEMENTS),
    "pulse": (_("Weekly pulse"), PULSE),
}
