"""What is no quantity and no amount is refused with the reason; nothing else is taken for one."""

import pytest

from storage.values import Money, Quantity
from tests.dialogues.books import cop, on_record, sale, told_before
from tests.phone import Phone
from tests.town import Town

Told = tuple[str, str]


async def asks_quantity(phone: Phone, product: str) -> None:
    spanish = "Registrar venta" in phone.menu
    await phone.taps("Registrar venta" if spanish else "Record a sale")
    await phone.says(product)


@pytest.mark.parametrize(
    ("language", "product", "words", "asked"),
    [
        ("es", "miel", "3 cubetas", "“3 cubetas”. «cubetas»: ¿cuánto es en kilos?"),
        ("es", "miel", "12 Garrafónes", "«Garrafónes»: ¿cuánto es en kilos?"),
        ("es", "miel", "3 cajas", "«cajas»: ¿cuánto es en kilos?"),
        ("es", "miel", "cuatrocientas lucas", "Eso parece dinero. Aquí va la cantidad"),
        ("es", "miel", "450 mil pesos", "por ejemplo 20 kg; el monto viene después."),
        ("en", "honey", "3 buckets", "“buckets”: how much is that in kilos?"),
        ("en", "honey", "400 bucks", "That looks like money."),
    ],
)
async def test_a_word_that_is_no_unit_is_asked_about(
    town: Town, language: str, product: str, words: str, asked: str
) -> None:
    """Whatever stood after a number used to be taken for pieces, money too."""
    ana = await town.member("Ana", language)
    await asks_quantity(ana, product)
    await ana.says(words)

    ana.sees(asked.replace("“3 cubetas”. ", ""))


@pytest.mark.parametrize(("words", "kept"), [("20 kls", "20 kg"), ("3 klos", "3 kg")])
async def test_a_unit_as_it_is_typed_in_haste_is_known(ana: Phone, words: str, kept: str) -> None:
    """With a letter too few, or one too many."""
    await asks_quantity(ana, "miel")
    await ana.says(words)

    ana.sees(kept, "¿Por cuánto en total?")


async def test_the_products_name_alone_is_of_its_own_unit(town: Town, ana: Phone) -> None:
    """ "20 miel" is kilos: nothing else is offered for honey, and the card shows it."""
    await asks_quantity(ana, "miel")
    await ana.says("20 miel")
    ana.sees("Miel · 20 kg")
    for answer in ("450 mil", "local", "directo", "guardar"):
        await ana.says(answer)

    assert [s.quantity for s in await on_record(town, ana)] == [Quantity(20_000, "kg")]


@pytest.mark.parametrize(
    ("language", "product", "words", "why"),
    [
        ("es", "miel", "tres docenas", "Eso es una cantidad. Aquí va el total, por ejemplo"),
        ("es", "miel", "20 kg", "Aquí va el total, por ejemplo $450.000."),
        ("en", "honey", "three dozen", "That is a quantity. Here goes the total, for example"),
    ],
)
async def test_a_count_is_no_amount(
    town: Town, language: str, product: str, words: str, why: str
) -> None:
    """Three dozens are not 36 pesos."""
    ana = await town.member("Ana", language)
    await asks_quantity(ana, product)
    await ana.says("20")
    await ana.says(words)

    ana.sees(why)


async def test_the_price_of_one_is_multiplied_and_shown(town: Town, ana: Phone) -> None:
    """Nothing is made of it unasked."""
    await asks_quantity(ana, "miel")
    await ana.says("20")
    await ana.says("5 mil c/u")
    ana.sees("20 kg a $5.000 cada uno son este total. ¿Es correcto?", "$100.000")
    await ana.taps("$100.000")
    for answer in ("local", "directo", "guardar"):
        await ana.says(answer)

    assert [s.amount for s in await on_record(town, ana)] == [cop(100_000)]


async def test_the_price_of_one_without_a_quantity_is_no_total(ana: Phone) -> None:
    """It would be one piece for all of them."""
    await asks_quantity(ana, "miel")
    await ana.taps("Omitir")
    await ana.says("5 mil c/u")

    ana.sees("Aquí va el total, por ejemplo $450.000.")


async def test_another_currency_is_asked_for_by_its_name(town: Town, ana: Phone) -> None:
    """“Dólares” is no amount, but it is a currency."""
    await asks_quantity(ana, "miel")
    await ana.says("20")
    await ana.taps("Otra moneda")
    ana.sees("¿En qué moneda?")
    ana.sees_not("¿Por cuánto en total?")
    await ana.says("plata de allá")
    ana.sees("No conozco esa moneda. Toca una o escribe su nombre.")
    await ana.says("dolares")
    ana.sees("¿Por cuánto en total?", "En dólares estadounidenses.")
    for answer in ("120", "local", "directo", "guardar"):
        await ana.says(answer)

    assert [s.amount for s in await on_record(town, ana)] == [Money(12_000, "USD")]


@pytest.mark.parametrize(
    ("language", "typed", "asked"),
    [
        ("es", "450", "$450 está lejos de lo habitual: tus ventas son de unos $450.000."),
        ("es", "999.999.999.999", "está lejos de lo habitual: tus ventas son de unos $450.000."),
        ("en", "450", "$450 is far from your usual: your sales come to about $450.000."),
    ],
)
async def test_a_thousand_left_out_is_noticed_whatever_was_sold(
    town: Town, language: str, typed: str, asked: str
) -> None:
    """A product that was never sold before is measured by the firm's other sales."""
    ana = await town.member("Ana", language)
    await told_before(town, ana, sale())
    await asks_quantity(ana, "polen" if language == "es" else "pollen")
    local, direct, save = (
        ("local", "directo", "guardar") if language == "es" else ("local", "direct", "save")
    )
    for answer in ("20", typed, local, direct, save):
        await ana.says(answer)
    ana.sees(asked)
    await ana.taps("Sí, guardar" if language == "es" else "Yes, save")

    assert len(await on_record(town, ana)) == 2


async def test_a_thousand_left_out_of_a_changed_message_is_noticed(town: Town, ana: Phone) -> None:
    """What is on record stays until the member has answered."""
    await told_before(town, ana, sale())
    await asks_quantity(ana, "polen")
    for answer in ("20", "500 mil", "local", "directo", "guardar"):
        await ana.says(answer)
    await ana.edits("500 mil", "500")
    ana.sees("$500 está lejos de lo habitual", "Monto: $500.000")

    assert next(s.amount for s in await on_record(town, ana)) == cop(500_000)
