"""People hired and gone in the demo's half year, and how many worked in each firm at joining."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.furnishing import Furnishing
from storage import jobs
from storage.jobs import Contract, Move, NewJob
from storage.records import Telling
from storage.values import PeopleCount

DAYS = 180
# A little more is hired than leaves, and most of it for good.
MOVES = {Move.HIRED: 70, Move.LEFT: 30}
CONTRACTS = {Contract.FULL_TIME: 50, Contract.PART_TIME: 20, Contract.SEASONAL: 30}


async def furnish(demo: Furnishing) -> None:
    chance = demo.chance()
    one_of_each = {member.reports_for: member for member in reversed(demo.members)}
    for firm_id, member in one_of_each.items():
        if firm_id is None:
            continue
        joined = demo.today - timedelta(days=DAYS)
        people = _people(chance, chance.randint(3, 12))
        await jobs.set_baseline(demo.tx, member, people, joined, demo.now)
        tellings = [
            Telling(member.member_id, firm_id, f"demo:{job.happened_on}", _told_at(demo, job), job)
            for job in _of_firm(chance, demo.today)
        ]
        await jobs.record_many(demo.tx, demo.cluster.scope, tellings)


def _told_at(demo: Furnishing, job: NewJob) -> datetime:
    """The day after."""
    return demo.at((demo.today - job.happened_on).days - 1, 9)


def _of_firm(chance: random.Random, today: date) -> Iterator[NewJob]:
    """Two to four moves; nobody leaves before somebody was hired."""
    agos = sorted(chance.sample(range(3, DAYS), k=chance.randint(2, 4)), reverse=True)
    for at, ago in enumerate(agos):
        move = chance.choices(list(MOVES), list(MOVES.values()))[0] if at else Move.HIRED
        yield NewJob(
            move=move,
            people=_people(chance, 1 if move is Move.LEFT else chance.randint(1, 3)),
            contract=chance.choices(list(CONTRACTS), list(CONTRACTS.values()))[0],
            happened_on=today - timedelta(days=ago),
        )


def _people(chance: random.Random, total: int) -> PeopleCount:
    women = chance.randint(0, total)
    return PeopleCount(total, women=women, young=chance.choice((None, min(1, total))))
