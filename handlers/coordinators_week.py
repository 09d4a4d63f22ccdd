"""What coordinators learn of a week besides: who is silent, who is new, the pulse, the bookings."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.words import clip
from bot.language.text import Day, Text, _, _n, layout, lines
from handlers.coming_up import AHEAD
from handlers.pulse_results import came
from handlers.records import SHORT
from handlers.whole_cluster import times_of
from storage import ahead, pulse, reporting
from storage.database import Reading
from storage.reporting import Reporting
from storage.scope import ClusterScope
from storage.values import DayRange, TimeRange

# Silent firms that are named.
MOST = 12


async def coordinators_part(
    reading: Reading, scope: ClusterScope, week: DayRange, zone: str, now: datetime
) -> Text:
    times = times_of(week, zone)
    new = await reporting.joined(reading, scope, times)
    booked = await ahead.booked(reading, scope, TimeRange(now, now + AHEAD))
    return lines(
        _("<b>Coordination</b>"),
        _reported(await reporting.of_week(reading, scope, week, times)),
        _n("{n} new member.", "{n} new members.", new) if new else None,
        await _pulse(reading, scope),
        _n("{n} booking in the next two weeks.", "{n} bookings in the next two weeks.", booked)
        if booked
        else None,
    )


def _reported(of: Reporting) -> Text | None:
    if not of.firms:
        return None
    head = _n(
        "{told} of {n} firm reported.", "{told} of {n} firms reported.", of.firms, told=of.reported
    )
    if not of.silent:
        return head
    names = [clip(name, SHORT) for name in of.silent[:MOST]]
    rest = len(of.silent) - len(names)
    named = [*names, _n("{n} more", "{n} more", rest)] if rest else names
    return lines(head, _("Nothing yet from {firms}.", firms=named))


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
    return layout("{pulse}: {came}", pulse=day, came=came(turnout))
