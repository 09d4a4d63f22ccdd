"""Each kind of question, tapped and typed, and what it says when it is not answered."""

from collections.abc import Callable

from storage.values import Money, PeopleCount, Quantity
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
    """In Mexico "1.234" is a kilo and a bit, or many: both are buttons, and can be typed."""
    ana = asked("quantity", "number")
    ana.territory, ana.currency = "MX", "MXN"
    await ana.starts("everything")
    await ana.says("1.234")
    ana.sees("Escribiste «1.234».", "[1.234 kg] [1,234 kg]", "[Ninguna de estas]")
    await ana.says("1,234 kg")
    ana.sees("Todo · 1,234 kg")
    await ana.says("1.234")
    await ana.taps("Guardar")

    assert kept.saved[0]["quantity"] == Quantity(1_234_000, "kg")
    assert kept.saved[0]["number"] == 1234


async def test_a_quantity_has_its_unit(asked: Asked, kept: Kept) -> None:
    """A number alone is in the usual one; another is named, or tapped."""
    ana = asked("quantity", "text")
    await ana.starts("everything")
    ana.sees("En kilos.", "[en litros] [en docenas]")
    await ana.says("20")
    ana.sees("Todo · 20 kg")
    await ana.taps("Atrás")
    await ana.says("3 docenas")
    ana.sees("Todo · 3 docenas")
    await ana.taps("Atrás")
    await ana.taps("en litros")
    ana.sees("En litros.", "[3 l]")
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
    ana.sees("Todo · US$1.200")
    await ana.taps("Atrás")
    await ana.taps("Otra moneda")
    ana.sees("También puedes escribirlo: «US$1.200».")
    await ana.taps("euro")
    ana.sees("En euros.")
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
    ana.sees("Envía una foto o un archivo")
    await ana.sends_document("\u2067factura\u202e.pdf")
    ana.sees("factura.pdf")
    assert "\u202e" not in ana.text
    await ana.taps("✏️")
    await ana.sends_photo("big")
    await ana.taps("Guardar")

    assert (kept.saved[0]["file"].kind, kept.saved[0]["file"].file_id) == ("photo", "big")


async def test_people_are_counted_by_steps(asked: Asked, kept: Kept) -> None:
    """A part is never more than all; below none of a part lies not telling."""
    ana = asked("people")
    await ana.starts("everything")
    await ana.taps("+ Personas")
    await ana.taps("+ Personas")
    for _ in range(4):
        await ana.taps("+ Mujeres")
    ana.sees("3 personas (3 mujeres)\n")
    await ana.taps("− Personas")
    await ana.taps("− Jóvenes")
    ana.sees("2 personas (2 mujeres y 0 jóvenes)\n")
    await ana.taps("− Jóvenes")
    ana.sees("2 personas (2 mujeres)\n")
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
    ana.sees("3 (2 mujeres)")
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
    ana.sees("[⬜ Rojo]", "[✅ Azul]")
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
