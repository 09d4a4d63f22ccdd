"""What is told and drawn of half a year of sales: a firm's, or the cluster's as counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.text import Text, _, _n, lines
from handlers.weeks import week_of
from handlers.whole_cluster import whole_cluster
from storage import counted, figures, sales
from storage.database import Reading
from storage.figures import By, Part
from storage.sales import FEWEST_FIRMS, Totals
from storage.scope import ClusterScope
from storage.values import DayRange

MONTHS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """`whole` is all of it in words, None where there is nothing; `note` is what is not in it."""

    days: DayRange
    parts: Sequence[Part]
    whole: Text | None
    note: Text | None = None

    @property
    def drawn(self) -> bool:
        return any(part.totals.sums for part in self.parts)


def half_year(today: date) -> DayRange:
    """From the first day of the month five months ago up to and with today."""
    months = today.year * 12 + today.month - MONTHS
    first = date(months // 12, months % 12 + 1, 1)
    return DayRange(first, today + timedelta(days=1))


def counted_half_year(today: date) -> DayRange:
    """The same, up to the week that is under way."""
    return DayRange(half_year(today).first, week_of(today).first)


async def find(
    reading: Reading, scope: ClusterScope, by: By, firm_id: int | None, today: date, currency: str
) -> Found:
    """Without a firm it is the whole cluster."""
    if firm_id is None:
        return await _of_cluster(reading, scope, by, today, currency)
    days = half_year(today)
    parts = await figures.of_firm(reading, scope, firm_id, by, days.first, days.until)
    own = await sales.week(reading, scope, firm_id, days.first, days.until)
    told = _n("In all: {n} sale, {sums}.", "In all: {n} sales, {sums}.", own.count, sums=own.sums)
    return Found(days, _ordered(parts, by, days, currency), told if own.count else None)


async def _of_cluster(
    reading: Reading, scope: ClusterScope, by: By, today: date, currency: str
) -> Found:
    days = counted_half_year(today)
    whole, parts = await figures.of_cluster(reading, scope, by, days.first, days.until)
    waiting = await counted.waiting(reading, scope, days.first, days.until)
    note = lines(
        hidden_note() if any(part.hidden for part in parts) else None,
        _waiting(waiting) if waiting else None,
    )
    told = whole_cluster(whole) if whole.enough else None
    return Found(days, _ordered(parts, by, days, currency) if told else [], told, note)


def hidden_note() -> Text:
    return _(
        "Not shown: what fewer than {n} firms told, and what would give it away by subtraction.",
        n=FEWEST_FIRMS,
    )


def _waiting(sales_waiting: int) -> Text:
    return _n(
        "{n} sale is not counted yet: it waits until there are some of {few} firms.",
        "{n} sales are not counted yet: they wait until they are of {few} firms.",
        sales_waiting,
        few=FEWEST_FIRMS,
    )


def _ordered(parts: Sequence[Part], by: By, days: DayRange, currency: str) -> list[Part]:
    """Every month in its order; products and markets by what was sold of them, the most first."""
    if by is By.MONTH:
        known = {part.key: part for part in parts}
        months = dict.fromkeys(f"{day:%Y-%m}" for day in days)
        return [known.get(month) or Part(month, Totals()) for month in months]
    return sorted(parts, key=lambda part: (-_minor(part, currency), -part.totals.count))


def _minor(part: Part, currency: str) -> int:
    return sum(money.minor for money in part.totals.sums if money.currency == currency)
