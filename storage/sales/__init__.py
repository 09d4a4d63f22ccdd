"""Sales: told by a member for their firm, corrected by the firm's people, never erased."""

from storage.sales.corrections import Change, ChangeKind, edit, history, restore, void
from storage.sales.habits import (
    OwnRange,
    Usual,
    last_amounts,
    own_range,
    usual,
    usual_products,
)
from storage.sales.kinds import Channel, Market, NewSale, Sale, SaleChanges, Telling
from storage.sales.records import find, latest, record, record_many, same_told
from storage.sales.totals import (
    FEWEST_FIRMS,
    ClusterTotals,
    Totals,
    cluster_week,
    week,
    week_by_firm,
)

__all__ = [
    "FEWEST_FIRMS",
    "Change",
    "ChangeKind",
    "Channel",
    "ClusterTotals",
    "Market",
    "NewSale",
    "OwnRange",
    "Sale",
    "SaleChanges",
    "Telling",
    "Totals",
    "Usual",
    "cluster_week",
    "edit",
    "find",
    "history",
    "last_amounts",
    "latest",
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
