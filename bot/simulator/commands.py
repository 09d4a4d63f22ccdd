"""The bot's command menus by scope and language, and what one person is shown."""

import re

from bot.simulator.errors import bad
from bot.simulator.wire import Json

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2}", re.ASCII)
_WITH_CHAT = frozenset({"chat", "chat_administrators", "chat_member"})

Scope = tuple[str, int | str | None, int | None]


class Commands:
    def __init__(self) -> None:
        self._menus: dict[tuple[Scope, str], list[Json]] = {}

    def set(self, scope: Scope, language: str, commands: list[Json]) -> None:
        """No commands: the menu of this scope and language is gone, a wider one shows."""
        if len(commands) > MAX_COMMANDS:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not _COMMAND.fullmatch(command["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"].strip()) <= MAX_DESCRIPTION:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        if commands:
            self._menus[scope, language] = commands
        else:
            self._menus.pop((scope, language), None)

    def get(self, scope: Scope, language: str) -> list[Json]:
        return self._menus.get((scope, language), [])

    def shown_to(self, user_id: int, language_code: str | None) -> list[Json]:
        """The narrowest scope first; in each, the person's language before none."""
        language = (language_code or "").split("-")[0]
        scopes: list[Scope] = [("chat", user_id, None), ("all_private_chats", None, None)]
        for scope in [*scopes, ("default", None, None)]:
            for menu_language in (language, ""):
                if menu := self._menus.get((scope, menu_language)):
                    return menu
        return []


def scope_of(scope: Json | None) -> Scope:
    scope = scope or {"type": "default"}
    chat_id = scope.get("chat_id") if scope["type"] in _WITH_CHAT else None
    return scope["type"], chat_id, scope.get("user_id")


def checked_language(code: str) -> str:
    """Two letters of ISO 639-1, or none."""
    if code and not _LANGUAGE.fullmatch(code):
        raise bad("LANG_CODE_INVALID")
    return code
