"""Copies made while the bot runs, seen to be whole, and put back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.running_once import running_once
from bot.troubles import FINAL
from storage import backups, migrations
from storage.database import Database
from storage.migrations import DamagedError
from tests.pipeline.examined import database
from tests.pipeline.terminal import types
from tests.town import START


def slugs(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT slug FROM cluster ORDER BY slug")]


def create(slug: str) -> None:
    assert types("cluster", "create", slug, "--template", "boyaca").exit_code == 0


def copy_of(home: Path) -> Path:
    made = types("backup", "copies")
    assert made.exit_code == 0, made.output
    (copy,) = (home / "copies").iterdir()
    return copy


def test_a_copy_is_put_back_and_the_old_file_kept(home: Path) -> None:
    """What was made after the copy is in the file aside, and nothing is lost by a mistake."""
    create("tota")
    copy = copy_of(home)
    create("later")
    restored = types("restore", str(copy))
    (aside,) = [file for file in home.glob("ayni.db.replaced-*") if not file.name.endswith("l")]

    assert restored.exit_code == 0, restored.output
    assert str(aside.name) in restored.output
    assert slugs(home / "ayni.db") == ["tota"]
    assert slugs(aside) == ["later", "tota"]
    assert slugs(copy) == ["tota"]


async def test_a_copy_has_what_is_not_in_the_main_file_yet(tmp_path: Path) -> None:
    """The newest records are in the log beside it, while the bot goes on writing."""
    path = tmp_path / "ayni.db"
    await database(path)
    opened = await Database.open(path)
    async with opened.transaction() as tx:
        await tx.write("UPDATE cluster SET slug = 'newest'")
    copy = backups.make(path, tmp_path / "copies", START)
    await opened.close()

    assert slugs(copy) == ["newest"]
    assert [file.name for file in copy.parent.iterdir()] == ["ayni-2026-11-23T150000Z.db"]


async def test_only_the_newest_copies_are_kept(tmp_path: Path) -> None:
    """By the moment in their names; other files in the folder are somebody else's."""
    path, folder = tmp_path / "ayni.db", tmp_path / "copies"
    await database(path)
    made = [backups.make(path, folder, START + timedelta(days=day)) for day in range(4)]
    others = [folder / "ayni-holiday.db", folder / "other-2020-01-01T000000Z.db"]
    for other in others:
        other.touch()
    dropped = backups.drop_old(folder, path, 2)

    assert dropped == [made[1], made[0]]
    assert {*folder.iterdir()} == {*made[2:], *others}


async def test_a_copy_that_is_not_whole_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is opened and counted; a half copy with a good name is worse than none."""
    path, folder = tmp_path / "ayni.db", tmp_path / "copies"
    await database(path)
    monkeypatch.setattr(backups, "whole", lambda _path: migrations.Condition(1, sound=True))
    with pytest.raises(DamagedError):
        backups.make(path, folder, START)

    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database, but a letter" * 500, None])
def test_what_is_no_whole_database_is_not_put_back(home: Path, content: bytes | None) -> None:
    """Nothing is changed, whatever was named."""
    create("tota")
    if content is not None:
        (home / "copy.db").write_bytes(content)
    before = {*home.iterdir()}
    refused = types("restore", "copy.db")

    assert refused.exit_code == 1
    assert refused.output == "copy.db is not a whole database of Ayni: nothing was changed.\n"
    assert {*home.iterdir()} == before
    assert slugs(home / "ayni.db") == ["tota"]


def test_a_copy_of_a_newer_version_is_not_put_back(home: Path) -> None:
    """It could not be read afterwards."""
    create("tota")
    copy = copy_of(home)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 999")
    refused = types("restore", str(copy))

    assert refused.exit_code == FINAL
    assert slugs(home / "ayni.db") == ["tota"]


def test_nothing_is_put_back_under_a_running_bot(home: Path) -> None:
    """It would go on writing into the file that was there before."""
    create("tota")
    copy = copy_of(home)
    with running_once(home / "ayni.db"):
        refused = types("restore", str(copy))

    assert refused.exit_code == 1
    assert refused.output == "Ayni is running with this database already.\n"


def test_a_database_can_be_restored_where_there_is_none(home: Path) -> None:
    """On a new machine."""
    create("tota")
    copy = copy_of(home)
    restored = types("restore", str(copy), AYNI_DATABASE=str(home / "new" / "ayni.db"))

    assert restored.exit_code == 0, restored.output
    assert slugs(home / "new" / "ayni.db") == ["tota"]


def test_what_root_restores_is_the_folders_owners(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service's user could not write a file of root's, and the bot would be deaf."""
    given: list[tuple[Path, int, int]] = []
    create("tota")
    copy = copy_of(home)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda file, user, group: given.append((file, user, group)))
    restored = types("restore", str(copy))

    assert restored.exit_code == 0, restored.output
    folder = home.stat()
    assert given == [(Path("ayni.db.restoring"), folder.st_uid, folder.st_gid)]


def test_a_copy_needs_a_folder(home: Path) -> None:
    """Typed, or set for good."""
    create("tota")
    nowhere = types("backup")
    somewhere = types("backup", AYNI_BACKUPS="copies")

    assert nowhere.exit_code == 1
    assert "AYNI_BACKUPS" in nowhere.output
    assert somewhere.exit_code == 0
    assert len([*(home / "copies").iterdir()]) == 1
