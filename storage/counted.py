"""The cluster's sums as they are shown: counted week by week, when the digest goes out.

Sums of the moment would give a single firm away: whoever looks before and after a firm reports, or
withdraws its consent, has its figure by subtraction. So a cluster's sums are of weeks that were
counted, and change only with several firms at once:

- A week is counted when it is over and FEWEST_FIRMS firms reported in it. Weeks of fewer firms
  wait, and are counted together as soon as they are of that many.
- A counted week stays as it is, whoever reports late, corrects, or withdraws. Once FEWEST_FIRMS
  firms of it have changed, it is counted anew.
- A firm counts with what its people told who allow it when the week is counted; so a consent that
  is given or withdrawn changes the weeks that are counted after it.

Of a week that is under way only how many firms reported is told (docs/decisions/0010).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from storage.database import Reading, Transaction
from storage.disclosure import Share, hidden
from storage.records.kinds import FEWEST_FIRMS
from storage.scope import ClusterScope
from storage.values import Money

# How long a late report may still change what was counted: as far back as figures are shown.
WEEKS_BACK = 27
COLUMNS = "monday, firm_id, month, product, market, currency, amount, sales"
# Of those who agree that their reports count in totals.
AGREED = """
FROM sale JOIN consent ON consent.member_id = sale.member_id
  AND consent.purpose = 'totals' AND consent.withdrawn_at IS NULL
WHERE sale.cluster_id = :cluster_id AND sale.voided_at IS NULL
  AND sale.sold_on >= :first AND sale.sold_on < :until
"""
NOW = f"""
SELECT date(sold_on, 'weekday 0', '-6 days') AS monday, firm_id, substr(sold_on, 1, 7) AS month,
       product, market, currency, sum(amount) AS amount, count(*) AS sales {AGREED}
GROUP BY 1, 2, 3, 4, 5, 6
"""
COUNTED = f"""
SELECT {COLUMNS} FROM counted_sale
WHERE cluster_id = :cluster_id AND monday >= :first AND monday < :until
"""


class By(StrEnum):
    """Each is a column."""

    MONTH = "month"
    PRODUCT = "product"
    MARKET = "market"


Firms = dict[int, set[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class Whole:
    """All that counts: `firms` made `sales`; `sums` are those that may be shown.

    `apart` is how many of the sales are in each currency whose sum is not shown.
    """

    firms: int = 0
    sales: int = 0
    sums: tuple[Money, ...] = ()
    apart: tuple[tuple[str, int], ...] = ()

    @property
    def enough(self) -> bool:
        return self.firms >= FEWEST_FIRMS


async def count(tx: Transaction, scope: ClusterScope, until: date) -> None:
    """Count the weeks before `until` (a Monday) that are due to be, by the rule above."""
    args = _period(scope, until - timedelta(weeks=WEEKS_BACK), until)
    told = _by_week(await tx.rows(NOW, args))
    before = _by_week(await tx.rows(COUNTED, args))
    mondays = _due(told, before)
    await tx.write_many(
        "DELETE FROM counted_sale WHERE cluster_id = ? AND monday = ?",
        [(scope.cluster_id, monday) for monday in mondays],
    )
    rows = [row for monday in mondays for of in told.get(monday, {}).values() for row in of]
    await tx.write_many(
        f"INSERT INTO counted_sale (cluster_id, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(scope.cluster_id, *row) for row in rows],
    )


def _due(told: Mapping[str, Firms], before: Mapping[str, Firms]) -> list[str]:
    """The Mondays of the weeks in which enough has changed."""
    changed: dict[str, set[int]] = {}
    for monday in told.keys() | before.keys():
        now, then = told.get(monday, {}), before.get(monday, {})
        changed[monday] = {f for f in now.keys() | then.keys() if now.get(f) != then.get(f)}
    due = {monday for monday, firms in changed.items() if len(firms) >= FEWEST_FIRMS}
    waiting = changed.keys() - before.keys() - due
    if len(set().union(*(changed[monday] for monday in waiting))) >= FEWEST_FIRMS:
        due |= waiting
    return sorted(due)


def _by_week(rows: Iterable[sqlite3.Row]) -> dict[str, Firms]:
    weeks: dict[str, Firms] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        weeks[row["monday"]][row["firm_id"]].add(tuple(row))
    return weeks


async def week(reading: Reading, scope: ClusterScope, monday: date) -> Whole:
    """One week as it was counted; none of it where it was not."""
    rows = await reading.rows(
        f"""SELECT firm_id, currency, sum(amount) AS amount, sum(sales) AS sales FROM ({COUNTED})
            GROUP BY firm_id, currency""",
        _period(scope, monday, monday + timedelta(days=1)),
    )
    return whole([Share("", *row) for row in rows])


async def shares(
    reading: Reading, scope: ClusterScope, by: By, first: date, until: date
) -> list[Share]:
    """Of the months from that of `first` on."""
    rows = await reading.rows(
        f"""SELECT {by}, firm_id, currency, sum(amount) AS amount, sum(sales) AS sales
            FROM ({COUNTED}) WHERE month >= :month GROUP BY {by}, firm_id, currency""",
        _period(scope, first - timedelta(days=6), until) | {"month": f"{first:%Y-%m}"},
    )
    return [Share(*row) for row in rows]


async def waiting(reading: Reading, scope: ClusterScope, first: date, until: date) -> int:
    """How many sales of these days, which begin with a month, are not counted (yet)."""
    args = _period(scope, first, until)
    month = {"month": f"{first:%Y-%m}", "first": (first - timedelta(days=6)).isoformat()}
    told = await reading.row(f"SELECT count(*) AS n {AGREED}", args)
    known = await reading.row(
        f"SELECT total(sales) AS n FROM ({COUNTED}) WHERE month >= :month", args | month
    )
    return max((told["n"] if told else 0) - int(known["n"] if known else 0), 0)


def whole(of: Iterable[Share]) -> Whole:
    """The total of each currency is a sum like any other."""
    known = [Share(s.currency, s.firm_id, s.currency, s.amount, s.sales) for s in of]
    too_few = hidden(known)
    sums: dict[str, int] = defaultdict(int)
    sales: dict[str, int] = defaultdict(int)
    for share in known:
        sums[share.currency] += share.amount
        sales[share.currency] += share.sales
    return Whole(
        firms=len({share.firm_id for share in known}),
        sales=sum(sales.values()),
        sums=tuple(Money(sums[c], c) for c in sorted(sums) if (c, c) not in too_few),
        apart=tuple((c, sales[c]) for c in sorted(sums) if (c, c) in too_few),
    )


def _period(scope: ClusterScope, first: date, until: date) -> dict[str, Any]:
    days = {"first": first.isoformat(), "until": until.isoformat()}
    return {"cluster_id": scope.cluster_id} | days
