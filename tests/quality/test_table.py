"""The table of commands and buttons: what Telegram takes, and a role in every row."""

import re
from dataclasses import MISSING, Field, fields
from typing import Any

import pytest

import handlers
from bot.features import LANGUAGES, Command, Table, Tap
from bot.language.catalogs import said

TABLE = Table(handlers.FEATURES)


@pytest.mark.parametrize("command", TABLE.commands, ids=lambda command: command.en)
def test_a_command_can_be_found_and_typed(command: Command) -> None:
    """Names and help as Telegram takes them, in both languages."""
    for name in command.names:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
    for language in LANGUAGES:
        assert 1 <= len(said(command.help, language)) <= 256


@pytest.mark.parametrize("tap", TABLE.taps.values(), ids=lambda tap: tap.name)
def test_a_button_has_room_for_its_argument(tap: Tap) -> None:
    """Of the 64 bytes of a button's data its name leaves at least forty; and it is no form's."""
    assert re.fullmatch(r"[a-z_]{1,23}", tap.name)
    assert not re.match(r"f\d", tap.name)


def test_nobody_has_more_commands_than_telegram_shows() -> None:
    """A hundred is the most."""
    assert len([command for command in TABLE.commands if command.listed]) <= 100


def test_every_language_has_its_own_names() -> None:
    """A command that is one word in both is the exception that is meant."""
    same = {command.en for command in TABLE.commands if command.es == command.en}

    assert same <= {"start", "menu", "cluster"}


def test_there_is_no_row_without_a_role() -> None:
    """Every command and every button says who may use it: there is no default."""
    assert all(_fields(kind)["who"].default is MISSING for kind in (Command, Tap))


def _fields(kind: type[Command | Tap]) -> dict[str, Field[Any]]:
    return {field.name: field for field in fields(kind)}
