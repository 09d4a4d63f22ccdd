"""What the records are made of: amounts, quantities, days, hours, people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` counts the smallest unit that ISO 4217 gives the currency: cents, or whole CLP.

    COP has centavos by ISO 4217 though nobody pays with them: 450,000 pesos are 45,000,000 minor.
    """

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """Thousandths of a unit, so that half a kilo and a gram of a kilo are exact."""

    thousandths: int
    unit: str

    @property
    def amount(self) -> Decimal:
        return Decimal(self.thousandths) / 1000


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from `first` up to and without `until`: the first day that is no longer in it."""

    first: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.first:
            raise ValueError("a range of days holds at least one day")

    @classmethod
    def of_one(cls, day: date) -> DayRange:
        return cls(day, day + timedelta(days=1))

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.until

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range((self.until - self.first).days))


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Aware moments from `start` up to and without `end`, so that back to back does not overlap."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            raise ValueError("a range of time is made of aware moments")
        if self.end <= self.start:
            raise ValueError("a range of time ends after it starts")

    def overlaps(self, other: TimeRange) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """How many people, and of them how many are...; None where one prefers not to say."""

    total: int
    women: int | None = None
    young: int | None = None
    disability: int | None = None

    def __post_init__(self) -> None:
        parts = (self.women, self.young, self.disability)
        if self.total < 0 or any(part is not None and part < 0 for part in parts):
            raise ValueError("people are counted from zero")
        if any(part is not None and part > self.total for part in parts):
            raise ValueError("a part of the people cannot be more than all of them")
