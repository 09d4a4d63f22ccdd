"""A time of day: the hour, then the minutes; or in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, replace
from datetime import time
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
from bot.language.reading import Reading
from bot.language.text import Text, _, layout
from bot.language.times import read_time

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """From `first` to `last`, both included; there is a button every `step` minutes."""

    first: time = time(6)
    last: time = time(22)
    step: int = 15

    def __contains__(self, at: time) -> bool:
        return minutes_of(self.first) <= minutes_of(at) <= self.until

    @property
    def until(self) -> int:
        """In minutes; a clock that runs until midnight ends at 24:00."""
        return minutes_of(self.last) or _DAY

    def later_than(self, at: time) -> Clock | None:
        """What is left of it after that time; None where nothing is."""
        later = [one for one in self.times() if minutes_of(one) > minutes_of(at)]
        return replace(self, first=later[0]) if later else None

    def hours(self) -> list[int]:
        return sorted({at.hour for at in self.times()})

    def times(self) -> list[time]:
        span = range(minutes_of(self.first), min(self.until + 1, _DAY), self.step)
        return [time(at // 60, at % 60) for at in span]

    def minutes(self, hour: int) -> list[time]:
        return [at for at in self.times() if at.hour == hour]


def minutes_of(at: time) -> int:
    return at.hour * 60 + at.minute


@dataclass(frozen=True)
class AskTime(Step):
    """Still to come on the day that the step `on` was told, if that is today.

    With `since` it ends what the time of that step begins: 0:00 is then the end of the day.
    """

    _: KW_ONLY
    clock: Clock = Clock()
    on: str | None = None
    since: str | None = None
    kind: ClassVar[str] = "time"

    async def screen(self, asking: Asking) -> Screen:
        hour = asking.scratch.get("hour")
        clock = self._left(asking)
        if hour is not None:
            return minutes_screen(clock, hour, current=asking.current)
        offers = hour_offers(clock)
        if self.since and clock.until == _DAY:
            offers.append(Offer(layout("{time}", time=time()), "t0000"))
        return Screen(loose=_ticked(offers, asking.current))

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        if self.since and self.clock.until == _DAY and arg == "t0000":
            return Answer(time())
        return tapped_time(asking, self._left(asking), arg)

    async def typed(self, asking: Asking, words: str) -> Outcome:
        found = one_time(read_time(words, asking.turn.voice), self.clock)
        if not isinstance(found, Answer):
            return found
        return self._late_enough(asking, found)

    def say(self, value: Any) -> Text:
        return layout("{time}", time=value)

    def _late_enough(self, asking: Asking, found: Answer) -> Outcome:
        begins = asking.answers.get(self.since) if self.since else None
        ends = minutes_of(found.value) or _DAY
        if isinstance(begins, time) and ends <= minutes_of(begins):
            return Unclear(_("It has to be later than {time}.", time=begins))
        now = self.on and clock_now(asking, asking.answers.get(self.on))
        if now and found.value <= now:
            return Unclear(_("That time has passed already."))
        return found

    def _left(self, asking: Asking) -> Clock:
        begins = asking.answers.get(self.since) if self.since else None
        if self.on:
            begins = clock_now(asking, asking.answers.get(self.on))
        later = self.clock.later_than(begins) if isinstance(begins, time) else None
        return later or self.clock


def _ticked(offers: Sequence[Offer], current: Any) -> list[Offer]:
    told = f"t{current:%H%M}" if isinstance(current, time) else None
    return [replace(offer, current=offer.arg == told) for offer in offers]


def clock_now(asking: Asking, day: Any) -> time | None:
    """What the clocks show, if the day is today."""
    turn = asking.turn
    return turn.voice.local(turn.now).time() if day == turn.today else None


def hour_offers(clock: Clock) -> list[Offer]:
    """An hour that has one time only is answered at once."""
    offers = []
    for hour in clock.hours():
        times = clock.minutes(hour)
        arg = f"t{times[0]:%H%M}" if len(times) == 1 else f"h{hour}"
        offers.append(Offer(layout("{time}", time=times[0].replace(minute=0)), arg))
    return offers


def minutes_screen(
    clock: Clock, hour: int, *, hint: Text | None = None, current: Any = None
) -> Screen:
    offers = [Offer(layout("{time}", time=at), f"t{at:%H%M}") for at in clock.minutes(hour)]
    again = [Offer(_("Another hour"), "h")]
    return Screen(loose=_ticked(offers, current), rows=[again], hint=hint)


def tapped_time(asking: Asking, clock: Clock, arg: str) -> Outcome:
    """A button of `hour_offers` or `minutes_screen`."""
    if arg == "h":
        asking.scratch.pop("hour", None)
        return Redraw()
    digits = arg[1:]
    if not (digits.isascii() and digits.isdigit()):
        return None
    if arg[0] == "h" and int(digits) in clock.hours():
        asking.scratch["hour"] = int(digits)
        return Redraw()
    if arg[0] == "t" and len(digits) == len("0930"):
        found = [at for at in clock.times() if f"{at:%H%M}" == digits]
        return Answer(found[0]) if found else None
    return None


def one_time(found: Reading[time], clock: Clock) -> Outcome:
    """A typed time, if it is one that there is; of several readings those that there are."""
    inside = [at for at in found.values if at in clock]
    if len(inside) == 1:
        return Answer(inside[0])
    if inside:
        return Unclear(found.reason or _("Which time do you mean?"), tuple(inside))
    if found.values:
        return Unclear(off_clock(clock))
    return Unclear(found.reason or _("Type a time, for example {time}.", time=clock.first))


def off_clock(clock: Clock) -> Text:
    return _("It has to be between {first} and {last}.", first=clock.first, last=clock.last)
