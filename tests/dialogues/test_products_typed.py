"""A product is typed: what is none is not taken for one, and a number before it is kept."""

import pytest

from storage.values import Quantity
from tests.dialogues.books import on_record
from tests.phone import Phone
from tests.town import Town


@pytest.mark.parametrize(
    ("language", "words", "seen"),
    [
        ("es", "hola", "¡Hola! Toca una opción o escribe su nombre."),
        ("es", "gracias", "¡De nada! Toca una opción o escribe su nombre."),
        ("es", "20", "Primero dime qué es; la cantidad viene después."),
        ("en", "hello", "Hello! Tap one of these, or type its name."),
        ("en", "20", "First what it is; how much of it comes next."),
    ],
)
async def test_what_is_no_product_is_not_taken_for_one(
    town: Town, language: str, words: str, seen: str
) -> None:
    """Any words would do for a new product, a greeting too."""
    ana = await town.member("Ana", language)
    await ana.says("/venta")
    await ana.says(words)

    ana.sees(seen, "Miel" if language == "es" else "Honey")


@pytest.mark.parametrize(
    ("language", "words", "seen"),
    [
        ("es", "ayuda", "/venta"),
        ("es", "mis ventas", "Aún no hay ventas"),
        ("es", "MI SEMANA", "Semana del 23"),
        ("en", "help", "/sale"),
        ("en", "my sales", "There are no sales yet"),
    ],
)
async def test_a_label_of_the_menu_works_inside_a_form_as_it_is_typed(
    town: Town, language: str, words: str, seen: str
) -> None:
    """Without its capitals and accents it used to become a product."""
    ana = await town.member("Ana", language)
    await ana.says("/venta")
    await ana.says(words)

    ana.sees_above(seen)


@pytest.mark.parametrize(
    ("language", "words", "product", "quantity"),
    [
        ("es", "12 jarrones", "jarrones", Quantity(12_000, "piece")),
        ("es", "20 botellas", "botellas", Quantity(20_000, "piece")),
        ("es", "20 kg de miel", "honey", Quantity(20_000, "kg")),
        ("es", "tres kilos de Polen", "pollen", Quantity(3_000, "kg")),
        ("en", "12 jugs", "jugs", Quantity(12_000, "piece")),
        ("en", "20 kg of honey", "honey", Quantity(20_000, "kg")),
    ],
)
async def test_a_number_before_the_product_is_its_quantity(
    town: Town, language: str, words: str, product: str, quantity: Quantity
) -> None:
    """It used to become a part of the product."""
    ana = await town.member("Ana", language)
    spanish = language == "es"
    await ana.says("/venta")
    await ana.says(words)
    ana.sees("¿Por cuánto en total?" if spanish else "For how much in all?")
    for answer in ("450 mil", "local", "directo" if spanish else "direct", "save"):
        await ana.says(answer)

    assert [(s.product, s.quantity) for s in await on_record(town, ana)] == [(product, quantity)]


@pytest.mark.parametrize(
    ("language", "slip", "asked", "known"),
    [
        ("es", "meil", "«meil» no está en la lista. ¿Es Miel, o algo nuevo?", "Miel"),
        ("en", "hnoey", "“hnoey” is not on the list. Is it Honey, or something new?", "Honey"),
    ],
)
async def test_two_letters_that_changed_places_make_no_new_product(
    town: Town, language: str, slip: str, asked: str, known: str
) -> None:
    """A second honey would stand in every list from then on."""
    ana = await town.member("Ana", language)
    await ana.says("/venta")
    await ana.says(slip)
    ana.sees(asked)
    ana.sees_not(f"“{slip}”. ", "Escribiste")
    assert ana.buttons[:2] == [known, slip]
    await ana.taps(known)

    ana.sees("¿Qué cantidad?" if language == "es" else "How much of it?")


async def test_a_changed_message_changes_the_number_too(town: Town, ana: Phone) -> None:
    """Both came from the same words."""
    await ana.says("/venta")
    await ana.says("12 jarrones")
    await ana.edits("12 jarrones", "13 jarrones")

    ana.sees("13 piezas")
