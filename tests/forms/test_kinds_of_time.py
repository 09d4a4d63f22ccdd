"""Days, hours and ranges of them, tapped and typed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from storage.values import DayRange, TimeRange
from tests.forms.demo import Kept
from tests.forms.member import Member

Asked = Callable[..., Member]


async def test_a_day_is_tapped_in_a_calendar(asked: Asked, kept: Kept) -> None:
    """Pages turn within what is possible; a day that cannot be says so."""
    ana = asked("day")
    await ana.starts("everything")
    ana.sees("[Hoy] [Ayer]", "[Otro día]")
    await ana.taps("Otro día")
    ana.sees("Nov 2026", "[23] [·] [·]")
    await ana.taps("‹")
    ana.sees("Oct 2026", "›")
    await ana.taps("31")
    await ana.taps("Guardar")

    assert kept.saved[0]["day"] == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("territory", "spanish", "english"),
    [("CO", "[Do] [Lu] [Ma]", "[Su] [Mo] [Tu]"), ("ES", "[Lu] [Ma] [Mi]", "[Mo] [Tu] [We]")],
)
async def test_a_week_begins_as_in_the_place(
    asked: Asked, territory: str, spanish: str, english: str
) -> None:
    """Members of one cluster who read two languages see one calendar."""
    ana = asked("ahead")
    ana.territory = territory
    await ana.starts("everything")
    ana.sees(spanish)
    await ana.switches("en")

    ana.sees(english)


async def test_a_day_is_told_in_words(asked: Asked, kept: Kept) -> None:
    """A day ahead is refused where the past is asked about."""
    ana = asked("day")
    await ana.starts("everything")
    await ana.says("cuando pueda")
    ana.sees("Escribe un día")
    await ana.says("25 de noviembre de 2026")
    ana.sees("demasiado tarde", "23 nov 2026")
    await ana.says("antier")
    await ana.taps("Guardar")

    assert kept.saved[0]["day"] == date(2026, 11, 21)


async def test_a_full_day_says_why_it_cannot_be_chosen(asked: Asked, kept: Kept) -> None:
    """Tapped it is a notice and the calendar stays; typed it is said above the question."""
    ana = asked("ahead")
    await ana.starts("everything")
    ana.sees("[Hoy] [Mañana]", "[26◐]")
    full = ana.data("24").replace("24", "25")
    await ana.taps_data(full)
    assert ana.toast == "Ese día está lleno."
    await ana.says("25 de noviembre")
    ana.sees("Ese día está lleno.")
    await ana.taps_data(ana.data("Nov 2026"))
    await ana.says("mañana")
    await ana.taps("Guardar")

    assert kept.saved[0]["ahead"] == date(2026, 11, 24)


async def test_a_time_is_an_hour_and_its_minutes(asked: Asked, kept: Kept) -> None:
    """Two taps, or words; what the clock does not have is refused."""
    ana = asked("time")
    await ana.starts("everything")
    await ana.says("5 de la mañana")
    ana.sees("Tiene que ser entre las")
    await ana.says("pronto")
    ana.sees("Escribe una hora")
    await ana.taps_data(ana.arg(".h9"))
    ana.sees("9:30", "Otra hora")
    await ana.taps("Otra hora")
    await ana.taps_data(ana.arg(".h9"))
    await ana.taps("9:30")
    await ana.taps("✏️")
    await ana.says("4:30 pm")
    await ana.taps("Guardar")

    assert kept.saved[0]["time"] == time(16, 30)


async def test_days_in_a_row_are_two_taps(asked: Asked, kept: Kept) -> None:
    """No day between may be closed, and no row be too long."""
    ana = asked("days")
    await ana.starts("everything")
    await ana.taps("23")
    ana.sees("Desde el 23 nov 2026", "[Solo ese día] [Otro primer día]")
    await ana.taps("27")
    assert ana.toast == "Ese día está lleno."
    await ana.taps("Otro primer día")
    await ana.taps("26◐")
    await ana.taps("28")
    await ana.taps("Guardar")

    assert kept.saved[0]["days"] == DayRange(date(2026, 11, 26), date(2026, 11, 29))


async def test_days_in_a_row_are_told_in_words(asked: Asked, kept: Kept) -> None:
    """Both ends, or the last one when the first was tapped."""
    ana = asked("days")
    await ana.starts("everything")
    await ana.says("del 1 al 20 de diciembre")
    ana.sees("Como máximo 10 días")
    await ana.says("algún día")
    ana.sees("Escribe los días")
    await ana.taps("26◐")
    await ana.says("28 de noviembre")
    await ana.taps("✏️")
    await ana.says("del 1 al 3 de diciembre")
    await ana.taps("Guardar")

    assert kept.saved[0]["days"] == DayRange(date(2026, 12, 1), date(2026, 12, 4))


async def test_hours_have_a_start_and_a_length(asked: Asked, kept: Kept) -> None:
    """On the day that was told; with another day they move along."""
    ana = asked("ahead", "times")
    await ana.starts("everything")
    await ana.taps("Mañana")
    await ana.taps_data(ana.arg(".t0900"))
    ana.sees("Desde las 9:00", "Otro inicio")
    await ana.taps("11:00")
    assert ana.text.startswith("Todo")
    await ana.taps_data(ana.data("✏️ ¿Qué día?"))
    await ana.taps("Hoy")
    await ana.taps("Guardar")

    start, end = datetime(2026, 11, 23, 14, tzinfo=UTC), datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert kept.saved[0]["times"] == TimeRange(start, end)


async def test_hours_are_told_in_words(asked: Asked, kept: Kept) -> None:
    """Outside of the opening hours they are refused."""
    ana = asked("times")
    await ana.starts("everything")
    await ana.says("de 5 a 6 de la mañana")
    ana.sees("Tiene que ser entre las")
    await ana.says("un rato")
    ana.sees("Escribe las dos horas")
    await ana.says("9 am")
    ana.sees("Desde las 9:00")
    await ana.says("11:30 am")
    await ana.taps("✏️")
    await ana.says("de 9 a 12")
    await ana.taps("Guardar")

    start, end = datetime(2026, 11, 23, 14, tzinfo=UTC), datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert kept.saved[0]["times"] == TimeRange(start, end)
