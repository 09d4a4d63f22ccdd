"""How many people were hired and left in some days, half-open, and how many work in a firm."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from storage.database import Reading, Transaction
from storage.errors import NotAllowedError
from storage.jobs.kinds import BOOK, Move, columns_of, people_of
from storage.moments import stored
from storage.records.kinds import FEWEST_FIRMS
from storage.scope import ClusterScope, MemberScope
from storage.values import PeopleCount


@dataclass(frozen=True, slots=True)
class Moves:
    """People who were hired or who left; women and others as far as they were told."""

    count: int = 0
    women: int = 0
    young: int = 0
    disability: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """`count` is how many records there are."""

    count: int = 0
    hired: Moves = Moves()
    left: Moves = Moves()


@dataclass(frozen=True, slots=True)
class ClusterTotals:
    """`firms` is how many reported.

    `shown` are the moves that enough firms told, each with those parts (women, young people) that
    enough of them told too: no number gives away what a single firm did. `hidden` are the others.
    """

    firms: int = 0
    shown: Mapping[Move, PeopleCount] = field(default_factory=dict)
    hidden: frozenset[Move] = frozenset()


@dataclass(frozen=True, slots=True)
class Workforce:
    """How many people work in so many firms."""

    people: int
    firms: int


@dataclass(frozen=True, slots=True)
class HeadCount:
    """`people` now, from the `baseline` of the day the firm joined on."""

    people: int
    baseline: PeopleCount
    counted_on: date


SUMS = """count(*) AS records, sum(people) AS people, total(women) AS women,
          total(young) AS young, total(disability) AS disability"""


PARTS = ("women", "young", "disability")
TOLD_BY = ", ".join(
    f"count(DISTINCT CASE WHEN {part} IS NOT NULL THEN firm_id END) AS {part}_told_by"
    for part in PARTS
)


async def week(
    reading: Reading, scope: ClusterScope, firm_id: int, first: date, until: date
) -> Totals:
    """One firm's; nothing for a firm whose records may not be seen."""
    found = await week_by_firm(reading, scope, [firm_id], first, until)
    return found.get(firm_id, Totals())


async def week_by_firm(
    reading: Reading, scope: ClusterScope, firm_ids: Iterable[int], first: date, until: date
) -> dict[int, Totals]:
    """The same for many firms in one go; those without a record are there too."""
    found = await BOOK.sums(reading, scope, firm_ids, first, until, what=SUMS, by=", move")
    return {firm_id: _totals(rows) for firm_id, rows in found.items()}


async def cluster_week(
    reading: Reading, scope: ClusterScope, first: date, until: date
) -> ClusterTotals:
    """The cluster's, as told by members who agreed that their reports count in totals."""
    what = f"{SUMS}, {TOLD_BY}"
    rows = await BOOK.agreed_sums(reading, scope, first, until, what=what, by="move")
    enough = [row for row in rows if row["told_by"] >= FEWEST_FIRMS]
    return ClusterTotals(
        rows[0]["firms"] if rows else 0,
        {Move(row["move"]): _shown(row) for row in enough},
        frozenset(Move(row["move"]) for row in rows if row not in enough),
    )


def _shown(row: sqlite3.Row) -> PeopleCount:
    enough = [part for part in PARTS if row[f"{part}_told_by"] >= FEWEST_FIRMS]
    return PeopleCount(int(row["people"]), **{part: int(row[part]) for part in enough})


async def workforce(reading: Reading, scope: ClusterScope, until: date) -> Workforce | None:
    """In all firms together, at the end of the day before `until`; None of too few firms.

    Of those whose teller agreed that their reports count in totals.
    """
    rows = await reading.rows(
        """SELECT DISTINCT firm_id FROM head_count
           JOIN consent ON consent.member_id = head_count.member_id
             AND consent.purpose = 'totals' AND consent.withdrawn_at IS NULL
           WHERE head_count.cluster_id = ?""",
        (scope.cluster_id,),
    )
    everybody = ClusterScope(scope.cluster_id)
    counts = await head_counts(reading, everybody, [row["firm_id"] for row in rows], until)
    if len(counts) < FEWEST_FIRMS:
        return None
    return Workforce(sum(of.people for of in counts.values()), len(counts))


async def set_baseline(
    tx: Transaction, scope: MemberScope, people: PeopleCount, today: date, now: datetime
) -> None:
    """How many worked in the firm when it joined: on `today`, or the day it was first told on.

    Raises NotAllowedError for a member who reports for no firm.
    """
    if scope.reports_for is None:
        raise NotAllowedError("a head count belongs to a firm")
    await tx.insert(
        """INSERT INTO head_count (cluster_id, firm_id, member_id, counted_on, people, women,
                                   young, disability, told_at)
           VALUES (:cluster_id, :firm_id, :member_id,
                   coalesce((SELECT counted_on FROM head_count
                             WHERE cluster_id = :cluster_id AND firm_id = :firm_id
                             ORDER BY id LIMIT 1), :today),
                   :people, :women, :young, :disability, :now)""",
        columns_of(people)
        | {
            "cluster_id": scope.cluster_id,
            "firm_id": scope.reports_for,
            "member_id": scope.member_id,
            "today": today.isoformat(),
            "now": stored(now),
        },
    )


async def head_counts(
    reading: Reading, scope: ClusterScope, firm_ids: Iterable[int], until: date
) -> dict[int, HeadCount]:
    """How many worked in these firms at the end of the day before `until`.

    The baseline and all moves since. A firm is missing that never told its baseline, or later.
    """
    wanted = scope.seen(firm_ids)
    rows = await reading.rows(
        """SELECT told.firm_id, told.counted_on, told.people, told.women, told.young,
                  told.disability,
                  (SELECT total(CASE move WHEN 'hired' THEN people ELSE -people END) FROM job
                   WHERE job.cluster_id = :cluster_id AND job.firm_id = told.firm_id
                     AND job.voided_at IS NULL AND job.happened_on >= told.counted_on
                     AND job.happened_on < :until) AS moved
           FROM json_each(:firms) AS asked
           CROSS JOIN head_count AS told ON told.id = (
             SELECT id FROM head_count WHERE cluster_id = :cluster_id AND firm_id = asked.value
             ORDER BY id DESC LIMIT 1)
           WHERE told.cluster_id = :cluster_id AND told.counted_on < :until""",
        {
            "firms": json.dumps(wanted),
            "cluster_id": scope.cluster_id,
            "until": until.isoformat(),
        },
    )
    return {row["firm_id"]: _head_count(row) for row in rows}


def _head_count(row: sqlite3.Row) -> HeadCount:
    """Never below none: somebody left who was never told of."""
    people = max(row["people"] + int(row["moved"]), 0)
    return HeadCount(people, people_of(row), date.fromisoformat(row["counted_on"]))


def _totals(rows: Iterable[sqlite3.Row]) -> Totals:
    by_move = {row["move"]: row for row in rows}
    moves = {
        move: Moves(
            int(row["people"]), int(row["women"]), int(row["young"]), int(row["disability"])
        )
        for move, row in by_move.items()
    }
    return Totals(sum(row["records"] for row in by_move.values()), **moves)
