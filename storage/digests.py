"""The weekly digest: when it is due, and what a firm sold most of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage import due
from storage.database import Reading, Transaction
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
    """The first time (UTC) after `moment` that the cluster's clock shows its digest's day and hour.

    An hour that summer time skips comes when the clock has jumped; one that comes twice, at first.
    """
    today = moment.astimezone(ZoneInfo(cluster.zone)).date()
    coming = today + timedelta(days=(cluster.digest_weekday - today.weekday()) % 7)
    at = _on(cluster, coming)
    return at if at > moment else _on(cluster, coming + timedelta(days=7))


def _on(cluster: NewCluster, day: date) -> datetime:
    local = datetime.combine(day, time(cluster.digest_hour), tzinfo=ZoneInfo(cluster.zone))
    return local.astimezone(UTC)


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
    wanted = [firm_id for firm_id in firm_ids if scope.sees(firm_id)]
    rows = await reading.rows(
        """SELECT sale.firm_id, sale.product, sum(sale.amount) AS amount
           FROM json_each(:firms) AS asked
           JOIN sale ON sale.cluster_id = :cluster_id AND sale.firm_id = asked.value
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
