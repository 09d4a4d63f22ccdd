"""What typed words may mean: nothing, one thing, or several of which the person must choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.language.text import Text

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """`values` holds every plausible meaning, the likeliest first; none is never a guess.

    `reason` explains kindly, for the person, why nothing was understood or why one must choose.
    """

    values: tuple[T, ...] = ()
    reason: Text | None = None

    @property
    def understood(self) -> bool:
        return len(self.values) == 1

    @property
    def ambiguous(self) -> bool:
        return len(self.values) > 1

    @property
    def value(self) -> T:
        """The one meaning. Raises ValueError if there is none, or more than one."""
        (only,) = self.values
        return only

    def map(self, change: Callable[[T], S]) -> Reading[S]:
        return Reading(tuple(dict.fromkeys(change(value) for value in self.values)), self.reason)


def reading(values: Iterable[T], reason: Text | None = None) -> Reading[T]:
    """Each meaning once, in the order given; they must be hashable."""
    return Reading(tuple(dict.fromkeys(values)), reason)


def unread(reason: Text | None = None) -> Reading[T]:
    return Reading((), reason)
