"""From when to when, of what is still free on a day: the start, then the end; or in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from bot.conversation.answers import Answers
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
from bot.language.text import Text, _, layout, lines
from bot.language.times import read_time, read_times
from bot.language.voice import Voice
from storage.values import TimeRange

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

_MINUTE = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MIDNIGHT = time()
# Starts on one screen: beyond that only whole hours are offered; others can be typed.
_MOST_STARTS = 24
_MOST_ENDS = 8
# Of a moment in a button, in minutes: some years of four digits.
_DIGITS = 9
# The usual lengths, in minutes.
_LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 300, 360, 480, 600, 720, 960, 1440)


@dataclass(frozen=True, slots=True)
class Free:
    """What can be had of a day: stretches in order, and the shortest and longest piece of them.

    `why` says which rule forbids a stretch, whether it is free or not; None where none does.
    """

    gaps: Sequence[TimeRange]
    shortest: timedelta
    longest: timedelta
    why: Callable[[TimeRange], Text | None]

    def gap_at(self, start: datetime) -> TimeRange | None:
        """Where one can start then, and stay for as long as one must."""
        return next(
            (g for g in self.gaps if g.start <= start and start + self.shortest <= g.end), None
        )

    def holds(self, times: TimeRange) -> bool:
        gap = self.gap_at(times.start)
        return gap is not None and times.end <= gap.end


@dataclass(frozen=True)
class AskFree(Step):
    """A TimeRange on the day that the step `on` was told; `closing` asks for its end.

    What was typed is shown before it counts. A typed time that keeps all rules and is not free is
    an answer: whoever takes it knows what else could be had.
    """

    _: KW_ONLY
    on: str
    free: Callable[[Turn, Answers], Awaitable[Free]]
    closing: Text = field(default_factory=lambda: _("Until when?"))
    kind: ClassVar[str] = "free time"

    async def screen(self, asking: Asking) -> Screen:
        free = await self.free(asking.turn, asking.answers)
        start = _kept(asking, "start")
        if start is not None and free.gap_at(start) is not None:
            ends = [self._offer(asking, start, end) for end in self._ends(asking, free, start)]
            again = [Offer(_("Another start"), "again")]
            hint = lines(_("From {time}", time=_clock(asking, start)), self.closing)
            return Screen(loose=ends, rows=[again], hint=hint)
        _forget(asking)
        starts = _starts(free, asking.turn.voice)
        if not starts:
            return Screen(hint=_("Nothing is free that day. Go back and choose another one."))
        return Screen(loose=_labelled(starts, asking.turn.voice), hint=self.hint or self._how())

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        if arg == "again":
            _forget(asking)
            return Redraw()
        free = await self.free(asking.turn, asking.answers)
        start = _kept(asking, "start")
        return self._start_tapped(asking, free, arg) if start is None else _end(free, start, arg)

    async def typed(self, asking: Asking, words: str) -> Outcome:
        free = await self.free(asking.turn, asking.answers)
        told = list(_told(words, _kept(asking, "start"), asking.turn.voice))
        if not told:
            return self._start_typed(asking, free, words)
        day, voice = self._day(asking), asking.turn.voice
        spans = [span for a, b in told if (span := _stretch(day, a, b, voice))]
        allowed = [span for span in spans if free.why(span) is None]
        if not allowed:
            return Unclear((spans and free.why(spans[0])) or self._how())
        if len(allowed) > 1:
            return Unclear(_("Which time do you mean?"), tuple(allowed))
        return self._known(asking, free, allowed[0])

    @property
    def restates(self) -> str | None:
        return self.on

    def say(self, value: Any) -> Text:
        return layout("{times}", times=value)

    def follow(self, value: Any, asking: Asking) -> Any:
        """The same hours on the day that was told meanwhile."""
        day, voice = self._day(asking), asking.turn.voice
        local = voice.local(value.start)
        if local.date() == day:
            return value
        start = _moment(day, local.time(), voice)
        return TimeRange(start, start + (value.end - value.start))

    def _known(self, asking: Asking, free: Free, times: TimeRange) -> Outcome:
        """Start and end are told, and keep all rules."""
        if not free.holds(times):
            return Answer(times)
        asking.scratch["end"] = _packed(times.end)
        return _begin(asking, times.start)

    def _start_tapped(self, asking: Asking, free: Free, arg: str) -> Outcome:
        start = _read("s", arg)
        if start is None or free.why(TimeRange(start, start + free.shortest)) is not None:
            return None
        if free.gap_at(start) is None:
            return Redraw(_("{time} is taken.", time=_clock(asking, start)))
        return _begin(asking, start)

    def _start_typed(self, asking: Asking, free: Free, words: str) -> Outcome:
        found = read_time(words, asking.turn.voice)
        starts = [_moment(self._day(asking), at, asking.turn.voice) for at in found.values]
        least = {start: TimeRange(start, start + free.shortest) for start in starts}
        allowed = [start for start in starts if free.why(least[start]) is None]
        if not allowed:
            why = free.why(least[starts[0]]) if starts else found.reason
            return Unclear(why or self._how())
        if len(allowed) > 1:
            return Unclear(_("Type both times, for example “from 9 am to 11 am”."))
        wanted = _as_long(asking.refused, allowed[0])
        if wanted is not None and free.why(wanted) is None:
            return self._known(asking, free, wanted)
        if free.gap_at(allowed[0]) is None:
            return Answer(least[allowed[0]])
        asking.scratch.pop("end", None)
        return _begin(asking, allowed[0])

    def _ends(self, asking: Asking, free: Free, start: datetime) -> list[datetime]:
        """What was typed first; else the usual lengths, and the longest that there is."""
        gap = free.gap_at(start)
        if gap is None:
            return []
        last = min(gap.end, start + free.longest)
        usual = [start + _MINUTE * n for n in _LENGTHS if free.shortest <= _MINUTE * n]
        ends = [start + free.shortest, *(end for end in usual if end < last)][:_MOST_ENDS]
        typed = _kept(asking, "end")
        first = [typed] if typed and start < typed <= last else []
        return list(dict.fromkeys((*first, *ends, last)))

    def _offer(self, asking: Asking, start: datetime, end: datetime) -> Offer:
        length, clock = lasting(end - start), _clock(asking, end)
        return Offer(_("until {time} · {length}", time=clock, length=length), _arg("u", end))

    def _day(self, asking: Asking) -> date:
        told = asking.answers.get(self.on)
        return told if isinstance(told, date) else asking.turn.today

    def _how(self) -> Text:
        return _("You can type “from 9 to 11”.")


def lasting(length: timedelta) -> Text:
    """A length of time by the symbols that both languages share: 1 h 30 min."""
    hours, minutes = divmod(int(length / _MINUTE), 60)
    if not minutes:
        return layout("{hours}\u00a0h", hours=hours)
    if not hours:
        return layout("{minutes}\u00a0min", minutes=minutes)
    return layout("{hours}\u00a0h {minutes}\u00a0min", hours=hours, minutes=minutes)


def _starts(free: Free, voice: Voice) -> list[datetime]:
    """The start of each gap and every half hour in it; whole hours only where that is too many."""
    halves = [start for gap in free.gaps for start in _steps(gap, 30, free.shortest, voice)]
    if len(halves) <= _MOST_STARTS:
        return halves
    return [start for gap in free.gaps for start in _steps(gap, 60, free.shortest, voice)]


def _steps(gap: TimeRange, step: int, least: timedelta, voice: Voice) -> Iterator[datetime]:
    start = gap.start
    while start + least <= gap.end:
        yield start
        start += _MINUTE * (step - voice.local(start).minute % step)


def _labelled(starts: Sequence[datetime], voice: Voice) -> list[Offer]:
    """Where the clocks are set back an hour comes twice, and is told apart by its zone."""
    clocks = [voice.local(start) for start in starts]
    shown = Counter(clock.time() for clock in clocks)
    labels = [
        layout("{time} ({zone})", time=clock.time(), zone=clock.tzname() or "")
        if shown[clock.time()] > 1
        else layout("{time}", time=clock.time())
        for clock in clocks
    ]
    return [Offer(label, _arg("s", at)) for label, at in zip(labels, starts, strict=True)]


def _told(words: str, start: datetime | None, voice: Voice) -> Sequence[tuple[time, time]]:
    """From when to when; with a start known, also "until 11", "2 hours" and "11"."""
    tries = [words]
    if start is not None:
        at = f"{voice.local(start):%H:%M}"
        tries += [f"{at} {words}", f"{at} for {words}", f"{at} - {words}"]
    found = (read_times(said, voice).values for said in tries)
    return next((values for values in found if values), ())


def _stretch(day: date, start: time, end: time, voice: Voice) -> TimeRange | None:
    """An end at 0:00 is that of the day; None where the clocks skip all of it."""
    last = day + timedelta(days=1) if end == _MIDNIGHT else day
    first, until = _moment(day, start, voice), _moment(last, end, voice)
    return TimeRange(first, until) if first < until else None


def _as_long(refused: Any, start: datetime) -> TimeRange | None:
    """As what could not be had: whoever then says another start did not change their mind on it."""
    if not isinstance(refused, TimeRange):
        return None
    return TimeRange(start, start + (refused.end - refused.start))


def _moment(day: date, at: time, voice: Voice) -> datetime:
    return datetime.combine(day, at, voice.tz).astimezone(UTC)


def _clock(asking: Asking, moment: datetime) -> time:
    return asking.turn.voice.local(moment).time()


def _end(free: Free, start: datetime, arg: str) -> Outcome:
    """What was taken since it was shown is an answer all the same, like one that is typed."""
    end = _read("u", arg)
    if end is None or end <= start or free.why(TimeRange(start, end)) is not None:
        return None
    return Answer(TimeRange(start, end))


def _begin(asking: Asking, start: datetime) -> Outcome:
    asking.scratch["start"] = _packed(start)
    return Redraw()


def _forget(asking: Asking) -> None:
    asking.scratch.pop("start", None)
    asking.scratch.pop("end", None)


def _packed(moment: datetime) -> int:
    return int((moment - _EPOCH) / _MINUTE)


def _kept(asking: Asking, name: str) -> datetime | None:
    minutes = asking.scratch.get(name)
    return None if minutes is None else _EPOCH + _MINUTE * minutes


def _read(letter: str, arg: str) -> datetime | None:
    """None for what no button of ours ever had."""
    digits = arg.removeprefix(letter)
    if digits == arg or not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        return None
    return _EPOCH + _MINUTE * int(digits)


def _arg(letter: str, moment: datetime) -> str:
    return f"{letter}{_packed(moment)}"
