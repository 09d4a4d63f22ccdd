"""What the command line says to the operator, in the language of their terminal."""

from __future__ import annotations

import os
from typing import NoReturn

import click

from bot.language.text import Text
from bot.language.voice import Language, Voice


def voice() -> Voice:
    wish = os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    language: Language = "es" if wish.startswith("es") else "en"
    return Voice.of(language, "MX" if language == "es" else "US", "USD", "UTC")


def say(text: Text) -> None:
    click.echo(voice().plain(text))


def remark(text: Text) -> None:
    """Beside the output that scripts read."""
    click.echo(voice().plain(text), err=True)


def complain(text: Text, code: int = 1) -> NoReturn:
    """Say what is wrong, and end."""
    click.echo(voice().plain(text), err=True)
    raise SystemExit(code)
