"""From when to when on a day: the start, then how long; or in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, date, datetime, time, timedelta
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
from bot.conversation.steps.time import (
    Clock,
    clock_now,
    hour_offers,
    minutes_of,
    minutes_screen,
    off_clock,
    one_time,
    tapped_time,
)
from bot.language.text import Text, _, layout
from bot.language.times import read_time, read_times
from bot.language.voice import Voice
from storage.values import DayRange, TimeRange

_MIDNIGHT = time()
_HALF_HOURS = Clock(step=30)


@dataclass(frozen=True)
class AskTimes(Step):
    """A TimeRange in the cluster's zone, on the day that the step `on` was told, else today.

    `lengths` are the usual ones in minutes, each of which is a button; others can be typed. With
    `ahead` it is still to come.
    """

    _: KW_ONLY
    on: str | None = None
    clock: Clock = _HALF_HOURS
    ahead: bool = False
    lengths: Sequence[int] = (30, 60, 120, 180, 240, 480)
    kind: ClassVar[str] = "times"

    async def screen(self, asking: Asking) -> Screen:
        start = _start(asking)
        if start is not None:
            ends = [Offer(_("until {time}", time=end), f"u{end:%H%M}") for end in self._ends(start)]
            again = [Offer(_("Another start"), "again")]
            return Screen(loose=ends, rows=[again], hint=_("From {time}. Until when?", time=start))
        hour = asking.scratch.get("hour")
        clock = self._left(asking)
        hint = self.hint or _("You can type “from 9 to 11”.")
        if hour is None:
            return Screen(loose=hour_offers(clock), hint=hint)
        return minutes_screen(clock, hour, hint=hint)

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        start = _start(asking)
        if arg == "again":
            asking.scratch.clear()
            return Redraw()
        if start is not None:
            found = [end for end in self._ends(start) if f"u{end:%H%M}" == arg]
            return self._range(asking, start, found[0]) if found else None
        return self._started(asking, tapped_time(asking, self._left(asking), arg))

    async def typed(self, asking: Asking, words: str) -> Outcome:
        voice, start = asking.turn.voice, _start(asking)
        spans = read_times(words, voice)
        if not spans.values:
            told = read_time(words, voice)
            found = one_time(told, self.clock)
            if told.reason is not None and not told.values:
                return Unclear(told.reason)
            if start is not None and isinstance(found, Answer):
                return self._range(asking, start, found.value)
            return self._started(asking, found)
        outcomes = [self._range(asking, *span) for span in spans.values]
        answers = [outcome for outcome in outcomes if isinstance(outcome, Answer)]
        if len(answers) <= 1:
            return answers[0] if answers else outcomes[0]
        values = tuple(answer.value for answer in answers)
        return Unclear(spans.reason or _("Which time do you mean?"), values)

    @property
    def restates(self) -> str | None:
        return self.on

    def say(self, value: Any) -> Text:
        return layout("{times}", times=value)

    def follow(self, value: Any, asking: Asking) -> Any:
        """The same hours on the day that was told meanwhile."""
        if self.on is None:
            return value
        local = asking.turn.voice.local
        return _on(
            self._day(asking), local(value.start).time(), local(value.end).time(), asking.turn.voice
        )

    def _started(self, asking: Asking, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Answer) and isinstance(outcome.value, time):
            asking.scratch["start"] = outcome.value.isoformat()
            return Redraw()
        if isinstance(outcome, Unclear):
            # A start alone is half an answer: its readings could not be told from whole ones.
            return Unclear(_("Type both times, for example “from 9 am to 11 am”."))
        return outcome

    def _range(self, asking: Asking, start: time, end: time) -> Outcome:
        after_midnight = minutes_of(end) <= minutes_of(start) and end != _MIDNIGHT
        if after_midnight or start not in self.clock or minutes_of(end) > self.clock.until:
            why = _("It has to end after it starts.") if after_midnight else off_clock(self.clock)
            return Unclear(why)
        times = _on(self._day(asking), start, end, asking.turn.voice)
        if self.ahead and times.start <= asking.turn.now:
            return Unclear(_("That time has passed already."))
        return Answer(times)

    def _left(self, asking: Asking) -> Clock:
        now = clock_now(asking, self._day(asking)) if self.ahead else None
        return (self.clock.later_than(now) if now else None) or self.clock

    def _ends(self, start: time) -> list[time]:
        ends = [minutes_of(start) + length for length in self.lengths]
        return [time(end // 60 % 24, end % 60) for end in ends if end <= self.clock.until]

    def _day(self, asking: Asking) -> date:
        told = asking.answers.get(self.on) if self.on else None
        if isinstance(told, DayRange):
            return told.first
        return told if isinstance(told, date) else asking.turn.today


def _start(asking: Asking) -> time | None:
    start = asking.scratch.get("start")
    return time.fromisoformat(start) if start else None


def _on(day: date, start: time, end: time, voice: Voice) -> TimeRange:
    """An end at 0:00 is that of the day."""
    last = day + timedelta(days=1) if end == _MIDNIGHT else day
    begins = datetime.combine(day, start, voice.tz).astimezone(UTC)
    ends = datetime.combine(last, end, voice.tz).astimezone(UTC)
    return TimeRange(begins, ends)
