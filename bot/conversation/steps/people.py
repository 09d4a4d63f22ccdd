"""How many people, and of them how many women, young people, people with a disability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Any, ClassVar

from bot.conversation.steps.base import (
    Answer,
    Asking,
    Offer,
    Outcome,
    Redraw,
    Screen,
    Step,
    Unclear,
)
from bot.conversation.understanding.people import read_people
from bot.conversation.words import DONE, means
from bot.language.text import InShort, Text, _, layout, lines
from storage.values import PeopleCount

PARTS = ("women", "young", "disability")
LABELS = {
    "total": _("People"),
    "women": _("Women"),
    "young": _("Young people"),
    "disability": _("Disability"),
}


@dataclass(frozen=True)
class AskPeople(Step):
    """A PeopleCount. A part that nobody wants to tell is None; nobody has to tell any."""

    _: KW_ONLY
    parts: Sequence[str] = PARTS
    most: int = 500
    kind: ClassVar[str] = "people"

    async def screen(self, asking: Asking) -> Screen:
        """The count stands in the text: beside two buttons a row has no room for it on a phone."""
        rows = [_stepper(name) for name in ("total", *self.parts)]
        rows.append([Offer(_("Done"), "done"), Offer(_("Prefer not to say"), "untold")])
        counted = layout("<b>{people}</b>", people=PeopleCount(**self._count(asking)))
        hint = self.hint or _("You can also type it: “3, 2 women”.")
        return Screen(rows=rows, hint=lines(counted, hint))

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        count = self._count(asking)
        match arg:
            case "done":
                return Answer(PeopleCount(**count))
            case "untold":
                return Answer(PeopleCount(count["total"] or 1))
        part, sign = arg[:-1], arg[-1]
        if part not in ("total", *self.parts) or sign not in "+-":
            return None
        asking.scratch["count"] = self._stepped(count, part, 1 if sign == "+" else -1)
        return Redraw()

    async def typed(self, asking: Asking, words: str) -> Outcome:
        if means(asking.turn.voice, words, DONE):
            return Answer(PeopleCount(**self._count(asking)))
        found = read_people(words, asking.turn.voice)
        fitting = tuple(value for value in found.values if 1 <= value.total <= self.most)
        if len(fitting) == 1:
            return Answer(fitting[0])
        if found.values and not fitting:
            return Unclear(_("It must be between 1 and {most}.", most=self.most))
        return Unclear(found.reason or _("Type how many, for example “3, 2 women”."), fitting)

    def say(self, value: Any) -> Text:
        return layout("{people}", people=value)

    def say_near(self, value: Any, today: date) -> Text:
        """On the card, where the field says already that these are people."""
        return layout("{people}", people=InShort(value))

    def _count(self, asking: Asking) -> dict[str, Any]:
        if "count" in asking.scratch:
            return dict(asking.scratch["count"])
        now = asking.current if isinstance(asking.current, PeopleCount) else PeopleCount(1)
        return {"total": now.total, **{part: getattr(now, part) for part in PARTS}}

    def _stepped(self, count: dict[str, Any], part: str, by: int) -> dict[str, Any]:
        """Below none of a part lies "not told"; a part never exceeds the total."""
        if part == "total":
            total = min(max(count["total"] + by, 1), self.most)
            parts = {name: _at_most(count[name], total) for name in PARTS}
            return {"total": total, **parts}
        stepped = max(by, 0) if count[part] is None else count[part] + by
        return count | {part: None if stepped < 0 else min(stepped, count["total"])}


def _at_most(count: int | None, most: int) -> int | None:
    return None if count is None else min(count, most)


def _stepper(name: str) -> list[Offer]:
    label = LABELS[name]
    fewer, more = layout("− {whom}", whom=label), layout("+ {whom}", whom=label)
    return [Offer(fewer, f"{name}-"), Offer(more, f"{name}+")]
