"""The command menu that Telegram shows, kept as each member's language and role have it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from zlib import crc32

from bot.conversation.keyboards import Menu
from bot.features import Table, may
from bot.language.catalogs import said
from bot.language.text import Text
from bot.pipeline.rights import has_firm, offered
from bot.pipeline.speaking import language_of, voice_of
from bot.pipeline.turn import Turn
from storage import people
from storage.people import Speaker
from storage.scope import Role


async def keep_menu(turn: Turn, table: Table) -> None:
    """Send the member their menu if it is not the one they have."""
    await _keep(turn, table, turn.speaker, turn.chat_id)


async def _keep(turn: Turn, table: Table, speaker: Speaker, chat_id: int) -> None:
    if speaker.person_id is None or not speaker.reachable:
        return
    commands, digest = commands_for(
        table,
        language_of(speaker),
        speaker.role,
        has_firm=has_firm(speaker),
        in_several=speaker.in_several,
    )
    if digest == speaker.menu_digest:
        return
    scope = {"type": "chat", "chat_id": chat_id}
    turn.call_bot("setMyCommands", chat_id, commands=commands, scope=scope)
    await people.remember_menu(turn.tx, speaker.person_id, digest)


async def tell_with_menu(
    turn: Turn, speaker: Speaker, text: Text, quiet: str | None, *, renew: bool
) -> None:
    """Tell somebody what they may do now, with the menu and the large buttons that go with it.

    Who is in another cluster just now keeps that one's: then there is nothing to `renew`.
    """
    menu = buttons_for(turn.bot.table, speaker) if renew else None
    turn.tell(speaker.telegram_id, voice_of(speaker), text, menu=menu, quiet=quiet)
    if renew:
        await _keep(turn, turn.bot.table, speaker, speaker.telegram_id)


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
    return buttons_for(turn.bot.table, turn.speaker)


def buttons_for(table: Table, speaker: Speaker) -> Menu:
    labels = [
        command.menu
        for command in table.commands
        if command.menu is not None and command.on_keyboard and offered(speaker, command)
    ]
    return Menu([labels[at : at + 2] for at in range(0, len(labels), 2)])
