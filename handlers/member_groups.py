"""Which of the members a coordinator looks at: what each group is called, and a place in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.conversation.keyboards import Button
from bot.language.text import NearDays, Text, _, _n, _p, layout
from bot.pipeline.turn import Turn
from handlers.member_card import LIST_OF
from handlers.weeks import week_before, week_of
from storage.roster_pages import Group
from storage.values import DayRange

LETTERS = {
    Group.ALL: "a",
    Group.SILENT: "s",
    Group.PAUSED: "p",
    Group.COORDINATORS: "c",
    Group.WITHOUT_FIRM: "f",
}
GROUPS = {letter: group for group, letter in LETTERS.items()}
NAMES = {
    # Translators: of members; short, for a button that shows only them.
    Group.ALL: _p("members", "All"),
    Group.SILENT: _p("members", "Silent"),
    Group.PAUSED: _p("members", "Paused"),
    Group.COORDINATORS: _p("members", "Coordinators"),
    Group.WITHOUT_FIRM: _p("members", "No firm"),
}
# What a button can carry: a group and a page of it.
PLACE = re.compile("([a-z])([0-9]{1,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    group: Group = Group.ALL
    page: int = 0

    def __str__(self) -> str:
        return f"{LETTERS[self.group]}{self.page}"


def read_place(argument: str) -> Place:
    """The first page of all for what no button of ours ever had."""
    found = PLACE.fullmatch(argument)
    if found is None or found[1] not in GROUPS:
        return Place()
    return Place(GROUPS[found[1]], int(found[2]))


def choices(chosen: Group) -> list[Button]:
    return [_choice(group, chosen=group is chosen) for group in Group]


def _choice(group: Group, *, chosen: bool) -> Button:
    name = layout("✓ {label}", label=NAMES[group]) if chosen else NAMES[group]
    return Button(name, f"{LIST_OF}:{Place(group)}")


def last_week(turn: Turn) -> DayRange:
    """The one that is over, which the coordinators' digest is about too."""
    return week_before(week_of(turn.today))


def about(turn: Turn, group: Group, n: int) -> Text | None:
    """How many are in the group, and what it means to be in it; of all it is said elsewhere."""
    match group:
        case Group.ALL:
            return None
        case Group.SILENT:
            return _n(
                "<b>Silent</b>: {n} person. Their firm told nothing of the week of {days}.",
                "<b>Silent</b>: {n} people. Their firms told nothing of the week of {days}.",
                n,
                days=NearDays(last_week(turn), turn.today),
            )
        case Group.PAUSED:
            return _n("<b>Paused</b>: {n} person.", "<b>Paused</b>: {n} people.", n)
        case Group.COORDINATORS:
            return _n("<b>Coordinators</b>: {n} person.", "<b>Coordinators</b>: {n} people.", n)
        case Group.WITHOUT_FIRM:
            return _n(
                "<b>No firm</b>: {n} person, who cannot report yet.",
                "<b>No firm</b>: {n} people, who cannot report yet.",
                n,
            )


def nobody(turn: Turn, group: Group) -> Text:
    """That a group is empty, and what to do then."""
    match group:
        case Group.SILENT:
            return _(
                "<b>Nobody is silent.</b> Every firm that was here by then has told of the week of"
                " {days}: nobody needs a reminder.",
                days=NearDays(last_week(turn), turn.today),
            )
        case Group.PAUSED:
            return _("<b>Nobody is paused.</b> To pause somebody, open their card and tap Pause.")
        case Group.WITHOUT_FIRM:
            return _(
                "<b>Nobody lacks a firm.</b> To change somebody's, open their card and tap Firm."
            )
        case _:
            return _("There is nobody here. Tap All to see every member.")
