"""What is wrong with an installation: the settings, the database, the line, what failed lately."""

from __future__ import annotations

import asyncio
import difflib

from bot import identity
from bot.clock import Clock
from bot.config import PREFIX, Settings, unknown
from bot.doctor import contents, files
from bot.doctor.finding import Finding
from bot.language.text import _
from storage import migrations
from storage.database import Database


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Look at everything; what depends on something that is missing is left out."""
    findings = [*_names(), await _line(settings)]
    version, found = await asyncio.to_thread(files.database, settings.database)
    findings += found
    if version == migrations.newest():
        async with Database.read_only(settings.database) as reading:
            findings += await contents.examine(settings.database, reading, clock.now())
    if settings.backups is not None:
        findings.append(files.backups(settings.backups, settings.database, clock.now()))
    return findings


def _names() -> list[Finding]:
    known = [f"{PREFIX}{name}".upper() for name in Settings.model_fields]
    findings = []
    for name in unknown():
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
        text = _("There is no setting {name}; did you mean {near}?", name=name, near=near[0])
        findings.append(Finding(False, text))
    return findings


async def _line(settings: Settings) -> Finding:
    try:
        name = await identity.bot_name(settings)
    except identity.TROUBLES as trouble:
        return Finding(False, identity.told(trouble))
    return Finding(True, _("Telegram answers as @{name}.", name=name))
