"""The verbs of records: told by a member, corrected by the firm's people, never erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from storage.database import Reading, Transaction
from storage.errors import NotAllowedError, NotFoundError
from storage.moments import read_moment, stored
from storage.records.facts import Fact, written
from storage.records.kinds import Change, ChangeKind, N, R, Telling
from storage.records.table import Table
from storage.scope import ClusterScope, MemberScope


class Book(Table[N, R]):
    """The methods are the verbs of one kind of record."""

    async def record(
        self, tx: Transaction, scope: MemberScope, new: N, told: str, now: datetime
    ) -> R:
        """Write down what the member's firm did: once for each `told`, however often it is said.

        Raises NotAllowedError for a member who reports for no firm, sqlite3.IntegrityError for
        what cannot be (an amount of zero, nobody hired).
        """
        if scope.reports_for is None:
            raise NotAllowedError("a record belongs to a firm")
        telling = Telling(scope.member_id, scope.reports_for, told, now, new)
        refused: sqlite3.IntegrityError | None = None
        try:
            await tx.insert(self._insert, self._telling(scope, telling))
        except sqlite3.IntegrityError as error:
            refused = error  # said before, or wrong
        where, args = self.of_firm(scope, scope.reports_for)
        found = await self.one(tx, f"{where} AND {self.table}.told = :told", args | {"told": told})
        if found is None:
            raise refused or LookupError(told)
        return found

    async def record_many(
        self, tx: Transaction, scope: ClusterScope, tellings: Iterable[Telling[N]]
    ) -> None:
        """Write down many at once, each once only; the schema checks them like any other."""
        conflict = "ON CONFLICT (cluster_id, firm_id, told) DO NOTHING"
        rows = (self._telling(scope, telling) for telling in tellings)
        await tx.write_many(f"{self._insert} {conflict}", rows)

    async def edit(
        self,
        tx: Transaction,
        scope: MemberScope,
        record_id: int,
        changes: Mapping[str, Fact],
        now: datetime,
    ) -> R:
        """Change these facts and no others: two people may be correcting one record.

        Each that changes leaves a row of history. Raises NotFoundError for a record that is not
        this firm's or is void, sqlite3.IntegrityError for what cannot be.
        """
        before = await self.own(tx, scope, record_id)
        if before.voided_at is not None:
            raise NotFoundError
        after = replace(before, **changes)
        after = self._tidy(after) if self._tidy else after
        changed = [name for name in self.facts if getattr(before, name) != getattr(after, name)]
        if changed:
            await self._rewrite(tx, scope, after)
            await self._note_edits(tx, scope, before, after, changed, now)
        return after

    async def void(self, tx: Transaction, scope: MemberScope, record_id: int, now: datetime) -> R:
        """Take a record out of every list and total; one that is void already stays so.

        Raises NotFoundError for one that is not this firm's.
        """
        return await self._set_void(tx, scope, record_id, now, to=now)

    async def restore(
        self, tx: Transaction, scope: MemberScope, record_id: int, now: datetime
    ) -> R:
        """Undo a void. Raises NotFoundError for a record that is not this firm's."""
        return await self._set_void(tx, scope, record_id, now, to=None)

    async def history(self, reading: Reading, scope: ClusterScope, record_id: int) -> list[Change]:
        """From its recording on; nothing for a record that whoever asks may not see."""
        record = await self.find(reading, scope, record_id)
        if record is None:
            return []
        rows = await reading.rows(
            f"""SELECT change.kind, change.at, change.field, change.before, change.after,
                       person.name
                FROM {self.table}_change AS change
                JOIN member ON member.id = change.member_id
                JOIN person ON person.id = member.person_id
                WHERE change.cluster_id = ? AND change.{self.table}_id = ? ORDER BY change.id""",
            (scope.cluster_id, record_id),
        )
        first = Change(ChangeKind.RECORDED, record.recorded_at, record.reporter)
        return [first, *map(self._change, rows)]

    def _telling(self, scope: ClusterScope, telling: Telling[N]) -> dict[str, Any]:
        return {
            "cluster_id": scope.cluster_id,
            "firm_id": telling.firm_id,
            "member_id": telling.member_id,
            "told": telling.told,
            "recorded_at": stored(telling.recorded_at),
        } | self._row_of(telling.what)

    async def _rewrite(self, tx: Transaction, scope: MemberScope, after: R) -> None:
        columns = ", ".join(f"{column} = :{column}" for column in self._columns)
        await tx.write(
            f"UPDATE {self.table} SET {columns} WHERE cluster_id = :cluster_id AND id = :id",
            self._row_of(after) | {"cluster_id": scope.cluster_id, "id": after.id},
        )

    async def _note_edits(
        self,
        tx: Transaction,
        scope: MemberScope,
        before: R,
        after: R,
        changed: Iterable[str],
        now: datetime,
    ) -> None:
        noted = (scope.cluster_id, before.id, scope.member_id, stored(now))
        await tx.write_many(
            f"""INSERT INTO {self.table}_change
                  (cluster_id, {self.table}_id, member_id, at, kind, field, before, after)
                VALUES (?, ?, ?, ?, 'edited', ?, ?, ?)""",
            [
                (*noted, name, written(getattr(before, name)), written(getattr(after, name)))
                for name in changed
            ],
        )

    async def _set_void(
        self,
        tx: Transaction,
        scope: MemberScope,
        record_id: int,
        now: datetime,
        *,
        to: datetime | None,
    ) -> R:
        record = await self.own(tx, scope, record_id)
        if (record.voided_at is None) == (to is None):
            return record
        await tx.write(
            f"UPDATE {self.table} SET voided_at = ? WHERE cluster_id = ? AND id = ?",
            (stored(to) if to else None, scope.cluster_id, record_id),
        )
        kind = ChangeKind.VOIDED if to else ChangeKind.RESTORED
        await tx.write(
            f"""INSERT INTO {self.table}_change (cluster_id, {self.table}_id, member_id, at, kind)
                VALUES (?, ?, ?, ?, ?)""",
            (scope.cluster_id, record_id, scope.member_id, stored(now), kind),
        )
        return replace(record, voided_at=to)

    def _change(self, row: sqlite3.Row) -> Change:
        field = row["field"]
        return Change(
            kind=ChangeKind(row["kind"]),
            at=read_moment(row["at"]),
            by=row["name"],
            field=field,
            before=self._fact(field, row["before"]),
            after=self._fact(field, row["after"]),
        )

    def _fact(self, field: str | None, text: str | None) -> Fact:
        if field is None or text is None:
            return None
        return self._readers.get(field, str)(text)
