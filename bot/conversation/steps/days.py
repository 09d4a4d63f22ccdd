"""Several days in a row: the first, then the last; or in words."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from bot.conversation.steps.base import Answer, Asking, Offer, Outcome, Redraw, Screen, Unclear
from bot.conversation.steps.calendar import DayState, outside, read_day_arg
from bot.conversation.steps.day import AskDay
from bot.language.dates import read_days
from bot.language.text import NearDays, Text, _, _n, layout
from storage.values import DayRange


@dataclass(frozen=True)
class AskDays(AskDay):
    """A DayRange of at most `longest` days, none of which is closed."""

    _: KW_ONLY
    longest: int = 366
    kind: ClassVar[str] = "days"

    async def screen(self, asking: Asking) -> Screen:
        first = self._first(asking)
        month = asking.scratch.get("month") or self._start(asking).isoformat()
        rows = await self._calendar(asking, date.fromisoformat(month).replace(day=1))
        if first is None:
            return Screen(rows=rows, hint=self.hint or _("Tap the first day, then the last one."))
        only = Offer(_("Only that day"), f"d{first.isoformat()}")
        again = Offer(_("Another first day"), "first")
        return Screen(
            rows=[*rows, [only, again]], hint=_("From {day}. Until which day?", day=first)
        )

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        if arg == "first":
            asking.scratch.pop("first", None)
            return Redraw()
        day = read_day_arg(arg, "d")
        if day is None:
            return await super().tapped(asking, arg)
        first = self._first(asking)
        if first is None or day < first:
            checked = await self._checked(asking, day)
            if isinstance(checked, Answer):
                asking.scratch["first"] = day.isoformat()
                return Redraw()
            return checked
        return await self._whole(asking, DayRange(first, day + timedelta(days=1)))

    async def typed(self, asking: Asking, words: str) -> Outcome:
        turn = asking.turn
        found = read_days(words, turn.voice, turn.today, "future" if self.ahead else "past")
        first = self._first(asking)
        if first is not None:
            found = found.map(lambda days: _until(first, days))
        if found.understood:
            return await self._whole(asking, found.value)
        hint = _("Type the days: “from 3 to 5 May”, “last week”.")
        return Unclear(found.reason or hint, found.values)

    def say(self, value: Any) -> Text:
        return layout("{days}", days=value)

    def say_near(self, value: Any, today: date) -> Text:
        return layout("{days}", days=NearDays(value, today))

    async def _whole(self, asking: Asking, days: DayRange) -> Outcome:
        span = self._span(asking)
        length = (days.until - days.first).days
        why = outside(days.first, span) or outside(days.last, span)
        if why is None and length > self.longest:
            why = _n("At most {n} day at once.", "At most {n} days at once.", self.longest)
        if why is None:
            why = await self._closed(asking, days)
        return Answer(days) if why is None else Unclear(why)

    async def _closed(self, asking: Asking, days: DayRange) -> Text | None:
        """Why not, if one of these days is not open."""
        states: dict[date, DayState] = {}
        for month in dict.fromkeys(day.replace(day=1) for day in days) if self.states else ():
            states |= await self._states(asking, month)
        closed = [day for day in days if not states.get(day, DayState()).open]
        if not closed:
            return None
        return states[closed[0]].why or _("{day} cannot be chosen.", day=closed[0])

    def _first(self, asking: Asking) -> date | None:
        first = asking.scratch.get("first")
        return date.fromisoformat(first) if first else None


def _until(first: date, days: DayRange) -> DayRange:
    """Of a single day typed after the first was tapped, the days between both."""
    if days.first == days.last and days.last >= first:
        return DayRange(first, days.until)
    return days
