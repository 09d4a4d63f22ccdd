"""Half a year of sales by month, product or market, and of jobs: a firm's, and the cluster's.

Members see their firm's, coordinators both, observers the cluster's.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Tap, Who
from bot.language.text import NearDays, Text, _, _n, _p, both, layout, lines
from bot.pipeline.turn import Turn
from handlers import figures_jobs, figures_picture
from handlers.figures_found import Found, find
from handlers.figures_words import TITLES, line
from handlers.menu import GO
from handlers.sale_words import product_names
from storage.figures import By

# Products that are told one by one.
MOST = figures_picture.MOST
ALL = figures_jobs.ALL
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


async def start(turn: Turn, _words: str) -> None:
    await show(turn, "")


async def show(turn: Turn, argument: str) -> None:
    view = view_of(turn, argument)
    if view is None:
        turn.edit(
            _(
                "These are figures of a firm, and you report for none. The cluster's are in its"
                " week."
            ),
            [[Button(_("My week"), GO.data("myweek"))]],
        )
        return
    found = await _find(turn, view)
    head = lines(
        layout("<b>{title}</b> · {whose}", title=TITLES[view.by], whose=whose(turn, view)),
        _p("a span of days", "{days}", days=NearDays(found.days, turn.today)),
    )
    told = (
        [_nothing(view)] if found.whole is None else [await _rows(turn, view, found), found.whole]
    )
    turn.edit(lines(head, *told, found.note, gap="\n\n"), _buttons(turn, view, drawn=found.drawn))


async def _find(turn: Turn, view: View) -> Found:
    return await find(turn.tx, turn.scope, view.by, view.firm_id, turn.today, turn.voice.currency)


async def _rows(turn: Turn, view: View, found: Found) -> Text:
    names = await product_names(turn.tx, turn.scope)
    listed = [line(turn.voice, names, view.by, part) for part in found.parts[:MOST]]
    rest = len(found.parts) - MOST
    return lines(*listed, _n("And {n} more.", "And {n} more.", rest) if rest > 0 else None)


def whose(turn: Turn, view: View) -> Text:
    speaker = turn.speaker
    if view.firm_id is None:
        return both(speaker.cluster_es or "", speaker.cluster_en or "")
    return layout("{firm}", firm=speaker.firm or "")


def view_of(turn: Turn, argument: str) -> View | None:
    """Whatever the button says: one's own firm's, or the cluster's for who may see its totals."""
    told, _dot, of = argument.partition(".")
    by = By(told) if told in set(By) else By.MONTH
    firm_id = turn.scope.reports_for
    if turn.scope.sees_totals and (of == ALL or firm_id is None):
        return View(by, None)
    return None if firm_id is None else View(by, firm_id)


def _nothing(view: View) -> Text:
    if view.firm_id is None:
        return _(
            "Nothing is counted yet. A week's sales are added up here when it is over, once three"
            " firms that allow it have told theirs."
        )
    return _("No sales are on record in this time. Once you record some, they are added up here.")


def _buttons(turn: Turn, view: View, *, drawn: bool) -> list[list[Button]]:
    """To look at it by something else, of somebody else, or as a picture."""
    others = [View(by, view.firm_id) for by in By if by is not view.by]
    by_others = [Button(SWITCHES[other.by], SHOW.data(other.argument)) for other in others]
    whose = figures_jobs.ALL if view.firm_id is None else figures_jobs.OWN
    rows = [[*by_others, Button(_("Jobs"), figures_jobs.SHOW.data(whose))]]
    if view.firm_id is not None and turn.scope.sees_totals:
        rows.append([Button(_("The whole cluster"), SHOW.data(View(view.by, None).argument))])
    elif view.firm_id is None and turn.scope.reports_for is not None:
        rows.append([Button(_("My firm"), SHOW.data(f"{view.by}.own"))])
    if not drawn and view.firm_id is not None:
        rows.append([Button(_("Record a sale"), GO.data("sale"))])
    if drawn:
        rows.append([Button(_("As a picture"), PICTURE.data(view.argument))])
    return rows


async def picture(turn: Turn, argument: str) -> None:
    view = view_of(turn, argument)
    if view is None or not (await _find(turn, view)).drawn:
        turn.toast(_("There are no sales to draw."), alert=True)
        return
    figures_picture.send(turn, view.by, view.firm_id)


SHOW = Tap("figures", Who.MEMBERS, show)
PICTURE = Tap("figurespic", Who.MEMBERS, picture)

FEATURE = Feature(
    "figures",
    commands=[
        Command(
            "cifras",
            "stats",
            Who.MEMBERS,
            _("See sales by month, product and market, and jobs"),
            start,
            words=_p(
                "typed words, parted by |",
                "figures|stats|statistics|totals|chart|this month|how much sell month|by month",
            ),
        )
    ],
    taps=[SHOW, PICTURE, figures_jobs.SHOW],
    makers={figures_picture.MAKER: figures_picture.make},
)
