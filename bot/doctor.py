"""What is wrong with an installation: the settings, the database, the line, what failed lately."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.config import Settings
from bot.language.text import Text, _, raw
from bot.pipeline.transport import Telegram, UnreachableError
from storage import failures, migrations, outbox, stamps
from storage.database import Database
from storage.failures import Kind

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
LATELY = timedelta(days=7)
KINDS = {
    Kind.UNREADABLE: _("updates that could not be read"),
    Kind.HANDLER: _("updates that failed while being handled"),
    Kind.REFUSED: _("messages that Telegram refused"),
    Kind.DUE: _("due work that failed"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    well: bool
    text: Text


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Look at everything; what depends on something that is missing is left out."""
    findings = [_token(settings)]
    if findings[0].well:
        findings.append(await _line(settings))
    version, schema = _schema(settings.database)
    findings.append(schema)
    if schema.well and version == migrations.newest():
        findings += await _contents(settings.database, clock.now())
    return findings


def _token(settings: Settings) -> Finding:
    token = settings.token.get_secret_value()
    if not token:
        return Finding(
            False, _("AYNI_TOKEN is empty: put the token there that BotFather gave you.")
        )
    if not TOKEN.fullmatch(token):
        return Finding(
            False, _("AYNI_TOKEN does not look like a token (digits, a colon, letters).")
        )
    return Finding(True, _("AYNI_TOKEN looks like a token."))


async def _line(settings: Settings) -> Finding:
    telegram = Telegram(
        settings.api_url, settings.token.get_secret_value(), timeout=settings.answer_timeout
    )
    try:
        answer = await telegram.call("getMe", {})
    except UnreachableError as error:
        return Finding(False, _("Telegram cannot be reached ({cause}).", cause=raw(str(error))))
    finally:
        await telegram.close()
    if not answer.ok:
        return Finding(False, _("Telegram refuses the token ({status}).", status=answer.status))
    return Finding(True, _("Telegram answers as @{name}.", name=str(answer.result["username"])))


def _schema(path: Path) -> tuple[int | None, Finding]:
    """The schema's version, where the file has one that can be read, and what is to be said."""
    if not path.exists():
        text = _("There is no database yet at {path}; the first run makes it.", path=str(path))
        return None, Finding(True, text)
    try:
        found = migrations.condition(path)
    except sqlite3.Error as error:
        text = _("The database cannot be read ({cause}).", cause=type(error).__name__)
        return None, Finding(False, text)
    return found.version, _soundness(found.version, sound=found.sound)


def _soundness(version: int, *, sound: bool) -> Finding:
    if not sound:
        return Finding(False, _("The database is damaged: restore the last backup."))
    if version > migrations.newest():
        return Finding(
            False, _("The database is of a newer Ayni (schema {version}).", version=version)
        )
    if version < migrations.newest():
        return Finding(
            True,
            _(
                "The database (schema {version}) will be upgraded at the next start.",
                version=version,
            ),
        )
    return Finding(True, _("The database is sound (schema {version}).", version=version))


async def _contents(path: Path, now: datetime) -> list[Finding]:
    async with Database.read_only(path) as reading:
        waiting = await outbox.waiting_since(reading, now)
        found = [_waiting(waiting, now)]
        for name, text in (
            ("polled", _("Updates were last asked for {when}.")),
            ("sent", _("A message last went out {when}.")),
        ):
            at = await stamps.at(reading, name)
            if at is not None:
                found.append(Finding(True, Text(text.msgid, params={"when": at})))
        lately = await failures.summary(reading, now - LATELY)
        return found + [_failure(summary) for summary in lately]


def _waiting(oldest: datetime | None, now: datetime) -> Finding:
    if oldest is None or now - oldest < timedelta(minutes=10):
        return Finding(True, _("No message is waiting too long."))
    return Finding(False, _("Messages have been waiting to go out since {when}.", when=oldest))


def _failure(summary: failures.Summary) -> Finding:
    return Finding(
        False,
        _(
            "In the last 7 days, {kind}: {count} ({cause}; last {when}).",
            kind=KINDS[summary.kind],
            count=summary.count,
            cause=summary.cause,
            when=summary.last_at,
        ),
    )
