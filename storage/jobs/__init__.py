"""Jobs: people hired and people who left, and how many work in a firm."""

from storage.jobs.kinds import BOOK, Contract, Job, Move, NewJob
from storage.jobs.totals import (
    ClusterTotals,
    HeadCount,
    Moves,
    Totals,
    Workforce,
    cluster_week,
    head_counts,
    set_baseline,
    week,
    week_by_firm,
    workforce,
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
    "ClusterTotals",
    "Contract",
    "HeadCount",
    "Job",
    "Move",
    "Moves",
    "NewJob",
    "Totals",
    "Workforce",
    "cluster_week",
    "edit",
    "find",
    "head_counts",
    "history",
    "latest",
    "record",
    "record_many",
    "restore",
    "same_told",
    "set_baseline",
    "void",
    "week",
    "week_by_firm",
    "workforce",
]
