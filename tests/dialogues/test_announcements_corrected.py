"""What was announced is corrected, or taken back: on every phone that has it."""

from datetime import UTC, datetime, timedelta

from tests.dialogues.announced import announce
from tests.phone import Phone
from tests.town import Town


async def test_a_correction_reaches_every_copy(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """In its place; who had read it is asked again, and counted apart."""
    await announce(town, rosa, "El lunes", "On Monday")
    await ana.taps("Leído")
    await rosa.says("/anuncios")
    await rosa.taps("El lunes")
    await rosa.taps("Corregir")
    await rosa.taps("✏️ Texto en español")
    await rosa.says("El martes")
    await rosa.taps("Corregir todas las copias")
    rosa.sees_above("Corregido ✓")
    await town.settle()

    ana.sees("El martes", "Corregido el 23 nov 2026", "Leído")
    ana.sees_not("El lunes", "✓ Leído")
    mary.sees("On Monday", "Corrected on")
    await rosa.taps("Ver cómo va")
    rosa.sees("Corregidos: 3 de 3", "Leídos: 0", "Leídos antes de la corrección: 1")
    await ana.taps("Leído")
    await rosa.taps("Actualizar")
    rosa.sees("Leídos: 1")


async def test_young_copies_are_deleted(town: Town, rosa: Phone, ana: Phone, mary: Phone) -> None:
    """Asked first, what that means; then gone from every phone."""
    await announce(town, rosa, "Equivocado", "Mistaken")
    ana.sees("Equivocado")
    await rosa.says("/anuncios")
    await rosa.taps("Equivocado")
    await rosa.taps("Retirar")
    rosa.sees("¿Retirarlo?", "se borran de los teléfonos")
    await rosa.taps("Sí, retirarlo")
    await rosa.taps("Actualizar")

    rosa.sees("Retirado el", "Borrados: 3 de 3")
    assert "Equivocado" not in ana.screen
    assert "Mistaken" not in mary.screen


async def test_old_copies_say_that_they_were_withdrawn(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """Telegram deletes nothing after 48 hours."""
    await announce(town, john, "Equivocado", "Mistaken")
    await town.clock_to(town.clock.now() + timedelta(days=3))
    await john.says("/announcements")
    await john.taps("Mistaken")
    await john.taps("Take back")
    await john.taps("Yes, take it back")
    await john.taps("Refresh")

    john.sees("Taken back on", "Deleted: 0 of 3", "3 were too old to be deleted")
    ana.sees_above("Retirado.", "ya no vale")
    mary.sees_above("Withdrawn.")
    assert "Mistaken" not in mary.screen


async def test_what_waits_is_taken_back_unsent(town: Town, rosa: Phone, ana: Phone) -> None:
    """Quiet hours hold it; in the morning nothing comes."""
    await town.clock_to(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
    before = len(ana.messages)
    await announce(town, rosa, "Hola", "Hello")
    await rosa.says("/anuncios")
    await rosa.taps("Hola")
    await rosa.taps("Retirar")
    await rosa.taps("Sí, retirarlo")
    await rosa.taps("Actualizar")
    rosa.sees("Enviados: 0 de 2", "Ya no se enviaron: 2")
    await town.clock_to(datetime(2026, 11, 24, 13, 1, tzinfo=UTC))

    assert len(ana.messages) == before


async def test_what_was_corrected_first_is_deleted_all_the_same(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Its figures tell of taking it back, from the first moment on; who had read it had read it."""
    await announce(town, rosa, "El lunes", "On Monday")
    await rosa.says("/anuncios")
    await rosa.taps("El lunes")
    await rosa.taps("Corregir")
    await rosa.taps("✏️ Texto en español")
    await rosa.says("El martes")
    await rosa.taps("Corregir todas las copias")
    await mary.taps("Read")
    await rosa.taps("Ver cómo va")
    await rosa.taps("Retirar")
    await rosa.taps("Sí, retirarlo")
    rosa.sees_not("demasiado antigu", "Corregidos")
    await rosa.taps("Actualizar")

    rosa.sees("Borrados: 3 de 3", "Leídos: 1")
    rosa.sees_not("demasiado antigu")
    assert "El martes" not in ana.screen


async def test_correcting_nothing_writes_to_nobody(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """No copy is touched, and whoever had read it still has."""
    await announce(town, john, "El lunes", "On Monday")
    await mary.taps("Read")
    await john.says("/announcements")
    await john.taps("On Monday")
    await john.taps("Correct")
    await john.taps("Correct every copy")
    john.sees("Nothing was changed.")
    await john.taps("See how it goes")

    john.sees("Read: 1")
    john.sees_not("Corrected", "before the correction")
    ana.sees_not("Corregido")
