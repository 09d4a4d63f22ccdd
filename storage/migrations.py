"""The schema, step by step: storage/schema/NNNN_title.sql, applied in one transaction at start."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.names import bare

SCHEMA = Path(__file__).parent / "schema"
# What SQLite keeps in a file's header to tell whose it is: "Ayni" in ASCII.
APPLICATION = int.from_bytes(b"Ayni")


class NewerSchemaError(Exception):
    """The file was written by a later version: going on could damage it."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is newer than {known}, the newest this version knows")
        self.found = found
        self.known = known


class OlderSchemaError(Exception):
    """The file is to be upgraded first, by a program that has it to itself."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is older than {known}")
        self.found = found
        self.known = known


class ForeignFileError(Exception):
    """A database of another program."""


class DamagedError(sqlite3.DatabaseError):
    """SQLite's own check found damage."""

    sqlite_errorname = "SQLITE_CORRUPT"


def steps() -> list[tuple[int, Path]]:
    """The migrations in order, as (version, file)."""
    return sorted((int(file.name[:4]), file) for file in SCHEMA.glob("[0-9]*.sql"))


def newest() -> int:
    return steps()[-1][0]


@dataclass(frozen=True, slots=True)
class Condition:
    """`version` is the schema's; the file is `sound` where SQLite's own check finds no damage.

    It has so many `clusters`, where it has the table of them.
    """

    version: int
    sound: bool
    clusters: int = 0


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What was done to a file, and the copy that was made of it before."""

    found: int
    now: int
    copy: Path


def condition(path: Path) -> Condition:
    """Look at a file without changing it.

    Raises ForeignFileError, or sqlite3.Error for what is no database or cannot be read.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        version = _version(connection)
        sound = is_sound(connection)
        return Condition(version, sound, _clusters(connection) if version and sound else 0)


def is_sound(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")


def check(path: Path) -> None:
    """Raises NewerSchemaError or OlderSchemaError where the file is not of this version."""
    found, known = condition(path).version, newest()
    if found > known:
        raise NewerSchemaError(found, known)
    if found < known:
        raise OlderSchemaError(found, known)


def migrate(path: Path) -> Upgrade | None:
    """Bring the file to the newest schema; None where there was nothing to upgrade.

    All steps run in one transaction: if one fails, the file is as it was.
    Raises NewerSchemaError, ForeignFileError, or sqlite3.DatabaseError for a damaged file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _for_its_owner(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        found = _version(connection)
        if found > newest():
            raise NewerSchemaError(found, newest())
        copy = _back_up(connection, path, found) if 0 < found < newest() else None
        if found < newest():
            connection.create_function("bare", 1, bare, deterministic=True)
            _apply(connection, found)
        if _application(connection) != APPLICATION:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
    return Upgrade(found, newest(), copy) if copy else None


def _for_its_owner(path: Path) -> None:
    """Made so before anything is in it; SQLite gives what lies beside it the same rights."""
    if not path.exists():
        path.touch(mode=0o600)


def _version(connection: sqlite3.Connection) -> int:
    """The schema's; 0 for an empty file. Raises ForeignFileError."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = _application(connection)
    if application == APPLICATION:
        return version
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    # The first versions of Ayni left no mark.
    ours = {"cluster", "outbox"} <= tables if version else not tables
    if application or not ours:
        raise ForeignFileError
    return version


def _application(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _clusters(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM cluster").fetchone()[0])


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    target = path.with_name(f"{path.name}.before-{newest():04}-was-{version:04}")
    _for_its_owner(target)
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)
        if not is_sound(copy):
            raise DamagedError(f"the backup {target.name} is damaged")
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
