"""A reader's language and a cluster's place: everything that is shown is written by a Voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from babel import Locale

from bot.language import formats, units
from bot.language.catalogs import Catalog, catalog, without_tags
from bot.language.locales import number_locale, word_locale
from bot.language.text import (
    Ago,
    Both,
    Country,
    Currency,
    Day,
    DayStyle,
    In,
    InShort,
    ListDay,
    Listing,
    NearDay,
    NearDays,
    Percent,
    Same,
    Text,
    _,
    _n,
    _p,
    layout,
)
from storage.values import DayRange, Money, PeopleCount, Quantity, TimeRange

Language = Literal["es", "en"]
# A sentence that ends with an hour has one full stop, which is that of "a. m.".
_STOP_TWICE = re.compile("(\\d\u00a0[ap]\\.\u00a0?m\\.)\\.(?!\\.)")
_Several = Listing | list[object] | tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Raises ValueError for an unknown territory, ZoneInfoNotFoundError for an unknown zone."""

    language: Language
    territory: str
    currency: str
    zone: str
    numbers: Locale = field(init=False, repr=False, compare=False)
    words: Locale = field(init=False, repr=False, compare=False)
    tz: ZoneInfo = field(init=False, repr=False, compare=False)
    catalog: Catalog = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__  # the dataclass is frozen; these follow from its other fields
        put(self, "numbers", number_locale(self.territory))
        put(self, "words", word_locale(self.language, self.territory))
        put(self, "tz", ZoneInfo(self.zone))
        put(self, "catalog", catalog(self.language))

    @classmethod
    @lru_cache(1024)
    def of(cls, language: Language, territory: str, currency: str, zone: str) -> Self:
        """The same voice for the same place, made once."""
        return cls(language, territory, currency, zone)

    def spoken_in(self, language: Language) -> Voice:
        """The voice of the same place in this language."""
        return Voice.of(language, self.territory, self.currency, self.zone)

    # Texts

    def html(self, text: Text) -> str:
        """For a message: parameters escaped, once; the tags are those of the msgid."""
        template = self._template(text)
        if not text.params and "{" not in template:
            return template
        said = template.format_map({k: self._html(v) for k, v in text.params.items()})
        return _STOP_TWICE.sub(r"\1", said) if ".." in said else said

    def plain(self, text: Text) -> str:
        """For a button, a toast, a file: no tags, nothing escaped."""
        template = without_tags(self._template(text))
        if not text.params and "{" not in template:
            return template
        said = template.format_map({k: self._plain(v) for k, v in text.params.items()})
        return _STOP_TWICE.sub(r"\1", said) if ".." in said else said

    def _template(self, text: Text) -> str:
        return self.catalog.template(text) if text.translated else text.msgid

    def _html(self, value: object) -> str:
        if type(value) is str:
            return _escaped(value)
        if isinstance(value, Text):
            return self.html(value)
        if isinstance(value, In):
            return self.spoken_in(value.language).html(value.text)
        if isinstance(value, Same):
            return self._same(value)
        if isinstance(value, (Listing, list, tuple)):
            return self._joined(value, self._html)
        return _escaped(self.show(value))

    def _same(self, value: Same) -> str:
        written = value.written.get(self)
        if written is None:
            written = value.written[self] = self.html(value.text)
        return written

    def _plain(self, value: object) -> str:
        if isinstance(value, Text):
            return self.plain(value)
        if isinstance(value, In):
            return self.spoken_in(value.language).plain(value.text)
        if isinstance(value, Same):
            return self.plain(value.text)
        if isinstance(value, (Listing, list, tuple)):
            return self._joined(value, self._plain)
        return self.show(value)

    def _joined(self, value: _Several, write: Callable[[object], str]) -> str:
        listing = value if isinstance(value, Listing) else Listing(tuple(value))
        return formats.listing([write(item) for item in listing.items], listing.style, self.words)

    def show(self, value: object) -> str:
        """Any value that a text can hold, unescaped. Raises TypeError for one it cannot."""
        if type(value) is str:
            return value
        writer = _WRITERS.get(type(value))
        if writer is not None:
            return writer(self, value)
        if isinstance(value, str):
            return str(value)
        raise TypeError(f"a text cannot show {type(value).__name__}")

    # Values

    def number(self, value: int | Decimal) -> str:
        return formats.number(value, self.numbers)

    def money(self, value: Money) -> str:
        return formats.money(value, self.numbers)

    def quantity(self, value: Quantity) -> str:
        symbol = units.SYMBOLS.get(value.unit)
        if symbol is None:
            said = units.named(value)
            if said is not None:
                return self.plain(said)
        return f"{self.number(value.amount)}\u00a0{symbol or value.unit}"

    def percent(self, ratio: Decimal) -> str:
        return formats.percent(ratio, self.numbers)

    def day(self, value: date, style: DayStyle = "medium") -> str:
        return formats.day(value, style, self.words)

    def relative_day(self, value: date, today: date) -> str:
        """Today, yesterday, tomorrow; else the weekday and the day, with the year if another."""
        match (value - today).days:
            case 0:
                return self.plain(_p("day", "today"))
            case -1:
                return self.plain(_p("day", "yesterday"))
            case 1:
                return self.plain(_p("day", "tomorrow"))
        if value.year != today.year:
            return formats.day_with_year(value, self.words)
        return self.day(value, "weekday")

    def ago(self, value: date, today: date) -> str:
        if abs((today - value).days) <= 1:
            return self.relative_day(value, today)
        return formats.ago(today - value, self.words)

    def time(self, value: time) -> str:
        """A time of day as it is, in no zone."""
        return formats.clock(value, self.words)

    def moment(self, value: datetime) -> str:
        """An aware moment, in the cluster's zone. Raises ValueError for a naive one."""
        return formats.moment(self.local(value).replace(tzinfo=None), self.words)

    def local(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be shown")
        return value.astimezone(self.tz)

    def list_day(self, value: date, today: date) -> str:
        return formats.list_day(value, self.words, year=value.year != today.year)

    def days(self, value: DayRange, today: date | None = None) -> str:
        """The year is told unless all of it is that of `today`."""
        year = today is None or {value.first.year, value.last.year} != {today.year}
        return formats.days(value, self.words, year=year)

    def hours(self, value: TimeRange) -> str:
        """The day once, and both hours; both days where it passes midnight."""
        start, end = self.local(value.start), self.local(value.end)
        if start.date() != end.date():
            return f"{self._at(start)} – {self._at(end)}"
        span = formats.hours(start.time(), end.time(), self.words)
        return f"{formats.day_of_week(start.date(), self.words)}, {span}"

    def _at(self, local: datetime) -> str:
        return f"{formats.day_of_week(local.date(), self.words)}, {self.time(local.time())}"

    def people(self, value: PeopleCount) -> str:
        parts = self._parts_of(value)
        total = _n("{n} person", "{n} people", value.total)
        return self.plain(_("{total} ({parts})", total=total, parts=parts) if parts else total)

    def people_in_short(self, value: PeopleCount) -> str:
        """Where the word "people" stands before it."""
        parts = self._parts_of(value)
        return self.plain(
            _("{total} ({parts})", total=value.total, parts=parts)
            if parts
            else layout("{total}", total=value.total)
        )

    def _parts_of(self, value: PeopleCount) -> list[Text]:
        parts: list[Text] = []
        if value.women is not None:
            parts.append(_n("{n} woman", "{n} women", value.women))
        if value.young is not None:
            parts.append(_n("{n} young person", "{n} young people", value.young))
        if value.disability is not None:
            parts.append(
                _n("{n} person with a disability", "{n} people with a disability", value.disability)
            )
        return parts

    def listing(self, items: Iterable[object], style: Literal["and", "or"] = "and") -> str:
        return self._joined(Listing(tuple(items), style), self._plain)

    def country(self, code: str) -> str:
        return formats.country(code, self.words)

    def currency_name(self, code: str, *, many: bool = False) -> str:
        return formats.currency(code, self.words, many=many)


def _escaped(words: str) -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;")


_WRITERS: dict[type, Callable[[Voice, Any], str]] = {
    int: Voice.number,
    Decimal: Voice.number,
    Money: Voice.money,
    Quantity: Voice.quantity,
    Percent: lambda voice, value: voice.percent(value.ratio),
    date: Voice.day,
    Day: lambda voice, value: voice.day(value.day, value.style),
    NearDay: lambda voice, value: voice.relative_day(value.day, value.today),
    Ago: lambda voice, value: voice.ago(value.day, value.today),
    ListDay: lambda voice, value: voice.list_day(value.day, value.today),
    NearDays: lambda voice, value: voice.days(value.days, value.today),
    datetime: Voice.moment,
    time: Voice.time,
    DayRange: Voice.days,
    TimeRange: Voice.hours,
    PeopleCount: Voice.people,
    InShort: lambda voice, value: voice.people_in_short(value.people),
    Country: lambda voice, value: voice.country(value.code),
    Currency: lambda voice, value: voice.currency_name(value.code, many=value.many),
    Both: lambda voice, value: value.es if voice.language == "es" else value.en,
}
