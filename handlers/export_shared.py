"""The sheets of shared equipment: what there is, when it was booked, when it was out of use."""

from __future__ import annotations

from decimal import Decimal

from bot.language.formats import amount_of
from bot.language.text import Text, _, _p
from bot.language.voice import Voice
from bot.reports.workbook import Cell
from handlers.equipment_words import KINDS, REASONS
from handlers.export_cells import FIRM, FROM, NUMBER, UNTIL, Column, kept, moment, named, two
from storage.exports import Row
from storage.values import Money

RESOURCE: Column = (_p("one resource", "Equipment"), two("name"))


def _price(_voice: Voice, row: Row) -> Cell:
    return None if row["price"] is None else amount_of(Money(row["price"], row["currency"]))


def _hours(minutes: str) -> Column:
    titles = {"shortest": _("Shortest booking, hours"), "longest": _("Longest booking, hours")}
    return (titles[minutes], lambda _voice, row: Decimal(row[minutes]) / 60)


EQUIPMENT: list[Column] = [
    NUMBER,
    RESOURCE,
    (_("Kind"), named("kind", KINDS)),
    (_("Place"), kept("place")),
    _hours("shortest"),
    _hours("longest"),
    (_("Price of an hour elsewhere"), _price),
    (_("Currency"), kept("currency")),
    (_("Added at"), moment("created_at")),
    (_("Taken off the list at"), moment("retired_at")),
]
BOOKINGS: list[Column] = [
    NUMBER,
    RESOURCE,
    FIRM,
    (_("Booked by"), kept("booker")),
    FROM,
    UNTIL,
    (_("Booked at"), moment("made_at")),
    (_("Confirmed at"), moment("confirmed_at")),
    (_("Cancelled at"), moment("cancelled_at")),
]
BLOCKS: list[Column] = [
    NUMBER,
    RESOURCE,
    (_("Reason"), named("reason", REASONS)),
    FROM,
    UNTIL,
    (_("Told by"), kept("blocker")),
    (_("Told at"), moment("made_at")),
    (_("Back in use at"), moment("lifted_at")),
]
SHEETS: dict[str, tuple[Text, list[Column]]] = {
    "equipment": (_("Equipment"), EQUIPMENT),
    "bookings": (_("Bookings"), BOOKINGS),
    "blocks": (_("Out of use"), BLOCKS),
}
