"""Copies of the database: made while the bot runs, opened to see that they are whole, put back."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from storage import migrations
from storage.migrations import Condition, DamagedError, NewerSchemaError

STAMP = "%Y-%m-%dT%H%M%SZ"
BESIDE = ("-wal", "-shm")


class NotWholeError(Exception):
    """The file is no whole database of ours."""


def try_to_write(path: Path) -> None:
    """Whether the file can be written now; nothing in it is changed. Raises sqlite3.Error."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE tried (x)")
        connection.execute("ROLLBACK")


def try_folder(folder: Path) -> None:
    """Whether files can be made there. Raises OSError."""
    with tempfile.TemporaryFile(dir=folder):
        pass


def whole(path: Path) -> Condition:
    """Raises NotWholeError for what is no database of ours, or is damaged or empty.

    Raises NewerSchemaError for one that this version cannot read.
    """
    if not path.is_file():
        raise NotWholeError("there is no such file")
    try:
        found = migrations.condition(path)
    except (sqlite3.Error, migrations.ForeignFileError) as error:
        raise NotWholeError(type(error).__name__) from None
    if not found.version or not found.sound:
        raise NotWholeError("empty or damaged")
    if found.version > migrations.newest():
        raise NewerSchemaError(found.version, migrations.newest())
    return found


def make(source: Path, folder: Path, now: datetime) -> Path:
    """A copy of what is committed by now, named by the moment. Readers and writers go on.

    Raises sqlite3.Error where one of the two files cannot be used or the copy is not whole.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"{source.stem}-{now.astimezone(UTC).strftime(STAMP)}.db"
    partial = target.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    try:
        _copy(source, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    _flush(folder)
    return target


def _copy(source: Path, target: Path) -> None:
    """`target` is then on the disk, whole, a single file."""
    target.touch(mode=0o600)
    uri = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as original:
        # One moment for the count and the copy, whatever is written meanwhile.
        original.execute("BEGIN")
        expected = original.execute("SELECT count(*) FROM cluster").fetchone()[0]
        with closing(sqlite3.connect(target)) as copy:
            original.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    try:
        found = whole(target)
    except NotWholeError as error:
        raise DamagedError(str(error)) from None
    if found.clusters != expected:
        raise DamagedError(f"{found.clusters} clusters of {expected}")
    _flush(target)


def kept(folder: Path, source: Path) -> list[Path]:
    """The copies of that database, the newest first. Other files in the folder are nobody's."""
    dated = [(at, file) for file in folder.glob(f"{source.stem}-*.db") if (at := _at(file, source))]
    return [file for _at_, file in sorted(dated, reverse=True)]


def drop_old(folder: Path, source: Path, keep: int) -> list[Path]:
    """All but the newest so many; what was dropped."""
    old = kept(folder, source)[keep:]
    for file in old:
        file.unlink(missing_ok=True)
    return old


def last(folder: Path, source: Path) -> datetime | None:
    newest = kept(folder, source)[:1] if folder.is_dir() else []
    return _at(newest[0], source) if newest else None


def _at(file: Path, source: Path) -> datetime | None:
    try:
        found = datetime.strptime(file.stem.removeprefix(f"{source.stem}-"), STAMP)  # noqa: DTZ007 - the name is in UTC, which is put on the next line
    except ValueError:
        return None
    return found.replace(tzinfo=UTC)


def restore(copy: Path, path: Path, now: datetime) -> Path | None:
    """Put a copy in the database's place; where the old file is now, if there was one.

    For who has the database to itself. Raises what `whole` does, and then nothing is changed.
    """
    whole(copy)
    fresh = path.with_name(f"{path.name}.restoring")
    fresh.unlink(missing_ok=True)
    try:
        _copy(copy, fresh)
        _give_to_owner_of(path.absolute().parent, fresh)
        aside = _set_aside(path, now)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _flush(path.absolute().parent)
    return aside


def _set_aside(path: Path, now: datetime) -> Path | None:
    """With its log, which holds the newest records and would spoil the copy."""
    aside = path.with_name(f"{path.name}.replaced-{now.astimezone(UTC).strftime(STAMP)}")
    for end in ("", *BESIDE):
        old = path.with_name(path.name + end)
        if old.exists():
            old.replace(aside.with_name(aside.name + end))
    return aside if aside.exists() else None


def _give_to_owner_of(folder: Path, file: Path) -> None:
    """Root may restore for the service's user, who could not write root's file."""
    if os.geteuid() == 0:
        whose = folder.stat()
        os.chown(file, whose.st_uid, whose.st_gid)


def _flush(place: Path) -> None:
    number = os.open(place, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
