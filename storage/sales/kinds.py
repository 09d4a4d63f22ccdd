"""What a sale is, and how it is kept in a row."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypedDict

from storage.moments import stored
from storage.scope import ClusterScope
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
    """`reporter` is the name of the person who told it."""

    id: int
    firm_id: int
    member_id: int
    reporter: str
    recorded_at: datetime
    voided_at: datetime | None


class SaleChanges(TypedDict, total=False):
    """The fields to change, and no others: two people may be correcting one sale."""

    product: str
    amount: Money
    sold_on: date
    market: Market
    channel: Channel
    quantity: Quantity | None
    country: str | None
    note: str | None
    photo: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A sale with who told it and when. `told` is the name of the telling: it counts once."""

    member_id: int
    firm_id: int
    told: str
    recorded_at: datetime
    sale: NewSale


FACTS = tuple(field.name for field in fields(NewSale))

INSERT = """
INSERT INTO sale (cluster_id, firm_id, member_id, told, recorded_at, product, quantity, unit,
                  amount, currency, market, country, channel, sold_on, note, photo)
VALUES (:cluster_id, :firm_id, :member_id, :told, :recorded_at, :product, :quantity, :unit,
        :amount, :currency, :market, :country, :channel, :sold_on, :note, :photo)
"""

SELECT = """
SELECT sale.id, sale.firm_id, sale.member_id, sale.product, sale.quantity, sale.unit, sale.amount,
       sale.currency, sale.market, sale.country, sale.channel, sale.sold_on, sale.note, sale.photo,
       sale.recorded_at, sale.voided_at, person.name AS reporter
FROM sale
JOIN member ON member.id = sale.member_id
JOIN person ON person.id = member.person_id
"""


def seen_by(scope: ClusterScope) -> tuple[str, dict[str, Any]]:
    """The condition for the sales that whoever asks may see."""
    if scope.sees(None):
        return "sale.cluster_id = :cluster_id", {"cluster_id": scope.cluster_id}
    return of_firm(scope, scope.reports_for)


def of_firm(scope: ClusterScope, firm_id: int | None) -> tuple[str, dict[str, Any]]:
    """The condition for one firm's sales; it holds for none where they may not be seen."""
    firm = firm_id if scope.sees(firm_id) else None
    return (
        "sale.cluster_id = :cluster_id AND sale.firm_id = :firm_id",
        {"cluster_id": scope.cluster_id, "firm_id": firm},
    )


def row_of(scope: ClusterScope, telling: Telling) -> dict[str, Any]:
    return {
        "cluster_id": scope.cluster_id,
        "firm_id": telling.firm_id,
        "member_id": telling.member_id,
        "told": telling.told,
        "recorded_at": stored(telling.recorded_at),
    } | facts_of(telling.sale)


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
    voided = row["voided_at"]
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
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        voided_at=datetime.fromisoformat(voided) if voided else None,
    )


def quantity_of(row: sqlite3.Row) -> Quantity | None:
    return None if row["quantity"] is None else Quantity(row["quantity"], row["unit"])
