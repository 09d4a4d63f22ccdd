"""Numbers, money, days and times are written as in the place and in the reader's language."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from re import sub

import pytest

from bot.language.voice import Voice
from storage.values import DayRange, Money, Quantity, TimeRange
from tests.language.places import PLACES, voice_of

MONDAY = date(2026, 11, 23)


def spaced(written: str) -> str:
    """Spaces of all kinds as plain ones, to be compared with what one types."""
    return sub("[\u00a0\u202f\u2009]", " ", written)


@pytest.mark.parametrize(
    ("place", "number", "own", "cents", "dollars"),
    [
        ("es-MX", "1,234.5", "$450,000", "$1,234.50", "USD 1,200"),
        ("es-CO", "1.234,5", "$450.000", "$1.234,50", "US$1.200"),
        ("es-PE", "1,234.5", "S/ 450,000", "S/ 1,234.50", "USD 1,200"),
        ("es-CL", "1.234,5", "$450.000", None, "US$1.200"),
        ("es-ES", "1.234,5", "450.000 €", "1.234,50 €", "1.200 US$"),
        ("en-US", "1,234.5", "$450,000", "$1,234.50", "$1,200"),
        ("en-KE", "1,234.5", "Ksh 450,000", "Ksh 1,234.50", "US$1,200"),
        ("en-IN", "1,234.5", "₹4,50,000", "₹1,234.50", "$1,200"),
        ("en-CA", "1,234.5", "$450,000", "$1,234.50", "US$1,200"),
    ],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_numbers_and_money_are_those_of_the_place(
    language: str, place: str, number: str, own: str, cents: str | None, dollars: str
) -> None:
    """Whatever the reader's language; whole amounts carry no decimals."""
    voice = voice_of(place, "es" if language == "es" else "en")
    digits = 0 if cents is None else 2

    assert spaced(voice.number(Decimal("1234.5"))) == number
    assert spaced(voice.money(Money(450_000 * 10**digits, voice.currency))) == own
    assert cents is None or spaced(voice.money(Money(123_450, voice.currency))) == cents
    assert spaced(voice.money(Money(120_000, "USD"))) == dollars


@pytest.mark.parametrize(
    ("place", "language", "long", "medium", "weekday", "clock"),
    [
        (
            "es-MX",
            "es",
            "23 de noviembre de 2026",
            "23 nov 2026",
            "lunes 23 de noviembre",
            "5:05 p.m.",
        ),
        (
            "es-CO",
            "es",
            "23 de noviembre de 2026",
            "23 nov 2026",
            "lunes 23 de noviembre",
            "5:05 p. m.",
        ),
        ("es-CO", "en", "23 November 2026", "23 Nov 2026", "Monday, 23 November", "5:05 pm"),
        (
            "es-CL",
            "es",
            "23 de noviembre de 2026",
            "23 nov 2026",
            "lunes 23 de noviembre",
            "5:05 p. m.",
        ),
        ("es-ES", "es", "23 de noviembre de 2026", "23 nov 2026", "lunes 23 de noviembre", "17:05"),
        ("en-US", "en", "November 23, 2026", "Nov 23, 2026", "Monday, November 23", "5:05 PM"),
        (
            "en-US",
            "es",
            "23 de noviembre de 2026",
            "23 nov 2026",
            "lunes 23 de noviembre",
            "5:05 p.m.",
        ),
        ("en-KE", "en", "23 November 2026", "23 Nov 2026", "Monday, 23 November", "17:05"),
        ("en-IN", "es", "23 de noviembre de 2026", "23 nov 2026", "lunes 23 de noviembre", "17:05"),
        ("en-CA", "en", "November 23, 2026", "Nov 23, 2026", "Monday, November 23", "5:05 p.m."),
    ],
)
def test_days_and_times_are_those_of_the_language_in_the_place(
    place: str, language: str, long: str, medium: str, weekday: str, clock: str
) -> None:
    """CLDR's pair of language and place; where it has none, the language as the world has it."""
    voice = voice_of(place, "es" if language == "es" else "en")

    assert voice.day(MONDAY, "long") == long
    assert voice.day(MONDAY) == medium
    assert voice.day(MONDAY, "weekday") == weekday
    assert spaced(voice.time(time(17, 5))) == clock


