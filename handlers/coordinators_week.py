"""What coordinators learn of a week besides: who is silent, who is new, the pulse, the bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.keyboards import Keyboard
from bot.language.text import Day, Text, _, _n, layout, lines
from handlers import figures_jobs, silent_firms
from handlers.coming_up import AHEAD
from handlers.pulse_results import came
from handlers.whole_cluster import times_of
from storage import ahead, pulse, reporting
from storage.database import Reading
from storage.pulse import FEWEST, Turnout
from storage.reporting import Reporting
from storage.scope import ClusterScope
from storage.values import DayRange, TimeRange


@dataclass(frozen=True, slots=True)
class Part:
    text: Text
    buttons: Keyboard


async def coordinators_part(
    reading: Reading, scope: ClusterScope, week: DayRange, zone: str, now: datetime
) -> Part:
    times = times_of(week, zone)
    reported = await reporting.of_week(reading, scope, week, times)
    new = await reporting.joined(reading, scope, times)
    booked = await ahead.booked(reading, scope, TimeRange(now, now + AHEAD))
    jobs = await figures_jobs.of_cluster(reading, scope, week)
    text = lines(
        _("<b>Coordination</b>"),
        _reported(reported) if reported.firms else None,
        *jobs,
        _n("{n} new member.", "{n} new members.", new) if new else None,
        await _pulse(reading, scope),
        _n("{n} booking in the next two weeks.", "{n} bookings in the next two weeks.", booked)
        if booked
        else None,
    )
    return Part(text, silent_firms.buttons(reported, week))


def _reported(of: Reporting) -> Text:
    uncounted = _n(
        "{n} firm has not agreed to be counted in totals.",
        "{n} firms have not agreed to be counted in totals.",
        of.uncounted,
    )
    return lines(
        _n(
            "{told} of {n} firm reported.",
            "{told} of {n} firms reported.",
            of.firms,
            told=of.reported,
        ),
        silent_firms.told(of),
        uncounted if of.uncounted else None,
    )


async def _pulse(reading: Reading, scope: ClusterScope) -> Text | None:
    """How many took part in the last round, be it open still."""
    last = await pulse.current(reading, scope)
    if last is None:
        over = await pulse.over(reading, scope, limit=1)
        last = over[0] if over else None
    turnout = await pulse.turnout(reading, scope, last.id) if last else None
    if last is None or turnout is None or not turnout.asked:
        return None
    day = _("Pulse of {day}", day=Day(last.opened_on, "long"))
    return layout("{pulse}: {came}", pulse=day, came=_came(turnout, over=last.closed))


def _came(turnout: Turnout, *, over: bool) -> Text:
    if turnout.enough:
        return came(turnout)
    if over:
        return _("fewer than {n} took part.", n=FEWEST)
    return _("fewer than {n} so far.", n=FEWEST)
