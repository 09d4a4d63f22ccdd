"""A firm's week in words: what it sold, against the week before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.language.text import NearDays, Percent, Text, _, _n, both, layout, lines
from handlers.sale_words import Names, product_inside, product_names
from storage import digests, no_sales, sales
from storage.clusters import NewCluster
from storage.database import Reading
from storage.digests import Best
from storage.sales import Totals
from storage.scope import ClusterScope
from storage.values import DayRange, Money

WEEK = timedelta(days=7)
# No week before this one is looked at.
EARLIEST = date(2000, 1, 3)
# A percentage helps between these: less is nothing, more is better told in money.
LEAST, MOST = Decimal("0.01"), Decimal(2)


def week_of(day: date) -> DayRange:
    """From its Monday up to the next."""
    monday = day - timedelta(days=day.weekday())
    return DayRange(monday, monday + WEEK)


def read_week(monday: str) -> DayRange | None:
    """A week from a button; None for what no button of ours ever had."""
    try:
        week = week_of(date.fromisoformat(monday))
    except (ValueError, OverflowError):
        return None
    return week if week.first >= EARLIEST else None


def week_before(week: DayRange) -> DayRange:
    return DayRange(week.first - WEEK, week.first)


def had_joined(week: DayRange, joined_at: datetime | None, zone: str) -> bool:
    """Whoever joined when the week was over is not asked for it, whatever their firm did in it."""
    return joined_at is not None and joined_at.astimezone(ZoneInfo(zone)).date() < week.until


@dataclass(frozen=True, slots=True)
class Figures:
    """Of some firms of a cluster, by their ids. `none` are those who said they sold nothing."""

    days: DayRange
    names: Names
    now: Mapping[int, Totals]
    before: Mapping[int, Totals]
    best: Mapping[int, Best]
    none: Collection[int]


async def gather(
    reading: Reading,
    scope: ClusterScope,
    firm_ids: Collection[int],
    week: DayRange,
    currency: str,
) -> Figures:
    """All at once for as many firms as there are: no query is made for each.

    A firm's own figures are for its own people.
    """
    last = week_before(week)
    first, until = week.first, week.until
    return Figures(
        days=week,
        names=await product_names(reading, scope),
        now=await sales.week_by_firm(reading, scope, firm_ids, first, until),
        before=await sales.week_by_firm(reading, scope, firm_ids, last.first, last.until),
        best=await digests.best_products(reading, scope, firm_ids, first, until, currency),
        none=await no_sales.told(reading, scope, firm_ids, first),
    )


def own_week(figures: Figures, firm_id: int, firm: str, *, over: bool, joined: bool) -> Text:
    """`over`: the week is, so that nothing more will be sold in it, and it can be compared.

    `joined`: its reader was a member before that.
    """
    now, before = figures.now[firm_id], figures.before[firm_id]
    if now.count == 0 and not joined:
        return _("There are no sales on record for this week. You had not joined yet.")
    if now.count == 0:
        return lines(_nothing(figures, firm_id, over=over), _week_before(before))
    sold = _n(
        "{firm}: <b>{n} sale, {sums}</b>.",
        "{firm}: <b>{n} sales, {sums}</b>.",
        now.count,
        firm=firm,
        sums=now.sums,
    )
    best = figures.best.get(firm_id)
    # One that makes up the whole sum is the only one: there is nothing to tell of it.
    several = best is not None and best.amount not in now.sums
    return lines(
        sold,
        compared(now, before) if over else _week_before(before),
        _best(figures.names, best) if best and several else None,
    )


def _nothing(figures: Figures, firm_id: int, *, over: bool) -> Text:
    if firm_id in figures.none:
        return _("You told us that there were no sales in this week. Thank you.")
    if not over:
        return _("No sales on record yet this week.")
    return _(
        "There are no sales on record for this week. If there were any, you can still record them;"
        " if there were none, tell us with the button: that is worth knowing too."
    )


def _best(names: Names, best: Best) -> Text:
    what = product_inside(names, best.product)
    return _("Most of it was {product}: {amount}.", product=what, amount=best.amount)


def _week_before(before: Totals) -> Text:
    if before.count == 0:
        return _("The week before there were none.")
    return _n(
        "The week before: {n} sale, {sums}.",
        "The week before: {n} sales, {sums}.",
        before.count,
        sums=before.sums,
    )


def compared(now: Totals, before: Totals) -> Text:
    """In one sentence where both weeks are in one currency; else the week before as it was."""
    currencies = {money.currency for money in (*now.sums, *before.sums)}
    if before.count == 0 or len(currencies) != 1:
        return _week_before(before)
    (new,), (old,) = now.sums, before.sums
    more = new.minor - old.minor
    if more == 0:
        return _("The same amount as the week before.")
    difference = Money(abs(more), new.currency)
    ratio = abs(Decimal(more) / old.minor).quantize(LEAST)
    share = layout(" ({percent})", percent=Percent(ratio)) if LEAST <= ratio <= MOST else layout("")
    if more > 0:
        return _("{amount} more than the week before{share}.", amount=difference, share=share)
    return _("{amount} less than the week before{share}.", amount=difference, share=share)


def heading(figures: Figures, cluster: NewCluster, today: date) -> Text:
    name = both(cluster.name_es, cluster.name_en)
    days = NearDays(figures.days, today)
    return _("<b>Week of {days}</b> · {cluster}", days=days, cluster=name)
