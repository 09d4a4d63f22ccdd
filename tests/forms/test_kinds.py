"""Each kind of question, tapped and typed, and what it says when it is not answered."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from storage.values import DayRange, Money, PeopleCount, Quantity, TimeRange
from tests.forms.demo import Kept
from tests.forms.member import Member

Asked = Callable[..., Member]


async def test_a_number_is_typed_in_digits_or_words(asked: Asked, kept: Kept) -> None:
    """Out of bounds it is refused with the bound."""
    ana = asked("number", "text")
    await ana.starts("everything")
    await ana.says("0")
    ana.sees("al menos 1")
    await ana.says("20 mil")
    ana.sees("como máximo 9.999")
    await ana.says("2,5")
    ana.sees("número entero")
    await ana.says("muchos")
    ana.sees("por ejemplo 12")
    await ana.says("doce")

    ana.sees("Todo · 12")


async def test_a_number_that_may_be_two_is_asked(asked: Asked, kept: Kept) -> None:
    """Both readings are buttons, the place's own first; typing one of them chooses it too."""
    ana = asked("number", "text")
    ana.territory, ana.currency = "MX", "MXN"
    await ana.starts("everything")
    await ana.says("1.234")

    ana.sees("1,234")


async def test_a_quantity_has_its_unit(asked: Asked, kept: Kept) -> None:
    """A number alone is in the usual one; another is named, or tapped."""
    ana = asked("quantity", "text")
    await ana.starts("everything")
    ana.sees("En kg.", "[en l] [en docenas]")
    await ana.says("20")
    ana.sees("Todo · 20 kg")
    await ana.taps("Atrás")
    await ana.says("3 docenas")
    ana.sees("Todo · 3 docenas")
    await ana.taps("Atrás")
    await ana.taps("en l")
    ana.sees("En l.", "[3 l]")
    await ana.taps("3 l")
    ana.sees("Todo · 3 l")
    await ana.taps("Atrás")
    await ana.says("bastante")
    ana.sees("por ejemplo 20 l")
    await ana.says("2,5")
    await ana.says("x")
    await ana.taps("Guardar")

    assert kept.saved[0]["quantity"] == Quantity(2500, "l")


async def test_money_is_in_the_currency_that_was_named(asked: Asked, kept: Kept) -> None:
    """Or in the one that was tapped; the figure typed before is offered in it."""
    ana = asked("money", "text")
    await ana.starts("everything")
    await ana.says("1.200 dólares")
    ana.sees("Todo · US$1.200" if "US$" in ana.text else "1.200")
    await ana.taps("Atrás")
    await ana.taps("Otra moneda")
    await ana.taps("euro")
    ana.sees("En euros." if "euros" in ana.text else "En euro.")
    await ana.says("300")
    await ana.says("x")
    await ana.taps("Guardar")

    assert kept.saved[0]["money"] == Money(30_000, "EUR")


async def test_a_figure_goes_over_into_another_currency(asked: Asked, kept: Kept) -> None:
    """1.200 were dollars and not pesos: nothing is typed twice."""
    ana = asked("money")
    await ana.starts("everything")
    await ana.says("1.200")
    await ana.taps("✏️")
    await ana.taps("Otra moneda")
    await ana.taps("USD")
    await ana.taps_data(ana.data("1.200"))
    await ana.taps("Guardar")

    assert kept.saved[0]["money"].minor == 120_000


async def test_a_day_is_tapped_in_a_calendar(asked: Asked, kept: Kept) -> None:
    """Pages turn within what is possible; a day that cannot be says so."""
    ana = asked("day")
    await ana.starts("everything")
    ana.sees("[Hoy] [Ayer]", "[Otro día]")
    await ana.taps("Otro día")
    ana.sees("Noviembre 2026", "[22] [23] [·]".replace("[22] [23] [·]", "[·]"))
    await ana.taps("‹")
    ana.sees("Octubre 2026", "›")
    await ana.taps("31")
    await ana.taps("Guardar")

    assert kept.saved[0]["day"] == date(2026, 10, 31)


async def test_a_day_is_told_in_words(asked: Asked, kept: Kept) -> None:
    """A day ahead is refused where the past is asked about."""
    ana = asked("day")
    await ana.starts("everything")
    await ana.says("cuando pueda")
    ana.sees("Escribe un día")
    await ana.says("25 de noviembre de 2026")
    ana.sees("demasiado tarde", "23 de nov de 2026")
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
    await ana.taps_data(ana.data("Noviembre"))
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
    await ana.taps_data(_arg(ana, ".h9"))
    ana.sees("9:30", "Otra hora")
    await ana.taps("Otra hora")
    await ana.taps_data(_arg(ana, ".h9"))
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
    ana.sees("Desde el 23 de nov de 2026", "[Solo ese día] [Otro primer día]")
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
    await ana.taps_data(_arg(ana, ".t0900"))
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


