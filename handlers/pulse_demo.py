"""Half a year of rounds for the demo: answers grow a little better, and a round is open still."""

from __future__ import annotations

import random
import tomllib
from datetime import date, timedelta
from pathlib import Path

from bot.furnishing import Furnishing
from storage import pulse
from storage.clusters import Cluster
from storage.database import Transaction
from storage.moments import at_hour
from storage.pulse import Question, Round
from storage.scope import MemberScope, Role

WEEKS = 26
# How likely a member is to answer, to answer a question, and to write something.
ANSWERS, CHOOSES, WRITES = 0.87, 0.95, 0.75
WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


async def furnish(demo: Furnishing) -> None:
    """The rounds that would have been till now, with nobody left alone at their end.

    The first member and the coordinators have not answered the one that is open.
    """
    asked = [member for member in demo.members if member.role is not Role.OBSERVER]
    tx, cluster, chance = demo.tx, demo.cluster, demo.chance()
    for weeks_ago in range(WEEKS, -1, -1):
        day = _day(cluster, demo.today) - timedelta(weeks=weeks_ago)
        if at_hour(day, cluster.pulse_hour, cluster.zone) > demo.now:
            continue
        round_ = await pulse.open_round(tx, cluster.scope, day)
        await pulse.ask(tx, cluster.scope, round_.id, [member.member_id for member in asked])
        over = at_hour(day + pulse.CLOSE_AFTER, cluster.pulse_hour, cluster.zone) <= demo.now
        came = asked if over else [m for m in asked[1:] if m.role is not Role.COORDINATOR]
        await _answer(tx, chance, round_, [m for m in came if chance.random() < ANSWERS])
        if over:
            await pulse.close(tx, cluster.scope, round_.id)
        else:
            await pulse.plan_rest(tx, cluster, round_, demo.now)
    for member in asked:
        await pulse.ask_again(tx, member)


def _day(cluster: Cluster, today: date) -> date:
    """The last day, today or before, on which the pulse comes."""
    return today - timedelta(days=(today.weekday() - cluster.pulse_weekday) % 7)


async def _answer(
    tx: Transaction, chance: random.Random, round_: Round, came: list[MemberScope]
) -> None:
    texts = chance.sample(WORDS[round_.asks.open], k=len(WORDS[round_.asks.open]))
    for member in came:
        for at, question in enumerate(round_.asks.closed):
            choice = _choice(chance, question, round_.number)
            chosen = choice if chance.random() < CHOOSES else None
            await pulse.choose(tx, member, round_.id, at, chosen)
        writes = texts and chance.random() < WRITES
        await pulse.write(tx, member, round_.id, texts.pop() if writes else None)


def _choice(chance: random.Random, question: Question, number: int) -> int:
    """From a little above the middle at first towards the best."""
    best = question.scale.choices - 1
    middle = 0.5 + 0.3 * number / WEEKS
    return round(best * min(max(chance.gauss(middle, 0.25), 0), 1))
