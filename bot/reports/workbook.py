"""A workbook (.xlsx) of several tables, whose cells are what they hold: numbers, days, moments.

`write` is run in the drawing process: XlsxWriter is imported there, and only there.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# A moment is one on the cluster's clock, without a zone: spreadsheets know none.
Cell = str | int | Decimal | date | datetime | None

NARROWEST, WIDEST = 8, 40
# Of a table, as many rows as its columns' widths are measured by.
MEASURED = 200
# What Excel takes: rows of a sheet, and letters of a cell.
MOST_ROWS, MOST_LETTERS = 1_048_576, 32_767
# XML 1.0 has no place for these, or, for a carriage return, only a code.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
FORMATS = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "whole": {"num_format": "#,##0"},
    "parts": {"num_format": "#,##0.00##"},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm"},
}


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Text is text, whatever it begins with: nothing that somebody typed becomes a formula."""
    import xlsxwriter  # noqa: PLC0415 - in the drawing process only

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True}) as book:
        book.set_properties({"title": title})
        formats = {name: book.add_format(how) for name, how in FORMATS.items()}
        for sheet in sheets:
            _write(book, sheet, formats)
    return out.getvalue()


def _write(book: Workbook, sheet: Sheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    rows = sheet.rows[: MOST_ROWS - 1]
    for at, title in enumerate(sheet.columns):
        page.set_column(at, at, _width(title, [row[at] for row in rows[:MEASURED]]))
        page.write_string(0, at, title, formats["head"])
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if cell is not None:
                _put(page, formats, number, at, cell)
    page.autofilter(0, 0, max(len(rows), 1), len(sheet.columns) - 1)


def _put(page: Worksheet, formats: dict[str, Any], row: int, at: int, cell: Cell) -> None:
    match cell:
        case str():
            page.write_string(row, at, UNWRITABLE.sub("", cell)[:MOST_LETTERS])
        case datetime():
            page.write_datetime(row, at, cell, formats["moment"])
        case date():
            page.write_datetime(row, at, cell, formats["day"])
        case int() | Decimal():
            whole = cell == int(cell)
            page.write_number(row, at, cell, formats["whole" if whole else "parts"])


def _width(title: str, cells: Sequence[Cell]) -> int:
    longest = max((_length(cell) for cell in cells), default=0)
    return max(NARROWEST, min(max(len(title), longest) + 2, WIDEST))


def _length(cell: Cell) -> int:
    """Of a moment without its seconds."""
    return min(len(str(cell)), 16) if isinstance(cell, date) else len(str(cell or ""))