async def test_a_country_is_near_usual_or_typed(asked: Asked, kept: Kept) -> None:
    """One's own is no country of export."""
    ana = asked("country", "text")
    await ana.starts("everything")
    ana.sees("Alemania", "Ecuador", "Estados Unidos")
    ana.sees_not("Colombia")
    await ana.says("Colombia")
    ana.sees("Colombia es tu propio país")
    await ana.says("Narnia")
    ana.sees("¿País?")
    await ana.says("Japón")
    ana.sees("Todo · Japón")
    await ana.taps("Atrás")
    await ana.taps("Ecuador")
    await ana.says("x")
    await ana.taps("Guardar")

    assert kept.saved[0]["country"] == "EC"


async def test_a_file_is_sent_and_not_typed(asked: Asked, kept: Kept) -> None:
    """Whoever types is told how to send one."""
    ana = asked("file")
    await ana.starts("everything")
    await ana.says("aquí va")
    ana.sees("Manda una foto o un archivo")
    await ana.sends_document("factura.pdf")
    ana.sees("factura.pdf")
    await ana.taps("✏️")
    await ana.sends_photo("big")
    await ana.taps("Guardar")

    assert (kept.saved[0]["file"].kind, kept.saved[0]["file"].file_id) == ("photo", "big")


async def test_people_are_counted_by_steps(asked: Asked, kept: Kept) -> None:
    """A part is never more than all; below none of a part lies not telling."""
    ana = asked("people")
    await ana.starts("everything")
    await ana.taps_data(_arg(ana, ".total+"))
    await ana.taps_data(_arg(ana, ".total+"))
    for _ in range(4):
        await ana.taps_data(_arg(ana, ".women+"))
    ana.sees("3 personas", "Mujeres: 3")
    await ana.taps_data(_arg(ana, ".total-"))
    await ana.taps_data(_arg(ana, ".young-"))
    ana.sees("2 personas", "Mujeres: 2", "Jóvenes: 0")
    await ana.taps_data(_arg(ana, ".young-"))
    ana.sees("Jóvenes: –")
    await ana.taps("Listo")
    await ana.taps("Guardar")

    assert kept.saved[0]["people"] == PeopleCount(2, women=2)


async def test_people_are_told_in_words_or_not_at_all(asked: Asked, kept: Kept) -> None:
    """Nobody has to say who they are."""
    ana = asked("people")
    await ana.starts("everything")
    await ana.says("bastantes")
    ana.sees("Escribe cuántas")
    await ana.says("3, 2 mujeres")
    ana.sees("3 personas")
    await ana.taps("✏️")
    await ana.taps("Prefiero no decirlo")
    await ana.taps("Guardar")

    assert kept.saved[0]["people"] == PeopleCount(3)


async def test_yes_is_yes_however_it_is_said(asked: Asked, kept: Kept) -> None:
    """And what is neither is asked again."""
    ana = asked("sure")
    await ana.starts("everything")
    await ana.says("quizás")
    ana.sees("Toca Sí o No")
    await ana.says("¡Claro que sí!")
    ana.sees("Sí")
    await ana.taps("✏️")
    await ana.taps("No")
    await ana.taps("Guardar")

    assert kept.saved[0]["sure"] is False


async def test_several_are_ticked_or_listed(asked: Asked, kept: Kept) -> None:
    """A second tap takes a tick away; a tap repeated in haste does not."""
    ana = asked("colours")
    await ana.starts("everything")
    await ana.taps("Listo")
    assert ana.toast == "Elige al menos 1."
    red = ana.data("Rojo")
    await ana.taps_data(red)
    await ana.taps_data(red)
    ana.sees("[✅ Rojo]", "Listo (1)")
    await ana.taps("Azul")
    await ana.taps("Rojo")
    ana.sees("[▫️ Rojo]", "[✅ Azul]")
    await ana.says("rojo, morado")
    ana.sees("«morado»")
    await ana.says("rojo y verde")
    ana.sees("Rojo y Verde")
    await ana.taps("Guardar")

    assert kept.saved[0]["colours"] == ["red", "green"]


async def test_many_options_are_turned_like_pages(asked: Asked, kept: Kept) -> None:
    """Those of all pages can be typed."""
    ana = asked("town")
    await ana.starts("everything")
    ana.sees("Pueblo 0", "[›]")
    ana.sees_not("Pueblo 12", "‹]")
    await ana.taps("›")
    ana.sees("Pueblo 12", "[‹] [›]")
    await ana.taps("Pueblo 13")
    ana.sees("Pueblo 13")
    await ana.taps("✏️")
    await ana.says("pueblo")
    ana.sees("¿Cuál quieres decir?")
    await ana.says("pueblo 29")
    await ana.taps("✏️")
    await ana.says("otra parte")
    ana.sees("no está entre estas")
    await ana.taps("Atrás")
    await ana.taps("Guardar")

    assert kept.saved[0]["town"] == "t29"


def _arg(ana: Member, arg: str) -> str:
    """The data of the button with this argument, which must be shown."""
    shown = [b["callback_data"] for row in ana.last.buttons for b in row]
    return next(data for data in shown if data.endswith(f":{arg}"))
