"""Correcting sales: every change leaves who, when, what it was and what it became."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from storage.database import Reading, Transaction
from storage.errors import NotFoundError
from storage.moments import stored
from storage.sales.kinds import (
    FACTS,
    SELECT,
    Channel,
    Market,
    Sale,
    SaleChanges,
    facts_of,
    of_firm,
    sale_of,
)
from storage.sales.records import find
from storage.scope import ClusterScope, MemberScope
from storage.values import Money, Quantity

Fact = str | Money | Quantity | Market | Channel | date | None


class ChangeKind(StrEnum):
    RECORDED = "recorded"
    EDITED = "edited"
    VOIDED = "voided"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Change:
    """`field` is a field of NewSale, and `before` and `after` its values, for an edit."""

    kind: ChangeKind
    at: datetime
    by: str
    field: str | None = None
    before: Fact = None
    after: Fact = None


async def edit(
    tx: Transaction, scope: MemberScope, sale_id: int, changes: SaleChanges, now: datetime
) -> Sale:
    """Correct a sale; each field that changes leaves a row of history.

    A sale that is no export any more loses its country. Raises NotFoundError for one that is not
    this firm's or is void, sqlite3.IntegrityError for what no sale can be.
    """
    before = await _own(tx, scope, sale_id)
    if before.voided_at is not None:
        raise NotFoundError
    after = replace(before, **changes)
    if after.market is not Market.EXPORT:
        after = replace(after, country=None)
    changed = [name for name in FACTS if getattr(before, name) != getattr(after, name)]
    if changed:
        await _rewrite(tx, scope, after)
        await _note_edits(tx, scope, before, after, changed, now)
    return after


async def void(tx: Transaction, scope: MemberScope, sale_id: int, now: datetime) -> Sale:
    """Take a sale out of every list and total; one that is void already stays so.

    Raises NotFoundError for one that is not this firm's.
    """
    return await _set_void(tx, scope, sale_id, now, to=now)


async def restore(tx: Transaction, scope: MemberScope, sale_id: int, now: datetime) -> Sale:
    """Undo a void. Raises NotFoundError for a sale that is not this firm's."""
    return await _set_void(tx, scope, sale_id, now, to=None)


async def history(reading: Reading, scope: ClusterScope, sale_id: int) -> list[Change]:
    """From its recording on; nothing for a sale that whoever asks may not see."""
    sale = await find(reading, scope, sale_id)
    if sale is None:
        return []
    rows = await reading.rows(
        """SELECT sale_change.kind, sale_change.at, sale_change.field, sale_change.before,
                  sale_change.after, person.name
           FROM sale_change
           JOIN member ON member.id = sale_change.member_id
           JOIN person ON person.id = member.person_id
           WHERE sale_change.cluster_id = ? AND sale_change.sale_id = ? ORDER BY sale_change.id""",
        (scope.cluster_id, sale_id),
    )
    recorded = Change(ChangeKind.RECORDED, sale.recorded_at, sale.reporter)
    return [recorded, *map(_change, rows)]


async def _own(reading: Reading, scope: MemberScope, sale_id: int) -> Sale:
    """A coordinator sees the sales of all firms, and corrects those of their own."""
    where, args = of_firm(scope, scope.reports_for)
    row = await reading.row(f"{SELECT} WHERE {where} AND sale.id = :id", args | {"id": sale_id})
    if row is None:
        raise NotFoundError
    return sale_of(row)


async def _rewrite(tx: Transaction, scope: MemberScope, sale: Sale) -> None:
    await tx.write(
        """UPDATE sale SET product = :product, quantity = :quantity, unit = :unit,
                  amount = :amount, currency = :currency, market = :market, country = :country,
                  channel = :channel, sold_on = :sold_on, note = :note, photo = :photo
           WHERE cluster_id = :cluster_id AND id = :id""",
        facts_of(sale) | {"cluster_id": scope.cluster_id, "id": sale.id},
    )


async def _note_edits(
    tx: Transaction,
    scope: MemberScope,
    before: Sale,
    after: Sale,
    changed: Iterable[str],
    now: datetime,
) -> None:
    await tx.write_many(
        """INSERT INTO sale_change (cluster_id, sale_id, member_id, at, kind, field, before, after)
           VALUES (?, ?, ?, ?, 'edited', ?, ?, ?)""",
        [
            (
                scope.cluster_id,
                before.id,
                scope.member_id,
                stored(now),
                name,
                _written(getattr(before, name)),
                _written(getattr(after, name)),
            )
            for name in changed
        ],
    )


async def _set_void(
    tx: Transaction, scope: MemberScope, sale_id: int, now: datetime, *, to: datetime | None
) -> Sale:
    sale = await _own(tx, scope, sale_id)
    if (sale.voided_at is None) == (to is None):
        return sale
    await tx.write(
        "UPDATE sale SET voided_at = ? WHERE cluster_id = ? AND id = ?",
        (stored(to) if to else None, scope.cluster_id, sale_id),
    )
    kind = ChangeKind.VOIDED if to else ChangeKind.RESTORED
    await tx.write(
        "INSERT INTO sale_change (cluster_id, sale_id, member_id, at, kind) VALUES (?, ?, ?, ?, ?)",
        (scope.cluster_id, sale_id, scope.member_id, stored(now), kind),
    )
    return replace(sale, voided_at=to)


def _written(fact: Fact) -> str | None:
    """A fact as the history keeps it, the same in every language."""
    match fact:
        case Money(minor, currency):
            return f"{minor} {currency}"
        case Quantity(thousandths, unit):
            return f"{thousandths} {unit}"
        case date():
            return fact.isoformat()
        case _:
            return fact


def _read_money(text: str) -> Money:
    minor, currency = text.split(" ")
    return Money(int(minor), currency)


def _read_quantity(text: str) -> Quantity:
    thousandths, unit = text.split(" ", 1)
    return Quantity(int(thousandths), unit)


READERS: dict[str, Callable[[str], Fact]] = {
    "amount": _read_money,
    "quantity": _read_quantity,
    "sold_on": date.fromisoformat,
    "market": Market,
    "channel": Channel,
}


def _read(field: str, text: str | None) -> Fact:
    return None if text is None else READERS.get(field, str)(text)


def _change(row: sqlite3.Row) -> Change:
    field = row["field"]
    return Change(
        kind=ChangeKind(row["kind"]),
        at=datetime.fromisoformat(row["at"]),
        by=row["name"],
        field=field,
        before=_read(field, row["before"]) if field else None,
        after=_read(field, row["after"]) if field else None,
    )
