"""What came of the rounds that are over. Of a round that is open nobody sees any answer.

There is no way to ask for a part of the members: what a part and the rest answered could be told
apart. And since results come once, when the round is over, none is the difference of two.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from storage.database import Reading
from storage.pulse.questions import LENGTH, Question, Scale
from storage.pulse.rounds import COLUMNS, FEWEST, Round, read_round
from storage.scope import ClusterScope


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each choice of a question was given, from the worst to the best."""

    question: Question
    given: tuple[int, ...]

    @property
    def answers(self) -> int:
        return sum(self.given)

    @property
    def mean(self) -> Decimal:
        """From 0 to 1: where all answers lie between the worst and the best."""
        weighed = sum(choice * given for choice, given in enumerate(self.given))
        return Decimal(weighed) / (self.answers * (self.question.scale.choices - 1))

    @property
    def yes(self) -> Decimal:
        """Of an extent: the share that gave the best answer."""
        return Decimal(self.given[-1]) / self.answers

    @property
    def level(self) -> Decimal:
        """What is told of it, from 0 to 1: the mean of faces, and of an extent who said yes."""
        return self.mean if self.question.scale is Scale.FACES else self.yes

    @property
    def average(self) -> Decimal:
        """Of faces from 1 to 5; of an extent the same as the mean."""
        return 1 + 4 * self.mean if self.question.scale is Scale.FACES else self.mean


@dataclass(frozen=True, slots=True)
class Turnout:
    """`began` answered or skipped a question at least; `finished` all of them."""

    asked: int
    began: int
    finished: int

    @property
    def enough(self) -> bool:
        return self.began >= FEWEST


@dataclass(frozen=True, slots=True)
class Results:
    """`counts` lacks a question that fewer than FEWEST have answered.

    `words` are in no order, and none where fewer wrote anything.

    `before` are the counts of the last round with the same questions that had enough answers.
    """

    round: Round
    turnout: Turnout
    counts: tuple[Counts, ...]
    before: tuple[Counts, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A round in the trend, with the levels (0 to 1) of its questions by their codes."""

    opened_on: date
    turnout: Turnout
    levels: dict[str, Decimal]


async def results(reading: Reading, scope: ClusterScope, round_id: int) -> Results | None:
    """None where there is no such round or it is open still."""
    row = await reading.row(
        f"SELECT {COLUMNS} FROM pulse_round WHERE cluster_id = ? AND id = ? AND closed = 1",
        (scope.cluster_id, round_id),
    )
    if row is None:
        return None
    over = read_round(row)
    came = (await _turnouts(reading, scope, [over.id]))[over.id]
    if not came.enough:
        return Results(over, came, (), (), ())
    counts = await _counts(reading, [over])
    return Results(
        over,
        came,
        counts[over.id],
        await _before(reading, scope, over),
        await _words(reading, over.id),
    )


async def turnout(reading: Reading, scope: ClusterScope, round_id: int) -> Turnout:
    """How many have answered so far; of a round that is open this is all there is to see."""
    return (await _turnouts(reading, scope, [round_id]))[round_id]


async def over(
    reading: Reading, scope: ClusterScope, *, before: int | None = None, limit: int = 2
) -> list[Round]:
    """The rounds that are over, the newest first, in pages by the last number seen."""
    rows = await reading.rows(
        f"""SELECT {COLUMNS} FROM pulse_round
            WHERE cluster_id = :cluster_id AND closed = 1
              AND number < coalesce(:before, 9223372036854775807)
            ORDER BY number DESC LIMIT :limit""",
        {"cluster_id": scope.cluster_id, "before": before, "limit": limit},
    )
    return [read_round(row) for row in rows]


async def trend(
    reading: Reading, scope: ClusterScope, *, until: int, limit: int = 27
) -> list[Point]:
    """The last rounds up to and with that number, oldest first: half a year by default."""
    rounds = await over(reading, scope, before=until + 1, limit=limit)
    turnouts = await _turnouts(reading, scope, [past.id for past in rounds])
    counts = await _counts(reading, rounds)
    points = []
    for past in reversed(rounds):
        came = turnouts[past.id]
        levels = {c.question.code: c.level for c in counts[past.id]} if came.enough else {}
        points.append(Point(past.opened_on, came, levels))
    return points


async def _before(reading: Reading, scope: ClusterScope, now: Round) -> tuple[Counts, ...]:
    earlier = await over(reading, scope, before=now.number, limit=27)
    same = [past for past in earlier if past.asks == now.asks]
    turnouts = await _turnouts(reading, scope, [past.id for past in same])
    for past in same:
        if turnouts[past.id].enough:
            return (await _counts(reading, [past]))[past.id]
    return ()


async def _turnouts(
    reading: Reading, scope: ClusterScope, round_ids: list[int]
) -> dict[int, Turnout]:
    rows = await reading.rows(
        """SELECT round_id, count(*) AS asked, sum(past > 0) AS began, sum(past = ?) AS finished
           FROM json_each(?) AS asked_for
           CROSS JOIN pulse_turnout ON pulse_turnout.round_id = asked_for.value
             AND pulse_turnout.cluster_id = ?
           GROUP BY round_id""",
        (LENGTH, json.dumps(round_ids), scope.cluster_id),
    )
    found = {row["round_id"]: Turnout(row["asked"], row["began"], row["finished"]) for row in rows}
    return {round_id: found.get(round_id, Turnout(0, 0, 0)) for round_id in round_ids}


async def _counts(reading: Reading, rounds: Iterable[Round]) -> dict[int, tuple[Counts, ...]]:
    """Of the questions that enough members have answered, in the order they were asked."""
    asked = {past.id: past.asks.closed for past in rounds}
    rows = await reading.rows(
        """SELECT round_id, question, choice, given FROM json_each(?) AS asked
           CROSS JOIN pulse_tally ON pulse_tally.round_id = asked.value
           ORDER BY round_id, question, choice""",
        (json.dumps(list(asked)),),
    )
    given: dict[tuple[int, str], list[int]] = {}
    for row in rows:
        given.setdefault((row["round_id"], row["question"]), []).append(row["given"])
    return {
        round_id: tuple(
            Counts(question, tuple(given[round_id, question.code]))
            for question in questions
            if sum(given.get((round_id, question.code), ())) >= FEWEST
        )
        for round_id, questions in asked.items()
    }


async def _words(reading: Reading, round_id: int) -> tuple[str, ...]:
    """What was written, where enough members wrote: two who did could be told from each other."""
    rows = await reading.rows(
        "SELECT words FROM pulse_words WHERE round_id = ? ORDER BY id", (round_id,)
    )
    return tuple(row["words"] for row in rows) if len(rows) >= FEWEST else ()