def test_brazil_has_its_own_numbers_in_spanish_and_english() -> None:
    """A place whose language the bot does not speak is still written as it writes."""
    spanish = Voice.of("es", "BR", "BRL", "America/Sao_Paulo")
    english = Voice.of("en", "BR", "BRL", "America/Sao_Paulo")

    assert spaced(spanish.money(Money(123_450, "BRL"))) == "R$ 1.234,50"
    assert spaced(english.money(Money(123_450, "BRL"))) == "R$ 1.234,50"
    assert english.day(MONDAY, "long") == "23 November 2026"


def test_indian_lakhs_are_grouped_by_two() -> None:
    """12,34,567 in India; 1,234,567 next door to nobody else here."""
    assert voice_of("en-IN").number(1234567) == "12,34,567"
    assert voice_of("en-KE").number(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("today", "written"),
    [
        (date(2026, 11, 23), "hoy"),
        (date(2026, 11, 24), "ayer"),
        (date(2026, 11, 22), "mañana"),
        (date(2026, 11, 30), "lunes 23 de noviembre"),
        (date(2027, 1, 4), "lunes 23 de noviembre de 2026"),
    ],
)
def test_a_day_is_told_from_today(today: date, written: str) -> None:
    """The year is told only where it is another."""
    assert voice_of("es-MX").relative_day(MONDAY, today) == written


