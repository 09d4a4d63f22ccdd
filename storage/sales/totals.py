"""How much was sold in some days (half-open: `until` is the first day that is not counted)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from storage.database import Reading
from storage.sales.kinds import of_firm
from storage.scope import ClusterScope
from storage.values import Money


@dataclass(frozen=True, slots=True)
class Totals:
    """One sum for each currency, in the order of their codes: nothing is converted here."""

    count: int = 0
    sums: tuple[Money, ...] = ()


# Of two firms each could tell from the sum what the other sold.
FEWEST_FIRMS = 3


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


IN_THOSE_DAYS = "sale.voided_at IS NULL AND sale.sold_on >= :first AND sale.sold_on < :until"


async def week(
    reading: Reading, scope: ClusterScope, firm_id: int, first: date, until: date
) -> Totals:
    """One firm's sales; nothing for a firm whose sales may not be seen."""
    where, args = of_firm(scope, firm_id)
    rows = await reading.rows(
        f"""SELECT currency, sum(amount) AS amount, count(*) AS sales FROM sale
            WHERE {where} AND {IN_THOSE_DAYS} GROUP BY currency ORDER BY currency""",
        args | _days(first, until),
    )
    return _totals(rows)


async def week_by_firm(
    reading: Reading, scope: ClusterScope, firm_ids: Iterable[int], first: date, until: date
) -> dict[int, Totals]:
    """The same for many firms in one go; those without a sale are there too."""
    wanted = [firm_id for firm_id in firm_ids if scope.sees(firm_id)]
    rows = await reading.rows(
        f"""SELECT sale.firm_id, currency, sum(amount) AS amount, count(*) AS sales
            FROM json_each(:firms) AS asked
            JOIN sale ON sale.cluster_id = :cluster_id AND sale.firm_id = asked.value
            WHERE {IN_THOSE_DAYS} GROUP BY sale.firm_id, currency ORDER BY currency""",
        {"firms": json.dumps(wanted), "cluster_id": scope.cluster_id} | _days(first, until),
    )
    by_firm: dict[int, list[sqlite3.Row]] = {firm_id: [] for firm_id in wanted}
    for row in rows:
        by_firm[row["firm_id"]].append(row)
    return {firm_id: _totals(found) for firm_id, found in by_firm.items()}


async def cluster_week(
    reading: Reading, scope: ClusterScope, first: date, until: date
) -> ClusterTotals:
    """The cluster's sales, of those members who agreed that their reports count in totals."""
    rows = await reading.rows(
        f"""WITH counted AS MATERIALIZED (
              SELECT sale.firm_id, sale.currency, sale.amount FROM sale
              JOIN consent ON consent.member_id = sale.member_id
                AND consent.purpose = 'totals' AND consent.withdrawn_at IS NULL
              WHERE sale.cluster_id = :cluster_id AND {IN_THOSE_DAYS})
            SELECT currency, sum(amount) AS amount, count(*) AS sales,
                   count(DISTINCT firm_id) AS told_by,
                   (SELECT count(DISTINCT firm_id) FROM counted) AS firms
            FROM counted GROUP BY currency ORDER BY currency""",
        {"cluster_id": scope.cluster_id} | _days(first, until),
    )
    told_by = {row["currency"]: row["told_by"] for row in rows}
    return ClusterTotals(_totals(rows), rows[0]["firms"] if rows else 0, told_by)


def _days(first: date, until: date) -> dict[str, Any]:
    return {"first": first.isoformat(), "until": until.isoformat()}


def _totals(rows: Iterable[sqlite3.Row]) -> Totals:
    found = list(rows)
    return Totals(
        count=sum(row["sales"] for row in found),
        sums=tuple(Money(row["amount"], row["currency"]) for row in found),
    )
