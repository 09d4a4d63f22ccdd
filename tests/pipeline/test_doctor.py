"""`ayni doctor` finds each thing that can be wrong, and says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.clock import MovableClock
from bot.config import GivenSettings
from bot.doctor import KINDS, Finding, examine
from bot.language.voice import Voice
from storage import failures, migrations, outbox, stamps
from storage.database import Database
from storage.failures import Failure, Kind
from storage.outbox import Row
from tests.town import START, TOKEN, Town

VOICE = Voice.of("en", "US", "USD", "UTC")


def settings(path: Path, token: str = "", api_url: str = "http://127.0.0.1:9") -> GivenSettings:
    return GivenSettings(token=SecretStr(token), database=path, api_url=api_url)


def told(findings: list[Finding]) -> list[tuple[bool, str]]:
    return [(finding.well, VOICE.plain(finding.text)) for finding in findings]


async def found(path: Path, token: str = "", api_url: str = "http://127.0.0.1:9") -> list[str]:
    """What is not well."""
    findings = await examine(settings(path, token, api_url), MovableClock(START))
    return [text for well, text in told(findings) if not well]


async def database(path: Path, *written: Row | Failure) -> None:
    opened = await Database.open(path)
    async with opened.transaction() as tx:
        for one in written:
            if isinstance(one, Row):
                await outbox.add(tx, [one], START - timedelta(hours=1))
            else:
                await failures.keep(tx, one, START - timedelta(days=1))
    await opened.close()


async def test_an_installation_that_is_well(town: Town) -> None:
    """Token, line, database, stamps: a tick at each."""
    async with town.app.database.transaction() as tx:
        await stamps.put(tx, "polled", START)
        await stamps.put(tx, "sent", START)
    findings = told(await examine(town.settings, town.clock))

    assert [text for well, text in findings if not well] == []
    whole = "\n".join(text for _well, text in findings)
    assert "AYNI_TOKEN looks like a token." in whole
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
    """With Telegram's status."""
    (refused,) = await found(tmp_path / "other.db", "7:abc", town.sim.api_url)

    assert refused == "Telegram refuses the token (401)."


async def test_a_database_that_is_not_there_yet(tmp_path: Path) -> None:
    """That is well: the first run makes it. Looking does not."""
    path = tmp_path / "ayni.db"
    findings = told(await examine(settings(path), MovableClock(START)))

    assert (True, f"There is no database yet at {path}; the first run makes it.") in findings
    assert not path.exists()


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Somebody put another file there."""
    path = tmp_path / "ayni.db"
    path.write_text("not a database, whatever its name says" * 100)

    assert "The database cannot be read (DatabaseError)." in await found(path)


async def test_a_database_that_is_damaged(tmp_path: Path) -> None:
    """Said before anything of it is relied on."""
    path = tmp_path / "ayni.db"
    await database(path)
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 4] = b"\xff" * 8192
    path.write_bytes(content)

    (_token, damaged) = await found(path)
    assert damaged in {
        "The database is damaged: restore the last backup.",
        "The database cannot be read (DatabaseError).",
    }


@pytest.mark.parametrize("version", [0, 1])
async def test_a_database_that_will_be_upgraded(tmp_path: Path, version: int) -> None:
    """Nothing is read of it that may not be there yet; an empty file is such a one too."""
    path = tmp_path / "ayni.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("CREATE TABLE x (y)")
        connection.commit()
    findings = told(await examine(settings(path), MovableClock(START)))

    text = f"The database (schema {version}) will be upgraded at the next start."
    assert findings[1:] == [(True, text)]


async def test_a_database_of_a_newer_version(tmp_path: Path) -> None:
    """Going on could damage it."""
    path = tmp_path / "ayni.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.commit()

    assert "The database is of a newer Ayni (schema 999)." in await found(path)


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
