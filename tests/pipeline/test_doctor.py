"""`ayni doctor` finds each thing that can be wrong, and says what to do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.doctor import examine
from bot.doctor.contents import KINDS
from bot.running_once import running_once
from storage import migrations, stamps
from storage.database import Database
from storage.failures import Failure, Kind
from storage.outbox import Row
from tests.pipeline.examined import VOICE, database, for_its_owner, found, told
from tests.town import START, TOKEN, Town


async def test_an_installation_that_is_well(town: Town) -> None:
    """Token, line, database, stamps: a tick at each."""
    for_its_owner(town.path)
    async with town.app.database.transaction() as tx:
        await stamps.put(tx, "polled", START)
        await stamps.put(tx, "sent", START)
    findings = told(await examine(town.settings, town.clock))

    assert [text for well, text in findings if not well] == []
    whole = "\n".join(text for _well, text in findings)
    assert "Telegram answers as @ayni_bot." in whole
    assert f"The database is sound (schema {migrations.newest()})." in whole
    assert "Updates were last asked for Nov 23, 2026" in whole
    assert "A message last went out Nov 23, 2026" in whole
    assert "No message is waiting too long." in whole


async def test_a_token_that_is_missing(tmp_path: Path) -> None:
    """Where to get one, and where to put it; the line is not tried."""
    (empty,) = await found(tmp_path / "ayni.db")

    assert empty == "AYNI_TOKEN is empty: put the token there that BotFather gave you."


async def test_a_token_that_is_none(tmp_path: Path) -> None:
    """And it is not shown."""
    (odd,) = await found(tmp_path / "ayni.db", "my-secret")

    assert "does not look like a token" in odd
    assert "my-secret" not in odd


async def test_a_line_that_is_down(tmp_path: Path) -> None:
    """With its cause, which holds no address: the address holds the token."""
    (down,) = await found(tmp_path / "ayni.db", "1:abc")

    assert down.startswith("Telegram cannot be reached (ClientConnector")
    assert "abc" not in down


async def test_a_token_that_telegram_does_not_know(town: Town, tmp_path: Path) -> None:
    """And what to do about it."""
    (refused,) = await found(tmp_path / "other.db", "7:abc", town.sim.api_url)

    assert refused.startswith("Telegram refuses the token: check AYNI_TOKEN")


async def test_a_telegram_that_is_out_of_order(town: Town, tmp_path: Path) -> None:
    """The token is not to blame, and nobody should change it."""
    town.sim.faults.add("getMe", status=502, times=1)
    (ill,) = await found(tmp_path / "other.db", TOKEN, town.sim.api_url)

    assert ill == "Telegram answered 502; try again later."


async def test_settings_that_do_not_exist_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the environment and in the file; with the nearest that there is, and no value."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AYNI_DATABSE", "secret.db")
    (tmp_path / ".env").write_text("AYNI_HELTH_PORT=8081\nOTHER=1\n")
    said = (await found(tmp_path / "ayni.db"))[:2]

    assert said == [
        "There is no setting AYNI_DATABSE; did you mean AYNI_DATABASE?",
        "There is no setting AYNI_HELTH_PORT; did you mean AYNI_HEALTH_PORT?",
    ]


async def test_a_bot_that_does_not_run(tmp_path: Path) -> None:
    """It ran, and its lock is free now; before the first start this is no trouble."""
    path = tmp_path / "ayni.db"
    await database(path)
    before = await found(path)
    opened = await Database.open(path)
    async with opened.transaction() as tx:
        await stamps.put(tx, "polled", START)
    await opened.close()
    with running_once(path):
        while_it_runs = await found(path)
    (_token, stopped) = await found(path)

    assert len(before) == len(while_it_runs) == 1, "only the token is missing"
    assert stopped.startswith("The bot does not run. Start it: ")


async def test_a_bot_that_runs_and_has_not_polled_for_long(tmp_path: Path) -> None:
    """It hangs, or its line is down."""
    path = tmp_path / "ayni.db"
    await database(path)
    opened = await Database.open(path)
    async with opened.transaction() as tx:
        await stamps.put(tx, "polled", START - timedelta(minutes=6))
    await opened.close()
    with running_once(path):
        (_token, silent) = await found(path)

    assert silent.startswith("Updates were last asked for Nov 23, 2026")


async def test_messages_that_wait_too_long(tmp_path: Path) -> None:
    """Replies count from when they were said."""
    path = tmp_path / "ayni.db"
    await database(path, Row(1, 7, 0, "sendMessage", "{}"))

    (_token, waiting) = await found(path)
    assert waiting.startswith("Messages have been waiting to go out since Nov 23, 2026")


async def test_messages_that_are_to_wait(tmp_path: Path) -> None:
    """A digest put off until the morning is no trouble."""
    path = tmp_path / "ayni.db"
    later = (START + timedelta(hours=5)).isoformat()
    await database(path, Row(1, 7, 1, "sendMessage", "{}", not_before=later))

    assert len(await found(path)) == 1, "only the token is missing"


@pytest.mark.parametrize("kind", Kind)
async def test_what_failed_lately(tmp_path: Path, kind: Kind) -> None:
    """How often, why and when last; not what anybody had said."""
    path = tmp_path / "ayni.db"
    failure = Failure(kind, "KeyError", "the words of a member", "more words")
    await database(path, failure, failure)

    (_token, lately) = await found(path)
    assert f"{VOICE.plain(KINDS[kind])}: 2 (KeyError; last Nov 22, 2026" in lately
    assert "words" not in lately


async def test_the_doctor_looks_while_the_bot_runs(town: Town) -> None:
    """And neither of them waits for the other, or minds."""
    phone = await town.member("Ana")
    await examine(town.settings, town.clock)
    await phone.says("/menu")

    phone.sees("¿Qué quieres hacer?")
    assert town.settings.token.get_secret_value() == TOKEN
