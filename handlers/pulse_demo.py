"""Rounds of the pulse for the demo: their answers grow a little better from week to week."""

from __future__ import annotations

import random
import tomllib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.furnishing import Furnishing
from storage import pulse
from storage.database import Transaction
from storage.moments import at_hour
from storage.pulse import Question, Round
from storage.scope import MemberScope, Role

# After so many rounds they are at their best.
ROUNDS = 26
# How likely a member is to answer a question, and to write something.
CHOOSES, WRITES = 0.95, 0.75
# So many more than must answer always do, that one of them may leave out a question.
TO_SPARE = 1
WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


async def hold(demo: Furnishing, chance: random.Random, at: datetime) -> None:
    """The round that began then, till its end if that has come.

    The first member and the coordinators have not answered the one that is open.
    """
    tx, cluster, asked = demo.tx, demo.cluster, _asked(demo)
    day = at.astimezone(ZoneInfo(cluster.zone)).date()
    round_ = await pulse.open_round(tx, cluster.scope, day)
    await pulse.ask(tx, cluster.scope, round_.id, [member.member_id for member in asked])
    over = at_hour(day + pulse.CLOSE_AFTER, cluster.pulse_hour, cluster.zone) <= demo.now
    came = asked if over else [m for m in asked[1:] if m.role is not Role.COORDINATOR]
    await _answer(tx, chance, round_, _those_who_answer(chance, came))
    if over:
        await pulse.close(tx, cluster.scope, round_.id)
    else:
        await pulse.plan_rest(tx, cluster, round_, demo.now)


async def rest(demo: Furnishing) -> None:
    """Nobody is left alone by the pulse for what they have not answered."""
    for member in _asked(demo):
        await pulse.ask_again(demo.tx, member)


def _asked(demo: Furnishing) -> list[MemberScope]:
    return [member for member in demo.members if member.role is not Role.OBSERVER]


def _those_who_answer(chance: random.Random, came: list[MemberScope]) -> list[MemberScope]:
    """Now and then somebody does not; never so many that nothing can be shown."""
    most = max(len(came) - pulse.FEWEST - TO_SPARE, 0)
    absent = chance.sample(came, k=chance.randint(0, most))
    return [member for member in came if member not in absent]


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
    middle = 0.5 + 0.3 * number / ROUNDS
    return round(best * min(max(chance.gauss(middle, 0.25), 0), 1))
