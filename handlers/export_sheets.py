"""The tables of the export: their columns in the reader's language, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.language.formats import amount_of
from bot.language.text import Text, _, _p, both
from bot.language.voice import Voice
from bot.reports.workbook import Cell, Sheet, write
from handlers import event_words, job_words, people_words, sale_words
from storage.clusters import Cluster, Product
from storage.exports import Row
from storage.roster import State
from storage.values import Money

# A column's title, and its cell of a row.
Column = tuple[Text, Callable[[Voice, Row], Cell]]
STATES = {State.ACTIVE: _p("member", "active"), State.SUSPENDED: _p("member", "paused")}


def workbook(
    voice_of: Sequence[Any],
    cluster: Cluster,
    products: Sequence[Product],
    tables: Mapping[str, Sequence[Row]],
) -> bytes:
    """Run in the drawing process."""
    voice = Voice.of(*voice_of)
    names = {p.code: voice.plain(both(p.name_es, p.name_en)) for p in products}
    shown = {
        "sales": (_("Sales"), _sales(names)),
        "jobs": (_("Jobs"), JOBS),
        "bookings": (_("Bookings"), BOOKINGS),
        "events": (_("Fairs and trainings"), EVENTS),
        "members": (_("Members"), MEMBERS),
    }
    sheets = [_sheet(voice, *shown[name], rows) for name, rows in tables.items()]
    return write(voice.plain(both(cluster.name_es, cluster.name_en)), sheets)


def _sheet(voice: Voice, name: Text, columns: Sequence[Column], rows: Sequence[Row]) -> Sheet:
    return Sheet(
        voice.plain(name),
        [voice.plain(title) for title, _cell in columns],
        [[cell(voice, row) for _title, cell in columns] for row in rows],
    )


# What stands in a cell


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


def _amount(_voice: Voice, row: Row) -> Cell:
    return amount_of(Money(row["amount"], row["currency"]))


def _quantity(_voice: Voice, row: Row) -> Cell:
    return None if row["quantity"] is None else Decimal(row["quantity"]) / 1000


def _country(voice: Voice, row: Row) -> Cell:
    return voice.country(row["country"]) if row["country"] else None


# Columns

NUMBER: Column = (_("Number"), kept("id"))
FIRM: Column = (_("Firm"), kept("firm"))
RECORDED: list[Column] = [
    (_("Recorded by"), kept("reporter")),
    (_("Recorded at"), moment("recorded_at")),
    (_("Voided at"), moment("voided_at")),
]


def _sales(names: Mapping[str, str]) -> list[Column]:
    """A product that the cluster has no name for is a member's own words."""
    of = sale_words.FIELDS
    return [
        NUMBER,
        (of["sold_on"], day("sold_on")),
        FIRM,
        (of["product"], lambda _voice, row: names.get(row["product"], row["product"])),
        (of["quantity"], _quantity),
        (_("Unit"), kept("unit")),
        (of["amount"], _amount),
        (_("Currency"), kept("currency")),
        (of["market"], named("market", sale_words.WORDS)),
        (of["country"], _country),
        (of["channel"], named("channel", sale_words.WORDS)),
        (of["note"], kept("note")),
        *RECORDED,
    ]


JOBS: list[Column] = [
    NUMBER,
    (job_words.FIELDS["happened_on"], day("happened_on")),
    FIRM,
    (job_words.FIELDS["move"], named("move", job_words.WORDS_OF)),
    (job_words.FIELDS["people"], kept("people")),
    (_("Of them women"), kept("women")),
    (_("Of them young people"), kept("young")),
    (_("Of them with a disability"), kept("disability")),
    (job_words.FIELDS["contract"], named("contract", job_words.WORDS_OF)),
    (job_words.FIELDS["note"], kept("note")),
    *RECORDED,
]
BOOKINGS: list[Column] = [
    NUMBER,
    (_("Equipment"), two("name")),
    FIRM,
    (_("Booked by"), kept("booker")),
    (_("From"), moment("starts_at")),
    (_("Until"), moment("ends_at")),
    (_("Booked at"), moment("made_at")),
    (_("Confirmed at"), moment("confirmed_at")),
    (_("Cancelled at"), moment("cancelled_at")),
]
EVENTS: list[Column] = [
    NUMBER,
    (_("Kind"), named("kind", event_words.KINDS)),
    (_("Name"), two("name")),
    (_("Place"), kept("place")),
    (_("From"), moment("starts_at")),
    (_("Until"), moment("ends_at")),
    (_("Seats"), kept("seats")),
    (_("Going"), kept("going")),
    (_("On the waiting list"), kept("waiting")),
    (_("Cancelled at"), moment("cancelled_at")),
]
MEMBERS: list[Column] = [
    NUMBER,
    (_("Name"), kept("name")),
    FIRM,
    (_("Kind of organisation"), named("kind", people_words.KINDS)),
    (_("Role"), named("role", people_words.ROLES)),
    (_("State"), named("state", STATES)),
    (_("Joined at"), moment("joined_at")),
    (_("Last active at"), moment("last_seen_at")),
]
