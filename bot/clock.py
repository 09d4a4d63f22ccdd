"""The only place that asks the computer for the time; everything else is handed a clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment in UTC, always aware."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """The computer's time plus an offset, for the demo and for tests.

    It goes on ticking after a move. It is never moved back: what was promised to members for a
    moment that has passed would be promised again.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._system = SystemClock()
        self._offset = timedelta()
        self._listeners: list[Callable[[], None]] = []
        if start is not None:
            self._offset = _aware(start) - self._system.now()

    def now(self) -> datetime:
        return self._system.now() + self._offset

    def move_to(self, moment: datetime) -> None:
        """Raises ValueError for a moment without a zone and for one that has passed."""
        self.advance(_aware(moment) - self.now())

    def advance(self, by: timedelta) -> None:
        """Raises ValueError when asked to go back."""
        if by < timedelta():
            raise ValueError(f"the clock is not moved back (asked for {by})")
        self._offset += by
        for listener in tuple(self._listeners):
            listener()

    def on_move(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each move, so that whoever waits for a due time looks again.

        Returns what ends that.
        """
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(UTC)
