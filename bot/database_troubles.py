"""What is the matter with a database file, and what to do: SQLite's own names put into words."""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.language.text import Text, _
from bot.logs import name_of
from storage.migrations import ForeignFileError, NewerSchemaError, OlderSchemaError

Trouble = sqlite3.Error | NewerSchemaError | OlderSchemaError | ForeignFileError
TROUBLES = (sqlite3.Error, NewerSchemaError, OlderSchemaError, ForeignFileError)
MEGABYTE = 1_000_000


def told(trouble: Trouble, path: Path) -> Text:
    """`path` is the database's. Only what is damaged is to be restored."""
    match trouble:
        case NewerSchemaError():
            return _newer(trouble)
        case OlderSchemaError():
            return _older(trouble)
        case ForeignFileError():
            return _("{path} is of another program. Is AYNI_DATABASE right?", path=str(path))
    return _of_sqlite(trouble, path)


def is_final(trouble: Trouble) -> bool:
    """Whether trying again cannot help."""
    if isinstance(trouble, sqlite3.Error):
        return kind_of(trouble) in ("CORRUPT", "NOTADB")
    return not isinstance(trouble, OlderSchemaError)


def _of_sqlite(error: sqlite3.Error, path: Path) -> Text:
    match kind_of(error):
        case "FULL":
            return _(
                "No room is left on the disk of {path} ({free} MB free). Make some, and try again.",
                path=str(path),
                free=free(path) // MEGABYTE,
            )
        case "READONLY" | "CANTOPEN" | "PERM" | "AUTH":
            return may_not_write(path)
        case "BUSY" | "LOCKED":
            return _("Another program holds {path}. End it, and try again.", path=str(path))
        case "CORRUPT":
            return _(
                "The database {path} is damaged. Stop the bot and put the last backup in its place:"
                " ayni restore BACKUP",
                path=str(path),
            )
        case "NOTADB":
            return _("{path} is no database. Is AYNI_DATABASE right?", path=str(path))
    return _(
        "The database {path} cannot be used ({cause}). See the system's log for its disk.",
        path=str(path),
        cause=name_of(error),
    )


def _newer(error: NewerSchemaError) -> Text:
    return _(
        "The database was written by a newer Ayni (schema {found}, this one knows {known})."
        " Install that version, or restore an older backup.",
        found=error.found,
        known=error.known,
    )


def _older(error: OlderSchemaError) -> Text:
    return _(
        "The database is of an older Ayni (schema {found}, this one needs {known}). Stop the bot"
        " and start this version: that upgrades it.",
        found=error.found,
        known=error.known,
    )


def kind_of(error: sqlite3.Error) -> str:
    """FULL of SQLITE_FULL, and READONLY of SQLITE_READONLY_DIRECTORY."""
    name = str(getattr(error, "sqlite_errorname", "")) or ""
    return name.removeprefix("SQLITE_").partition("_")[0]


def may_not_write(path: Path) -> Text:
    """Who may not write which file: of the database, those beside it, and their folder."""
    for file in _files(path):
        if not os.access(file, os.W_OK):
            return refused(file)
    return refused(path)


def unreadable(file: Path) -> Text:
    return _(
        "{user} may not read {file}, which is {owner}'s. As root: chown {user} {file}",
        user=user(),
        file=str(file),
        owner=owner_of(file) or "?",
    )


def refused(file: Path) -> Text:
    me, owner = user(), owner_of(file)
    if owner in (me, None):
        return _(
            "{user} may not write {file}. Look at its rights, and whether its disk is read-only.",
            user=me,
            file=str(file),
        )
    return _(
        "{user} may not write {file}, which is {owner}'s. As root: chown {user} {file}",
        user=me,
        file=str(file),
        owner=owner,
    )


def _files(path: Path) -> Iterator[Path]:
    beside = [path.with_name(path.name + end) for end in ("", "-wal", "-shm", ".lock")]
    return (file for file in (path.parent, *beside) if file.exists())


def free(path: Path) -> int:
    """Bytes free where it is, or would be."""
    folder = next(folder for folder in path.absolute().parents if folder.exists())
    return shutil.disk_usage(folder).free


def user() -> str:
    return _name(os.geteuid())


def owner_of(file: Path) -> str | None:
    """None for what is not there, or may not be looked at."""
    try:
        return _name(file.stat().st_uid)
    except OSError:
        return None


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
