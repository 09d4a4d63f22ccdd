"""A kind of record as the chat knows it: its book, its form, its words, and how one is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from bot.conversation.forms import Check, Doubt, Filled
from bot.conversation.keyboards import Button
from bot.conversation.steps.day import AskDay, today
from bot.conversation.steps.text import AskText
from bot.conversation.words import clip
from bot.features import RunWith, Tap, Who
from bot.language.text import Day, Text, _, layout, raw
from bot.pipeline.turn import Turn
from storage.records import Book, ChangeKind
from storage.records.kinds import N, R, Recorded

# Ids in a button's data: no longer than a column of the database holds.
LONGEST_ID = 15
SAVED, CHANGED = _("<b>Saved</b> ✓"), _("<b>Changed</b> ✓")
# In days; a leap year too, so that the same day of last year is never doubted.
YEAR = 366
# How much of what a member typed a button or a line of history can hold.
SHORT = 40


def read_id(argument: str) -> int | None:
    """A record's id from a button; None for what no button of ours ever had."""
    fits = argument.isascii() and argument.isdigit() and len(argument) <= LONGEST_ID
    return int(argument) if fits else None


Told_contra = TypeVar("Told_contra", contravariant=True)


class Speech(Protocol[Told_contra]):
    """Tells records of one kind, with what it had to look up for that."""

    def card(self, record: Any) -> Text:
        """All of it, over a few lines; of what is told too, before it is on record."""

    def dated(self, record: Told_contra) -> Text:
        """For a button of a list."""

    def fact(self, field: str, value: Any) -> Text:
        """A field as the history shows it."""

    def answers(self, record: Told_contra) -> dict[str, Any]:
        """Those of the form that tells this record."""

    def buttons(self, record: Told_contra) -> Sequence[Button]:
        """What else can be seen of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Spanish names the kinds by nouns of either gender, so that each has sentences of its own."""

    mine: Text
    another: Text
    first: Text
    empty: Text
    title: Callable[[str], Text]
    gone: Text
    told_already: Callable[[str], Text]
    another_one: Text
    recorded_by: Callable[[str, datetime], Text]
    is_void: Text
    voids: Text
    no_voids: Text
    tap_one: Text
    voided: Text
    restored: Text
    undone: Text
    ask_void: Text
    history: Text
    to_list: Text
    to_one: Text
    changes: Mapping[ChangeKind, Text]
    fields: Mapping[str, Text]
    saved: Text = SAVED
    changed: Text = CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[N, R]):
    """`form` is the name of its form; `one` and `many` of the commands to tell it and to list it.

    `new` makes of answers what is told, and `fact` a field of it of what its step gives. The taps
    of its screens begin with `prefix`.
    """

    book: Book[N, R]
    form: str
    one: str
    many: str
    prefix: str
    new: Callable[[Mapping[str, Any]], N]
    fact: Callable[[str, Any], Any]
    speech: Callable[[Turn], Awaitable[Speech[R]]]
    words: Words

    def tap(self, name: str, run: RunWith) -> Tap:
        return Tap(f"{self.prefix}{name}", Who.REPORTERS, run)


def plain_fact(value: object) -> Text:
    """A field as a history shows it that needs no words of its own."""
    if value is None:
        return raw("–")
    return layout("{value}", value=clip(value, SHORT) if isinstance(value, str) else value)


def own(turn: Turn, record: Recorded) -> bool:
    """Coordinators see the records of all firms, and correct those of their own."""
    return record.firm_id == turn.scope.reports_for


def ask_day(name: str, label: Text) -> AskDay:
    """Today unless the card says otherwise; nothing that is recorded lies ahead."""
    return AskDay(name, _("When?"), label=label, asked=False, default=today, latest=today)


def long_ago(name: str) -> Check:
    """Whether the day that this step was told is so far back that it may be a slip."""

    async def long_ago(turn: Turn, filled: Filled) -> Doubt | None:
        day: date = filled[name]
        if (turn.today - day).days <= YEAR:
            return None
        return Doubt(_("{day} is more than a year ago. Is it right?", day=Day(day, "long")), name)

    return long_ago


def ask_note(label: Text) -> AskText:
    """Never asked for, and offered on the card."""
    return AskText(
        "note",
        _("Anything to remember about it?"),
        label=label,
        asked=False,
        optional=True,
        max_length=300,
    )
