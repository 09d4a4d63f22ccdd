"""The members in pages, as their coordinators look through them: all, some of them, those found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from storage.database import Reading
from storage.names import bare
from storage.roster import SELECT, Listed, listed_of
from storage.scope import ClusterScope


class Group(StrEnum):
    """Paused ones are among all, and by themselves; everybody else is active."""

    ALL = "all"
    SILENT = "silent"
    PAUSED = "paused"
    COORDINATORS = "coordinators"
    WITHOUT_FIRM = "without_firm"


@dataclass(frozen=True, slots=True)
class Count:
    active: int
    paused: int


@dataclass(frozen=True, slots=True)
class Page:
    """`number` counts from 0; `before` is how many come before it, `of` how many there are."""

    number: int
    before: int
    of: int
    members: list[Listed]

    @property
    def last(self) -> bool:
        return self.before + len(self.members) >= self.of


_REPORTS = "member.state = 'active' AND member.role <> 'observer'"
_CONDITIONS = {
    Group.ALL: "member.state <> 'left'",
    Group.SILENT: f"{_REPORTS} AND member.firm_id IN (SELECT value FROM json_each(:firms))",
    Group.PAUSED: "member.state = 'suspended'",
    Group.COORDINATORS: "member.role = 'coordinator' AND member.state = 'active'",
    # Those who would report: a coordinator or an observer without a firm lacks nothing.
    Group.WITHOUT_FIRM: """member.firm_id IS NULL AND member.state = 'active'
                           AND member.role IN ('member', 'keeper')""",
}


async def count(reading: Reading, scope: ClusterScope) -> Count:
    """For who may see all of the cluster; nobody for anybody else."""
    if not scope.sees(None):
        return Count(0, 0)
    row = await reading.row(
        """SELECT count(*) FILTER (WHERE state = 'active') AS active,
                  count(*) FILTER (WHERE state = 'suspended') AS paused
           FROM member WHERE cluster_id = ?""",
        (scope.cluster_id,),
    )
    return Count(row["active"], row["paused"]) if row else Count(0, 0)


async def page(
    reading: Reading,
    scope: ClusterScope,
    group: Group = Group.ALL,
    *,
    silent: Iterable[int] = (),
    number: int = 0,
    size: int = 8,
) -> Page:
    """In the order of joining; the last page where there is none of this number.

    `silent` are the firms whose people are meant. For who may see all of the cluster; nobody for
    anybody else.
    """
    if not scope.sees(None):
        return Page(0, 0, 0, [])
    which = f"member.cluster_id = :cluster_id AND {_CONDITIONS[group]}"
    given = {"cluster_id": scope.cluster_id, "firms": json.dumps(list(silent))}
    row = await reading.row(f"SELECT count(*) AS n FROM member WHERE {which}", given)
    of = row["n"] if row else 0
    number = _within(number, size, of)
    # Ids first: nothing is looked up for those who come before the page.
    rows = await reading.rows(
        f"""{SELECT} WHERE member.id IN (SELECT member.id FROM member WHERE {which}
                                         ORDER BY member.id LIMIT :size OFFSET :before)
            ORDER BY member.id""",
        given | {"size": size, "before": number * size},
    )
    return Page(number, number * size, of, [listed_of(row) for row in rows])


async def found(
    reading: Reading, scope: ClusterScope, words: str, *, number: int = 0, size: int = 8
) -> Page:
    """Those in whose name, or whose firm's, these words are, whatever the accents and the case."""
    wanted = bare(words)
    if not scope.sees(None) or not wanted:
        return Page(0, 0, 0, [])
    hits = [row for row in await _like(reading, scope, wanted) if _has(row, wanted)]
    number = _within(number, size, len(hits))
    before = number * size
    some = [listed_of(row) for row in hits[before : before + size]]
    return Page(number, before, len(hits), some)


async def _like(reading: Reading, scope: ClusterScope, wanted: str) -> list[sqlite3.Row]:
    pattern = "%" + "".join(c if c in _PLAIN else "_" for c in wanted) + "%"
    return await reading.rows(
        f"""{SELECT} WHERE member.cluster_id = ? AND member.state <> 'left'
              AND (person.name LIKE ? OR firm.name LIKE ?) ORDER BY member.id""",
        (scope.cluster_id, pattern, pattern),
    )


def _has(row: sqlite3.Row, wanted: str) -> bool:
    return wanted in bare(row["name"]) or wanted in bare(row["firm"] or "")


def _within(number: int, size: int, of: int) -> int:
    return max(0, min(number, (of - 1) // size))


# Letters that are written in one way only. The others may bear an accent, which LIKE knows nothing
# of: they are left open in the question to the database, and compared here.
_PLAIN = frozenset("bdfhjkmpqtvwx0123456789 ")
