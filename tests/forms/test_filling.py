"""Filling a form in: by buttons, by typing, back and forth."""

from storage.values import Money
from tests.forms.demo import Kept
from tests.forms.member import Member


async def to_card(ana: Member) -> None:
    await ana.starts("sale")
    await ana.says("miel")
    await ana.says("450.000")
    await ana.says("local")


async def test_a_form_is_filled_in_by_buttons_alone(ana: Member, kept: Kept) -> None:
    """Each question offers its usual answers; the last leads to the card."""
    await ana.starts("sale")
    await ana.taps("Polen")
    await ana.taps("200.000")
    await ana.taps("Local")
    ana.sees("Producto: Polen", "200.000", "✏️ Monto", "+ Nota")
    await ana.taps("Guardar")

    ana.sees("Guardado ✓")
    assert kept.saved[0]["product"] == "pollen"
    assert kept.saved[0]["amount"] == Money(20_000_000, "COP")


async def test_a_form_is_filled_in_by_typing_alone(ana: Member, kept: Kept) -> None:
    """The words of the buttons do what the buttons do."""
    await to_card(ana)
    await ana.says("guardar")

    ana.sees("Guardado ✓")
    assert dict(kept.saved[0].answers)["market"] == "local"


async def test_a_shortcut_answers_everything_at_one_tap(ana: Member, kept: Kept) -> None:
    """What was sold last time needs one tap, and one to save."""
    await ana.starts("sale")
    await ana.taps("Miel, 450.000")
    ana.sees("Producto: Miel", "450.000")
    await ana.taps("Guardar")

    assert len(kept.saved) == 1


async def test_the_question_is_on_one_live_message(ana: Member) -> None:
    """A tap changes it in place; after typing it moves below what was typed."""
    await ana.starts("sale")
    await ana.taps("Miel")
    await ana.says("450.000")
    await ana.taps("Local")

    assert len(ana.chat) == 1


async def test_what_was_told_stands_above_the_question(ana: Member) -> None:
    """Whoever comes back after an hour knows where they are."""
    await ana.starts("sale")
    await ana.taps("Miel")
    await ana.says("450 mil")

    ana.sees("Venta · Miel · $450.000", "¿A dónde fue?")


async def test_other_words_than_the_options_are_an_answer(ana: Member, kept: Kept) -> None:
    """A product that is not on the list is told in words."""
    await ana.starts("sale")
    await ana.taps("Otra cosa")
    await ana.says("Cera de abeja")
    await ana.says("100.000")
    await ana.says("Local")
    await ana.taps("Guardar")

    assert kept.saved[0]["product"] == "Cera de abeja"


async def test_words_near_an_option_are_asked_about(ana: Member) -> None:
    """Honey of sugar cane is not honey, a slip of the finger is: who typed it says which."""
    await ana.starts("sale")
    await ana.says("miel de caña")
    ana.sees("¿Es Miel, o algo nuevo?", "[Miel]", "[miel de caña]")
    await ana.taps("miel de caña")

    ana.sees("Venta · miel de caña")


async def test_none_of_the_readings_asks_again(ana: Member) -> None:
    """The screen is then that of the question itself."""
    await ana.starts("sale")
    await ana.says("miel de caña")
    await ana.taps("Ninguna")

    ana.sees("[Miel] [Polen]")


async def test_words_that_are_too_long_are_shown_again(ana: Member) -> None:
    """What was typed is not lost, and how much is possible is said."""
    await ana.starts("sale")
    await ana.says("Cera de abeja en bloques grandes")

    ana.sees("Cera de abeja en bloques grandes", "32", "20")


async def test_an_answer_that_is_not_understood_is_asked_again(ana: Member) -> None:
    """With what was typed, and an example of what can be."""
    await ana.starts("sale")
    await ana.taps("Miel")
    await ana.says("bastante")

    ana.sees("«bastante»", "$450.000", "¿Por cuánto en total?")


async def test_back_leads_to_the_question_before(ana: Member) -> None:
    """Its answer is kept and can be gone on with."""
    await ana.starts("sale")
    ana.sees_not("Atrás")
    await ana.taps("Miel")
    await ana.taps("Atrás")
    ana.sees("¿Qué vendiste?", "✓ Miel")
    await ana.taps("✓ Miel")

    ana.sees("¿Por cuánto en total?")