@pytest.mark.parametrize(
    ("place", "utc", "written"),
    [
        ("es-ES", datetime(2026, 3, 29, 0, 30, tzinfo=UTC), "29 mar 2026, 1:30"),
        ("es-ES", datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "29 mar 2026, 3:30"),
        ("es-ES", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 oct 2026, 2:30"),
        ("es-ES", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 oct 2026, 2:30"),
        ("es-CL", datetime(2026, 7, 1, 12, 0, tzinfo=UTC), "1 jul 2026, 8:00 a. m."),
        ("es-CL", datetime(2026, 12, 1, 12, 0, tzinfo=UTC), "1 dic 2026, 9:00 a. m."),
        ("en-US", datetime(2026, 3, 8, 8, 30, tzinfo=UTC), "Mar 8, 2026, 3:30 AM"),
        ("en-US", datetime(2026, 3, 8, 7, 30, tzinfo=UTC), "Mar 8, 2026, 1:30 AM"),
        ("es-MX", datetime(2026, 7, 1, 3, 0, tzinfo=UTC), "30 jun 2026, 9:00 p.m."),
        ("en-IN", datetime(2026, 7, 1, 19, 0, tzinfo=UTC), "2 Jul 2026, 12:30 am"),
    ],
)
def test_a_moment_is_told_in_the_clusters_zone(place: str, utc: datetime, written: str) -> None:
    """Also on the day on which the clocks change, and past midnight."""
    assert spaced(voice_of(place).moment(utc)) == written


def test_one_moment_in_two_zones_of_one_language_is_two_hours() -> None:
    """What was written for one zone is not given to another that writes alike."""
    moment = datetime(2026, 7, 1, 17, tzinfo=UTC)
    bogota = Voice.of("es", "CO", "COP", "America/Bogota")
    cadiz = Voice.of("es", "CO", "COP", "Europe/Madrid")

    assert bogota.moment(moment) != cadiz.moment(moment)


def test_a_moment_without_a_zone_is_refused() -> None:
    """Nobody can tell when it was."""
    with pytest.raises(ValueError, match="without a zone"):
        voice_of("es-CO").moment(datetime(2026, 7, 1, 17, tzinfo=UTC).replace(tzinfo=None))


def test_a_range_is_told_once_where_its_ends_agree() -> None:
    """The month and the year of several days; the day of several hours."""
    voice = voice_of("es-ES")
    start, end = datetime(2026, 7, 1, 7, tzinfo=UTC), datetime(2026, 7, 1, 9, tzinfo=UTC)

    assert voice.days(DayRange(date(2026, 5, 3), date(2026, 5, 6))) == "3 al 5 de mayo de 2026"
    assert voice.days(DayRange.of_one(MONDAY)) == "23 de noviembre de 2026"
    assert voice.hours(TimeRange(start, end)) == "mié 1 jul, 9:00–11:00"


def test_before_noon_is_said_once_where_both_hours_are() -> None:
    """And both days where it goes on after midnight: short, since it stands on buttons."""
    start = datetime(2026, 7, 1, 14, tzinfo=UTC)
    short, long, night = (TimeRange(start, start + timedelta(hours=n)) for n in (2, 6, 18))
    ana, mary = voice_of("es-CO"), voice_of("en-US")

    assert spaced(ana.hours(short)) == "mié 1 jul, 9:00 a 11:00 a. m."
    assert spaced(ana.hours(long)) == "mié 1 jul, 9:00 a. m. a 3:00 p. m."
    assert spaced(mary.hours(night)) == "Wed, Jul 1, 9:00 AM – Thu, Jul 2, 3:00 AM"


@pytest.mark.parametrize(
    ("place", "first", "until", "spanish", "english"),
    [
        ("es-CO", (2026, 11, 23), (2026, 11, 30), "23 al 29 de noviembre", "23–29 November"),
        (
            "en-US",
            (2026, 11, 30),
            (2026, 12, 7),
            "30 de noviembre al 6 de diciembre",
            "November 30 – December 6",
        ),
        (
            "es-MX",
            (2026, 12, 28),
            (2027, 1, 4),
            "28 de diciembre de 2026 al 3 de enero de 2027",
            "28 December 2026 – 3 January 2027",
        ),
        (
            "es-ES",
            (2025, 11, 3),
            (2025, 11, 10),
            "3 al 9 de noviembre de 2025",
            "3–9 November 2025",
        ),
        ("en-CA", (2026, 11, 3), (2026, 11, 4), "3 de noviembre", "November 3"),
    ],
)
def test_days_are_told_from_today(
    place: str,
    first: tuple[int, int, int],
    until: tuple[int, int, int],
    spanish: str,
    english: str,
) -> None:
    """Months in full, so that it reads on after "Semana del"; the year only where it is another."""
    days = DayRange(date(*first), date(*until))

    assert voice_of(place, "es").days(days, MONDAY) == spanish
    assert spaced(voice_of(place, "en").days(days, MONDAY)) == english


@pytest.mark.parametrize(
    ("place", "language", "this_year", "last_year"),
    [
        ("es-CO", "es", "23 nov", "23 nov 2025"),
        ("es-MX", "es", "23 nov", "23 nov 2025"),
        ("es-CO", "en", "23 Nov", "23 Nov 2025"),
        ("en-US", "en", "Nov 23", "Nov 23, 2025"),
    ],
)
def test_a_day_of_a_list_is_short(
    place: str, language: str, this_year: str, last_year: str
) -> None:
    """It stands before what happened on it, on a button."""
    voice = voice_of(place, "es" if language == "es" else "en")

    assert voice.list_day(MONDAY, MONDAY) == this_year
    assert voice.list_day(MONDAY.replace(year=2025), MONDAY) == last_year


@pytest.mark.parametrize(
    ("quantity", "spanish", "english"),
    [
        (Quantity(20_000, "kg"), "20 kg", "20 kg"),
        (Quantity(500, "dozen"), "0,5 docena", "0,5 dozen"),
        (Quantity(3_000, "dozen"), "3 docenas", "3 dozens"),
        (Quantity(1_000, "piece"), "1 pieza", "1 piece"),
        (Quantity(1_500_000, "piece"), "1.500 piezas", "1.500 pieces"),
        (Quantity(2_000, "manta"), "2 manta", "2 manta"),
    ],
)
def test_quantities_have_names_in_both_languages(
    quantity: Quantity, spanish: str, english: str
) -> None:
    """A unit of a template's own is shown by its code."""
    assert spaced(voice_of("es-CO", "es").quantity(quantity)) == spanish
    assert spaced(voice_of("es-CO", "en").quantity(quantity)) == english


@pytest.mark.parametrize(
    ("items", "style", "written"),
    [
        (["uvas", "higos", "iguanas"], "and", "uvas, higos e iguanas"),
        (["Ana", "Inés"], "and", "Ana e Inés"),
        (["agua", "hielo"], "and", "agua y hielo"),
        (["Luis", "Yolanda"], "and", "Luis y Yolanda"),
        (["siete", "ocho"], "or", "siete u ocho"),
        ([7, 8], "or", "7 u 8"),
        ([10, 11], "or", "10 u 11"),
        ([100, 110], "or", "100 o 110"),
        (["uno"], "and", "uno"),
        ([], "and", ""),
    ],
)
def test_spanish_lists_mind_the_next_sound(items: list[object], style: str, written: str) -> None:
    """ "Y" is "e" before an i, "o" is "u" before an o; "hielo" begins with a consonant's sound."""
    assert voice_of("es-MX").listing(items, "or" if style == "or" else "and") == written


def test_every_place_knows_its_own_money() -> None:
    """The symbol of a place's own currency is the one on its markets, not a code."""
    for place in PLACES:
        voice = voice_of(place)
        assert voice.currency not in voice.money(Money(100, voice.currency))
