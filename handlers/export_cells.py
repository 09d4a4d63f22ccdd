"""What stands in a cell of the export, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.language.formats import amount_of
from bot.language.text import Text, _, both
from bot.language.voice import Voice
from bot.reports.workbook import Cell
from storage.exports import Row
from storage.values import Money

# A column's title, and its cell of a row.
Column = tuple[Text, Callable[[Voice, Row], Cell]]


def kept(name: str) -> Callable[[Voice, Row], Cell]:
    """As it is: a number, or what somebody wrote."""
    return lambda _voice, row: row[name]


def named(name: str, words: Mapping[Any, Text]) -> Callable[[Voice, Row], Cell]:
    return lambda voice, row: voice.plain(words[row[name]]) if row[name] else None


def two(prefix: str) -> Callable[[Voice, Row], Cell]:
    """In the reader's language, or in the other where theirs is missing."""

    def cell(voice: Voice, row: Row) -> Cell:
        es, en = row[f"{prefix}_es"], row[f"{prefix}_en"]
        return voice.plain(both(es or en or "", en or es or ""))

    return cell


def day(name: str) -> Callable[[Voice, Row], Cell]:
    return lambda _voice, row: date.fromisoformat(row[name])


def moment(name: str) -> Callable[[Voice, Row], Cell]:
    """On the cluster's clock."""

    def cell(voice: Voice, row: Row) -> Cell:
        known = row[name]
        return voice.local(datetime.fromisoformat(known)).replace(tzinfo=None) if known else None

    return cell


def amount(_voice: Voice, row: Row) -> Cell:
    return amount_of(Money(row["amount"], row["currency"]))


def quantity(_voice: Voice, row: Row) -> Cell:
    return None if row["quantity"] is None else Decimal(row["quantity"]) / 1000


def country(voice: Voice, row: Row) -> Cell:
    return voice.country(row["country"]) if row["country"] else None


# Columns that several sheets have

NUMBER: Column = (_("Number"), kept("id"))
FIRM: Column = (_("Firm"), kept("firm"))
FROM: Column = (_("From"), moment("starts_at"))
UNTIL: Column = (_("Until"), moment("ends_at"))
