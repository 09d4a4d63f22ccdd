"""Answers as they are kept between turns: every kind of value, to JSON and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from bot.language.text import Both, Country, Currency, ListDay, Text
from storage.values import DayRange, Money, PeopleCount, Quantity, TimeRange


@dataclass(frozen=True, slots=True)
class Option:
    """One of several to choose from. `label` None: the step that declares it knows the label.

    `names` lists what else people type for it, parted by "|"; only the declared one has them.
    """

    value: str
    label: Text | None = None
    names: Text | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or a document that Telegram keeps for us, known by its file_id."""

    kind: str
    file_id: str
    name: str | None = None


def pack(value: Any) -> Any:
    """Raises TypeError for a value of a kind that no step gives."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    kind = _KINDS.get(type(value))
    if kind is None:
        raise TypeError(f"an answer cannot be a {type(value).__name__}")
    return {kind: _PACK[kind](value)}


def unpack(kept: Any) -> Any:
    """Raises KeyError, TypeError or ValueError for what an older version kept in another way."""
    if not isinstance(kept, dict):
        return kept
    ((kind, parts),) = kept.items()
    return _UNPACK[kind](parts)


def _pack_text(text: Text) -> list[Any]:
    params = {name: pack(value) for name, value in text.params.items()}
    return [text.msgid, text.plural, text.context, text.n, params, text.translated]


def _unpack_text(parts: list[Any]) -> Text:
    msgid, plural, context, n, params, translated = parts
    values = {name: unpack(value) for name, value in params.items()}
    return Text(msgid, plural, context, n, values, translated)


Pack = Callable[[Any], Any]

_CODECS: dict[str, tuple[type, Pack, Pack]] = {
    "decimal": (Decimal, str, Decimal),
    "money": (Money, lambda v: [v.minor, v.currency], lambda p: Money(*p)),
    "quantity": (Quantity, lambda v: [v.thousandths, v.unit], lambda p: Quantity(*p)),
    "day": (date, date.isoformat, date.fromisoformat),
    "list day": (
        ListDay,
        lambda v: [v.day.isoformat(), v.today.isoformat()],
        lambda p: ListDay(*map(date.fromisoformat, p)),
    ),
    "moment": (datetime, datetime.isoformat, datetime.fromisoformat),
    "time": (time, time.isoformat, time.fromisoformat),
    "days": (
        DayRange,
        lambda v: [v.first.isoformat(), v.until.isoformat()],
        lambda p: DayRange(*map(date.fromisoformat, p)),
    ),
    "times": (
        TimeRange,
        lambda v: [v.start.isoformat(), v.end.isoformat()],
        lambda p: TimeRange(*map(datetime.fromisoformat, p)),
    ),
    "people": (
        PeopleCount,
        lambda v: [v.total, v.women, v.young, v.disability],
        lambda p: PeopleCount(*p),
    ),
    "country": (Country, lambda v: v.code, Country),
    "currency": (Currency, lambda v: v.code, Currency),
    "both": (Both, lambda v: [v.es, v.en], lambda p: Both(*p)),
    "text": (Text, _pack_text, _unpack_text),
    "option": (
        Option,
        lambda v: [v.value, pack(v.label)],
        lambda p: Option(p[0], unpack(p[1])),
    ),
    "file": (Attachment, lambda v: [v.kind, v.file_id, v.name], lambda p: Attachment(*p)),
    "list": (tuple, lambda v: [pack(item) for item in v], lambda p: tuple(map(unpack, p))),
}
_KINDS = {of: kind for kind, (of, _, _) in _CODECS.items()}
_PACK = {kind: codec[1] for kind, codec in _CODECS.items()}
_UNPACK = {kind: codec[2] for kind, codec in _CODECS.items()}
