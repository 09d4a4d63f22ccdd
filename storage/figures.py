"""Sales by month, product or market (half-open: `until` is the first day not counted)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from storage import counted
from storage.counted import By, Whole
from storage.database import Reading
from storage.disclosure import Share, hidden
from storage.sales.kinds import BOOK
from storage.sales.totals import SUMS, Totals
from storage.scope import ClusterScope
from storage.values import Money

__all__ = ["By", "Part", "of_cluster", "of_firm"]
# What each is by, as SQL on a sale.
KEYS = {By.MONTH: "substr(sold_on, 1, 7)", By.PRODUCT: "product", By.MARKET: "market"}


@dataclass(frozen=True, slots=True)
class Part:
    """`key` is a month ("2026-11"), a product as sales hold it, or a market.

    `hidden` are the currencies whose sums are left out: they would give a single firm away.
    """

    key: str
    totals: Totals
    hidden: frozenset[str] = frozenset()


async def of_firm(
    reading: Reading, scope: ClusterScope, firm_id: int, by: By, first: date, until: date
) -> list[Part]:
    """In the order of their keys; nothing for a firm whose sales may not be seen."""
    groups = f", {KEYS[by]}, currency"
    found = await BOOK.sums(reading, scope, [firm_id], first, until, what=SUMS, by=groups)
    # Before the key of each row stands its firm.
    return _parts(
        Share(row[1], firm_id, row["currency"], row["amount"], row["sales"])
        for row in found.get(firm_id, [])
    )


async def of_cluster(
    reading: Reading, scope: ClusterScope, by: By, first: date, until: date
) -> tuple[Whole, list[Part]]:
    """As counted (storage/counted.py); for observers, coordinators and the cluster's own work."""
    if not scope.sees_totals:
        return Whole(), []
    shares = await counted.shares(reading, scope, by, first, until)
    return counted.whole(shares), _parts(shares, hidden(shares))


def _parts(shares: Iterable[Share], without: Iterable[tuple[str, str]] = ()) -> list[Part]:
    left_out = set(without)
    by_key: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        by_key[share.key].append(share)
    return [
        Part(
            key,
            _totals([share for share in by_key[key] if (key, share.currency) not in left_out]),
            frozenset(code for of, code in left_out if of == key),
        )
        for key in sorted(by_key)
    ]


def _totals(shares: Iterable[Share]) -> Totals:
    sums: dict[str, int] = defaultdict(int)
    count = 0
    for share in shares:
        sums[share.currency] += share.amount
        count += share.sales
    return Totals(count, tuple(Money(sums[code], code) for code in sorted(sums)))
