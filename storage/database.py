"""One SQLite file: a single writer connection shared by turns, and readers that never block it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from storage import migrations
from storage.migrations import Upgrade

Args = Sequence[Any] | dict[str, Any]

# Milliseconds that a statement waits for another program or connection.
BUSY_TIMEOUT = 10_000
# The writer waits for every commit to reach the disk: a committed turn survives a power cut.
WRITER_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT}",
    # What is deleted is overwritten: it is not left in the file for whoever looks there.
    "PRAGMA secure_delete = ON",
)
READER_PRAGMAS = ("PRAGMA query_only = ON", f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")


class Reading:
    """A connection that only reads. Each call is one trip to the connection's thread."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, args: Args = ()) -> list[sqlite3.Row]:
        return list(await self._connection.execute_fetchall(sql, args))

    async def row(self, sql: str, args: Args = ()) -> sqlite3.Row | None:
        found = await self.rows(sql, args)
        return found[0] if found else None


class Transaction(Reading):
    """The writer, inside a transaction that several turns share.

    A turn's savepoint is opened by its first write only: most turns of a form write nothing
    of their own, and each statement costs a trip to another thread.
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(connection)
        # Whether due work was planned in it.
        self.planned = False
        # Whether who wrote what must not be found in the write-ahead log.
        self.confidential = False
        self._in_turn = False
        self._savepoint = False

    @property
    def open(self) -> bool:
        """Whether it still stands: a full disk makes SQLite roll all of it back by itself."""
        return self._connection.in_transaction

    async def write(self, sql: str, args: Args = ()) -> int:
        """Run a statement; how many rows it changed."""
        await self._protect()
        cursor = await self._connection.execute(sql, args)
        return cursor.rowcount

    async def insert(self, sql: str, args: Args = ()) -> int:
        """Run an INSERT; the id of the new row."""
        await self._protect()
        cursor = await self._connection.execute(sql, args)
        return cursor.lastrowid or 0

    async def write_many(self, sql: str, rows: Iterable[Args]) -> None:
        await self._protect()
        await self._connection.executemany(sql, rows)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """What is written inside is undone if the block raises, and the rest of the batch stays."""
        self._in_turn, self._savepoint = True, False
        try:
            yield
        except BaseException:
            if self._savepoint:
                await self._connection.execute("ROLLBACK TO turn")
            raise
        finally:
            if self._savepoint:
                await self._connection.execute("RELEASE turn")
            self._in_turn = self._savepoint = False

    async def _protect(self) -> None:
        if self._in_turn and not self._savepoint:
            await self._connection.execute("SAVEPOINT turn")
            self._savepoint = True


class Database:
    """Opened once by the program; hands out transactions (one at a time) and a reader."""

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection
    ) -> None:
        self.path = path
        self.reader = Reading(reader)
        # What was done to an older file when it was opened.
        self.upgraded: Upgrade | None = None
        # Called after a transaction that planned due work: somebody should look when it is due.
        self.on_planned: Callable[[], None] = lambda: None
        # Called with None after something was written, with the error where it could not be.
        self.on_written: Callable[[sqlite3.Error | None], None] = lambda _error: None
        self._writer = writer
        self._reader_connection = reader
        self._writing = asyncio.Lock()
        # A log that a kill left behind may tell what a confidential transaction wrote.
        self._log_tells = True

    @classmethod
    async def open(cls, path: Path, *, upgrade: bool = True) -> Database:
        """Open and, if need be, make or upgrade the file (a backup is made first).

        `upgrade` only for who has it to itself: another program would go on with the old schema.
        Raises what migrations.migrate does, and without `upgrade` what migrations.check does.
        """
        work = migrations.migrate if upgrade else migrations.check
        upgraded = await asyncio.to_thread(work, path)
        writer = await _connect(path, WRITER_PRAGMAS)
        try:
            reader = await _connect(path, READER_PRAGMAS)
        except BaseException:
            await writer.close()
            raise
        database = cls(path, writer, reader)
        database.upgraded = upgraded
        return database

    @classmethod
    @asynccontextmanager
    async def read_only(cls, path: Path) -> AsyncIterator[Reading]:
        """Look into a file that a running Ayni may be writing, and change nothing."""
        connection = await _connect(path, READER_PRAGMAS)
        try:
            yield Reading(connection)
        finally:
            await connection.close()

    async def close(self) -> None:
        try:
            await self._reader_connection.close()
        finally:
            await self._writer.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Everything inside is committed together, or not at all."""
        async with self._writing:
            before = self._writer.total_changes
            try:
                await self._writer.execute("BEGIN IMMEDIATE")
                tx = Transaction(self._writer)
                yield tx
                await self._writer.execute("COMMIT")
            except BaseException as error:
                await self._roll_back()
                if isinstance(error, sqlite3.DatabaseError) and not _of_a_row(error):
                    self.on_written(error)
                raise
            # A transaction that wrote nothing says nothing of a disk that is full.
            if self._writer.total_changes > before:
                self.on_written(None)
            if tx.confidential or self._log_tells:
                await self._empty_log()
        if tx.planned:
            self.on_planned()

    async def _empty_log(self) -> None:
        """The log keeps each transaction's pages, and with them who wrote what, one by one.

        A reader in the middle of something is not waited for: then the next transaction does it.
        """
        self._log_tells = True
        with contextlib.suppress(sqlite3.OperationalError):
            await self._writer.execute("PRAGMA busy_timeout = 0")
            rows = await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            self._log_tells = any(busy for busy, _pages, _moved in rows)
        await self._writer.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")

    async def _roll_back(self) -> None:
        """Where there is anything left to undo.

        A failed COMMIT (disk full) has sometimes rolled back by itself; and a statement whose
        waiting was cancelled still runs in its thread, before what is asked for here.
        """
        with contextlib.suppress(sqlite3.OperationalError):
            await self._writer.execute("ROLLBACK")


def _of_a_row(error: sqlite3.DatabaseError) -> bool:
    """Whether it is about what was to be written, and not about the file."""
    return isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError)


async def _connect(path: Path, pragmas: Sequence[str]) -> aiosqlite.Connection:
    """Its thread keeps the program alive until it is closed, so it is where anything fails."""
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
    try:
        connection.row_factory = sqlite3.Row
        for pragma in pragmas:
            await connection.execute(pragma)
    except BaseException:
        await connection.close()
        raise
    return connection
