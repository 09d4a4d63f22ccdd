"""The command menu that Telegram shows, kept as each member's language and role have it."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from bot.conversation.keyboards import Menu
from bot.features import Table
from bot.language.voice import Voice
from bot.pipeline.rights import allowed
from bot.pipeline.turn import Turn
from storage import people
from storage.people import Speaker


async def keep_menu(turn: Turn, table: Table) -> None:
    """Send the member their menu if it is not the one they have."""
    if turn.speaker.person_id is None or not turn.speaker.reachable:
        return
    commands = commands_for(turn.speaker, turn.voice, table)
    digest = crc32(repr(commands).encode())
    if digest == turn.speaker.menu_digest:
        return
    scope = {"type": "chat", "chat_id": turn.chat_id}
    turn.call_bot("setMyCommands", commands=commands, scope=scope)
    await people.remember_menu(turn.tx, turn.speaker.person_id, digest)


def commands_for(speaker: Speaker, voice: Voice, table: Table) -> list[dict[str, Any]]:
    return [
        {"command": command.name(voice.language), "description": voice.plain(command.help)}
        for command in table.commands
        if command.listed and allowed(speaker, command.who)
    ]


def large_buttons(turn: Turn) -> Menu:
    """The keyboard below the chat, two a row: what this person does most."""
    labels = [
        command.menu
        for command in turn.bot.table.commands
        if command.menu is not None and allowed(turn.speaker, command.who)
    ]
    return Menu([labels[at : at + 2] for at in range(0, len(labels), 2)])
