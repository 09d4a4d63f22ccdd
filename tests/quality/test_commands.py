"""What documents tell the reader to type is there to be typed, and settings are as declared."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import ayni
from tests.quality import settings
from tests.quality.sources import ROOT, SHELL

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
TICKED = re.compile(r"`((?:make|ayni)(?: [^`]+)?)`")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
# A word of the shell that ends a command, or hands what follows to another.
END = re.compile(r"\s(?:#|&&|\|).*")


def commands(page: Path, program: str) -> Iterator[list[str]]:
    """What follows the program's name, wherever the page says to type it."""
    text = page.read_text(encoding="utf-8")
    lines = [line for block in SHELL.findall(text) for line in block.splitlines()]
    for line in [*lines, *TICKED.findall(text)]:
        words = shlex.split(END.sub("", line))
        if words and words[0] == program:
            yield words[1:]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_to_be_made_has_a_target(page: Path) -> None:
    """`make`, its targets, and nothing that was renamed."""
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    wanted = {word for words in commands(page, "make") for word in words if "=" not in word}

    assert wanted - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_their_options_are_there(page: Path) -> None:
    """As `ayni --help` tells them."""
    assert [words for words in commands(page, "ayni") if not is_understood(words)] == []


def is_understood(words: list[str]) -> bool:
    command: click.Command = ayni
    rest = list(words)
    while (commands := getattr(command, "commands", None)) is not None and rest:
        if rest[0].startswith("-"):
            break  # an option of the group itself, such as --version
        if rest[0] not in commands:
            return False
        command = commands[rest.pop(0)]
    known = {name for parameter in command.params for name in parameter.opts}
    return {word for word in rest if word.startswith("-")} <= known


def test_the_table_of_settings_is_up_to_date() -> None:
    """`make docs` was run after a setting was changed."""
    assert settings.written() == settings.render()


def test_every_setting_says_what_it_is_for() -> None:
    """An operator chooses by this sentence."""
    assert "None" not in settings.render()
