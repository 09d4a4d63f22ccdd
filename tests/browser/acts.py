"""What one does on the way through the screens, said so that it holds in both languages.

An act is typed where it begins with a slash or stands in quotes; a pair is typed in Spanish or in
English. All else is a button: of a form by `=` and what it answers there, outside of forms by the
name it is declared under (with its argument, where that matters), or by a name that stands on it.
"""

from fnmatch import fnmatchcase

import handlers
from bot.features import Table
from bot.language.voice import Language
from tests.phone import Phone

Act = str | tuple[str, str]
Way = list[tuple[str, tuple[Act, ...]]]
"""A name for each screen, and what leads to it from the one before."""

COMMANDS = Table(handlers.FEATURES)
START = "start"
SAVE, SKIP, CANCEL, SURE, DONE = "=y", "=s", "=c", "=v", "=.done"
# The answer that is ticked already.
KEEP = "✓"
DECEMBER = "=.m2026-12*"
# The first that is offered: what was typed.
UNTIL = "=.u*"


def option(number: int) -> str:
    """Of those that a form's step offers, from 0 on."""
    return f"=.{number}"


def day(iso: str) -> str:
    return f"=.d{iso}"


async def perform(phone: Phone, act: Act, language: Language) -> None:
    if isinstance(act, tuple):
        await phone.says(act[language == "en"])
    elif act.startswith(("/", "“")):
        await phone.says(in_language(act.strip("“”"), language))
    elif act == START:
        await phone.starts(phone.user.invite)
    elif act == KEEP or act[0].isupper():
        await phone.taps(act)
    else:
        await phone.presses(lambda data: fnmatchcase(data.split("@")[0], pattern(act)))


def in_language(words: str, language: Language) -> str:
    """A command as those call it who read this language."""
    name, _space, rest = words.removeprefix("/").partition(" ")
    command = COMMANDS.find(name) if words.startswith("/") else None
    return f"/{command.name(language)} {rest}".rstrip() if command else words


def pattern(act: str) -> str:
    """Of what the button carries."""
    if act.startswith("="):
        return f"f1:*:*:{act[1:]}"
    return f"{act}*" if ":" in act else f"{act}:*"
