"""How much was sold in some days (half-open: `until` is the first day that is not counted)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from storage.database import Reading
from storage.sales.kinds import BOOK
from storage.scope import ClusterScope
from storage.values import Money


@dataclass(frozen=True, slots=True)
class Totals:
    """One sum for each currency, in the order of their codes: nothing is converted here."""

    count: int = 0
    sums: tuple[Money, ...] = ()


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


def _totals(rows: Iterable[sqlite3.Row]) -> Totals:
    found = list(rows)
    return Totals(
        count=sum(row["sales"] for row in found),
        sums=tuple(Money(row["amount"], row["currency"]) for row in found),
    )
