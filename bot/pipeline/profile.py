"""What strangers see of the bot before they press Start: its description, in each language."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from bot.features import LANGUAGES, Table
from bot.language.catalogs import said
from bot.language.text import _
from bot.pipeline.machine import Machine
from bot.pipeline.menus import commands_for
from bot.pipeline.outgoing import Outgoing
from storage import stamps
from storage.database import Database

ABOUT = _(
    "Ayni is your cluster's assistant: report sales, see how your firm is doing, and hear from"
    " your cluster. To join, open the invitation link that your coordinator sent you."
)
SHORT = _("Your cluster's assistant: sales, figures and news.")
# The bot's own affairs are nobody's chat.
NO_CHAT = 0


async def introduce(machine: Machine, table: Table, database: Database) -> None:
    """Tell Telegram, if this is not what it was told last time."""
    calls = [call for language in LANGUAGES for call in _calls(table, language)]
    digest = f"profile-{crc32(repr(calls).encode())}"
    if await stamps.at(database.reader, digest) is not None:
        return
    async with machine.batch() as batch:
        for method, params in calls:
            batch.add(Outgoing(batch.next_id(), NO_CHAT, method, params))
        await stamps.put(batch.tx, digest, batch.now)


def _calls(table: Table, language: str) -> list[tuple[str, dict[str, Any]]]:
    commands, _digest = commands_for(table, language, role=None, has_firm=False, in_several=False)
    # The language without a code is what every other phone gets: Spanish.
    code = {} if language == "es" else {"language_code": language}
    return [
        ("setMyCommands", {"commands": commands} | code),
        ("setMyDescription", {"description": said(ABOUT, language)} | code),
        (
            "setMyShortDescription",
            {"short_description": said(SHORT, language)} | code,
        ),
    ]
