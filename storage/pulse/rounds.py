"""The rounds of the pulse: when they come, who is asked, and who has not finished."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from storage import due
from storage.database import Reading, Transaction
from storage.moments import at_hour, next_weekly
from storage.pulse.questions import LENGTH, Set, set_of
from storage.scope import ClusterScope

if TYPE_CHECKING:
    from storage.clusters import Cluster, NewCluster

OPENING, REMINDER, CLOSING = "pulse", "pulse reminder", "pulse closing"
REMIND_AFTER = timedelta(days=2)
CLOSE_AFTER = timedelta(days=6)
# After so many rounds in vain a member is not asked any more.
MOST_IGNORED = 3
# What fewer have answered is shown to nobody, and is not even kept.
FEWEST = 5
COLUMNS = "id, number, opened_on, closed"


@dataclass(frozen=True, slots=True)
class Round:
    """`number` counts the cluster's rounds; `opened_on` is the day it was due, in its zone."""

    id: int
    number: int
    opened_on: date
    closed: bool

    @property
    def asks(self) -> Set:
        return set_of(self.number)


@dataclass(frozen=True, slots=True)
class Asked:
    """By member id. `left_alone` have ignored so many rounds that this one tells them so."""

    asked: frozenset[int]
    left_alone: frozenset[int]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Somebody to remind: `past` is how many questions they have answered or skipped."""

    member_id: int
    telegram_id: int
    language: str | None
    phone_language: str | None
    past: int


# When


def next_after(cluster: NewCluster, moment: datetime) -> datetime:
    """The first time (UTC) after `moment` that the cluster's clock shows the pulse's hour."""
    return next_weekly(cluster.pulse_weekday, cluster.pulse_hour, cluster.zone, moment)


async def plan_first(tx: Transaction, cluster: Cluster, now: datetime) -> None:
    """A new cluster's first round; each one plans the next when it is done."""
    await due.plan(tx, OPENING, cluster.id, next_after(cluster, now))


async def plan_rest(tx: Transaction, cluster: Cluster, opened: Round, now: datetime) -> None:
    """The round's reminder and its end, at the cluster's hour as its opening was.

    A reminder whose time has passed already is left out.
    """
    for kind, after in ((REMINDER, REMIND_AFTER), (CLOSING, CLOSE_AFTER)):
        at = at_hour(opened.opened_on + after, cluster.pulse_hour, cluster.zone)
        if at > now or kind == CLOSING:
            await due.plan(tx, kind, opened.id, at)


# Rounds


async def open_round(tx: Transaction, scope: ClusterScope, opened_on: date) -> Round:
    """The round of that day, begun if there is none yet; one that was still open is closed."""
    found = await tx.row(
        f"SELECT {COLUMNS} FROM pulse_round WHERE cluster_id = ? AND opened_on = ?",
        (scope.cluster_id, opened_on.isoformat()),
    )
    if found is not None:
        return read_round(found)
    before = await current(tx, scope)
    if before is not None:
        await close(tx, scope, before.id)
    last = await tx.row(
        "SELECT number FROM pulse_round WHERE cluster_id = ? ORDER BY number DESC LIMIT 1",
        (scope.cluster_id,),
    )
    number = 1 + (last["number"] if last else 0)
    round_id = await tx.insert(
        "INSERT INTO pulse_round (cluster_id, number, opened_on) VALUES (?, ?, ?)",
        (scope.cluster_id, number, opened_on.isoformat()),
    )
    await tx.write_many(
        "INSERT INTO pulse_tally (cluster_id, round_id, question, choice) VALUES (?, ?, ?, ?)",
        [
            (scope.cluster_id, round_id, question.code, choice)
            for question in set_of(number).closed
            for choice in range(question.scale.choices)
        ],
    )
    return Round(round_id, number, opened_on, closed=False)


async def current(reading: Reading, scope: ClusterScope) -> Round | None:
    """The round that is open."""
    row = await reading.row(
        f"SELECT {COLUMNS} FROM pulse_round WHERE cluster_id = ? AND closed = 0",
        (scope.cluster_id,),
    )
    return read_round(row) if row else None


