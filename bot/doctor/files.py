"""The files of an installation: the database, what is beside it, the backups."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot import database_troubles
from bot.database_troubles import MEGABYTE, free, owner_of, refused
from bot.doctor.finding import Finding
from bot.language.text import Text, _
from storage import backups as storage_backups
from storage import migrations
from storage.migrations import Condition, DamagedError, NewerSchemaError

# Bytes below which there may be no room for a busy week and the copy before an upgrade.
TOO_FULL = 200 * MEGABYTE
# A backup a day is expected, and one that failed is to be noticed.
TOO_OLD = timedelta(hours=49)
FOR_OTHERS = 0o077


def database(path: Path) -> tuple[int | None, list[Finding]]:
    """The schema's version, where the file has one that can be read, and what is to be said."""
    if not path.exists():
        return None, [_absent(path)]
    try:
        found = migrations.condition(path)
        if found.version == 0:
            text = _("{path} is empty. Is AYNI_DATABASE right?", path=str(path))
            return None, [Finding(False, text)]
        _try(path, found)
    except database_troubles.TROUBLES as trouble:
        return None, [Finding(False, database_troubles.told(trouble, path))]
    return found.version, [_version(found.version), *_clusters(found), *_around(path)]


def _try(path: Path, found: Condition) -> None:
    """Raises one of database_troubles.TROUBLES."""
    if not found.sound:
        raise DamagedError
    if found.version > migrations.newest():
        raise NewerSchemaError(found.version, migrations.newest())
    storage_backups.try_to_write(path)


def _absent(path: Path) -> Finding:
    folder = path.absolute().parent
    if not folder.is_dir():
        text = _("There is no folder {folder}. Is AYNI_DATABASE right?", folder=str(folder))
        return Finding(False, text)
    try:
        storage_backups.try_folder(folder)
    except OSError:
        return Finding(False, refused(folder))
    text = _(
        "There is no database yet at {path}; `ayni cluster create` or the first run makes it.",
        path=str(path),
    )
    return Finding(True, text)


def _version(version: int) -> Finding:
    if version < migrations.newest():
        text = _(
            "The database (schema {version}) will be upgraded at the next start.", version=version
        )
        return Finding(True, text)
    return Finding(True, _("The database is sound (schema {version}).", version=version))


def _clusters(found: Condition) -> list[Finding]:
    if found.clusters:
        return []
    return [
        Finding(
            False,
            _("No clusters yet. Make one: ayni cluster create NAME --template TEMPLATE"),
        )
    ]


def _around(path: Path) -> list[Finding]:
    """Nothing where all is well: what could be written needs no word."""
    texts: list[Text] = []
    owner, of_folder = owner_of(path), owner_of(path.absolute().parent)
    if owner != of_folder:
        texts.append(
            _(
                "{path} is {owner}'s and its folder {folder_owner}'s: the bot may be unable to"
                " write it. As root: chown {folder_owner} {path}",
                path=str(path),
                owner=owner,
                folder_owner=of_folder,
            )
        )
    if path.stat().st_mode & FOR_OTHERS:
        texts.append(_("Others can read {path}, which holds all. chmod 600 {path}", path=str(path)))
    if free(path) < max(TOO_FULL, 2 * path.stat().st_size):
        left = free(path) // MEGABYTE
        texts.append(_("Only {free} MB are left on the disk of {path}.", free=left, path=str(path)))
    return [Finding(False, text) for text in texts]


def backups(folder: Path, path: Path, now: datetime) -> Finding:
    last = storage_backups.last(folder, path)
    if last is None:
        text = _("There is no backup in {folder} yet: ayni backup", folder=str(folder))
        return Finding(False, text)
    text = _("The last backup is of {when}.", when=last)
    return Finding(now - last < TOO_OLD, text)
