"""A day: today or yesterday at a tap, any other in a calendar or in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

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
from bot.conversation.steps.calendar import (
    STILL,
    DayState,
    Span,
    States,
    month_rows,
    outside,
    read_day_arg,
)
from bot.language.dates import read_day
from bot.language.text import NearDay, Text, _, layout

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

Limit = date | Callable[["Turn"], date] | None


def today(turn: Turn) -> date:
    """The usual day of what is reported: `default=today`, `latest=today`."""
    return turn.today


def limit(bound: Limit, turn: Turn) -> date | None:
    return bound(turn) if callable(bound) else bound


@dataclass(frozen=True)
class AskDay(Step):
    """`states` marks or closes days of a month; `earliest` and `latest` are days, or give them.

    Past days are what reports are about: unless `ahead`, "Monday" is the last one and the buttons
    are Today and Yesterday. With it, they look forward, and the calendar is open at once. It is not
    before the day that the step `since` was told.
    """

    _: KW_ONLY
    earliest: Limit = None
    latest: Limit = None
    states: States | None = None
    ahead: bool = False
    since: str | None = None
    kind: ClassVar[str] = "day"

    async def screen(self, asking: Asking) -> Screen:
        rows = [self._near(asking)]
        month = asking.scratch.get("month") or (self.ahead and self._start(asking).isoformat())
        if month:
            rows += await self._calendar(asking, date.fromisoformat(month).replace(day=1))
        else:
            rows.append([Offer(_("Another day"), f"m{self._start(asking).isoformat()}")])
        return Screen(rows=[_ticked(row, asking.current) for row in rows if row])

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        if arg == STILL:
            return Redraw()
        month = read_day_arg(arg, "m")
        if month is not None:
            asking.scratch["month"] = month.replace(day=1).isoformat()
            return Redraw()
        day = read_day_arg(arg, "d")
        return None if day is None else await self._checked(asking, day)

    async def typed(self, asking: Asking, words: str) -> Outcome:
        found = read_day(
            words, asking.turn.voice, asking.turn.today, "future" if self.ahead else "past"
        )
        span = self._span(asking)
        inside = [day for day in found.values if day in span]
        if len(inside) == 1:
            return await self._checked(asking, inside[0])
        if found.understood:
            return await self._checked(asking, found.value)
        hint = (
            _("Type a day: “tomorrow”, “Monday”, “12 May”.")
            if self.ahead
            else _("Type a day: “yesterday”, “Monday”, “12 May”.")
        )
        return Unclear(found.reason or hint, tuple(inside))

    def say(self, value: Any) -> Text:
        return layout("{day}", day=value)

    def say_near(self, value: Any, today: date) -> Text:
        return layout("{day}", day=NearDay(value, today))

    async def _checked(self, asking: Asking, day: date) -> Outcome:
        why = outside(day, self._span(asking))
        if why is None:
            state = (await self._states(asking, day.replace(day=1))).get(day, DayState())
            if not state.open:
                why = state.why or _("{day} cannot be chosen.", day=day)
        return Answer(day) if why is None else Unclear(why)

    def _near(self, asking: Asking) -> list[Offer]:
        now = asking.turn.today
        other = (_("Tomorrow"), 1) if self.ahead else (_("Yesterday"), -1)
        near = [(_("Today"), now), (other[0], now + timedelta(days=other[1]))]
        span = self._span(asking)
        return [Offer(label, f"d{day.isoformat()}") for label, day in near if day in span]

    async def _calendar(self, asking: Asking, month: date) -> list[list[Offer]]:
        states = await self._states(asking, month)
        return month_rows(month, self._span(asking), states, asking.turn.voice)

    async def _states(self, asking: Asking, month: date) -> Mapping[date, DayState]:
        return await self.states(asking.turn, asking.answers, month) if self.states else {}

    def _start(self, asking: Asking) -> date:
        """The month to open: that of the answer so far, or the possible one nearest to today."""
        span = self._span(asking)
        day = asking.current if isinstance(asking.current, date) else asking.turn.today
        if span.last is not None and day > span.last:
            day = span.last
        if span.first is not None and day < span.first:
            day = span.first
        return day.replace(day=1)

    def _span(self, asking: Asking) -> Span:
        first, last = limit(self.earliest, asking.turn), limit(self.latest, asking.turn)
        told = asking.answers.get(self.since) if self.since else None
        if isinstance(told, date):
            first = max(told, first or told)
        return Span(first, last)


def _ticked(row: Sequence[Offer], current: Any) -> list[Offer]:
    told = f"d{current.isoformat()}" if isinstance(current, date) else None
    return [replace(offer, current=offer.arg == told) for offer in row]
