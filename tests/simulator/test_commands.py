import pytest

from bot.simulator import Simulator, SimUser
from tests.simulator.client import Client, Json


def menu(*names: str) -> list[Json]:
    return [{"command": name, "description": name.title()} for name in names]


async def test_the_narrowest_menu_in_ones_language_is_shown(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """A chat's own before that of all private chats, before the default; language before none."""
    private = {"type": "all_private_chats"}
    own = {"type": "chat", "chat_id": ana.id}
    shown = []
    for scope in (None, private, own):
        for language in ("", "en", "es"):
            name = f"{(scope or {'type': 'default'})['type']}_{language}"
            given = {"scope": scope} if scope else {}
            await api.does("setMyCommands", commands=menu(name), language_code=language, **given)
            shown.append(sim.commands(ana.id)[0]["command"])
    await api.does("deleteMyCommands", scope=own, language_code="es")
    shown.append(sim.commands(ana.id)[0]["command"])
    rosa = sim.add_user("Rosa", language_code="pt-br")

    assert shown == [
        *("default_", "default_", "default_es"),
        *("all_private_chats_", "all_private_chats_", "all_private_chats_es"),
        *("chat_", "chat_", "chat_es", "chat_"),
    ]
    assert sim.commands(rosa.id)[0]["command"] == "all_private_chats_"


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": menu("Venta")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("/venta")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("a" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("año")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("venta", "")}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "a", "description": " "}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            {"commands": [{"command": "a", "description": "a" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ({"commands": [{"command": "a"}]}, 'parameter "description" is required'),
        ({"commands": menu(*(f"a{n}" for n in range(101)))}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": menu("a"), "language_code": "es-CO"}, "LANG_CODE_INVALID"),
        ({"commands": menu("a"), "scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
        ({"commands": menu("a"), "scope": {"type": "world"}}, "object expected as scope"),
        ({}, 'parameter "commands" is required'),
    ],
)
async def test_menus_telegram_would_refuse_are_refused(
    api: Client, params: Json, words: str
) -> None:
    """In its words."""
    assert await api.refused("setMyCommands", **params) == f"Bad Request: {words}"
