"""What the database tells of the bot: whether it runs, what waits, what failed lately."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.doctor.finding import Finding
from bot.language.text import Text, _
from bot.running_once import is_running
from storage import failures, outbox, stamps
from storage.database import Reading
from storage.failures import Kind

LATELY = timedelta(days=7)
# Stamps are written each minute, and a long poll takes one at most.
SILENT = timedelta(minutes=5)
KINDS = {
    Kind.UNREADABLE: _("updates that could not be read"),
    Kind.HANDLER: _("updates that failed while being handled"),
    Kind.REFUSED: _("messages that Telegram refused"),
    Kind.DUE: _("due work that failed"),
}


async def examine(path: Path, reading: Reading, now: datetime) -> list[Finding]:
    lately = await failures.summary(reading, now - LATELY)
    return [
        *await _running(path, reading, now),
        _waiting(await outbox.waiting_since(reading, now), now),
        *[_failure(summary) for summary in lately],
    ]


async def _running(path: Path, reading: Reading, now: datetime) -> list[Finding]:
    """A bot that was never started is no trouble; one that was is meant to run."""
    polled, sent = [await stamps.at(reading, name) for name in ("polled", "sent")]
    started = await stamps.at(reading, "started")
    texts: list[tuple[bool, Text]] = []
    if not _runs(path):
        asked_for = polled or started
        text = _("The bot does not run. Start it: systemctl start ayni, or ayni run")
        texts.append((asked_for is None, text))
    if polled is not None:
        well = now - polled < SILENT
        texts.append((well, _("Updates were last asked for {when}.", when=polled)))
    if sent is not None:
        texts.append((True, _("A message last went out {when}.", when=sent)))
    return [Finding(well, text) for well, text in texts]


def _runs(path: Path) -> bool:
    """Where the lock may not be looked at, the stamps tell."""
    try:
        return is_running(path)
    except OSError:
        return True


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
