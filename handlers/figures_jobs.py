"""People hired and gone, and how many work now: of a firm, or of the whole cluster."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.conversation.keyboards import Button
from bot.features import Tap, Who
from bot.language.text import NearDays, Text, _, _n, _p, both, layout, lines
from bot.pipeline.turn import Turn
from handlers import head_count
from handlers.figures_found import counted_half_year, half_year
from handlers.job_words import MOVES
from handlers.menu import GO
from storage import jobs
from storage.database import Reading
from storage.jobs import Move, Moves, Workforce
from storage.sales import FEWEST_FIRMS
from storage.scope import ClusterScope
from storage.values import DayRange, PeopleCount

ALL, OWN = "all", "own"


async def of_cluster(reading: Reading, scope: ClusterScope, days: DayRange) -> list[Text]:
    """A line for each move, and for who works now; none where nothing is known."""
    totals = await jobs.cluster_week(reading, scope, days.first, days.until)
    work = await jobs.workforce(reading, scope, days.until)
    few = _("not shown (fewer than {n} firms)", n=FEWEST_FIRMS)
    told: dict[Move, object] = dict(totals.shown) | dict.fromkeys(totals.hidden, few)
    return [*(_moves(told) if told else []), *([_working(work)] if work else [])]


def _moves(told: Mapping[Move, object]) -> list[Text]:
    return [
        layout("{move}: {people}", move=MOVES[move], people=told.get(move, "—")) for move in Move
    ]


def _working(work: Workforce) -> Text:
    firms = _n("{n} firm", "{n} firms", work.firms)
    return _("Working now: {people} in {firms}", people=PeopleCount(work.people), firms=firms)


async def show(turn: Turn, argument: str) -> None:
    """Whatever the button says: one's own firm's, or the cluster's for who may see its totals."""
    firm_id = turn.scope.reports_for
    whole = turn.scope.sees_totals and (argument == ALL or firm_id is None)
    if whole:
        await _show_cluster(turn)
    elif firm_id is not None:
        await _show_firm(turn, firm_id)
    else:
        turn.edit(_("Jobs are told for a firm, and you report for none."), [[_to_week()]])


async def _show_cluster(turn: Turn) -> None:
    days = counted_half_year(turn.today)
    told = await of_cluster(turn.tx, turn.scope, days)
    nothing = _("No jobs are on record in this time.")
    name = both(turn.speaker.cluster_es or "", turn.speaker.cluster_en or "")
    body = lines(*told) if told else nothing
    own = turn.scope.reports_for is not None
    other = [Button(_("My firm"), SHOW.data(OWN))] if own else []
    turn.edit(lines(_head(turn, name, days), body, gap="\n\n"), _rows(other))


async def _show_firm(turn: Turn, firm_id: int) -> None:
    days = half_year(turn.today)
    own = await jobs.week(turn.tx, turn.scope, firm_id, days.first, days.until)
    counts = await jobs.head_counts(turn.tx, turn.scope, [firm_id], turn.today + timedelta(days=1))
    found = counts.get(firm_id)
    told = {Move.HIRED: _people(own.hired), Move.LEFT: _people(own.left)}
    work = _("Working now: {people}", people=PeopleCount(found.people)) if found else None
    text = lines(
        _head(turn, layout("{firm}", firm=turn.speaker.firm or ""), days),
        lines(*_moves({move: people for move, people in told.items() if people.total}), work),
        gap="\n\n",
    )
    tell = [] if found else [Button(_("Tell how many"), head_count.SET.data())]
    record = [Button(_("Record a job"), GO.data("job")), *tell]
    whole = [Button(_("The whole cluster"), SHOW.data(ALL))] if turn.scope.sees_totals else []
    turn.edit(text, [record, *_rows(whole)])


def _head(turn: Turn, whose: Text, days: DayRange) -> Text:
    return lines(
        layout("<b>{title}</b> · {whose}", title=_("Jobs"), whose=whose),
        _p("a span of days", "{days}", days=NearDays(days, turn.today)),
    )


def _people(moves: Moves) -> PeopleCount:
    """What nobody told is left out, rather than called none."""
    parts = (moves.women or None, moves.young or None, moves.disability or None)
    return PeopleCount(moves.count, *parts)


def _rows(other: list[Button]) -> list[list[Button]]:
    return [[Button(_("Sales"), GO.data("stats")), *other]]


def _to_week() -> Button:
    return Button(_("My week"), GO.data("myweek"))


SHOW = Tap("figuresjobs", Who.MEMBERS, show)
