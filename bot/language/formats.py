"""How values are written, each result kept: a screen repeats the same few numbers and days.

Whole amounts of money carry no decimals ("$450.000", "KSh 7,500"), as prices are written in a
chat; others carry all of their currency's. Spaces inside are no-break, so that "S/ 600" stays on a
line. Letters keep a space from the number ("USD 1,200"), which CLDR asks for and Babel leaves out.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    format_timedelta,
)
from babel.lists import format_list
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_name,
    get_currency_precision,
)

from bot.language.text import DayStyle
from storage.values import DayRange, Money

_LETTER_BY_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
_NARROW = "\u202f"
_NO_BREAK = "\u00a0"

# "y" turns to "e" before the sound of i, "o" to "u" before that of o; not before the sound of
# "hie", "hia" or "io", which is a consonant (RAE, Diccionario panhispánico de dudas).
_E_BEFORE = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)
_U_BEFORE = re.compile(r"h?[oó]|8|11(?!\d)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def amount_of(money: Money) -> Decimal:
    """In whole units of the currency: Decimal("450000") for 45,000,000 minor of COP."""
    return Decimal(money.minor).scaleb(-get_currency_precision(money.currency))


@lru_cache(8192)
def number(value: int | Decimal, locale: Locale) -> str:
    return format_decimal(value, format=None, locale=locale, decimal_quantization=False)


@lru_cache(8192)
def money(value: Money, locale: Locale) -> str:
    amount = amount_of(value)
    digits = 0 if amount == amount.to_integral_value() else get_currency_precision(value.currency)
    pattern = _money_pattern(locale, digits)
    written = format_currency(amount, value.currency, pattern, locale, currency_digits=False)
    return _LETTER_BY_DIGIT.sub(_NO_BREAK, written)


@lru_cache(256)
def _money_pattern(locale: Locale, digits: int) -> str:
    decimals = f".{'0' * digits}" if digits else ""
    return str(locale.currency_formats["standard"].pattern).replace(".00", decimals)


@lru_cache(1024)
def percent(ratio: Decimal, locale: Locale) -> str:
    """In whole ones: more would be told of a cluster than a few firms' figures bear."""
    return format_percent(ratio, locale=locale)


@lru_cache(4096)
def day(value: date, style: DayStyle, locale: Locale) -> str:
    """Medium names the month, so that nobody takes 9 March for 3 September."""
    match style:
        case "long":
            return format_date(value, "long", locale)
        case "medium":
            return list_day(value, locale, year=True)
        case "weekday":
            return _after_weekday(value, _skeleton("MMMMd", value, locale), locale)


@lru_cache(4096)
def day_with_year(value: date, locale: Locale) -> str:
    return _after_weekday(value, format_date(value, "long", locale), locale)


def _after_weekday(value: date, written: str, locale: Locale) -> str:
    gap = " " if locale.language == "es" else ", "
    return f"{locale.days['format']['wide'][value.weekday()]}{gap}{written}"


def _skeleton(skeleton: str, value: date, locale: Locale) -> str:
    return format_skeleton(skeleton, value, locale=locale)


@lru_cache(2048)
def clock(value: time, locale: Locale) -> str:
    return format_time(value.replace(tzinfo=None), "short", locale=locale).replace(
        _NARROW, _NO_BREAK
    )


@lru_cache(4096)
def moment(local: datetime, locale: Locale) -> str:
    """`local` is naive: an aware one equals the same moment elsewhere, also in this cache."""
    at = clock(local.time(), locale)
    return f"{day(local.date(), 'medium', locale)}, {at}"


@lru_cache(1024)
def ago(span: timedelta, locale: Locale) -> str:
    """In days, weeks, months or years, whichever is the largest of them, rounded."""
    return format_timedelta(-span, "day", threshold=1, add_direction=True, locale=locale)


@lru_cache(1024)
def list_day(value: date, locale: Locale, *, year: bool) -> str:
    """24 nov everywhere: Spanish CLDR has "24 de nov" in some countries and "24 nov" in others."""
    if locale.language == "es":
        return format_date(value, "d MMM y" if year else "d MMM", locale)
    return _skeleton("yMMMd" if year else "MMMd", value, locale)


@lru_cache(1024)
def days(value: DayRange, locale: Locale, *, year: bool) -> str:
    """Months in full. Spanish reads on after "del": "23 al 29 de noviembre"."""
    first, last = value.first, value.last
    if locale.language == "es":
        return _days_in_spanish(first, last, locale, year=year)
    if first == last:
        return day(first, "long", locale) if year else _skeleton("MMMMd", first, locale)
    changing = "d" if (first.year, first.month) == (last.year, last.month) else "M"
    changing = changing if first.year == last.year else "y"
    patterns = locale.interval_formats["yMMMd" if year else "MMMd"][changing]
    ends = zip((first, last), patterns, strict=True)
    return "".join(format_date(end, part.replace("MMM", "MMMM"), locale) for end, part in ends)


def _days_in_spanish(first: date, last: date, locale: Locale, *, year: bool) -> str:
    month = "d 'de' MMMM"
    whole = f"{month} 'de' y" if year else month
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day)
    else:
        start = format_date(first, whole if first.year != last.year else month, locale)
    end = format_date(last, whole, locale)
    return end if first == last else f"{start} al {end}"


@lru_cache(1024)
def hours(start: time, end: time, locale: Locale) -> str:
    """From one to the other; before or after noon is said once where both are."""
    skeleton = "hm" if "a" in locale.time_formats["short"].pattern else "Hm"
    first, last = (datetime.combine(date.min, at.replace(tzinfo=None)) for at in (start, end))
    return format_interval(first, last, skeleton, locale=locale).replace(_NARROW, _NO_BREAK)


@lru_cache(1024)
def day_of_week(value: date, locale: Locale) -> str:
    """Fri 27 Nov: what people go by. Of the years around, one has that day on that weekday."""
    if locale.language == "es":
        return format_date(value, "EEE d MMM", locale)
    return _skeleton("MMMEd", value, locale)


def listing(items: list[str], style: str, locale: Locale) -> str:
    """The items may hold tags already: the sound of the last is judged without them."""
    if locale.language != "es" or not items[1:]:
        return format_list(items, "or" if style == "or" else "standard", locale)
    last = _TAG.sub("", items[-1]).lstrip("¡¿\"'«")
    if style == "or":
        joint = "u" if _U_BEFORE.match(last) else "o"
    else:
        joint = "e" if _E_BEFORE.match(last) else "y"
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


@lru_cache(1024)
def country(code: str, locale: Locale) -> str:
    return str(locale.territories.get(code, code))


@lru_cache(512)
def currency(code: str, locale: Locale, *, many: bool = False) -> str:
    return get_currency_name(code, count=2 if many else None, locale=locale)