async def subject(reading: Reading, round_id: int) -> tuple[ClusterScope, Round] | None:
    """What due work about a round is about: it knows no more of it than its id."""
    row = await reading.row(
        f"SELECT cluster_id, {COLUMNS} FROM pulse_round WHERE id = ?", (round_id,)
    )
    return (ClusterScope(row["cluster_id"]), read_round(row)) if row else None


async def close(tx: Transaction, scope: ClusterScope, round_id: int) -> bool:
    """Whether it was open. Answers that are too few to be ever shown are let go of."""
    closed = await tx.write(
        "UPDATE pulse_round SET closed = 1 WHERE cluster_id = ? AND id = ? AND closed = 0",
        (scope.cluster_id, round_id),
    )
    if not closed:
        return False
    about = {"round_id": round_id, "fewest": FEWEST}
    await tx.write(
        """DELETE FROM pulse_tally WHERE round_id = :round_id AND question IN (
             SELECT question FROM pulse_tally WHERE round_id = :round_id
             GROUP BY question HAVING sum(given) < :fewest)""",
        about,
    )
    await tx.write(
        """DELETE FROM pulse_words WHERE round_id = :round_id AND :fewest > (
             SELECT count(*) FROM pulse_words WHERE round_id = :round_id)""",
        about,
    )
    return True


# Who


async def ask(
    tx: Transaction, scope: ClusterScope, round_id: int, member_ids: Collection[int]
) -> Asked:
    """Note which of these members are asked in this round, each once; observers never are.

    The round counts as ignored until they answer anything.
    """
    # CROSS: SQLite would go through all of the cluster's members to find those few.
    about = {"cluster_id": scope.cluster_id, "round_id": round_id, "most": MOST_IGNORED}
    rows = await tx.rows(
        """SELECT member.id, coalesce(pulse_ignored.rounds, 0) AS ignored
           FROM json_each(:members) AS asked
           CROSS JOIN member ON member.id = asked.value AND member.cluster_id = :cluster_id
           LEFT JOIN pulse_ignored ON pulse_ignored.cluster_id = :cluster_id
             AND pulse_ignored.member_id = member.id
           LEFT JOIN pulse_turnout ON pulse_turnout.round_id = :round_id
             AND pulse_turnout.member_id = member.id
           WHERE member.state = 'active' AND member.role <> 'observer'
             AND pulse_turnout.member_id IS NULL AND ignored <= :most""",
        about | {"members": json.dumps(list(member_ids))},
    )
    asked = [row["id"] for row in rows if row["ignored"] < MOST_IGNORED]
    await tx.write(
        """INSERT INTO pulse_turnout (cluster_id, round_id, member_id)
           SELECT :cluster_id, :round_id, value FROM json_each(:members)""",
        about | {"members": json.dumps(asked)},
    )
    await tx.write(
        """INSERT INTO pulse_ignored (cluster_id, member_id, rounds)
           SELECT :cluster_id, value, 1 FROM json_each(:members) WHERE true
           ON CONFLICT (cluster_id, member_id) DO UPDATE SET rounds = rounds + 1""",
        about | {"members": json.dumps([row["id"] for row in rows])},
    )
    left_alone = {row["id"] for row in rows} - set(asked)
    return Asked(frozenset(asked), frozenset(left_alone))


async def unfinished(
    reading: Reading, scope: ClusterScope, round_id: int, *, after: int = 0, limit: int = 100
) -> list[Unfinished]:
    """Who was asked, can be reached and has questions left, in pages by the last member's id."""
    rows = await reading.rows(
        """SELECT turnout.member_id, person.telegram_id, person.language, person.phone_language,
                  turnout.past
           FROM pulse_turnout AS turnout
           JOIN member ON member.id = turnout.member_id
           JOIN person ON person.id = member.person_id
           WHERE turnout.round_id = :round_id AND turnout.cluster_id = :cluster_id
             AND turnout.member_id > :after AND turnout.past < :length
             AND member.state = 'active' AND person.reachable = 1
           ORDER BY turnout.member_id LIMIT :limit""",
        {
            "round_id": round_id,
            "cluster_id": scope.cluster_id,
            "after": after,
            "length": LENGTH,
            "limit": limit,
        },
    )
    return [Unfinished(*row) for row in rows]


def read_round(row: sqlite3.Row) -> Round:
    opened_on = date.fromisoformat(row["opened_on"])
    return Round(row["id"], row["number"], opened_on, bool(row["closed"]))
