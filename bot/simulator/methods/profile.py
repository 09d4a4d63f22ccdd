"""Methods about the bot itself: who it is, its menus, its words about itself."""

from bot.simulator.commands import Scope, checked_language, scope_of
from bot.simulator.errors import bad
from bot.simulator.methods.registry import Method
from bot.simulator.table import Request
from bot.simulator.wire import Json
from bot.simulator.world import World


def get_me(world: World, request: Request) -> Json:
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def set_my_commands(world: World, request: Request) -> bool:
    scope, language = _menu(world, request.params)
    world.menus.set(scope, language, request.params["commands"])
    _show_menus(world, scope)
    return True


def get_my_commands(world: World, request: Request) -> list[Json]:
    return world.menus.get(*_menu(world, request.params))


def delete_my_commands(world: World, request: Request) -> bool:
    scope, language = _menu(world, request.params)
    world.menus.set(scope, language, [])
    _show_menus(world, scope)
    return True


def set_my_name(world: World, request: Request) -> bool:
    return _set_words(world, request.params, "name", 64)


def set_my_description(world: World, request: Request) -> bool:
    return _set_words(world, request.params, "description", 512)


def set_my_short_description(world: World, request: Request) -> bool:
    return _set_words(world, request.params, "short_description", 120)


def set_chat_menu_button(world: World, request: Request) -> bool:
    chat_id = request.params.get("chat_id")
    if chat_id is not None:
        world.known(chat_id)
    world.menu_buttons[chat_id] = request.params.get("menu_button", {"type": "default"})
    return True


def _menu(world: World, params: Json) -> tuple[Scope, str]:
    scope = scope_of(params.get("scope"))
    if scope[1] is not None:
        world.known(scope[1])
    return scope, checked_language(params.get("language_code", ""))


def _show_menus(world: World, scope: Scope) -> None:
    chats = world.chats.values() if scope[1] is None else [world.known(scope[1])]
    for chat in chats:
        shown = world.commands(chat.user.id)
        world.events.tell(chat.user.id, "chat", {"kind": "commands", "commands": shown})


def _set_words(world: World, params: Json, key: str, longest: int) -> bool:
    words = params.get(key, "")
    if len(words) > longest:
        raise bad(f"BOT_{key.upper()}_TOO_LONG")
    world.profile[key, checked_language(params.get("language_code", ""))] = words
    return True


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": set_my_name,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
}
