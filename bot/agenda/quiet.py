"""Quiet hours: nobody is written to in them unasked; what is due waits for their end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Hours(Protocol):
    """From `quiet_from` up to and without `quiet_until`, on the clocks of `zone`."""

    @property
    def zone(self) -> str: ...

    @property
    def quiet_from(self) -> int: ...

    @property
    def quiet_until(self) -> int: ...


def rule(of: Hours) -> str:
    """The hours as each message that must heed them keeps them."""
    return f"{of.zone} {of.quiet_from} {of.quiet_until}"


def over_at(kept: str, now: datetime) -> datetime | None:
    """When the quiet hours that `now` lies in are over (UTC); None outside of them.

    They may pass midnight. On the day the clocks change they end when the clock on the wall says.
    """
    zone, start, end = kept.split(" ")
    quiet_from, quiet_until = int(start), int(end)
    local = now.astimezone(ZoneInfo(zone))
    if not within(local.hour, quiet_from, quiet_until):
        return None
    day = local.date() + timedelta(days=1 if local.hour >= quiet_until else 0)
    over = datetime.combine(
        day, local.timetz().replace(hour=quiet_until, minute=0, second=0, microsecond=0)
    )
    return over.astimezone(now.tzinfo)


def within(hour: int, quiet_from: int, quiet_until: int) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until
