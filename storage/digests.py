"""The weekly digest: when it is due, and what a firm sold most of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from storage import due
from storage.database import Reading, Transaction
from storage.moments import next_weekly
from storage.scope import ClusterScope
from storage.values import Money

if TYPE_CHECKING:
    from storage.clusters import Cluster, NewCluster

KIND = "digest"


@dataclass(frozen=True, slots=True)
class Best:
    """`product` as sales hold it: a code, or a member's own words."""

    product: str
    amount: Money


def next_after(cluster: NewCluster, moment: datetime) -> datetime:
    """The first time (UTC) after `moment` that the cluster's clock shows the digest's hour."""
    return next_weekly(cluster.digest_weekday, cluster.digest_hour, cluster.zone, moment)


async def plan_first(tx: Transaction, cluster: Cluster, now: datetime) -> None:
    """A new cluster's first digest; each one plans the next when it is done."""
    await due.plan(tx, KIND, cluster.id, next_after(cluster, now))


async def best_products(
    reading: Reading,
    scope: ClusterScope,
    firm_ids: Iterable[int],
    first: date,
    until: date,
    currency: str,
) -> dict[int, Best]:
    """What each firm sold most of, in that currency: amounts of several cannot be compared.

    `until` is the first day that is not counted. A firm with nothing to tell is missing.
    """
    wanted = scope.seen(firm_ids)
    rows = await reading.rows(
        """SELECT sale.firm_id, sale.product, sum(sale.amount) AS amount
           FROM json_each(:firms) AS asked
           CROSS JOIN sale ON sale.cluster_id = :cluster_id AND sale.firm_id = asked.value
           WHERE sale.voided_at IS NULL AND sale.sold_on >= :first AND sale.sold_on < :until
             AND sale.currency = :currency
           GROUP BY sale.firm_id, sale.product ORDER BY amount, sale.product DESC""",
        {
            "firms": json.dumps(wanted),
            "cluster_id": scope.cluster_id,
            "first": first.isoformat(),
            "until": until.isoformat(),
            "currency": currency,
        },
    )
    return {row["firm_id"]: Best(row["product"], Money(row["amount"], currency)) for row in rows}
