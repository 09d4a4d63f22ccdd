"""What a sale is, and how it is kept in a row."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from storage.moments import read_moment, read_moment_if
from storage.records import Book
from storage.records.facts import read_money, read_quantity
from storage.values import Money, Quantity


class Market(StrEnum):
    LOCAL = "local"
    NATIONAL = "national"
    EXPORT = "export"


class Channel(StrEnum):
    DIRECT = "direct"
    INTERMEDIARY = "intermediary"
    FAIR = "fair"
    ONLINE = "online"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSale:
    """`product` is a product's code or, where the cluster has none for it, the member's words.

    `sold_on` is a day in the cluster's zone; `country` (ISO 3166) is known of exports only;
    `photo` is Telegram's id of the file.
    """

    product: str
    amount: Money
    sold_on: date
    market: Market
    channel: Channel
    quantity: Quantity | None = None
    country: str | None = None
    note: str | None = None
    photo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale(NewSale):
    id: int
    firm_id: int
    member_id: int
    reporter: str
    recorded_at: datetime
    voided_at: datetime | None


def facts_of(sale: NewSale) -> dict[str, Any]:
    return {
        "product": sale.product,
        "quantity": sale.quantity.thousandths if sale.quantity else None,
        "unit": sale.quantity.unit if sale.quantity else None,
        "amount": sale.amount.minor,
        "currency": sale.amount.currency,
        "market": sale.market,
        "country": sale.country,
        "channel": sale.channel,
        "sold_on": sale.sold_on.isoformat(),
        "note": sale.note,
        "photo": sale.photo,
    }


def sale_of(row: sqlite3.Row) -> Sale:
    return Sale(
        id=row["id"],
        firm_id=row["firm_id"],
        member_id=row["member_id"],
        reporter=row["reporter"],
        product=row["product"],
        quantity=quantity_of(row),
        amount=Money(row["amount"], row["currency"]),
        market=Market(row["market"]),
        country=row["country"],
        channel=Channel(row["channel"]),
        sold_on=date.fromisoformat(row["sold_on"]),
        note=row["note"],
        photo=row["photo"],
        recorded_at=read_moment(row["recorded_at"]),
        voided_at=read_moment_if(row["voided_at"]),
    )


def quantity_of(row: sqlite3.Row) -> Quantity | None:
    return None if row["quantity"] is None else Quantity(row["quantity"], row["unit"])


def _tidy(sale: Sale) -> Sale:
    """A sale that is no export any more loses its country."""
    return sale if sale.market is Market.EXPORT else replace(sale, country=None)


BOOK: Book[NewSale, Sale] = Book(
    "sale",
    facts=[field.name for field in fields(NewSale)],
    columns=(
        *("product", "quantity", "unit", "amount", "currency", "market", "country", "channel"),
        *("sold_on", "note", "photo"),
    ),
    day="sold_on",
    row_of=facts_of,
    read=sale_of,
    readers={
        "amount": read_money,
        "quantity": read_quantity,
        "sold_on": date.fromisoformat,
        "market": Market,
        "channel": Channel,
    },
    alike=("sold_on", "product", "amount", "currency"),
    tidy=_tidy,
)
