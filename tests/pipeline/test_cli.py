"""The commands of the operator, as they are typed."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import templates
from bot.simulator import Simulator
from bot.troubles import FINAL
from storage import migrations
from storage.database import Transaction
from tests.faults.process import BotProcess
from tests.pipeline.terminal import TOKEN, runs, types
from tests.waiting import until


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en_US.UTF-8", "AYNI_TOKEN is empty"), ("es_MX.UTF-8", "AYNI_TOKEN está vacío")],
)
def test_run_without_a_token_says_where_to_get_one(home: Path, locale: str, words: str) -> None:
    """In the language of the terminal."""
    ended = types("run", LC_ALL=locale)

    assert ended.exit_code == FINAL
    assert words in ended.output
    assert "BotFather" in ended.output
    assert not (home / "ayni.db").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AYNI_LONG_POLL", "half-a-secret"),
        ("AYNI_HEALTH_PORT", "70000"),
        ("AYNI_LOG_LEVEL", "half-a-secret"),
        ("AYNI_MESSAGES_PER_SECOND", "0"),
        ("AYNI_ANSWER_TIMEOUT", "inf"),
        ("AYNI_API_URL", "half-a-secret"),
        ("AYNI_DATABASE", "/"),
    ],
)
@pytest.mark.parametrize("command", [("run",), ("doctor",), ("cluster", "list"), ("invite", "x")])
def test_a_setting_that_makes_no_sense_is_named_and_not_shown(
    home: Path, name: str, value: str, command: tuple[str, ...]
) -> None:
    """The next value that is wrong may be the token."""
    ended = types(*command, AYNI_TOKEN=TOKEN, **{name: value})

    assert ended.exit_code == FINAL
    assert f"✗ {name}: " in ended.output
    assert f" {value}" not in ended.output
    assert TOKEN not in ended.output
    assert "Traceback" not in ended.output


def test_clusters_are_made_and_listed(home: Path) -> None:
    """From a template; a name is taken once."""
    listed = types("cluster", "template").output
    made = types("cluster", "create", "tota", "--template", "boyaca")
    again = types("cluster", "create", "tota", "--template", "boyaca")

    assert [line.split("\t")[0] for line in listed.splitlines()] == list(templates.names())
    assert made.exit_code == 0
    assert "ayni invite tota --role coordinator" in made.output
    assert (again.exit_code, again.output) == (1, "There is a cluster tota already.\n")
    assert types("cluster", "list").output.startswith("tota\t")


@pytest.mark.parametrize("slug", ["Tota", "to ta", "tota'--", "-tota", "", "x" * 41])
def test_a_short_name_is_short_and_plain(home: Path, slug: str) -> None:
    """It is typed in commands; what is wrong with it is said before anything is made."""
    ended = types("cluster", "create", "--template", "boyaca", "--", slug)

    assert ended.exit_code != 0
    assert "Traceback" not in ended.output
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("command", [("cluster", "list"), ("invite", "tota"), ("backup", "copies")])
def test_looking_makes_no_database(home: Path, command: tuple[str, ...]) -> None:
    """A mistyped setting would otherwise be answered with an empty installation."""
    ended = types(*command, AYNI_TOKEN=TOKEN)

    assert ended.exit_code == 1
    assert ended.output == "No database at ayni.db. Is AYNI_DATABASE right?\n"
    assert list(home.iterdir()) == []


def test_a_list_without_clusters_says_how_to_make_one(home: Path) -> None:
    """An empty answer looks like a fault."""
    migrations.migrate(home / "ayni.db")
    ended = types("cluster", "list")

    assert "No clusters yet. Make one: ayni cluster create" in ended.output


def test_a_cluster_that_could_not_be_saved_is_not_told_as_made(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words come after the commit."""

    async def full(self: Transaction, sql: str, args: object = ()) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    migrations.migrate(home / "ayni.db")
    monkeypatch.setattr(Transaction, "write_many", full)
    ended = types("cluster", "create", "tota", "--template", "boyaca")

    assert ended.exit_code == 1
    assert "is ready" not in ended.output


@pytest.mark.parametrize("firm", [" ", "x" * 61, "\u200b"])
def test_a_firm_is_named_as_in_the_chat(home: Path, firm: str) -> None:
    """With the same limits; nothing is made and nobody is asked."""
    ended = types("invite", "tota", "--firm", firm, AYNI_TOKEN=TOKEN)

    assert ended.exit_code == 2
    assert "--firm" in ended.output


def test_more_clusters_than_a_page_holds_are_all_listed(home: Path) -> None:
    """A ministry's installation has more than a hundred."""
    types("cluster", "create", "c0", "--template", "boyaca")
    with closing(sqlite3.connect(home / "ayni.db")) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(cluster)")][2:]
        names = ", ".join(columns)
        for number in range(1, 250):
            connection.execute(
                f"INSERT INTO cluster (slug, {names}) SELECT ?, {names} FROM cluster LIMIT 1",
                (f"c{number}",),
            )
        connection.commit()

    assert len(types("cluster", "list").output.splitlines()) == 250


async def test_an_invitation_is_a_link_to_the_bot(home: Path, sim: Simulator) -> None:
    """With a token that the cluster's coordinator can hand on; the bot's token is not in it."""
    telegram = {"AYNI_TOKEN": TOKEN, "AYNI_API_URL": sim.api_url}
    await runs(home, "cluster", "create", "tota", "--template", "boyaca")
    nowhere = await runs(home, "invite", "other", **telegram)
    firm = ("--firm", "Miel de Tota", "--role", "member", "--uses", "3", "--days", "2")
    made = await runs(home, "invite", "tota", *firm, **telegram)

    assert (nowhere.code, "There is no cluster other." in nowhere.said) == (1, True)
    assert made.code == 0, made.said
    assert made.said.startswith("New firm: Miel de Tota\nmember · Miel de Tota · 3 uses · Valid")
    assert made.said.splitlines()[-1].startswith("https://t.me/ayni_bot?start=")
    assert TOKEN not in made.said
    with closing(sqlite3.connect(home / "ayni.db")) as connection:
        rows = connection.execute("SELECT role, uses_left FROM invitation").fetchall()
    assert rows == [("member", 3)]


