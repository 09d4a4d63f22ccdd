"""Sales by month, product or market (half-open: `until` is the first day not counted)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from storage.database import Reading
from storage.records.kinds import FEWEST_FIRMS
from storage.sales.kinds import BOOK
from storage.sales.totals import SUMS, Totals
from storage.scope import ClusterScope
from storage.values import Money


class By(StrEnum):
    MONTH = "month"
    PRODUCT = "product"
    MARKET = "market"


# What each is by, as SQL on a sale.
KEYS = {By.MONTH: "substr(sold_on, 1, 7)", By.PRODUCT: "product", By.MARKET: "market"}


@dataclass(frozen=True, slots=True)
class Part:
    """`key` is a month ("2026-11"), a product as sales hold it, or a market.

    `hidden`: some sums are left out, since too few firms told them.
    """

    key: str
    totals: Totals
    hidden: bool = False


async def of_firm(
    reading: Reading, scope: ClusterScope, firm_id: int, by: By, first: date, until: date
) -> list[Part]:
    """In the order of their keys; nothing for a firm whose sales may not be seen."""
    groups = f", {KEYS[by]}, currency"
    found = await BOOK.sums(reading, scope, [firm_id], first, until, what=SUMS, by=groups)
    # Before the key of each row stands its firm.
    return _parts(found.get(firm_id, []), key=1, fewest=0)


async def of_cluster(
    reading: Reading, scope: ClusterScope, by: By, first: date, until: date
) -> list[Part]:
    """Of those who agreed to be counted; for coordinators and the cluster's own work.

    A sum, and how many sales it is of, is told from FEWEST_FIRMS firms on.
    """
    if not scope.sees(None):
        return []
    groups = f"{KEYS[by]}, currency"
    rows = await BOOK.agreed_sums(reading, scope, first, until, what=SUMS, by=groups)
    return _parts(rows, key=0, fewest=FEWEST_FIRMS)


def _parts(rows: Iterable[sqlite3.Row], *, key: int, fewest: int) -> list[Part]:
    parts = []
    for name, of_key in groupby(rows, lambda row: str(row[key])):
        known = list(of_key)
        shown = [row for row in known if fewest == 0 or row["told_by"] >= fewest]
        sums = tuple(Money(row["amount"], row["currency"]) for row in shown)
        totals = Totals(sum(row["sales"] for row in shown), sums)
        parts.append(Part(name, totals, hidden=len(shown) < len(known)))
    return parts
