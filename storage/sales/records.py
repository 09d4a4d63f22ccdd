"""Recording sales, and finding them again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from storage.database import Reading, Transaction
from storage.errors import NotAllowedError
from storage.sales.kinds import (
    INSERT,
    SELECT,
    NewSale,
    Sale,
    Telling,
    facts_of,
    of_firm,
    row_of,
    sale_of,
    seen_by,
)
from storage.scope import ClusterScope, MemberScope


async def record(
    tx: Transaction, scope: MemberScope, new: NewSale, told: str, now: datetime
) -> Sale:
    """Write down a sale of the member's firm: once for each `told`, however often it is said.

    Raises NotAllowedError for a member who reports for no firm, sqlite3.IntegrityError for what
    no sale can be (an amount of zero, a country without export).
    """
    firm_id = scope.reports_for
    if firm_id is None:
        raise NotAllowedError("a sale belongs to a firm")
    entry = Telling(scope.member_id, firm_id, told, now, new)
    refused: sqlite3.IntegrityError | None = None
    try:
        await tx.insert(INSERT, row_of(scope, entry))
    except sqlite3.IntegrityError as error:
        refused = error  # said before, or wrong
    sale = await _told(tx, scope, told)
    if sale is None:
        raise refused or LookupError(told)
    return sale


async def record_many(tx: Transaction, scope: ClusterScope, sales: Iterable[Telling]) -> None:
    """Write down many at once, each once only; the schema checks them like any other."""
    conflict = "ON CONFLICT (cluster_id, firm_id, told) DO NOTHING"
    await tx.write_many(f"{INSERT} {conflict}", (row_of(scope, sale) for sale in sales))


async def find(reading: Reading, scope: ClusterScope, sale_id: int) -> Sale | None:
    """A sale, void or not; None also for one that whoever asks may not see."""
    where, args = seen_by(scope)
    row = await reading.row(f"{SELECT} WHERE {where} AND sale.id = :id", args | {"id": sale_id})
    return sale_of(row) if row else None


async def latest(
    reading: Reading,
    scope: ClusterScope,
    *,
    limit: int,
    before: int | None = None,
    whole_cluster: bool = False,
) -> list[Sale]:
    """The last sales of one's firm, or of all firms for who may see them. Void ones are left out.

    In pages: the next one is what comes `before` the id of the last sale seen.
    """
    where, args = seen_by(scope) if whole_cluster else of_firm(scope, scope.reports_for)
    page = (
        ""
        if before is None
        else (
            "AND (sale.sold_on, sale.id) <"
            " (SELECT sold_on, id FROM sale WHERE id = :before AND cluster_id = :cluster_id)"
        )
    )
    rows = await reading.rows(
        f"""{SELECT} WHERE {where} AND sale.voided_at IS NULL {page}
            ORDER BY sale.sold_on DESC, sale.id DESC LIMIT :limit""",
        args | {"limit": limit, "before": before},
    )
    return [sale_of(row) for row in rows]


async def same_told(reading: Reading, scope: MemberScope, new: NewSale) -> Sale | None:
    """The sale of this firm, day, product and amount that a colleague has told already."""
    where, args = of_firm(scope, scope.reports_for)
    row = await reading.row(
        f"""{SELECT} WHERE {where} AND sale.voided_at IS NULL AND sale.sold_on = :sold_on
              AND sale.product = :product AND sale.amount = :amount
              AND sale.currency = :currency AND sale.member_id <> :member_id
            ORDER BY sale.id DESC LIMIT 1""",
        args | facts_of(new) | {"member_id": scope.member_id},
    )
    return sale_of(row) if row else None


async def _told(reading: Reading, scope: MemberScope, told: str) -> Sale | None:
    where, args = of_firm(scope, scope.reports_for)
    row = await reading.row(f"{SELECT} WHERE {where} AND sale.told = :told", args | {"told": told})
    return sale_of(row) if row else None
