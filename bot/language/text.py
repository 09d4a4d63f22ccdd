"""Texts that people read, before they are in a language: a Voice renders them.

A text holds what it says, not how: `_("Sold on {day}.", day=date(2026, 11, 23))`. Parameters stay
values (int, Decimal, Money, Quantity, date, aware datetime, time, another Text, ...) until a Voice
writes them in a member's language and a cluster's territory, and escapes each exactly once.
Message ids are English sentences; they may hold Telegram's HTML tags, parameters never do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from storage.values import DayRange, PeopleCount

DayStyle = Literal["long", "medium", "weekday"]


@dataclass(frozen=True, slots=True)
class Text:
    msgid: str
    plural: str | None = None
    context: str | None = None
    n: int | None = None
    params: Mapping[str, object] = field(default_factory=dict, hash=False)
    translated: bool = True


def _(msgid: str, **params: object) -> Text:
    return Text(msgid, params=params)


def _n(singular: str, plural: str, n: int, **params: object) -> Text:
    """The form for `n`, which the text can also show as {n}."""
    return Text(singular, plural=plural, n=n, params={"n": n, **params})


def _p(context: str, msgid: str, **params: object) -> Text:
    """A message whose English alone is ambiguous: the context tells translators which is meant."""
    return Text(msgid, context=context, params=params)


def raw(words: str) -> Text:
    """What somebody typed, or a name: never translated, always escaped."""
    return Text("{words}", params={"words": words}, translated=False)


def layout(template: str, **params: object) -> Text:
    """Parameters put in a frame that has no words of its own: `layout("<b>{title}</b>", ...)`."""
    return Text(template, params=params, translated=False)


def both(es: str, en: str) -> Text:
    """Data that a cluster keeps in both languages, such as the name of a product."""
    return Text("{words}", params={"words": Both(es, en)}, translated=False)


def lines(*parts: object, gap: str = "\n") -> Text:
    """Texts (or parameters) one below another, None left out; a wider gap makes paragraphs."""
    kept = {f"line{at}": part for at, part in enumerate(p for p in parts if p is not None)}
    return Text(gap.join(f"{{{name}}}" for name in kept), params=kept, translated=False)


@dataclass(frozen=True, slots=True)
class Both:
    es: str
    en: str


@dataclass(frozen=True, slots=True)
class In:
    """A text in this language, whoever reads the rest: what is there to be handed on."""

    language: Literal["es", "en"]
    text: Text


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """A text that many are told in messages of their own: written once for each voice."""

    text: Text
    written: dict[object, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166 code, shown by its name."""

    code: str


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code, shown by its name: "Chilean Peso", or many of them."""

    code: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a style of its own; a plain `date` is shown medium."""

    day: date
    style: DayStyle = "medium"


@dataclass(frozen=True, slots=True)
class NearDay:
    """A day as told from `today`: yesterday, or Monday 23 November."""

    day: date
    today: date


@dataclass(frozen=True, slots=True)
class Ago:
    """A day that is over as told from `today`, by how far back it is: yesterday, 3 days ago."""

    day: date
    today: date


@dataclass(frozen=True, slots=True)
class ListDay:
    """A day in a list, as short as can be: 24 Nov, with the year if it is not that of `today`."""

    day: date
    today: date


@dataclass(frozen=True, slots=True)
class NearDays:
    """Days as told from `today`: 23–29 November, with the year if it is another."""

    days: DayRange
    today: date


@dataclass(frozen=True, slots=True)
class Percent:
    """A ratio: Decimal("0.254") is shown as 25%."""

    ratio: Decimal


@dataclass(frozen=True, slots=True)
class InShort:
    """People where it is clear that they are people: 3 (2 women)."""

    people: PeopleCount


@dataclass(frozen=True, slots=True)
class Listing:
    """Several in one sentence: a, b and c. A plain list or tuple is joined with "and"."""

    items: tuple[object, ...]
    style: Literal["and", "or"] = "and"

    @classmethod
    def either(cls, items: Iterable[object]) -> Listing:
        return cls(tuple(items), "or")
