"""Starting: an older database is brought up to date, the demo opens and closes."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from bot import templates
from bot.clock import MovableClock
from bot.demo import Demo
from storage import migrations
from tests.faults.process import ROOT
from tests.town import START, Town
from tests.waiting import until


def older(path: Path, version: int) -> None:
    """A database as an earlier version left it, with a cluster in it."""
    with closing(sqlite3.connect(path)) as connection:
        for number, file in migrations.steps():
            if number <= version:
                connection.executescript(file.read_text("utf-8"))
        connection.execute(
            """INSERT INTO cluster (slug, name_es, name_en, territory, currency, zone, language,
                                    created_at)
               VALUES ('old', 'Viejo', 'Old', 'CO', 'COP', 'America/Bogota', 'es', '2026-01-01')"""
        )
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


async def test_an_older_database_is_backed_up_and_upgraded_at_the_start(tmp_path: Path) -> None:
    """Nobody has to type anything; what was there is there, and as it was in the backup."""
    older(tmp_path / "ayni.db", 1)
    async with Town(tmp_path) as town:
        phone = await town.member("Ana")
        await phone.says("/menu")
        phone.sees("¿Qué quieres hacer?")
        rows = await town.app.database.reader.rows("SELECT slug FROM cluster ORDER BY slug")

    backup = tmp_path / f"ayni.db.before-{migrations.newest():04}-was-0001"
    assert version_of(tmp_path / "ayni.db") == migrations.newest()
    assert version_of(backup) == 1
    assert [row["slug"] for row in rows] == ["boyaca", "old"]


async def test_an_upgrade_is_told_in_the_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """From which schema to which, and the name of the copy, to go back by."""
    async with Town(tmp_path) as town:
        await town.closes()
        town.path.unlink()
        older(town.path, 1)
        capfd.readouterr()
        await town.opens()
        said = capfd.readouterr().out

    (upgraded,) = [line for line in said.splitlines() if "schema_upgraded" in line]
    assert f"ayni.db.before-{migrations.newest():04}-was-0001" in upgraded
    assert f"schema={migrations.newest()}" in upgraded
    assert "was=1" in upgraded


async def test_the_profile_is_told_to_telegram_once(tmp_path: Path) -> None:
    """What strangers see before they press Start, in both languages; not again at each start."""
    async with Town(tmp_path) as town:
        await town.settle()
        told = {
            (call.method, call.params.get("language_code"))
            for call in town.sim.calls
            if call.method.startswith("setMy")
        }
        town.sim.forget_calls()
        await town.restarts()
        again = [call for call in town.sim.calls if call.method.startswith("setMy")]

    kinds = ("setMyCommands", "setMyDescription", "setMyShortDescription")
    assert told == {(method, code) for method in kinds for code in (None, "en")}
    assert again == []


async def test_the_demo_opens_with_its_people_and_closes_without_a_trace(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Members who have a menu, a newcomer with an invitation; then no file and no task is left."""
    before = asyncio.all_tasks()
    async with Demo(0, MovableClock(START)) as demo:
        path = demo.app.settings.database
        async with asyncio.TaskGroup() as group:
            running = group.create_task(demo.app.run())
            await asyncio.wait_for(demo.app.ready.wait(), 30)
            await until(lambda: not demo.sim.pending_updates and demo.app.idle, 30)
            running.cancel()
        shown = {user.first_name: demo.sim.chat(user.id) for user in demo.sim.users.values()}
        newcomers = [user for user in demo.sim.users.values() if user.invite]
        refusals = demo.sim.refusals

    asking = [shown[person.name.split()[0]] for person in templates.load(demo.template).asking]
    members = [chat for chat in shown.values() if chat.from_bot and chat not in asking]
    assert len(members) >= 2
    assert all(chat.reply_keyboard for chat in members)
    told = [chat.from_bot[-1]["text"].split(".")[0] for chat in asking]
    assert told == ["Ya pediste unirte", "Ya pediste unirte"]
    assert len(newcomers) == 1
    assert refusals == []
    assert not path.parent.exists()
    assert asyncio.all_tasks() == before
    assert "error" not in capfd.readouterr().out


async def test_a_clock_that_is_moved_after_the_demo_wakes_nobody() -> None:
    """The clock may live longer than the bot that listened to it."""
    clock = MovableClock(START)
    async with Demo(0, clock):
        assert len(clock._listeners) == 1

    assert clock._listeners == []


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
async def test_the_demo_is_served_until_it_is_stopped(tmp_path: Path, stop: signal.Signals) -> None:
    """By Ctrl+C or by a service manager; it says where it is, and ends well."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0"),
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        assert program.stdout is not None
        line = (await asyncio.wait_for(program.stdout.readline(), 30)).decode()
        address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        async with aiohttp.ClientSession() as session, session.get(address) as response:
            status = response.status
        program.send_signal(stop)
        rest, _nothing = await asyncio.wait_for(program.communicate(), 30)
    finally:
        if program.returncode is None:
            program.kill()

    assert status == 200
    assert program.returncode == 0, rest.decode()
    assert b"Traceback" not in rest
