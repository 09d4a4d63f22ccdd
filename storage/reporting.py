"""Which firms told how much they sold in a week, or that it was nothing; and who is new."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.database import Reading
from storage.moments import read_moment_if, stored
from storage.scope import ClusterScope
from storage.values import DayRange, TimeRange


@dataclass(frozen=True, slots=True)
class Silent:
    firm_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Reporting:
    """`firms` is how many were waited for or reported; `silent` are those who did not, by name.

    `uncounted` is how many of all have nobody who agreed that their reports count in totals.
    """

    firms: int
    silent: tuple[Silent, ...]
    uncounted: int = 0

    @property
    def reported(self) -> int:
        return self.firms - len(self.silent)


@dataclass(frozen=True, slots=True)
class LastReport:
    """When a sale, a job or a week without sales was last told: by a member, and for their firm."""

    own: datetime | None = None
    firm: datetime | None = None


# Of the `firm`, in the week of `_of`.
_REPORTED = """EXISTS (SELECT 1 FROM sale WHERE sale.cluster_id = :cluster_id
                         AND sale.firm_id = firm.id AND sale.voided_at IS NULL
                         AND sale.sold_on >= :monday AND sale.sold_on < :until)
               OR EXISTS (SELECT 1 FROM week_without_sales AS none
                          WHERE none.cluster_id = :cluster_id AND none.firm_id = firm.id
                            AND none.monday = :monday)"""


async def of_week(
    reading: Reading, scope: ClusterScope, week: DayRange, times: TimeRange
) -> Reporting:
    """Silence is neither a sale nor the word that there was none; for who may see every firm.

    A firm is waited for if one of those who can report for it had joined when the week began, and
    so had all of it; one that came later counts only where it has reported all the same. `times`
    is the week by the cluster's clock.
    """
    if not scope.sees(None):
        return Reporting(0, ())
    rows = await _firms(reading, scope, week, times)
    silent = tuple(Silent(row["id"], row["name"]) for row in rows if not row["reported"])
    return Reporting(len(rows), silent, sum(not row["agreed"] for row in rows))


async def reported(reading: Reading, scope: ClusterScope, week: DayRange, times: TimeRange) -> int:
    """How many firms did, for everybody: neither which, nor what."""
    rows = await _firms(reading, scope, week, times)
    return sum(row["reported"] for row in rows)


async def told(reading: Reading, scope: ClusterScope, firm_id: int, week: DayRange) -> bool:
    """Whether this firm did, be it that there was nothing; False for who may not see the firm."""
    if not scope.sees(firm_id):
        return False
    row = await reading.row(
        f"""SELECT {_REPORTED} AS reported FROM firm
            WHERE firm.cluster_id = :cluster_id AND firm.id = :firm_id""",
        _of(scope, week) | {"firm_id": firm_id},
    )
    return row is not None and bool(row["reported"])


async def last(reading: Reading, scope: ClusterScope, firm_id: int, member_id: int) -> LastReport:
    """Of this member for this firm; what is void was not told. Nothing for who may not see it."""
    if not scope.sees(firm_id):
        return LastReport()
    row = await reading.row(
        """SELECT max(at) FILTER (WHERE member_id = :member_id) AS own, max(at) AS firm FROM (
             SELECT member_id, recorded_at AS at FROM sale
             WHERE cluster_id = :cluster_id AND firm_id = :firm_id AND voided_at IS NULL
             UNION ALL
             SELECT member_id, recorded_at FROM job
             WHERE cluster_id = :cluster_id AND firm_id = :firm_id AND voided_at IS NULL
             UNION ALL
             SELECT member_id, told_at FROM week_without_sales
             WHERE cluster_id = :cluster_id AND firm_id = :firm_id)""",
        {"cluster_id": scope.cluster_id, "firm_id": firm_id, "member_id": member_id},
    )
    if row is None:
        return LastReport()
    return LastReport(read_moment_if(row["own"]), read_moment_if(row["firm"]))


def _of(scope: ClusterScope, week: DayRange) -> dict[str, int | str]:
    return {
        "cluster_id": scope.cluster_id,
        "monday": week.first.isoformat(),
        "until": week.until.isoformat(),
    }


async def _firms(
    reading: Reading, scope: ClusterScope, week: DayRange, times: TimeRange
) -> list[sqlite3.Row]:
    return await reading.rows(
        f"""SELECT firm.id, firm.name,
                  {_REPORTED} AS reported,
                  max(EXISTS (SELECT 1 FROM consent WHERE consent.member_id = member.id
                                AND consent.purpose = 'totals'
                                AND consent.withdrawn_at IS NULL)) AS agreed
           FROM member JOIN firm ON firm.id = member.firm_id
           WHERE member.cluster_id = :cluster_id AND member.state = 'active'
             AND member.role <> 'observer'
           GROUP BY firm.id HAVING reported OR min(member.joined_at) <= :began
           ORDER BY firm.name""",
        _of(scope, week) | {"began": stored(times.start)},
    )


async def joined(reading: Reading, scope: ClusterScope, times: TimeRange) -> int:
    """How many members joined in these times, and are members still."""
    if not scope.sees(None):
        return 0
    row = await reading.row(
        """SELECT count(*) AS n FROM member
           WHERE cluster_id = ? AND state = 'active' AND joined_at >= ? AND joined_at < ?""",
        (scope.cluster_id, stored(times.start), stored(times.end)),
    )
    return row["n"] if row else 0
