"""Sales: told by a member for their firm, corrected by the firm's people, never erased."""

from storage.records import Change, ChangeKind, Telling
from storage.records.kinds import FEWEST_FIRMS
from storage.sales.habits import (
    OwnRange,
    Usual,
    last_amounts,
    middle_amount,
    own_range,
    usual,
    usual_products,
)
from storage.sales.kinds import BOOK, Channel, Market, NewSale, Sale
from storage.sales.totals import (
    Totals,
    week,
    week_by_firm,
)

# The book's verbs are the package's.
record = BOOK.record
record_many = BOOK.record_many
find = BOOK.find
latest = BOOK.latest
same_told = BOOK.same_told
edit = BOOK.edit
void = BOOK.void
restore = BOOK.restore
history = BOOK.history

__all__ = [
    "BOOK",
    "FEWEST_FIRMS",
    "Change",
    "ChangeKind",
    "Channel",
    "Market",
    "NewSale",
    "OwnRange",
    "Sale",
    "Telling",
    "Totals",
    "Usual",
    "edit",
    "find",
    "history",
    "last_amounts",
    "latest",
    "middle_amount",
    "own_range",
    "record",
    "record_many",
    "restore",
    "same_told",
    "usual",
    "usual_products",
    "void",
    "week",
    "week_by_firm",
]
