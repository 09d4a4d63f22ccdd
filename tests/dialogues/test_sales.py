"""Reporting a sale, in both languages: tapped, typed, in three taps, and undone."""

from datetime import UTC, datetime

import pytest

from storage.sales import Channel, Market
from storage.values import Money, Quantity
from tests.dialogues.books import TODAY, cop, facts, on_record, sale, told_before
from tests.phone import Phone
from tests.town import Town


async def test_a_first_sale_by_steps_in_spanish(town: Town, ana: Phone) -> None:
    """One question a message, the cluster's products as buttons; nothing counts before Save."""
    await ana.taps("Registrar venta")
    ana.sees("¿Qué vendiste?", "Miel", "Polen", "Propóleo", "Otro producto")
    await ana.taps("Miel")
    ana.sees("¿Qué cantidad?", "En kilos")
    await ana.says("20")
    ana.sees("20 kg", "¿Por cuánto en total?")
    await ana.says("450 mil")
    await ana.taps("Local")
    await ana.taps("Directo")
    ana.sees("Miel", "20 kg", "$450.000", "Local", "Directo", "Día: hoy", "¿Está bien?")
    before = await on_record(town, ana)
    await ana.taps("Guardar")

    ana.sees("Guardada ✓", "Miel, 20 kg · $450.000", "hoy", "Deshacer", "Editar", "Otra venta")
    assert before == []
    assert [facts(s) for s in await on_record(town, ana)] == [sale()]


async def test_a_whole_sale_is_typed_in_english(town: Town, mary: Phone) -> None:
    """Every button can be typed: a product by its name, an amount with its currency, a country."""
    for said in ("/sale", "pollen", "3,5 kilos", "US$ 120", "export", "Germany", "fair"):
        await mary.says(said)
    mary.sees("Pollen", "3,5 kg", "US$", "Germany", "Is it right?")
    await mary.says("save")

    mary.sees("Saved ✓", "Export: Germany · Fair · today")
    assert [facts(s) for s in await on_record(town, mary)] == [
        sale(
            product="pollen",
            quantity=Quantity(3_500, "kg"),
            amount=Money(12_000, "USD"),
            market=Market.EXPORT,
            country="DE",
            channel=Channel.FAIR,
        )
    ]


@pytest.mark.parametrize(
    ("language", "report", "honey", "amount", "asked", "save"),
    [
        ("es", "Registrar venta", "Miel, 20 kg", "✏️ Monto", "¿Por cuánto en total?", "Guardar"),
        ("en", "Record a sale", "Honey, 20 kg", "✏️ Amount", "For how much in all?", "Save"),
    ],
)
async def test_one_field_is_corrected_before_saving(
    town: Town, language: str, report: str, honey: str, amount: str, asked: str, save: str
) -> None:
    """✏️ asks that one question again and comes back to the card."""
    ana = await town.member("Ana", language)
    await told_before(town, ana, sale())
    for label in (report, honey, amount):
        await ana.taps(label)
    ana.sees(asked)
    await ana.says("480.000")
    ana.sees("$480.000")
    await ana.taps(save)

    assert [s.amount for s in await on_record(town, ana)] == [cop(480_000), cop(450_000)]


async def test_a_repeated_sale_takes_three_taps(town: Town, ana: Phone) -> None:
    """Ana sold the same honey as last week; the bot already knows it all."""
    await told_before(town, ana, sale(sold_on=TODAY.replace(day=16)))
    await ana.taps("Registrar venta")
    await ana.taps("Miel, 20 kg")
    await ana.taps("Guardar")

    ana.sees("450.000", "Deshacer")
    assert ana.taps_made == 3
    assert [facts(s) for s in await on_record(town, ana)] == [
        sale(),
        sale(sold_on=TODAY.replace(day=16)),
    ]


async def test_a_repeated_sale_takes_three_taps_in_english(town: Town, mary: Phone) -> None:
    """An export is repeated with its country."""
    abroad = sale(market=Market.EXPORT, country="US", channel=Channel.ONLINE)
    await told_before(town, mary, abroad)
    await mary.taps("Record a sale")
    await mary.taps("Honey, 20 kg · $450.000")
    await mary.taps("Save")

    mary.sees("Saved ✓", "Export: United States · Online", "Undo")
    assert mary.taps_made == 3
    assert [facts(s) for s in await on_record(town, mary)] == [abroad, abroad]


async def test_the_last_sale_is_the_first_shortcut(town: Town, ana: Phone) -> None:
    """Then come those made most often, each once, three in all."""
    often = sale(product="wax", sold_on=TODAY.replace(day=2))
    seldom = sale(amount=cop(400_000), sold_on=TODAY.replace(day=3))
    last = sale(product="pollen", quantity=None, amount=cop(90_000))
    await told_before(town, ana, often, often, often, seldom, seldom, sale(sold_on=TODAY), last)
    await ana.taps("Registrar venta")

    assert ana.buttons[:3] == ["Polen · $90.000", "wax, 20 kg · $450.000", "Miel, 20 kg · $400.000"]


async def test_a_product_in_the_members_own_words(town: Town, ana: Phone) -> None:
    """What the cluster does not make can be sold too, and is a button the next time."""
    await ana.taps("Registrar venta")
    await ana.taps("Otro producto")
    await ana.says("Jabón <avena> & sal")
    await ana.taps("Omitir")
    await ana.says("60000")
    await ana.taps("Local")
    await ana.taps("Feria")
    await ana.taps("Guardar")
    ana.sees("Jabón <avena> & sal · $60.000")
    await ana.taps("Otra venta")

    assert [(s.product, s.quantity) for s in await on_record(town, ana)] == [
        ("Jabón <avena> & sal", None)
    ]
    assert "Jabón <avena> & sal" in ana.buttons


