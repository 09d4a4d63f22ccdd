"""A kind of record and its table: which facts it holds, who may see them, and finding them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Generic

from storage.database import Reading
from storage.errors import NotFoundError
from storage.records.facts import Fact
from storage.records.kinds import N, R
from storage.scope import ClusterScope, MemberScope


class Table(Generic[N, R]):
    """`N` is what is told, and `R` the same as it is on record.

    `row_of` gives the columns of what is told, `read` a record of a row, and `readers` the facts
    of a history that are more than words. Records with equal `alike` columns may be one thing told
    twice. `tidy` takes from an edited record what no longer applies.
    """

    def __init__(
        self,
        table: str,
        *,
        facts: Sequence[str],
        columns: Sequence[str],
        day: str,
        row_of: Callable[[Any], dict[str, Any]],
        read: Callable[[sqlite3.Row], R],
        readers: Mapping[str, Callable[[str], Fact]],
        alike: Sequence[str],
        tidy: Callable[[R], R] | None = None,
    ) -> None:
        self.table = table
        self.facts = tuple(facts)
        self._columns = tuple(columns)
        self._day = f"{table}.{day}"
        self._row_of = row_of
        self._read = read
        self._readers = readers
        self._alike = " AND ".join(f"{table}.{column} = :{column}" for column in alike)
        self._tidy = tidy
        self._in_days = (
            f"{table}.voided_at IS NULL AND {self._day} >= :first AND {self._day} < :until"
        )
        told = ("cluster_id", "firm_id", "member_id", "told", "recorded_at", *columns)
        self._insert = f"INSERT INTO {table} ({', '.join(told)}) VALUES (:{', :'.join(told)})"
        kept = ("id", "firm_id", "member_id", "recorded_at", "voided_at", *columns)
        self._select = f"""SELECT {", ".join(f"{table}.{column}" for column in kept)},
                                  person.name AS reporter
            FROM {table}
            JOIN member ON member.id = {table}.member_id
            JOIN person ON person.id = member.person_id"""

    def seen_by(self, scope: ClusterScope) -> tuple[str, dict[str, Any]]:
        """The condition for the records that whoever asks may see."""
        if scope.sees(None):
            return f"{self.table}.cluster_id = :cluster_id", {"cluster_id": scope.cluster_id}
        return self.of_firm(scope, scope.reports_for)

    def of_firm(self, scope: ClusterScope, firm_id: int | None) -> tuple[str, dict[str, Any]]:
        """The condition for one firm's records; it holds for none where they may not be seen."""
        firm = firm_id if scope.sees(firm_id) else None
        return (
            f"{self.table}.cluster_id = :cluster_id AND {self.table}.firm_id = :firm_id",
            {"cluster_id": scope.cluster_id, "firm_id": firm},
        )

    async def find(self, reading: Reading, scope: ClusterScope, record_id: int) -> R | None:
        """Void or not; None also for one that whoever asks may not see."""
        where, args = self.seen_by(scope)
        return await self.one(
            reading, f"{where} AND {self.table}.id = :id", args | {"id": record_id}
        )

    async def latest(
        self,
        reading: Reading,
        scope: MemberScope,
        *,
        limit: int,
        before: int | None = None,
        void: bool = False,
    ) -> list[R]:
        """The last of one's firm, those that count or those that are void.

        None for who reports for no firm.

        In pages: the next one is what comes `before` the id of the last record seen.
        """
        where, args = self.of_firm(scope, scope.reports_for)
        key = f"{self._day}, {self.table}.id"
        page = (
            ""
            if before is None
            else f"AND ({key}) < (SELECT {key} FROM {self.table}"
            " WHERE id = :before AND cluster_id = :cluster_id)"
        )
        rows = await reading.rows(
            f"""{self._select} WHERE {where}
                AND {self.table}.voided_at IS {"NOT NULL" if void else "NULL"} {page}
                ORDER BY {self._day} DESC, {self.table}.id DESC LIMIT :limit""",
            args | {"limit": limit, "before": before},
        )
        return [self._read(row) for row in rows]

    async def same_told(
        self, reading: Reading, scope: MemberScope, new: N, *, besides: int | None = None
    ) -> R | None:
        """What a colleague has told already, and looks like the same; not the record `besides`."""
        where, args = self.of_firm(scope, scope.reports_for)
        return await self.one(
            reading,
            f"""{where} AND {self.table}.voided_at IS NULL AND {self._alike}
                AND {self.table}.member_id <> :member_id AND {self.table}.id IS NOT :besides
                ORDER BY {self.table}.id DESC LIMIT 1""",
            args | self._row_of(new) | {"member_id": scope.member_id, "besides": besides},
        )

    async def one(self, reading: Reading, where: str, args: dict[str, Any]) -> R | None:
        row = await reading.row(f"{self._select} WHERE {where}", args)
        return self._read(row) if row else None

    async def own(self, reading: Reading, scope: MemberScope, record_id: int) -> R:
        """A coordinator sees the records of all firms, and corrects those of their own."""
        where, args = self.of_firm(scope, scope.reports_for)
        found = await self.one(
            reading, f"{where} AND {self.table}.id = :id", args | {"id": record_id}
        )
        if found is None:
            raise NotFoundError
        return found

    async def sums(
        self,
        reading: Reading,
        scope: ClusterScope,
        firm_ids: Iterable[int],
        first: date,
        until: date,
        *,
        what: str,
        by: str = "",
    ) -> dict[int, list[sqlite3.Row]]:
        """Rows of `what`, one for each firm and what comes after it in `by` (", currency").

        For many firms in one go: those without a record have no rows, and those whose records may
        not be seen are missing.
        """
        wanted = scope.seen(firm_ids)
        rows = await reading.rows(
            f"""SELECT {self.table}.firm_id{by}, {what} FROM json_each(:firms) AS asked
                CROSS JOIN {self.table} ON {self.table}.cluster_id = :cluster_id
                  AND {self.table}.firm_id = asked.value
                WHERE {self._in_days} GROUP BY {self.table}.firm_id{by}
                ORDER BY {self.table}.firm_id{by}""",
            self._period(scope, first, until) | {"firms": json.dumps(wanted)},
        )
        by_firm: dict[int, list[sqlite3.Row]] = {firm_id: [] for firm_id in wanted}
        for row in rows:
            by_firm[row["firm_id"]].append(row)
        return by_firm

    async def agreed_sums(
        self, reading: Reading, scope: ClusterScope, first: date, until: date, *, what: str, by: str
    ) -> list[sqlite3.Row]:
        """Of all the cluster, what members told who agreed that their reports count in totals.

        Each row has also how many firms it is of (`told_by`), and how many reported (`firms`).
        """
        columns = ", ".join(f"{self.table}.{column}" for column in ("firm_id", *self._columns))
        return await reading.rows(
            f"""WITH counted AS MATERIALIZED (
                  SELECT {columns} FROM {self.table}
                  JOIN consent ON consent.member_id = {self.table}.member_id
                    AND consent.purpose = 'totals' AND consent.withdrawn_at IS NULL
                  WHERE {self.table}.cluster_id = :cluster_id AND {self._in_days})
                SELECT {by}, {what}, count(DISTINCT firm_id) AS told_by,
                       (SELECT count(DISTINCT firm_id) FROM counted) AS firms
                FROM counted GROUP BY {by} ORDER BY {by}""",
            self._period(scope, first, until),
        )

    def _period(self, scope: ClusterScope, first: date, until: date) -> dict[str, Any]:
        days = {"first": first.isoformat(), "until": until.isoformat()}
        return {"cluster_id": scope.cluster_id} | days
