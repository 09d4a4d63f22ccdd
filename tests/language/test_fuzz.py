"""Whatever is typed, a reader answers: with values that can be kept, or with none."""

from datetime import date, time
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as some

from bot.conversation.understanding.countries import read_country
from bot.conversation.understanding.people import MOST, read_people
from bot.conversation.understanding.quantities import read_quantity
from bot.language.dates import read_day, read_days
from bot.language.day_rules import Toward
from bot.language.formats import amount_of
from bot.language.money import read_money
from bot.language.numbers import LARGEST, read_number
from bot.language.times import read_time, read_times
from bot.language.voice import Voice
from tests.language.places import EVERY_VOICE, TODAY, UNITS

# Pieces that readers know, put together at random, reach further into them than letters do.
PIECES = """
1 2 3 5 12 31 2026 0 00 1.234 1,5 1.234.567 999999999999 1/2 ½ - – : . , / ' $ € US$ S/ % k m
mil millones lakh medio media y de del la el a al hasta to last next pasado próximo lunes Monday
mayo May mar 29 30 febrero hoy ayer mañana hace ago días días. week semana año kg docenas pesos
dólares am pm p.m. tarde noche menos cuarto past para las mujeres jóvenes todas de ellas
0000 \u200f \u202e \u00a0 ٣ १ Ⅷ <b> & 🐝 e _ NaN inf
"""
pieces = some.sampled_from(PIECES.split())
typed = some.one_of(
    some.text(max_size=60),
    some.lists(pieces, max_size=9).map(" ".join),
    some.lists(pieces, max_size=9).map("".join),
    some.text(some.sampled_from("0123456789.,'/-:$ "), max_size=30),
)
voices = some.sampled_from(EVERY_VOICE)


@given(typed, voices)
@example("9" * 5000, EVERY_VOICE[0])
@example("1 " * 2048, EVERY_VOICE[0])
def test_amounts_never_fail(raw: str, voice: Voice) -> None:
    """Numbers, money, quantities and people stay finite, and no larger than can be kept."""
    numbers = read_number(raw, voice).values
    money = read_money(raw, voice).values
    quantities = read_quantity(raw, voice, UNITS).values
    people = read_people(raw, voice).values

    assert all(value.is_finite() and 0 <= value <= LARGEST for value in numbers)
    assert all(0 < amount_of(value) <= LARGEST for value in money)
    assert all(0 < value.amount <= LARGEST * 1000 and value.unit in UNITS for value in quantities)
    assert all(0 <= value.total <= MOST for value in people)


@given(typed, voices, some.dates(date(2000, 1, 1), date(2099, 12, 31)))
@example("31 de febrero", EVERY_VOICE[0], TODAY)
@example("mayo 0000", EVERY_VOICE[0], TODAY)
@example("en 9999 años", EVERY_VOICE[0], TODAY)
def test_days_and_times_never_fail(raw: str, voice: Voice, today: date) -> None:
    """Days are days of this age, ranges run forwards, whatever today is."""
    sides: tuple[Toward, ...] = ("past", "future")
    for side in sides:
        days = read_day(raw, voice, today, side).values
        ranges = read_days(raw, voice, today, side).values
        assert all(1900 <= day.year < 2200 for day in days)
        assert all(found.first < found.until for found in ranges)
    times = read_time(raw, voice).values
    spans = read_times(raw, voice).values

    assert all(isinstance(value, time) for value in times)
    assert all(start < end or end == time(0) for start, end in spans)


@given(typed, voices)
def test_countries_never_fail(raw: str, voice: Voice) -> None:
    """A country is a code that has a name."""
    assert all(voice.country(code) != code for code in read_country(raw, voice).values)


@given(some.text(max_size=4096), voices)
def test_reading_gives_the_same_for_marks_that_nobody_sees(raw: str, voice: Voice) -> None:
    """Marks of direction and no-break spaces come along when text is pasted."""
    marked = f"\u200f\u202a{raw}\u202c\u200e"

    assert read_number(marked, voice).values == read_number(raw, voice).values or len(raw) > 190


@given(voices, some.decimals(0, 1000, places=1))
def test_digits_of_other_scripts_are_digits(voice: Voice, value: Decimal) -> None:
    """Arabic, Devanagari and full-width digits count as the plain ones."""
    plain = voice.number(value)
    for zero in ("٠", "०", "０"):
        other = plain.translate({ord("0") + n: chr(ord(zero) + n) for n in range(10)})
        assert read_number(other, voice).values == read_number(plain, voice).values
