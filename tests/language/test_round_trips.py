"""What the bot writes, the bot reads: in nine places, in both languages."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as some

from bot.conversation.understanding.countries import read_country
from bot.conversation.understanding.people import read_people
from bot.conversation.understanding.quantities import read_quantity
from bot.language.dates import read_day, read_days
from bot.language.day_rules import Toward
from bot.language.formats import day_of_week
from bot.language.money import read_money
from bot.language.numbers import LARGEST, neat, read_number
from bot.language.times import read_time, read_times
from bot.language.units import UNITS
from bot.language.voice import Voice
from storage.values import DayRange, Money, PeopleCount, Quantity, TimeRange
from tests.language.places import EVERY_VOICE, TODAY

voices = some.sampled_from(EVERY_VOICE)
years = some.dates(date(1990, 1, 1), date(2090, 1, 1))
near_days = some.dates(TODAY - timedelta(days=170), TODAY + timedelta(days=170))
counts = some.integers(0, 500)


def has_three_decimals(value: Decimal) -> bool:
    return neat(value).as_tuple().exponent == -3


@given(voices, some.decimals(0, LARGEST, places=2))
def test_a_number_is_read_as_it_was_written(voice: Voice, value: Decimal) -> None:
    """Up to two decimals there is no doubt about any number."""
    found = read_number(voice.number(value), voice)

    assert found.values == (neat(value),)


@given(voices, some.decimals(0, 10_000, places=3))
def test_the_first_reading_of_three_decimals_is_that_of_the_place(
    voice: Voice, value: Decimal
) -> None:
    """Three decimals look like thousands: asked, with the place's own way first."""
    found = read_number(voice.number(value), voice)

    assert found.values[0] == neat(value)
    assert found.understood or has_three_decimals(value)


@given(voices, some.integers(1, 10**12), some.sampled_from(("", "USD", "EUR", "MXN", "CLP", "PEN")))
def test_money_is_read_as_it_was_written(voice: Voice, minor: int, currency: str) -> None:
    """In the cluster's own currency and in foreign ones, whole or with cents."""
    money = Money(minor, currency or voice.currency)

    assert read_money(voice.money(money), voice).value == money


@given(voices, some.integers(1, 10**10), some.sampled_from(sorted(UNITS)))
def test_a_quantity_is_read_as_it_was_written(voice: Voice, thousandths: int, unit: str) -> None:
    """In each unit that is known everywhere; only three decimals leave a doubt."""
    quantity = Quantity(thousandths, unit)
    found = read_quantity(voice.quantity(quantity), voice, (unit,))

    assert found.values[0] == quantity
    assert found.understood or has_three_decimals(quantity.amount)


SIDES: tuple[Toward, ...] = ("past", "future")


@given(voices, years, some.sampled_from(SIDES))
def test_a_day_is_read_as_it_was_written(voice: Voice, day: date, side: Toward) -> None:
    """With the name of its month there is no doubt."""
    assert read_day(voice.day(day), voice, TODAY, side).value == day
    assert read_day(voice.day(day, "long"), voice, TODAY, side).value == day


@given(voices, some.dates(date(2000, 1, 1), date(2079, 12, 31)))
def test_a_day_in_figures_is_among_its_readings(voice: Voice, day: date) -> None:
    """Where language and place order them differently, day and month are asked."""
    figures = format_date(day, "short", voice.words)

    assert day in read_day(figures, voice, TODAY).values


@given(voices, near_days)
def test_a_day_near_today_is_read_as_it_was_written(voice: Voice, day: date) -> None:
    """Today, yesterday, or by its weekday: the year is not written, and not needed."""
    written = voice.relative_day(day, TODAY)

    assert read_day(written, voice, TODAY).value == day


@given(voices, years, some.integers(1, 60))
def test_a_range_of_days_is_read_as_it_was_written(voice: Voice, first: date, length: int) -> None:
    """Within a month, across months, across years, and a single day."""
    days = DayRange(first, first + timedelta(days=length))

    assert read_days(voice.days(days), voice, TODAY).value == days


@given(voices, some.times())
def test_a_time_is_read_as_it_was_written(voice: Voice, value: time) -> None:
    """With 12 hours or with 24, as the language is written in the place."""
    minute = value.replace(second=0, microsecond=0)

    assert read_time(voice.time(minute), voice).value == minute


@given(voices, some.integers(7 * 60, 18 * 60), some.integers(10, 60))
def test_hours_are_read_as_they_were_written(voice: Voice, start: int, length: int) -> None:
    """The hours of a booking by day, in the cluster's zone."""
    day = datetime(2026, 7, 1, tzinfo=voice.tz)
    span = TimeRange(
        (day + timedelta(minutes=start)).astimezone(UTC),
        (day + timedelta(minutes=start + length)).astimezone(UTC),
    )
    written = voice.hours(span).removeprefix(f"{day_of_week(day.date(), voice.words)}, ")
    start_at, end_at = read_times(written, voice).value

    assert start_at == voice.local(span.start).time()
    assert end_at == voice.local(span.end).time()


@given(
    voices, some.sampled_from(("US", "DE", "MX", "GB", "BR", "CN", "NL", "ZA", "AE", "DO", "SV"))
)
def test_a_country_is_read_by_its_name(voice: Voice, code: str) -> None:
    """CLDR's name of a country in either language."""
    assert read_country(voice.country(code), voice).value == code


@given(voices, some.integers(1, 500), counts, counts, counts)
def test_people_are_read_as_they_were_written(
    voice: Voice, total: int, women: int, young: int, disability: int
) -> None:
    """The whole and its parts, each of which may be untold."""
    parts = [part % (total + 1) if part % 5 else None for part in (women, young, disability)]
    people = PeopleCount(total, *parts)

    assert read_people(voice.people(people), voice).value == people
