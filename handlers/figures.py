"""Half a year of sales by month, product or market: a firm's own, and for coordinators all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import orjson

from bot.conversation.keyboards import Button
from bot.conversation.words import clip
from bot.features import Command, Feature, Tap, Who
from bot.language.text import NearDays, Text, _, _n, _p, both, layout, lines, raw
from bot.language.voice import Voice
from bot.pipeline.outgoing import Upload
from bot.pipeline.turn import Turn
from bot.pipeline.workshop import Workshop
from bot.reports.charts import Bars, Page, draw
from handlers.menu import GO
from handlers.sale_words import MARKETS, Names, product, product_names
from handlers.weeks import whole_cluster
from storage import clusters, figures, sales
from storage.database import Reading
from storage.figures import By, Part
from storage.sales import FEWEST_FIRMS, Market
from storage.scope import ClusterScope
from storage.values import DayRange

MAKER = "figures_picture"
MONTHS = 6
# Products that are told one by one; members may type any number of their own.
MOST = 10
ALL = "all"
# What stands beside a bar.
LABEL = 16

TITLES = {
    By.MONTH: _("Sales by month"),
    By.PRODUCT: _("Sales by product"),
    By.MARKET: _("Sales by market"),
}
SWITCHES = {
    By.MONTH: _("By month"),
    By.PRODUCT: _("By product"),
    By.MARKET: _("By market"),
}


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at; without a firm it is the whole cluster."""

    by: By
    firm_id: int | None

    @property
    def argument(self) -> str:
        return f"{self.by}.{ALL if self.firm_id is None else 'own'}"


