"""How much was sold in some days (half-open: `until` is the first day that is not counted)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from storage.database import Reading
from storage.records.kinds import FEWEST_FIRMS
from storage.sales.kinds import BOOK
from storage.scope import ClusterScope
from storage.values import Money


@dataclass(frozen=True, slots=True)
class Totals:
    """One sum for each currency, in the order of their codes: nothing is converted here."""

    count: int = 0
    sums: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class ClusterTotals:
    """`firms` is how many reported, and `told_by` how many of them in each currency."""

    totals: Totals
    firms: int
    told_by: Mapping[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[Money, ...]:
        """The sums that members may see: no sum gives away what a single firm sold."""
        sums = self.totals.sums
        return tuple(m for m in sums if self.told_by.get(m.currency, 0) >= FEWEST_FIRMS)


SUMS = "sum(amount) AS amount, count(*) AS sales"


async def week(
    reading: Reading, scope: ClusterScope, firm_id: int, first: date, until: date
) -> Totals:
    """One firm's sales; nothing for a firm whose sales may not be seen."""
    found = await week_by_firm(reading, scope, [firm_id], first, until)
    return found.get(firm_id, Totals())


async def week_by_firm(
    reading: Reading, scope: ClusterScope, firm_ids: Iterable[int], first: date, until: date
) -> dict[int, Totals]:
    """The same for many firms in one go; those without a sale are there too."""
    found = await BOOK.sums(reading, scope, firm_ids, first, until, what=SUMS, by=", currency")
    return {firm_id: _totals(rows) for firm_id, rows in found.items()}


async def cluster_week(
    reading: Reading, scope: ClusterScope, first: date, until: date
) -> ClusterTotals:
    """The cluster's sales, of those members who agreed that their reports count in totals."""
    rows = await BOOK.agreed_sums(reading, scope, first, until, what=SUMS, by="currency")
    told_by = {row["currency"]: row["told_by"] for row in rows}
    return ClusterTotals(_totals(rows), rows[0]["firms"] if rows else 0, told_by)


def _totals(rows: Iterable[sqlite3.Row]) -> Totals:
    found = list(rows)
    return Totals(
        count=sum(row["sales"] for row in found),
        sums=tuple(Money(row["amount"], row["currency"]) for row in found),
    )
