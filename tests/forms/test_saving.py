"""The end of a form: doubts, refusals, and messages that are changed later."""

from collections.abc import Callable

from storage.values import Money
from tests.forms.demo import Kept
from tests.forms.member import Member


async def saved(ana: Member) -> None:
    await ana.starts("sale")
    await ana.says("miel")
    await ana.says("450.000")
    await ana.taps("Local")
    await ana.taps("Guardar")


async def test_what_is_doubtful_is_asked_about(ana: Member, kept: Kept) -> None:
    """An amount far from the usual is a slip, or a good day: only the member knows."""
    await ana.starts("sale")
    await ana.taps("Miel")
    await ana.says("45 millones")
    await ana.taps("Local")
    await ana.taps("Guardar")
    ana.sees("Es mucho más que siempre.", "[Sí, guardar] [Corregir]")
    await ana.taps("Corregir")
    ana.sees("¿Por cuánto en total?", "✓ $45.000.000")
    await ana.says("4,5 millones")
    await ana.taps("Guardar")
    await ana.says("sí")

    assert kept.saved[0]["amount"] == Money(450_000_000, "COP")


async def test_a_confirmed_doubt_is_not_raised_again(ana: Member, kept: Kept) -> None:
    """Unless the value is another one."""
    await ana.starts("sale")
    await ana.taps("Miel")
    await ana.says("45 millones")
    await ana.taps("Local")
    await ana.taps("Guardar")
    await ana.says("no")
    await ana.taps("✓ $45.000.000")
    await ana.taps("Guardar")
    await ana.says("tal vez")
    ana.sees("Es mucho más que siempre.")
    await ana.taps("Sí, guardar")

    assert len(kept.saved) == 1


async def test_a_doubt_is_asked_in_the_new_language(ana: Member) -> None:
    """Its buttons too."""
    await ana.starts("sale")
    await ana.taps("Miel")
    await ana.says("45 millones")
    await ana.taps("Local")
    await ana.taps("Guardar")
    await ana.switches("en")
    ana.sees("Es mucho más que siempre.", "[Yes, save] [Correct]")
    await ana.taps("‹ Back")

    ana.sees("Amount: $45.000.000", "[Save]")


async def test_a_form_that_cannot_be_saved_says_why(
    asked: Callable[..., Member], kept: Kept
) -> None:
    """It goes back to the question that can change that, with all answers kept."""
    ana = asked("text", "number", refused=True)
    await ana.starts("everything")
    await ana.says("Centrífuga")
    await ana.says("3")
    await ana.taps("Guardar")
    ana.sees("Ya está ocupado.", "¿Texto?", "✓ Centrífuga")
    await ana.taps("✓ Centrífuga")
    await ana.taps("Guardar")

    ana.sees("Guardado ✓")


async def test_saving_gives_each_form_a_name_of_its_own(ana: Member, kept: Kept) -> None:
    """By it a verb of storage knows the same saving from another one."""
    await saved(ana)
    await saved(ana)

    assert [filled.told for filled in kept.saved] == ["77:1", "77:2"]


async def test_a_changed_message_changes_the_answer(ana: Member) -> None:
    """While the form is being filled in; the question stays where it is."""
    await ana.starts("sale")
    await ana.says("miel")
    await ana.says("450.000")
    assert await ana.edits("450.000", "540.000")

    ana.sees("Corregido: Monto: $540.000", "Venta · Miel · $540.000", "¿A dónde fue?")


async def test_a_changed_message_that_is_not_understood_changes_nothing(ana: Member) -> None:
    """What was kept is shown."""
    await ana.starts("sale")
    await ana.says("miel")
    await ana.says("450.000")
    assert await ana.edits("450.000", "no sé")

    ana.sees("dejo lo que tenía", "Venta · Miel · $450.000")


async def test_a_changed_message_may_raise_a_question(ana: Member) -> None:
    """On the card too: an export has a buyer."""
    await ana.starts("sale")
    await ana.says("miel")
    await ana.says("450.000")
    await ana.says("local")
    assert await ana.edits("local", "exportación")

    ana.sees("Corregido: Mercado: Exportación", "¿A quién?")


async def test_a_message_whose_answer_was_replaced_is_no_source(ana: Member) -> None:
    """The later answer stands."""
    await ana.starts("sale")
    await ana.says("miel")
    await ana.says("450.000")
    await ana.taps("Atrás")
    await ana.taps("✓ $450.000")
    await ana.taps("Atrás")
    await ana.taps("Atrás")
    await ana.taps("Polen")

    assert await ana.edits("miel", "cera") is False


async def test_a_changed_message_finds_the_draft_that_waits(ana: Member) -> None:
    """It is taken up again with the change in it."""
    await ana.starts("sale")
    await ana.says("miel")
    await ana.starts("job")
    assert await ana.edits("miel", "polen")

    ana.sees("Corregido: Producto: Polen", "¿Por cuánto en total?")


async def test_a_changed_message_changes_the_record(ana: Member, kept: Kept) -> None:
    """After saving, the form's own way of changing a record is asked to do it."""
    await saved(ana)
    assert await ana.edits("450.000", "540.000")

    ana.sees("Cambiado: amount")
    assert kept.amended == [(1, "amount", Money(54_000_000, "COP"))]


async def test_a_changed_message_is_read_as_the_record_was(ana: Member, kept: Kept) -> None:
    """An amount in dollars stays one in dollars."""
    await ana.starts("sale")
    await ana.says("miel")
    await ana.says("USD 300")
    await ana.taps("Local")
    await ana.taps("Guardar")
    await ana.edits("USD 300", "350")

    assert kept.amended == [(1, "amount", Money(35_000, "USD"))]


async def test_an_unreadable_change_leaves_the_record(ana: Member, kept: Kept) -> None:
    """What stays is said."""
    await saved(ana)
    await ana.edits("450.000", "mucho")

    ana.sees("Se queda lo que estaba guardado: Monto: $450.000")
    assert kept.amended == []


async def test_a_changed_message_that_told_nothing_is_nobodys(ana: Member) -> None:
    """Small talk may be edited too."""
    await ana.says("hola")

    assert await ana.edits("hola", "buenas") is False


async def test_a_photo_is_taken_where_it_belongs(asked: Callable[..., Member], kept: Kept) -> None:
    """Sent at another question it is kept all the same, and the question stands."""
    ana = asked("text", "file")
    await ana.starts("everything")
    await ana.sends_photo()
    ana.sees("Ya lo agregué", "¿Texto?")
    await ana.sends_photo(caption="Miel")
    ana.sees("Texto", "Guardar")
    await ana.sends_document()
    await ana.taps("Guardar")

    assert kept.saved[0]["file"].kind == "document"


async def test_a_photo_nobody_asked_for_is_declined(ana: Member) -> None:
    """And the question is asked again."""
    await ana.starts("job")
    await ana.sends_photo()

    ana.sees("Aquí no puedo usar eso", "¿Cuántas personas?")
