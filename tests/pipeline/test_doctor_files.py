"""`ayni doctor` on the database and the backups: whether the bot can write, and what it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.config import GivenSettings
from bot.doctor import examine, files
from storage import backups
from storage.database import Database
from tests.pipeline.examined import database, files_in, for_its_owner, found, settings, told
from tests.pipeline.test_start import older
from tests.town import START


async def test_a_database_that_is_not_there_yet(tmp_path: Path) -> None:
    """That is well: the first run makes it. Looking does not."""
    path = tmp_path / "ayni.db"
    findings = told(await examine(settings(path), MovableClock(START)))

    (text,) = [text for well, text in findings if well]
    assert text.startswith(f"There is no database yet at {path}; ")
    assert files_in(tmp_path) == []


async def test_a_database_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Most likely the setting is mistyped."""
    path = tmp_path / "lib" / "ayni.db"
    (_token, absent) = await found(path)

    assert absent == f"There is no folder {path.parent}. Is AYNI_DATABASE right?"


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Somebody put another file there."""
    path = tmp_path / "ayni.db"
    path.write_text("not a database, whatever its name says" * 100)

    assert f"{path} is no database. Is AYNI_DATABASE right?" in await found(path)


async def test_a_database_of_another_program(tmp_path: Path) -> None:
    """Nothing of it is ours, whatever its version says."""
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE photo (id INTEGER); PRAGMA user_version = 4;")

    assert f"{path} is of another program. Is AYNI_DATABASE right?" in await found(path)


async def test_an_empty_file_in_the_place_of_the_database(tmp_path: Path) -> None:
    """A copy that came to nothing must not get a tick."""
    path = tmp_path / "ayni.db"
    path.touch()

    assert f"{path} is empty. Is AYNI_DATABASE right?" in await found(path)


async def test_a_database_that_is_damaged(tmp_path: Path) -> None:
    """Said before anything of it is relied on."""
    path = tmp_path / "ayni.db"
    await database(path)
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 4] = b"\xff" * 8192
    path.write_bytes(content)

    (_token, damaged) = await found(path)
    assert damaged.startswith(f"The database {path} is damaged.")
    assert "ayni restore" in damaged


async def test_a_database_that_will_be_upgraded(tmp_path: Path) -> None:
    """Nothing is read of it that may not be there yet."""
    path = tmp_path / "ayni.db"
    older(path, 1)
    for_its_owner(path)
    findings = told(await examine(settings(path), MovableClock(START)))

    text = "The database (schema 1) will be upgraded at the next start."
    assert findings[1:] == [(True, text)]


async def test_a_database_of_a_newer_version(tmp_path: Path) -> None:
    """Going on could damage it."""
    path = tmp_path / "ayni.db"
    await database(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")

    (_token, newer) = await found(path)
    assert "newer Ayni (schema 999" in newer


async def test_an_installation_without_a_cluster(tmp_path: Path) -> None:
    """Nobody can join it; how to make one is said."""
    path = tmp_path / "ayni.db"
    await (await Database.open(path)).close()
    for_its_owner(path)

    (_token, none) = await found(path)
    assert none.startswith("No clusters yet. Make one: ayni cluster create")


async def test_a_database_that_others_can_read(tmp_path: Path) -> None:
    """It holds what members wrote."""
    path = tmp_path / "ayni.db"
    await database(path)
    for_its_owner(path, 0o644)

    (_token, open_to_others) = await found(path)
    assert open_to_others == f"Others can read {path}, which holds all. chmod 600 {path}"


async def test_a_database_that_is_another_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a restore by root leaves it: the bot polls, and can save nothing."""
    path = tmp_path / "ayni.db"
    await database(path)
    owners = {path: "root", path.parent: "ayni"}
    monkeypatch.setattr(files, "owner_of", owners.__getitem__)

    (_token, theirs) = await found(path)
    assert f"As root: chown ayni {path}" in theirs


async def test_a_disk_with_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said while there is still some."""
    path = tmp_path / "ayni.db"
    await database(path)
    monkeypatch.setattr(files, "free", lambda _path: 12_000_000)

    (_token, full) = await found(path)
    assert full == f"Only 12 MB are left on the disk of {path}."


async def test_a_database_that_cannot_be_written(tmp_path: Path) -> None:
    """Found by trying, and the other program that holds it is to blame here."""
    path = tmp_path / "ayni.db"
    await database(path)
    with closing(sqlite3.connect(path)) as holding:
        holding.execute("BEGIN IMMEDIATE")
        (_token, held) = await found(path)

    assert held == f"Another program holds {path}. End it, and try again."


async def test_trying_to_write_changes_nothing(tmp_path: Path) -> None:
    """The doctor only looks."""
    path = tmp_path / "ayni.db"
    await database(path)
    before = path.read_bytes()
    await found(path)

    assert path.read_bytes() == before


async def test_backups_are_looked_at_where_their_folder_is_set(tmp_path: Path) -> None:
    """None yet, one of today, and one that is too old to be the last."""
    path, folder = tmp_path / "ayni.db", tmp_path / "copies"
    await database(path)
    given = GivenSettings(database=path, backups=folder)
    none = told(await examine(given, MovableClock(START)))[-1]
    backups.make(path, folder, START)
    today = told(await examine(given, MovableClock(START + timedelta(hours=5))))[-1]
    old = told(await examine(given, MovableClock(START + timedelta(days=4))))[-1]

    assert none == (False, f"There is no backup in {folder} yet: ayni backup")
    assert (today[0], old[0]) == (True, False)
    assert today[1].startswith("The last backup is of Nov 23, 2026")
