"""The demo's weeks as they went by: the rounds of the pulse, and the digests of the last month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.furnishing import Furnishing
from handlers import pulse_demo
from handlers.digest import WORK
from storage.moments import at_hour

PULSES, DIGESTS = 26, 4


async def furnish(demo: Furnishing) -> None:
    """In the order of time: a digest tells of the pulse as far as it had come by then."""
    cluster, chance = demo.cluster, demo.chance()
    digests = set(_weekly(demo, cluster.digest_weekday, cluster.digest_hour, DIGESTS))
    pulses = set(_weekly(demo, cluster.pulse_weekday, cluster.pulse_hour, PULSES))
    for at in sorted(digests | pulses):
        if at in pulses:
            await pulse_demo.hold(demo, chance, at)
        if at in digests:
            await demo.happens(WORK, cluster.id, at)
    await pulse_demo.rest(demo)


def _weekly(demo: Furnishing, weekday: int, hour: int, weeks: int) -> Iterator[datetime]:
    """The times, that many weeks ago and since, at which something of every week came."""
    last = demo.today - timedelta(days=(demo.today.weekday() - weekday) % 7)
    for weeks_ago in range(weeks, -1, -1):
        at = at_hour(last - timedelta(weeks=weeks_ago), hour, demo.cluster.zone)
        if at <= demo.now:
            yield at
