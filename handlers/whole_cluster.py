"""The whole cluster's sales in words: as counted, with what cannot be shown told apart."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.language.text import Currency, Text, _, _n, lines
from storage import counted, reporting
from storage.clusters import Cluster
from storage.counted import Whole
from storage.database import Reading
from storage.sales import FEWEST_FIRMS
from storage.values import DayRange, TimeRange


def times_of(week: DayRange, zone: str) -> TimeRange:
    """By the cluster's clock."""
    start, end = (datetime.combine(day, time(), ZoneInfo(zone)) for day in (week.first, week.until))
    return TimeRange(start, end)


async def cluster_week(reading: Reading, cluster: Cluster, week: DayRange) -> Text:
    """For everybody: its sums as they were counted, else only how many firms reported."""
    whole = await counted.week(reading, cluster.scope, week.first)
    if whole.enough:
        return whole_cluster(whole)
    times = times_of(week, cluster.zone)
    reported = await reporting.reported(reading, cluster.scope, week, times)
    if not reported:
        return _("In the whole cluster, nobody has reported yet.")
    return lines(
        _n(
            "In the whole cluster, {n} firm has reported.",
            "In the whole cluster, {n} firms have reported.",
            reported,
        ),
        _("Its sums are told once the week is over, from {n} firms on.", n=FEWEST_FIRMS),
    )


def whole_cluster(of: Whole) -> Text:
    """Of several firms at least; sums that would give a single one away are not there."""
    told = _n("{n} sale", "{n} sales", of.sales)
    firms = _n("{n} firm", "{n} firms", of.firms)
    if of.sums:
        head = _(
            "In the whole cluster: {sales} of {firms}, {sums}.",
            sales=told,
            firms=firms,
            sums=of.sums,
        )
    else:
        head = _("In the whole cluster: {sales} of {firms}.", sales=told, firms=firms)
    return lines(head, *(_apart(currency, sales) for currency, sales in of.apart))


def _apart(currency: str, sales: int) -> Text:
    return _n(
        "{n} of these sales is in {currency}, from fewer than {few} firms: amount not shown.",
        "{n} of these sales are in {currency}, from fewer than {few} firms: amount not shown.",
        sales,
        currency=Currency(currency, many=True),
        few=FEWEST_FIRMS,
    )
