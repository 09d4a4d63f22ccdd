"""The command menu that Telegram shows, kept as each member's language and role have it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from zlib import crc32

from bot.conversation.keyboards import Menu
from bot.features import Table, may
from bot.language.catalogs import said
from bot.pipeline.rights import has_firm, offered
from bot.pipeline.turn import Turn
from storage import people
from storage.scope import Role


async def keep_menu(turn: Turn, table: Table) -> None:
    """Send the member their menu if it is not the one they have."""
    if turn.speaker.person_id is None or not turn.speaker.reachable:
        return
    commands, digest = commands_for(
        table,
        turn.voice.language,
        turn.speaker.role,
        has_firm=has_firm(turn.speaker),
        in_several=turn.speaker.in_several,
    )
    if digest == turn.speaker.menu_digest:
        return
    scope = {"type": "chat", "chat_id": turn.chat_id}
    turn.call_bot("setMyCommands", commands=commands, scope=scope)
    await people.remember_menu(turn.tx, turn.speaker.person_id, digest)


@lru_cache(256)
def commands_for(
    table: Table, language: str, role: Role | None, *, has_firm: bool, in_several: bool
) -> tuple[list[dict[str, Any]], int]:
    """The menu and its digest: the same for all who have the same language and rights."""
    commands = [
        {"command": command.name(language), "description": said(command.help, language)}
        for command in table.commands
        if command.listed
        and may(command.who, role, has_firm=has_firm)
        and (in_several or not command.if_several)
    ]
    return commands, crc32(repr(commands).encode())


def large_buttons(turn: Turn) -> Menu:
    """The keyboard below the chat, two a row: what this person does most."""
    labels = [
        command.menu
        for command in turn.bot.table.commands
        if command.menu is not None and command.on_keyboard and offered(turn.speaker, command)
    ]
    return Menu([labels[at : at + 2] for at in range(0, len(labels), 2)])
