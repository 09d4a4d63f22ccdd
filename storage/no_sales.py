"""Weeks in which a firm says it sold nothing: each by its Monday, in the cluster's zone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from storage.database import Reading, Transaction
from storage.errors import NotAllowedError
from storage.moments import stored
from storage.scope import ClusterScope, MemberScope


async def tell(tx: Transaction, scope: MemberScope, monday: date, now: datetime) -> bool:
    """False where sales of that week are on record; said twice it counts once.

    Raises NotAllowedError for a member who reports for no firm, sqlite3.IntegrityError for a day
    that is no Monday.
    """
    if scope.reports_for is None:
        raise NotAllowedError("a week belongs to a firm")
    week = _week(scope, scope.reports_for, monday)
    await tx.write(
        """INSERT INTO week_without_sales (cluster_id, firm_id, monday, member_id, told_at)
           SELECT :cluster_id, :firm_id, :monday, :member_id, :now
           WHERE NOT EXISTS (
             SELECT 1 FROM sale WHERE cluster_id = :cluster_id AND firm_id = :firm_id
               AND voided_at IS NULL AND sold_on >= :monday AND sold_on < :until)
           ON CONFLICT (cluster_id, firm_id, monday) DO NOTHING""",
        week | {"member_id": scope.member_id, "now": stored(now)},
    )
    return bool(await told(tx, scope, [scope.reports_for], monday))


async def take_back(tx: Transaction, scope: MemberScope, monday: date) -> bool:
    """Whether it had been told; `monday` is a day of the cluster's zone.

    Raises NotAllowedError for a member who reports for no firm.
    """
    if scope.reports_for is None:
        raise NotAllowedError("a week belongs to a firm")
    removed = await tx.write(
        """DELETE FROM week_without_sales
           WHERE cluster_id = :cluster_id AND firm_id = :firm_id AND monday = :monday""",
        _week(scope, scope.reports_for, monday),
    )
    return removed == 1


async def told(
    reading: Reading, scope: ClusterScope, firm_ids: Iterable[int], monday: date
) -> set[int]:
    """Which of these firms said so of that week, as far as whoever asks may see them.

    A firm that has recorded a sale in it since is not among them.
    """
    wanted = scope.seen(firm_ids)
    rows = await reading.rows(
        """SELECT said.firm_id FROM json_each(:firms) AS asked
           CROSS JOIN week_without_sales AS said ON said.cluster_id = :cluster_id
             AND said.firm_id = asked.value AND said.monday = :monday
           WHERE NOT EXISTS (
             SELECT 1 FROM sale WHERE cluster_id = :cluster_id AND firm_id = said.firm_id
               AND voided_at IS NULL AND sold_on >= :monday AND sold_on < :until)""",
        _week(scope, None, monday) | {"firms": json.dumps(wanted)},
    )
    return {row["firm_id"] for row in rows}


def _week(scope: ClusterScope, firm_id: int | None, monday: date) -> dict[str, int | str | None]:
    return {
        "cluster_id": scope.cluster_id,
        "firm_id": firm_id,
        "monday": monday.isoformat(),
        "until": (monday + timedelta(days=7)).isoformat(),
    }