@pytest.mark.parametrize(
    ("language", "taps", "undo", "restore", "said"),
    [
        (
            "es",
            ("Registrar venta", "Miel, 20 kg", "Guardar"),
            "Deshacer",
            "Restaurar",
            ("Anulada", "Restaurada ✓"),
        ),
        (
            "en",
            ("Record a sale", "Honey, 20 kg", "Save"),
            "Undo",
            "Restore",
            ("Void", "Restored ✓"),
        ),
    ],
)
async def test_undo_takes_a_sale_back_and_restore_returns_it(
    town: Town,
    language: str,
    taps: tuple[str, ...],
    undo: str,
    restore: str,
    said: tuple[str, str],
) -> None:
    """Both are a tap on the message that said it was saved."""
    ana = await town.member("Ana", language)
    await told_before(town, ana, sale())
    for label in (*taps, undo):
        await ana.taps(label)
    ana.sees(said[0], "450.000", restore)
    undone = len(await on_record(town, ana))
    await ana.taps(restore)

    ana.sees(said[1], undo)
    assert (undone, len(await on_record(town, ana))) == (1, 2)


async def test_a_second_tap_on_save_counts_once(town: Town, ana: Phone) -> None:
    """The line was slow and Ana tapped twice."""
    await told_before(town, ana, sale())
    await ana.taps("Registrar venta")
    await ana.taps("Miel, 20 kg")
    card = ana.last
    data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await ana.taps("Guardar")
    await ana.taps_old(card["message_id"], data)

    ana.sees("Guardada ✓")
    assert len(await on_record(town, ana)) == 2


async def test_an_amount_far_from_ones_own_is_asked_about(town: Town, ana: Phone) -> None:
    """A zero too few is noticed; what is meant all the same is saved by one more tap."""
    await told_before(
        town, ana, *[sale(amount=cop(pesos * 1000)) for pesos in (440, 450, 460, 455)]
    )
    await ana.taps("Registrar venta")
    await ana.taps("Miel, 20 kg · $455.000")
    await ana.taps("✏️ Monto")
    await ana.says("45.000")
    await ana.taps("Guardar")
    ana.sees("$45.000", "20 kg de miel", "$230.000", "$900.000", "Sí, guardar", "Corregir")
    await ana.taps("Corregir")
    ana.sees("¿Por cuánto en total?")
    await ana.says("46.000")
    await ana.taps("Guardar")
    await ana.taps("Sí, guardar")

    ana.sees("Guardada ✓", "46.000")
    assert (await on_record(town, ana))[0].amount == cop(46_000)


async def test_what_a_colleague_has_told_is_asked_about(town: Town, ana: Phone) -> None:
    """The same product, day and amount of one firm by two people may be one sale."""
    luis = await town.member("Luis", "en")
    await told_before(town, ana, sale())
    await luis.taps("Record a sale")
    await luis.taps("Honey, 20 kg")
    await luis.taps("Save")
    luis.sees("Ana has already recorded this sale", "450.000", "Is yours another one?")
    asked = len(await on_record(town, ana))
    await luis.taps("Yes, save")

    luis.sees("Saved ✓")
    assert (asked, len(await on_record(town, ana))) == (1, 2)


async def test_the_day_is_that_of_the_clusters_zone(town: Town, ana: Phone) -> None:
    """At eight in the evening in Boyacá it is tomorrow in UTC; a sale cannot be of tomorrow."""
    await told_before(town, ana, sale())
    await town.clock_to(datetime(2026, 11, 25, 1, 0, tzinfo=UTC))
    await ana.taps("Registrar venta")
    await ana.taps("Miel, 20 kg")
    await ana.taps("✏️ Día")
    await ana.says("25/11/2026")
    ana.sees("25 nov 2026", "24 nov 2026")
    await ana.says("ayer")
    ana.sees("Día: ayer", "¿Está bien?")
    await ana.taps("✏️ Día")
    await ana.taps("Hoy")
    await ana.taps("Guardar")

    assert (await on_record(town, ana))[0].sold_on == TODAY.replace(day=24)


async def test_a_note_and_the_receipt_are_added_on_the_card(town: Town, ana: Phone) -> None:
    """They are never asked for, and the photo can be seen again."""
    await told_before(town, ana, sale(amount=cop(440_000)))
    await ana.taps("Registrar venta")
    await ana.taps("Miel, 20 kg")
    await ana.taps("+ Nota")
    await ana.says("Para la panadería")
    await ana.sends_photo()
    await ana.taps("✏️ Monto")
    await ana.says("450 mil")
    await ana.taps("Guardar")
    ana.sees("Para la panadería", "Recibo")
    await ana.says("/misventas")
    await ana.taps("450.000")
    await ana.taps("Recibo")

    assert ana.last["photo"]
    assert (await on_record(town, ana))[0].note == "Para la panadería"


async def test_no_sale_is_for_nothing(town: Town, ana: Phone) -> None:
    """Zero is refused with the reason, and the question stays."""
    await told_before(town, ana, sale())
    await ana.taps("Registrar venta")
    await ana.taps("Miel, 20 kg")
    await ana.taps("✏️ Monto")
    for words in ("0", "-5000", "9e99", "gato"):
        await ana.says(words)
        ana.sees("¿Por cuánto en total?")
    await ana.taps("Cancelar")

    assert len(await on_record(town, ana)) == 1
