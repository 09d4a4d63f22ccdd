"""The schema, step by step: storage/schema/NNNN_title.sql, applied in one transaction at start."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.names import bare

SCHEMA = Path(__file__).parent / "schema"


class NewerSchemaError(Exception):
    """The file was written by a later version: going on could damage it."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is newer than {known}, the newest this version knows")
        self.found = found
        self.known = known


def steps() -> list[tuple[int, Path]]:
    """The migrations in order, as (version, file)."""
    return sorted((int(file.name[:4]), file) for file in SCHEMA.glob("[0-9]*.sql"))


def newest() -> int:
    return steps()[-1][0]


@dataclass(frozen=True, slots=True)
class Condition:
    """`version` is the schema's; the file is `sound` where SQLite's own check finds no damage."""

    version: int
    sound: bool


def condition(path: Path) -> Condition:
    """Look at a file without changing it. Raises sqlite3.Error for what is no database."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        return Condition(version, connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")


def migrate(path: Path) -> Path | None:
    """Bring the file to the newest schema; the backup that was made first, if one was.

    All steps run in one transaction: if one fails, the file is as it was.
    Raises NewerSchemaError, or sqlite3.DatabaseError for a damaged file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if found > newest():
            raise NewerSchemaError(found, newest())
        if found == newest():
            return None
        backup = _back_up(connection, path, found) if found else None
        connection.create_function("bare", 1, bare, deterministic=True)
        _apply(connection, found)
    return backup


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    target = path.with_name(f"{path.name}.before-{newest():04}-was-{version:04}")
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError(f"the backup {target.name} is damaged")
    return target


def _apply(connection: sqlite3.Connection, found: int) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for version, file in steps():
            if version > found:
                _run_script(connection, file.read_text("utf-8"))
                connection.execute(f"PRAGMA user_version = {version}")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.IntegrityError(f"{len(broken)} rows point to nothing")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    """Like executescript, which would commit the transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    if statement.strip():
        connection.execute(statement)
