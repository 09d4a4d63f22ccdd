"""A workbook read back: its cells are what was put in, and nothing in it is a formula."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from bot.reports.workbook import UNWRITABLE, Cell, Sheet, write

NAMES = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "https://a.example", "0012", "", "ñ 🐝")


def read(*sheets: Sheet) -> Workbook:
    return openpyxl.load_workbook(BytesIO(write("Mill", sheets)))


def test_names_are_words_whatever_they_begin_with() -> None:
    """Neither formulas, nor links, nor numbers: "0012" keeps its zeros."""
    page = read(Sheet("Members", ["Name"], [[name] for name in NAMES])).active

    cells = [page.cell(row, 1) for row in range(2, len(NAMES) + 2)]
    assert [cell.value or "" for cell in cells] == list(NAMES)
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(NAMES)


def test_numbers_and_days_are_to_be_reckoned_with() -> None:
    """Sums and sorts work at once; what is not known is an empty cell."""
    morning = datetime.fromisoformat("2026-11-23T09:30")
    row: list[Cell] = [7, Decimal("1234.5"), date(2026, 11, 23), morning, None]
    page = read(Sheet("Sales", list("abcde"), [row])).active

    cells = [page.cell(2, at) for at in range(1, 6)]
    assert [c.value for c in cells] == [7, 1234.5, datetime.fromisoformat("2026-11-23"), *row[3:]]
    assert [c.number_format for c in cells[:4]] == [
        "#,##0",
        "#,##0.00##",
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm",
    ]


def test_the_head_stays_in_sight() -> None:
    """The first row is bold, frozen and can be filtered by, in a table without rows too."""
    book = read(Sheet("Sales", ["Day", "Amount"], [["x", 1]] * 300), Sheet("Jobs", ["Day"], []))

    assert book.sheetnames == ["Sales", "Jobs"]
    assert [page.freeze_panes for page in book] == ["A2", "A2"]
    assert [page.auto_filter.ref for page in book] == ["A1:B301", "A1:A2"]
    assert book["Jobs"]["A1"].font.bold


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=50), min_size=1, max_size=20))
def test_whatever_is_typed_can_be_read_back(words: list[str]) -> None:
    """But for signs that no such file can hold."""
    page = read(Sheet("Words", ["Word"], [[word] for word in words])).active

    kept = [page.cell(row, 1).value or "" for row in range(2, len(words) + 2)]
    assert kept == [UNWRITABLE.sub("", word) for word in words]
