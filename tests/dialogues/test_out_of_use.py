"""Equipment out of use for some hours, and back: who had booked hears of both."""

from datetime import timedelta

from storage.opening import every_day
from storage.scope import Role
from tests.dialogues.equipment import book, share
from tests.phone import Phone
from tests.town import Town


async def test_some_hours_of_a_day(town: Town, ana: Phone, mary: Phone) -> None:
    """The form names the equipment; a booking after these hours is left alone."""
    await share(town)
    await book(ana, "24", "11:00", "hasta 12:00")
    await book(mary, "24", "2:00 pm", "until 3:00")
    eva = await town.member("Eva", "es", firm=None, role=Role.COORDINATOR)
    await eva.says("/equipos")
    for label in ("Centrífuga", "Dejar fuera de servicio", "Avería"):
        await eva.taps(label)
    await eva.says("mañana")
    eva.sees("Equipo: Centrífuga")
    await eva.taps("+ Horario")
    await eva.says("de 10 a 12")
    await eva.taps("Dejar fuera de servicio")
    eva.sees("Esto cancela 1 reserva:", "Ana")
    await eva.taps("Sí, dejarlo fuera de servicio")
    eva.sees("Fuera de servicio ✓ Centrífuga, mar 24 nov, 10:00 a. m.")

    ana.sees("Tu reserva quedó cancelada.")
    mary.sees_not("Your booking is cancelled.")


async def test_left_as_it_was(town: Town, john: Phone, mary: Phone) -> None:
    """No is no: nothing is taken out of use."""
    await share(town)
    await book(mary, "24", "2:00 pm", "until 3:00")
    await john.says("/equipment")
    for label in ("Honey extractor", "Take out of use", "Breakdown"):
        await john.taps(label)
    await john.says("tomorrow")
    await john.taps("Take out of use")
    await john.taps("No, leave it")
    john.sees("Cancelled. Nothing was saved.")
    await john.says("/equipment")
    await john.taps("Honey extractor")

    john.sees_not("Out of use,")
    mary.sees_not("Your booking is cancelled.")


async def test_who_was_hit_hears_that_it_is_back(town: Town, john: Phone, ana: Phone) -> None:
    """And books again with one tap; whoever was hit in the past does not."""
    await share(town)
    await book(ana, "25", "11:00", "hasta 12:00")
    await john.says("/equipment")
    for label in ("Honey extractor", "Take out of use", "Breakdown"):
        await john.taps(label)
    await john.says("from 24 to 26 November")
    await john.taps("Take out of use")
    await john.taps("Yes, take it out of use")
    ana.sees("Tu reserva quedó cancelada.")
    await town.clock_to(town.clock.now() + timedelta(hours=23))
    await john.says("/equipment")
    await john.taps("Honey extractor")
    await john.taps("Back in use")
    john.sees("Back in use ✓", "1 booking had been cancelled: its firm is told.")

    ana.sees("Centrífuga vuelve a estar en servicio.", "mié 25 nov, 11:00", "Reservar")


async def test_what_is_told_of_equipment_reads_well(town: Town, john: Phone) -> None:
    """One length is no range, a length of its own keeps its words, and it may never be closed."""
    await share(town, shortest=840, longest=840, opening=every_day(6 * 60, 22 * 60))
    await john.says("/equipment")
    await john.taps("Honey extractor")
    john.sees("14 h at a time")
    await john.taps("Edit")

    john.sees("Closed: never", "Longest: 14 h")
    john.sees_not("840")
