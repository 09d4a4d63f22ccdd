"""Ordinary mistakes of an operator: one plain line that names the file or the port."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import database_troubles, operator, running_once, troubles
from bot.config import Settings
from bot.simulator import Simulator
from storage import migrations
from tests.faults.process import BotProcess
from tests.pipeline.examined import VOICE
from tests.pipeline.terminal import TOKEN, runs, types
from tests.pipeline.test_start import older
from tests.waiting import until


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def error(name: str) -> sqlite3.OperationalError:
    made = sqlite3.OperationalError("its own words")
    made.sqlite_errorname = name
    return made


async def test_a_port_of_health_that_is_taken_is_named(
    home: Path, sim: Simulator, taken: int
) -> None:
    """With the setting that gives another."""
    ended = await runs(
        home, "run", AYNI_TOKEN=TOKEN, AYNI_API_URL=sim.api_url, AYNI_HEALTH_PORT=str(taken)
    )

    assert ended.code == 1
    assert f"Port {taken} cannot be had" in ended.said
    assert "AYNI_HEALTH_PORT" in ended.said
    assert "ended" not in ended.said


async def test_a_port_of_the_demo_that_is_taken_is_named(home: Path, taken: int) -> None:
    """Two demos, perhaps."""
    ended = await runs(home, "demo", "--port", str(taken))

    assert ended.code == 1
    assert ended.said.startswith(f"Port {taken} cannot be had")
    assert "make demo PORT=0" in ended.said


def test_a_lock_that_may_not_be_opened_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is another user's, after a command that root typed."""
    migrations.migrate(home / "ayni.db")
    lock = home / "ayni.db.lock"
    lock.touch()
    monkeypatch.setattr(running_once, "_lock_of", lambda _path: Refusing(lock))
    monkeypatch.setattr(database_troubles, "owner_of", lambda _file: "root")
    monkeypatch.setattr(database_troubles, "user", lambda: "ayni")
    ended = types("cluster", "create", "tota", "--template", "boyaca")

    assert ended.exit_code == 1
    assert ended.output == (
        f"ayni may not write {lock}, which is root's. As root: chown ayni {lock}\n"
    )


class Refusing:
    """A path that may not be opened; root, who may run the tests, is refused nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self, *_args: object) -> None:
        raise PermissionError(errno.EACCES, "no", str(self._path))


def test_settings_that_are_no_text_are_named(home: Path) -> None:
    """A picture saved under the wrong name."""
    (home / ".env").write_bytes(b"\xff\xd8\xff\xe0 not text")
    ended = types("cluster", "list")

    assert ended.exit_code == troubles.FINAL
    assert ended.output == "The file .env is no text: write it anew.\n"


def test_settings_that_may_not_be_read_are_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is root's, and whoever types is not."""
    file = home / ".env"
    file.write_text("AYNI_LONG_POLL=5")
    monkeypatch.setattr(operator, "Settings", unreadable(file))
    monkeypatch.setattr(os, "access", lambda *_given: False)
    monkeypatch.setattr(database_troubles, "owner_of", lambda _file: "root")
    monkeypatch.setattr(database_troubles, "user", lambda: "ayni")
    ended = types("cluster", "list")

    assert ended.exit_code == 1
    assert ended.output == (
        f"ayni may not read {file}, which is root's. As root: chown ayni {file}\n"
    )


def unreadable(file: Path) -> Callable[[], Settings]:
    def read() -> Settings:
        raise PermissionError(errno.EACCES, "no", str(file))

    return read


def test_a_folder_in_the_place_of_a_file_is_named(home: Path) -> None:
    """Of the lock, here."""
    (home / "ayni.db.lock").mkdir()
    ended = types("cluster", "create", "tota", "--template", "boyaca")

    assert ended.exit_code == 1
    assert ended.output == "ayni.db.lock cannot be used (IsADirectoryError/EISDIR).\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_FULL", "No room is left on the disk of {path} ("),
        ("SQLITE_BUSY", "Another program holds {path}."),
        ("SQLITE_BUSY_SNAPSHOT", "Another program holds {path}."),
        ("SQLITE_CORRUPT", "The database {path} is damaged."),
        ("SQLITE_NOTADB", "{path} is no database."),
        ("SQLITE_IOERR_WRITE", "The database {path} cannot be used (OperationalError/SQLITE_IOERR"),
    ],
)
def test_what_sqlite_names_is_told_apart(tmp_path: Path, name: str, words: str) -> None:
    """Only what is damaged is to be restored."""
    path = tmp_path / "ayni.db"
    said = VOICE.plain(database_troubles.told(error(name), path))

    assert said.startswith(words.format(path=path))
    assert ("ayni restore" in said) == (name == "SQLITE_CORRUPT")
    assert "its own words" not in said


@pytest.mark.parametrize("name", ["SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_READONLY_DBMOVED"])
def test_the_file_that_may_not_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """It may be the log beside the database."""
    path, log = tmp_path / "ayni.db", tmp_path / "ayni.db-wal"
    path.touch()
    log.touch()
    monkeypatch.setattr(os, "access", lambda file, _mode: file != log)
    monkeypatch.setattr(database_troubles, "owner_of", lambda _file: "root")
    monkeypatch.setattr(database_troubles, "user", lambda: "ayni")
    said = VOICE.plain(database_troubles.told(error(name), path))

    assert said == f"ayni may not write {log}, which is root's. As root: chown ayni {log}"


async def test_files_are_for_whoever_runs_the_bot_alone(home: Path, sim: Simulator) -> None:
    """The database, its lock, its log and its copies, whatever the terminal's own rule."""
    await runs(home, "cluster", "create", "tota", "--template", "boyaca")
    await runs(home, "backup", "copies")
    rights = rights_in(home)

    assert len(rights) >= 4
    assert rights.pop("copies") == "0o700"
    assert set(rights.values()) == {"0o600"}


def rights_in(folder: Path) -> dict[str, str]:
    return {place.name: oct(place.stat().st_mode & 0o777) for place in folder.rglob("*")}


async def test_a_command_of_a_new_version_leaves_the_schema_of_a_running_bot(
    home: Path, sim: Simulator
) -> None:
    """The old program would go on with statements that do not fit any more."""
    older(home / "ayni.db", 1)
    with running_once.running_once(home / "ayni.db"):
        refused = await runs(home, "cluster", "create", "tota", "--template", "boyaca")
        kept = migrations.condition(home / "ayni.db").version
    done = await runs(home, "cluster", "create", "tota", "--template", "boyaca")

    assert (refused.code, kept) == (1, 1)
    assert "Stop the bot and start this version" in refused.said
    assert done.code == 0, done.said


async def test_a_command_beside_a_running_bot_works(home: Path, sim: Simulator) -> None:
    """Where both are of one version."""
    bot = BotProcess(sim, home / "ayni.db")
    await bot.starts()
    try:
        await until(lambda: any(call.method == "getUpdates" for call in sim.calls))
        made = await runs(home, "cluster", "create", "tota", "--template", "boyaca")
    finally:
        await bot.is_gone()

    assert made.code == 0, made.said