async def test_without_the_bots_name_no_invitation_is_made(home: Path, sim: Simulator) -> None:
    """Nobody could open it."""
    await runs(home, "cluster", "create", "tota", "--template", "boyaca")
    down = await runs(home, "invite", "tota", AYNI_TOKEN=TOKEN, AYNI_API_URL="http://127.0.0.1:9")
    wrong = await runs(home, "invite", "tota", AYNI_TOKEN="7:other", AYNI_API_URL=sim.api_url)

    assert (down.code, wrong.code) == (1, FINAL)
    assert down.said.startswith("Telegram cannot be reached (")
    assert wrong.said.startswith("Telegram refuses the token: check AYNI_TOKEN")
    with closing(sqlite3.connect(home / "ayni.db")) as connection:
        assert connection.execute("SELECT count(*) FROM invitation").fetchone() == (0,)


async def test_the_doctor_tells_each_finding_in_a_line(home: Path, sim: Simulator) -> None:
    """Ticks and crosses, and an exit code for scripts."""
    ill = await runs(home, "doctor")
    well = await runs(home, "doctor", AYNI_TOKEN=TOKEN, AYNI_API_URL=sim.api_url)

    assert ill.code == 1
    assert ill.said.startswith("✗ AYNI_TOKEN is empty")
    assert well.code == 0, well.said
    assert [line[0] for line in well.said.splitlines()] == ["✓"] * 2


async def test_run_ends_where_telegram_does_not_know_the_token(home: Path, sim: Simulator) -> None:
    """Trying again cannot help; neither the words nor the log quote it."""
    ended = await runs(home, "run", AYNI_TOKEN="7:abcdefghijklmnopqrst", AYNI_API_URL=sim.api_url)

    assert ended.code == FINAL
    assert "Telegram refuses the token" in ended.said
    assert "abcdefghijklmnopqrst" not in ended.said
    assert "Traceback" not in ended.said


async def test_run_ends_on_a_database_of_a_newer_version(home: Path, sim: Simulator) -> None:
    """And leaves it as it was."""
    migrations.migrate(home / "ayni.db")
    with closing(sqlite3.connect(home / "ayni.db")) as connection:
        connection.execute("PRAGMA user_version = 999")
    ended = await runs(home, "run", AYNI_TOKEN=TOKEN, AYNI_API_URL=sim.api_url)

    assert ended.code == FINAL
    assert f"(schema 999, this one knows {migrations.newest()})" in ended.said


async def test_run_ends_on_a_file_that_is_no_database(home: Path, sim: Simulator) -> None:
    """In plain words."""
    (home / "ayni.db").write_text("something else, and a lot of it" * 200)
    ended = await runs(home, "run", AYNI_TOKEN=TOKEN, AYNI_API_URL=sim.api_url)

    assert ended.code == FINAL
    assert ended.said == "ayni.db is no database. Is AYNI_DATABASE right?\n"


async def test_run_ends_where_another_serves_the_database(home: Path, sim: Simulator) -> None:
    """The first one goes on."""
    first = BotProcess(sim, home / "ayni.db")
    await first.starts()
    try:
        await until(lambda: any(call.method == "getUpdates" for call in sim.calls))
        second = await runs(home, "run", AYNI_TOKEN=TOKEN, AYNI_API_URL=sim.api_url)
        assert first.running.returncode is None
        assert await first.is_stopped() == 0
    finally:
        await first.is_gone()

    assert second.code == 1
    assert second.said == "Ayni is running with this database already.\n"


def test_a_failure_that_nobody_foresaw_is_told_by_its_place(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its words may quote a member or hold the token: only class and place are said."""

    def breaks(_path: Path) -> None:
        raise LookupError(f"no {TOKEN}")

    (home / "ayni.db").touch()
    monkeypatch.setattr(migrations, "check", breaks)
    ended = types("cluster", "list")
    said = ended.output + "".join(capfd.readouterr())

    assert ended.exit_code == 1
    assert "LookupError" in said
    assert "bot/operator.py" in said
    assert TOKEN not in said


async def test_the_log_of_a_day_holds_no_secret_and_no_word_of_a_member(
    home: Path, sim: Simulator
) -> None:
    """Joining nobody, failing lines, a withdrawn token: all in the log, none of it by its words."""
    bot = BotProcess(sim, home / "ayni.db", {"AYNI_LOG_LEVEL": "DEBUG"})
    ana = sim.add_user("Anastasia-Filomena", language_code="es")
    await bot.starts()
    try:
        sim.start(ana.id)
        sim.send_text(ana.id, "un-secreto-de-familia")
        sim.inject_raw({"message": {"chat": {"id": ana.id}, "text": "un-secreto-de-familia"}})
        await asyncio.wait_for(sim.acknowledged(), 30)
        sim.faults.add("getUpdates", status=502, times=1)
        await sim.refuse(True)
        await until(lambda: "poll_failed" in bot.log)
        await sim.refuse(False)
        sim.token = "9:withdrawn"
        await until(lambda: bot.running.returncode is not None, 30)
    finally:
        await bot.is_gone()

    assert bot.running.returncode == FINAL
    assert "update_failed" in bot.log
    for secret in (TOKEN, TOKEN.partition(":")[2], "Anastasia", "secreto", str(ana.id)):
        assert secret not in bot.log
