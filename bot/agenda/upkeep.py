"""The machine's own due work: letting go of old rows, and noting that it is alive."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.agenda.due import DueWork, Occasion
from storage import due, housekeeping
from storage.database import Transaction

KIND = "tidy"
# Not about any cluster.
SUBJECT = 0
EVERY = timedelta(hours=6)


async def tidy(occasion: Occasion) -> int | None:
    """A few rows a piece, until none is left that is old enough."""
    dropped = await housekeeping.tidy(occasion.tx, occasion.now)
    return occasion.due.position + 1 if dropped else None


async def next_at(occasion: Occasion, _after: datetime) -> datetime | None:
    return occasion.now + EVERY


async def plan_first(tx: Transaction, now: datetime) -> None:
    """Once, at the first start ever."""
    if await due.planned(tx, KIND, SUBJECT) is None:
        await due.plan(tx, KIND, SUBJECT, now)


WORK = DueWork(KIND, tidy, next_at, worth=timedelta(days=365), ahead=2 * EVERY)