def half_year(today: date) -> DayRange:
    """From the first day of the month five months ago up to and with today."""
    months = today.year * 12 + today.month - MONTHS
    first = date(months // 12, months % 12 + 1, 1)
    return DayRange(first, today + timedelta(days=1))


# In words


async def start(turn: Turn, _words: str) -> None:
    await show(turn, "")


async def show(turn: Turn, argument: str) -> None:
    view = _view(turn, argument)
    if view is None:
        turn.edit(
            _(
                "These are figures of a firm, and you report for none. The cluster's are in its"
                " week."
            ),
            [[Button(_("My week"), GO.data("myweek"))]],
        )
        return
    days = half_year(turn.today)
    whose, whole = await _whole(turn, view, days)
    head = lines(
        layout("<b>{title}</b> · {whose}", title=TITLES[view.by], whose=whose),
        _("From {days}", days=NearDays(days, turn.today)),
    )
    if whole is None:
        turn.edit(lines(head, _nothing(view), gap="\n\n"), _buttons(turn, view, drawn=False))
        return
    parts = await _parts(turn.tx, turn.scope, view, days, turn.voice)
    names = await product_names(turn.tx, turn.scope)
    listed = [_line(turn.voice, names, view.by, part) for part in parts[:MOST]]
    rest = len(parts) - MOST
    more = _n("And {n} more.", "And {n} more.", rest) if rest > 0 else None
    text = lines(head, lines(*listed, more), whole, gap="\n\n")
    turn.edit(text, _buttons(turn, view, drawn=any(part.totals.sums for part in parts)))


async def _whole(turn: Turn, view: View, days: DayRange) -> tuple[Text, Text | None]:
    """Whose it is, and all of it in one sentence; None where nothing is on record."""
    first, until = days.first, days.until
    if view.firm_id is None:
        cluster = await clusters.load(turn.tx, turn.scope)
        all_firms = await sales.cluster_week(turn.tx, turn.scope, first, until)
        whole = whole_cluster(all_firms) if all_firms.firms else None
        return both(cluster.name_es, cluster.name_en), whole
    own = await sales.week(turn.tx, turn.scope, view.firm_id, first, until)
    told = _n("In all: {n} sale, {sums}.", "In all: {n} sales, {sums}.", own.count, sums=own.sums)
    return raw(turn.speaker.firm or ""), told if own.count else None


def _view(turn: Turn, argument: str) -> View | None:
    """Whatever the button says: one's own firm's, or the cluster's for who may see all of it."""
    told, _dot, whose = argument.partition(".")
    by = By(told) if told in set(By) else By.MONTH
    firm_id = turn.scope.reports_for
    if turn.scope.sees(None) and (whose == ALL or firm_id is None):
        return View(by, None)
    return None if firm_id is None else View(by, firm_id)


def _nothing(view: View) -> Text:
    if view.firm_id is None:
        return _("Nobody who agreed to be counted in totals has recorded a sale in this time.")
    return _("No sales are on record in this time. Once you record some, they are added up here.")


async def _parts(
    reading: Reading, scope: ClusterScope, view: View, days: DayRange, voice: Voice
) -> list[Part]:
    """Every month in its order; products and markets by what was sold of them, the most first."""
    if view.firm_id is None:
        found = await figures.of_cluster(reading, scope, view.by, days.first, days.until)
    else:
        found = await figures.of_firm(reading, scope, view.firm_id, view.by, days.first, days.until)
    if view.by is By.MONTH:
        known = {part.key: part for part in found}
        months = dict.fromkeys(f"{day:%Y-%m}" for day in days)
        return [known.get(month) or Part(month, sales.Totals()) for month in months]
    return sorted(found, key=lambda part: (-_minor(part, voice.currency), -part.totals.count))


def _minor(part: Part, currency: str) -> int:
    return sum(money.minor for money in part.totals.sums if money.currency == currency)


def _line(voice: Voice, names: Names, by: By, part: Part) -> Text:
    label = layout("<b>{label}</b>", label=_label(voice, names, by, part.key))
    if part.totals.count:
        return _n(
            "{label}: {n} sale, {sums}",
            "{label}: {n} sales, {sums}",
            part.totals.count,
            label=label,
            sums=part.totals.sums,
        )
    if part.hidden:
        return _(
            "{label}: from fewer than {n} firms, so it is not shown", label=label, n=FEWEST_FIRMS
        )
    return layout("{label}: —", label=label)


def _label(voice: Voice, names: Names, by: By, key: str) -> Text:
    match by:
        case By.MONTH:
            return raw(voice.words.months["stand-alone"]["wide"][int(key[5:])].capitalize())
        case By.PRODUCT:
            return product(names, key)
        case By.MARKET:
            return MARKETS[Market(key)]


def _buttons(turn: Turn, view: View, *, drawn: bool) -> list[list[Button]]:
    """To look at it by something else, of somebody else, or as a picture."""
    others = [View(by, view.firm_id) for by in By if by is not view.by]
    rows = [[Button(SWITCHES[other.by], SHOW.data(other.argument)) for other in others]]
    if view.firm_id is not None and turn.scope.sees(None):
        rows.append([Button(_("The whole cluster"), SHOW.data(View(view.by, None).argument))])
    elif view.firm_id is None and turn.scope.reports_for is not None:
        rows.append([Button(_("My firm"), SHOW.data(f"{view.by}.own"))])
    if not drawn and view.firm_id is not None:
        rows.append([Button(_("Record a sale"), GO.data("sale"))])
    if drawn:
        rows.append([Button(_("As a picture"), PICTURE.data(view.argument))])
    return rows


# As a picture


async def picture(turn: Turn, argument: str) -> None:
    view = _view(turn, argument)
    days = half_year(turn.today)
    parts = await _parts(turn.tx, turn.scope, view, days, turn.voice) if view else []
    if view is None or not any(part.totals.sums for part in parts):
        turn.toast(_("There are no sales to draw."), alert=True)
        return
    voice = turn.voice
    wanted = {
        "cluster": turn.scope.cluster_id,
        "firm": view.firm_id,
        "name": turn.speaker.firm,
        "by": view.by,
        "today": turn.today.isoformat(),
        "voice": [voice.language, voice.territory, voice.currency, voice.zone],
    }
    upload = Upload("photo", "figures.png", orjson.dumps(wanted), maker=MAKER)
    turn.send_file("photo", upload, TITLES[view.by])


async def make(shop: Workshop, wanted: dict[str, Any]) -> bytes:
    scope, voice = ClusterScope(wanted["cluster"]), Voice.of(*wanted["voice"])
    view, today = View(By(wanted["by"]), wanted["firm"]), date.fromisoformat(wanted["today"])
    days = half_year(today)
    parts = await _parts(shop.reading, scope, view, days, voice)
    names = await product_names(shop.reading, scope)
    cluster = await clusters.load(shop.reading, scope)
    whose = both(cluster.name_es, cluster.name_en) if view.firm_id is None else raw(wanted["name"])
    about = layout("{whose} · {days}", whose=whose, days=NearDays(days, today))
    panels = [
        _bars(voice, names, view.by, parts[:MOST], currency)
        for currency in sorted({money.currency for part in parts for money in part.totals.sums})
    ]
    title, subtitle = voice.plain(TITLES[view.by]), voice.plain(about)
    return await shop.draw(draw, Page(title, subtitle, panels))


def _bars(voice: Voice, names: Names, by: By, parts: Sequence[Part], currency: str) -> Bars:
    """One currency: several have no common scale."""
    sums = [{money.currency: money for money in part.totals.sums} for part in parts]
    labels = [clip(voice.plain(_label(voice, names, by, part.key)), LABEL) for part in parts]
    amounts = [of.get(currency) for of in sums]
    name = voice.currency_name(currency, many=True)
    return Bars(
        f"{name[:1].upper()}{name[1:]}",
        labels,
        [float(money.minor) if money else 0 for money in amounts],
        [voice.money(money) if money else "—" for money in amounts],
    )


SHOW = Tap("figures", Who.MEMBERS, show)
PICTURE = Tap("figurespic", Who.MEMBERS, picture)

FEATURE = Feature(
    "figures",
    commands=[
        Command(
            "cifras",
            "stats",
            Who.MEMBERS,
            _("See sales by month, product and market"),
            start,
            words=_p("typed words, parted by |", "figures|stats|statistics|totals|chart"),
        )
    ],
    taps=[SHOW, PICTURE],
    makers={MAKER: make},
)
