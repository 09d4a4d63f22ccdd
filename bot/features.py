"""What a feature is made of. Each module of handlers/ declares one, and the table holds them all.

Dispatch, /help, the command menus, the permission check and its test come from this table.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from bot.conversation.words import plain
from bot.language.catalogs import said
from bot.language.text import Text
from storage.scope import Role

if TYPE_CHECKING:
    from bot.agenda.due import DueWork
    from bot.conversation.forms import Form
    from bot.language.voice import Language
    from bot.pipeline.turn import Turn
    from bot.pipeline.workshop import Maker

Run = Callable[["Turn"], Awaitable[None]]
T = TypeVar("T")
LANGUAGES: tuple[Language, Language] = ("es", "en")
RunWith = Callable[["Turn", str], Awaitable[None]]
Hearer = Callable[["Turn", str], Awaitable[bool]]
"""Takes typed words that no form and no command asked for, where they answer its question."""


class Who(StrEnum):
    """Who may use a command or a button."""

    ANYONE = "anyone"
    MEMBERS = "members"
    REPORTERS = "reporters"  # members who belong to a firm
    COORDINATORS = "coordinators"


def may(who: Who, role: Role | None, *, has_firm: bool) -> bool:
    match who:
        case Who.ANYONE:
            return True
        case Who.MEMBERS:
            return role is not None
        case Who.REPORTERS:
            return role is not None and role is not Role.OBSERVER and has_firm
        case Who.COORDINATORS:
            return role is Role.COORDINATOR


@dataclass(frozen=True, slots=True)
class Command:
    """A command under its Spanish and its English name: both work in either language.

    `run` gets the words typed after it. `menu` is its label on the large buttons, where it has one:
    coordinators' commands stand on a panel behind a single one of them instead, which is `large`.
    What is said in a `confidential` one is not kept even when handling it fails. `words` lists what
    people write who want it, parted by "|": it is offered to whoever does. One that is
    `if_several` is shown only to members of several clusters.
    """

    es: str
    en: str
    who: Who
    help: Text
    run: RunWith
    menu: Text | None = None
    listed: bool = True
    confidential: bool = False
    large: bool = False
    if_several: bool = False
    words: Text | None = None

    @property
    def on_keyboard(self) -> bool:
        return self.menu is not None and (self.large or self.who is not Who.COORDINATORS)

    def name(self, language: str) -> str:
        return self.es if language == "es" else self.en

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.es, self.en)))


@dataclass(frozen=True, slots=True)
class Tap:
    """An inline button outside of forms: `name:argument`. `run` gets the argument, unchecked.

    It is about the cluster that its message is about, and does nothing in another, unless it does
    the same `anywhere`.
    """

    name: str
    who: Who
    run: RunWith
    confidential: bool = False
    anywhere: bool = False

    def data(self, argument: object = "") -> str:
        return f"{self.name}:{argument}"


@dataclass(frozen=True, slots=True)
class Feature:
    name: str
    commands: Sequence[Command] = ()
    taps: Sequence[Tap] = ()
    forms: Sequence[Form] = ()
    due: Sequence[DueWork] = ()
    makers: Mapping[str, Maker] = field(default_factory=dict)
    hears: Sequence[Hearer] = ()
    edits: Sequence[Run] = ()


class Table:
    """Everything the features declare, by name. Two that take the same name fail the start."""

    def __init__(self, features: Sequence[Feature]) -> None:
        self.commands = [command for f in features for command in f.commands]
        self.taps = _by_name((tap.name, tap) for f in features for tap in f.taps)
        self.forms = [form for f in features for form in f.forms]
        self.makers = _by_name(made for f in features for made in f.makers.items())
        self.hearers = [hearer for f in features for hearer in f.hears]
        self.editors = [editor for f in features for editor in f.edits]
        self.due = _by_name((work.kind, work) for f in features for work in f.due)
        self._by_name = _by_name((name, c) for c in self.commands for name in c.names)
        self._by_label = {
            plain(said(command.menu, language)): command
            for command in self.commands
            if command.menu is not None
            for language in LANGUAGES
        }

    def find(self, name: str) -> Command | None:
        return self._by_name.get(name)

    def by_label(self, text: str) -> Command | None:
        """The command whose large button has this label, in whichever language.

        Capitals and accents do not count: many type what they could tap.
        """
        return self._by_label.get(plain(text))


def _by_name(items: Iterable[tuple[str, T]]) -> dict[str, T]:
    table: dict[str, T] = {}
    for name, item in items:
        if name in table:
            raise ValueError(f"{name} is declared twice")
        table[name] = item
    return table
