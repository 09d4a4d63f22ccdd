"""The sheets of the export: who is there, and what they reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.language.text import Text, _, _p, both
from bot.language.voice import Voice
from bot.reports.workbook import Sheet, write
from handlers import export_shared, export_told, job_words, people_words, sale_words
from handlers.export_cells import (
    FIRM,
    NUMBER,
    Column,
    amount,
    country,
    day,
    kept,
    moment,
    named,
    quantity,
)
from storage.clusters import Cluster, Product
from storage.exports import Row
from storage.roster import State

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
        "no_sales": (_("Weeks without sales"), NO_SALES),
        "jobs": (_("Jobs"), JOBS),
        "head_counts": (_("Who works there"), HEAD_COUNTS),
        "members": (_("Members"), MEMBERS),
        **export_shared.SHEETS,
        **export_told.SHEETS,
    }
    sheets = [_sheet(voice, *shown[name], rows) for name, rows in tables.items()]
    return write(voice.plain(both(cluster.name_es, cluster.name_en)), sheets)


def _sheet(voice: Voice, name: Text, columns: Sequence[Column], rows: Sequence[Row]) -> Sheet:
    return Sheet(
        voice.plain(name),
        [voice.plain(title) for title, _cell in columns],
        [[cell(voice, row) for _title, cell in columns] for row in rows],
    )


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
        (of["quantity"], quantity),
        (_("Unit"), kept("unit")),
        (of["amount"], amount),
        (_("Currency"), kept("currency")),
        (of["market"], named("market", sale_words.WORDS)),
        (of["country"], country),
        (of["channel"], named("channel", sale_words.WORDS)),
        (of["note"], kept("note")),
        *RECORDED,
    ]


OF_THEM: list[Column] = [
    (_("Of them women"), kept("women")),
    (_("Of them young people"), kept("young")),
    (_("Of them with a disability"), kept("disability")),
]
JOBS: list[Column] = [
    NUMBER,
    (job_words.FIELDS["happened_on"], day("happened_on")),
    FIRM,
    (job_words.FIELDS["move"], named("move", job_words.WORDS_OF)),
    (job_words.FIELDS["people"], kept("people")),
    *OF_THEM,
    (job_words.FIELDS["contract"], named("contract", job_words.WORDS_OF)),
    (job_words.FIELDS["note"], kept("note")),
    *RECORDED,
]
NO_SALES: list[Column] = [
    (_("Week from"), day("monday")),
    FIRM,
    (_("Told by"), kept("reporter")),
    (_("Told at"), moment("told_at")),
]
HEAD_COUNTS: list[Column] = [
    FIRM,
    (_("People now"), kept("now")),
    (_("People at joining"), kept("people")),
    *OF_THEM,
    (_("Counted on"), day("counted_on")),
    (_("Told by"), kept("reporter")),
    (_("Told at"), moment("told_at")),
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
