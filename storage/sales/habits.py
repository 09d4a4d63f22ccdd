"""What a firm usually sells and for how much: for shortcuts, and to notice a slip of the finger.

Only a firm's last RECENT sales are looked at: habits change, and a question must cost the same
for a firm with ten thousand sales.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, median_high
from typing import Self

from storage.database import Reading
from storage.sales.kinds import BOOK, Channel, Market, quantity_of
from storage.scope import MemberScope
from storage.values import Money, Quantity

RECENT = 200

# Fewer amounts than these say nothing about the next one.
ENOUGH = 4

# Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993): farther from the median than
# 3.5 deviations, where a deviation is the median absolute deviation / 0.6745. DHIS2 offers the
# same as "modified z-score" for reported figures.
DEVIATIONS = 3.5
MAD_OF_ONE_DEVIATION = 0.6745

# Prices that never changed have no deviation at all: less than double or half is never far.
NEVER_FAR = math.log(2)


@dataclass(frozen=True, slots=True)
class Usual:
    """A sale as this firm often makes it, without its day."""

    product: str
    quantity: Quantity | None
    amount: Money
    market: Market
    country: str | None
    channel: Channel


@dataclass(frozen=True, slots=True)
class OwnRange:
    """Where this firm's amounts for a product lie, in minor units: of one unit, or of whole sales.

    Measured in logarithms: prices differ by so many times, not by so much, and a zero too few is
    as far away as a zero too many, which a range around the plain median would never notice.
    """

    currency: str
    unit: str | None
    count: int
    low: float
    usual: float
    high: float

    @classmethod
    def of(cls, currency: str, unit: str | None, amounts: Sequence[float]) -> Self:
        logs = [math.log(amount) for amount in amounts]
        middle = median(logs)
        mad = median(abs(log - middle) for log in logs)
        width = max(NEVER_FAR, DEVIATIONS * mad / MAD_OF_ONE_DEVIATION)
        low, usual, high = (math.exp(middle + offset) for offset in (-width, 0, width))
        return cls(currency, unit, len(amounts), low, usual, high)

    def holds(self, amount: Money, quantity: Quantity | None) -> bool:
        """Whether the amount is nothing out of the ordinary.

        So is one that cannot be compared, in another currency or unit.
        """
        units = self._units(quantity)
        if amount.currency != self.currency or units is None:
            return True
        # Exactly the double is still in: exp(log(2)) is not quite 2.
        return self.low * (1 - 1e-9) <= amount.minor / units <= self.high * (1 + 1e-9)

    def span(self, quantity: Quantity | None) -> tuple[Money, Money] | None:
        """From what to what such a quantity usually goes; None for another unit."""
        units = self._units(quantity)
        if units is None:
            return None
        low, high = (Money(round(limit * units), self.currency) for limit in (self.low, self.high))
        return low, high

    def _units(self, quantity: Quantity | None) -> float | None:
        if self.unit is None:
            return 1
        if quantity is None or quantity.unit != self.unit:
            return None
        return quantity.thousandths / 1000


def _recent(where: str) -> str:
    return f"""(SELECT id, product, quantity, unit, amount, currency, market, country, channel,
                      sold_on FROM sale WHERE {where} AND voided_at IS NULL
               ORDER BY sold_on DESC, id DESC LIMIT {RECENT})"""


async def usual(reading: Reading, scope: MemberScope, *, limit: int) -> list[Usual]:
    """The sales that were made most often, and of those the last ones first."""
    where, args = BOOK.of_firm(scope, scope.reports_for)
    rows = await reading.rows(
        f"""SELECT product, quantity, unit, amount, currency, market, country, channel
            FROM {_recent(where)}
            GROUP BY product, quantity, unit, amount, currency, market, country, channel
            ORDER BY count(*) DESC, max(sold_on) DESC, max(id) DESC LIMIT :limit""",
        args | {"limit": limit},
    )
    return [_usual(row) for row in rows]


async def usual_products(reading: Reading, scope: MemberScope, *, limit: int) -> list[str]:
    """The products that were sold most often, and of those the last ones first."""
    where, args = BOOK.of_firm(scope, scope.reports_for)
    rows = await reading.rows(
        f"""SELECT product FROM {_recent(where)}
            GROUP BY product ORDER BY count(*) DESC, max(sold_on) DESC, max(id) DESC
            LIMIT :limit""",
        args | {"limit": limit},
    )
    return [row["product"] for row in rows]


async def last_amounts(
    reading: Reading, scope: MemberScope, product: str, *, limit: int
) -> list[Money]:
    """What the product went for lately, each amount once, the last one first."""
    where, args = BOOK.of_firm(scope, scope.reports_for)
    rows = await reading.rows(
        f"""SELECT amount, currency FROM {_recent(where)}
            WHERE product = :product GROUP BY amount, currency
            ORDER BY max(sold_on) DESC, max(id) DESC LIMIT :limit""",
        args | {"product": product, "limit": limit},
    )
    return [Money(row["amount"], row["currency"]) for row in rows]


async def own_range(
    reading: Reading, scope: MemberScope, product: str, unit: str | None, currency: str
) -> OwnRange | None:
    """Where this firm's amounts for the product lie; None where fewer than ENOUGH are known.

    By the unit where one is given and enough sales had it, else by whole sales.
    """
    where, args = BOOK.of_firm(scope, scope.reports_for)
    rows = await reading.rows(
        f"""SELECT amount, quantity, unit FROM {_recent(where)}
            WHERE product = :product AND currency = :currency""",
        args | {"product": product, "currency": currency},
    )
    by_unit = [r["amount"] * 1000 / r["quantity"] for r in rows if unit and r["unit"] == unit]
    if len(by_unit) >= ENOUGH:
        return OwnRange.of(currency, unit, by_unit)
    if len(rows) >= ENOUGH:
        return OwnRange.of(currency, None, [r["amount"] for r in rows])
    return None


async def middle_amount(reading: Reading, scope: MemberScope, currency: str) -> Money | None:
    """What a sale of this firm comes to, whatever was sold; None where it has none."""
    where, args = BOOK.of_firm(scope, scope.reports_for)
    rows = await reading.rows(
        f"SELECT amount FROM {_recent(where)} WHERE currency = :currency",
        args | {"currency": currency},
    )
    return Money(median_high(row["amount"] for row in rows), currency) if rows else None


def _usual(row: sqlite3.Row) -> Usual:
    return Usual(
        product=row["product"],
        quantity=quantity_of(row),
        amount=Money(row["amount"], row["currency"]),
        market=Market(row["market"]),
        country=row["country"],
        channel=Channel(row["channel"]),
    )