async def test_back_can_be_typed(ana: Member) -> None:
    """In the first question there is nothing before it, which is said."""
    await ana.starts("sale")
    await ana.taps("Miel")
    await ana.says("atrás")
    ana.sees("¿Qué vendiste?")
    await ana.says("atras")

    ana.sees("primera pregunta")


async def test_an_optional_question_can_be_skipped(ana: Member, kept: Kept) -> None:
    """By its button or by its word; its answer is then None."""
    await ana.starts("job")
    ana.sees_not("Omitir")
    await ana.says("3")
    await ana.taps("Omitir")
    ana.sees("+ Tarea")
    await ana.taps("Atrás")
    await ana.says("omitir")

    ana.sees("+ Tarea")


async def test_cancel_ends_without_a_trace(ana: Member, kept: Kept) -> None:
    """At any question, tapped or typed."""
    await ana.starts("sale")
    await ana.taps("Miel")
    await ana.taps("Cancelar")
    ana.sees("Cancelado. No se guardó nada.")
    assert await ana.says("hola") is False
    await ana.starts("job")
    await ana.says("cancelar")

    ana.sees("Cancelado. No se guardó nada.")
    assert kept.saved == []


async def test_each_field_of_the_card_can_be_changed(ana: Member) -> None:
    """One tap on the pencil, one answer, and the card is back."""
    await to_card(ana)
    await ana.taps("✏️ Monto")
    ana.sees("✓ $450.000")
    await ana.says("500.000")

    ana.sees("Monto: $500.000", "Guardar")


async def test_a_field_can_be_named_instead_of_tapped(ana: Member) -> None:
    """Typing on the card does what its buttons do; what means nothing there is answered too."""
    await to_card(ana)
    await ana.says("qué más")
    ana.sees("Toca «Guardar»", "Producto: Miel")
    await ana.says("mercado")

    ana.sees("¿A dónde fue?")


async def test_back_from_a_change_leads_to_the_card(ana: Member) -> None:
    """And nothing was changed."""
    await to_card(ana)
    await ana.taps("✏️ Monto")
    await ana.taps("Atrás")

    ana.sees("Monto: $450.000", "Guardar")


async def test_a_change_may_raise_new_questions(ana: Member) -> None:
    """An export has a buyer to be asked for; a local sale has none, and an answer is dropped."""
    await to_card(ana)
    await ana.taps("✏️ Mercado")
    await ana.taps("Exportación")
    ana.sees("¿A quién?")
    await ana.says("Texas Honey")
    await ana.taps("Omitir")
    ana.sees("Comprador: Texas Honey", "+ Cajas")
    await ana.taps("✏️ Mercado")
    await ana.taps("Local")

    ana.sees("Mercado: Local")
    ana.sees_not("Comprador", "Cajas")


async def test_what_is_not_asked_can_be_added(ana: Member, kept: Kept) -> None:
    """A note from the card; the day is today unless it is changed."""
    await to_card(ana)
    ana.sees("Día: hoy")
    await ana.taps("+ Nota")
    await ana.says("Pagó en dos partes")
    await ana.taps("✏️ Día")
    await ana.taps("Ayer")
    ana.sees("Nota: Pagó en dos partes", "Día: ayer")
    await ana.taps("✏️ Nota")
    await ana.taps("Dejar vacío")
    ana.sees("+ Nota")
    await ana.taps("Guardar")

    assert kept.saved[0]["note"] is None


async def test_what_a_person_types_is_never_markup(ana: Member) -> None:
    """It is shown as it was typed."""
    await ana.starts("sale")
    await ana.says("<b>x</b> & {y}")

    ana.sees("Venta · <b>x</b> & {y}")


async def test_a_card_always_fits_into_a_message(ana: Member) -> None:
    """However much was typed."""
    await to_card(ana)
    await ana.taps("+ Nota")
    await ana.says("<&>" * 66)

    ana.sees("Nota: <&><&>")
