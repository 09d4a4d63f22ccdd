"""Answering: that somebody did is noted in one place, what was answered in another.

Nothing that is written here in one place says anything of the other: a tapped answer is one more in
a count, and a written one stands among those of its round in an order that is drawn by lot.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import Enum

from storage.database import Reading, Transaction
from storage.errors import NotAllowedError, NotFoundError
from storage.pulse.questions import LENGTH
from storage.pulse.rounds import MOST_IGNORED, Round, current, read_round
from storage.scope import MemberScope, Role


class Outcome(Enum):
    """COUNTED; or not, since that question is behind or still ahead, or the round is over."""

    COUNTED = "counted"
    NOT_NOW = "not now"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands. `left_alone`: rounds do not come to them by themselves any more."""

    round: Round | None
    past: int
    left_alone: bool


async def standing(reading: Reading, scope: MemberScope) -> Standing:
    """In the round that is open; without one nothing is behind them."""
    [row] = await reading.rows(
        """SELECT open.id, open.number, open.opened_on, open.closed,
                  coalesce(turnout.past, 0) AS past, coalesce(pulse_ignored.rounds, 0) AS ignored
           FROM (SELECT :cluster_id AS cluster_id, :member_id AS member_id) AS asked
           LEFT JOIN pulse_ignored ON pulse_ignored.cluster_id = asked.cluster_id
             AND pulse_ignored.member_id = asked.member_id
           LEFT JOIN pulse_round AS open ON open.cluster_id = asked.cluster_id AND open.closed = 0
           LEFT JOIN pulse_turnout AS turnout ON turnout.round_id = open.id
             AND turnout.member_id = asked.member_id""",
        {"cluster_id": scope.cluster_id, "member_id": scope.member_id},
    )
    round_ = read_round(row) if row["id"] is not None else None
    return Standing(round_, row["past"], row["ignored"] > MOST_IGNORED)


async def choose(
    tx: Transaction, scope: MemberScope, round_id: int, at: int, choice: int | None
) -> Outcome:
    """Answer the question at this place (from 0) of the round; None skips it.

    Raises NotFoundError for a choice that the question has not, NotAllowedError for an observer.
    """
    open_now = await _open(tx, scope, round_id)
    if open_now is None:
        return Outcome.OVER
    if not 0 <= at < len(open_now.asks.closed):
        return Outcome.NOT_NOW
    question = open_now.asks.closed[at]
    if choice is not None and not 0 <= choice < question.scale.choices:
        raise NotFoundError
    if not await _pass(tx, scope, round_id, at):
        return Outcome.NOT_NOW
    if choice is not None:
        await tx.write(
            """UPDATE pulse_tally SET given = given + 1
               WHERE round_id = ? AND question = ? AND choice = ?""",
            (round_id, question.code, choice),
        )
    return Outcome.COUNTED


async def write(tx: Transaction, scope: MemberScope, round_id: int, words: str | None) -> Outcome:
    """Answer the round's last question in one's own words; None skips it.

    Raises NotAllowedError for an observer.
    """
    if await _open(tx, scope, round_id) is None:
        return Outcome.OVER
    if not await _pass(tx, scope, round_id, LENGTH - 1):
        return Outcome.NOT_NOW
    if words is not None:
        await _put_among(tx, scope, round_id, words)
    return Outcome.COUNTED


async def ask_again(tx: Transaction, scope: MemberScope) -> bool:
    """Rounds come by themselves again; whether they had stopped, or were about to."""
    removed = await tx.write(
        "DELETE FROM pulse_ignored WHERE cluster_id = ? AND member_id = ?",
        (scope.cluster_id, scope.member_id),
    )
    return removed == 1


async def _open(tx: Transaction, scope: MemberScope, round_id: int) -> Round | None:
    if scope.role is Role.OBSERVER:
        raise NotAllowedError("observers see totals and are not asked")
    open_now = await current(tx, scope)
    return open_now if open_now is not None and open_now.id == round_id else None


async def _pass(tx: Transaction, scope: MemberScope, round_id: int, at: int) -> bool:
    """Whether that question was the member's next: it is behind them now, for good."""
    who = (scope.cluster_id, round_id, scope.member_id)
    await tx.write(
        """INSERT INTO pulse_turnout (cluster_id, round_id, member_id) VALUES (?, ?, ?)
           ON CONFLICT (round_id, member_id) DO NOTHING""",
        who,
    )
    passed = await tx.write(
        """UPDATE pulse_turnout SET past = ?
           WHERE cluster_id = ? AND round_id = ? AND member_id = ? AND past = ?""",
        (at + 1, *who, at),
    )
    if passed:
        await ask_again(tx, scope)
    return passed == 1


async def _put_among(tx: Transaction, scope: MemberScope, round_id: int, words: str) -> None:
    """All of the round are put down anew, by lot, so that not even the place tells the newest."""
    kept = await tx.rows(
        "SELECT words FROM pulse_words WHERE round_id = ? ORDER BY id", (round_id,)
    )
    written = [row["words"] for row in kept]
    written.insert(secrets.randbelow(len(written) + 1), words)
    drawn = sorted(secrets.token_bytes(16) for _ in written)
    await tx.write("DELETE FROM pulse_words WHERE round_id = ?", (round_id,))
    await tx.write_many(
        "INSERT INTO pulse_words (cluster_id, round_id, id, words) VALUES (?, ?, ?, ?)",
        [(scope.cluster_id, round_id, *row) for row in zip(drawn, written, strict=True)],
    )
