"""Other opening hours of shared equipment: who had booked outside of them is not forgotten."""

from datetime import timedelta

import pytest

from storage.opening import every_day
from tests.dialogues.equipment import book, share
from tests.phone import Phone
from tests.town import Town


async def opens_at(phone: Phone, name: str, edit: str, opens: str, hour: str) -> None:
    """In the form, up to where it is saved."""
    await phone.says("/equipment")
    for label in (name, edit, opens):
        await phone.taps(label)
    await phone.says(hour)


async def closed_too(phone: Phone, name: str, edit: str, closed: str, day: str) -> None:
    await phone.says("/equipment")
    for label in (name, edit, closed, day):
        await phone.taps(label)
    await phone.taps("Done (2)")


async def test_new_hours_say_whom_they_leave_outside(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """They are cancelled when that was asked, told in their language, and offered other times."""
    await share(town)
    await book(ana, "25", "9:00", "hasta 11:00")
    await book(mary, "25", "2:00 pm", "until 3:00")
    await opens_at(rosa, "Centrífuga", "Editar", "✏️ Abre", "10 am")
    await rosa.taps("Guardar")
    rosa.sees("Este horario nuevo deja fuera 1 reserva:", "9:00 a 11:00 a. m. · Miel de Tota (Ana)")
    rosa.sees_not("Mary")
    await rosa.taps("Sí, guardar y cancelar")
    rosa.sees("Guardado ✓", "10:00 a. m. – 6:00 p. m.", "Se canceló 1 reserva y se avisó")
    ana.sees(
        "Tu reserva quedó cancelada. El equipo tiene otro horario:",
        "Abierto 10:00 a. m. – 6:00 p. m. · Cerrado: domingo",
        "mié 25 nov, 9:00 a 11:00 a. m.",
    )
    await ana.taps("mié 25 nov, 10:00 a. m. a 12:00 p. m.")
    ana.sees("Reservado ✓", "10:00 a. m. a 12:00 p. m.")

    mary.sees_not("Your booking is cancelled.")


async def test_a_closed_day_says_whom_it_leaves_outside(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """Mary's next Wednesday goes; her reminders do not come, and Ana's Thursday stays."""
    await share(town)
    await book(mary, "25", "9:00", "until 11:00")
    await book(ana, "26", "9:00", "hasta 11:00")
    await closed_too(john, "Honey extractor", "Edit", "✏️ Closed", "Wednesday")
    await john.taps("Save")
    john.sees("These new hours leave 1 booking outside:", "Apiario El Roble (Mary)")
    await john.taps("Yes, save and cancel")
    john.sees("Saved ✓", "Closed: Wednesday and Sunday", "1 booking was cancelled")
    mary.sees("Your booking is cancelled. The equipment has other opening hours now:")
    mary.sees("Fri, 27 Nov, 9:00 – 11:00 am")
    said = len(mary.messages)
    await town.clock_to(town.clock.now() + timedelta(hours=48))

    assert not [m for m in mary.messages[said:] if "you have a booking" in str(m).lower()]
    ana.sees_not("Tu reserva quedó cancelada.")


@pytest.mark.parametrize("saved", [False, True])
async def test_hours_that_are_left_keep_all(
    town: Town, john: Phone, ana: Phone, saved: bool
) -> None:
    """No is no. Afterwards hours that leave room for everybody are saved without a question."""
    await share(town)
    await book(ana, "25", "9:00", "hasta 11:00")
    await opens_at(john, "Honey extractor", "Edit", "✏️ Opens", "9 am" if saved else "10 am")
    await john.taps("Save")
    if saved:
        john.sees("Saved ✓", "9:00 am – 6:00 pm")
    else:
        await john.taps("No, leave it")
        john.sees("Cancelled. Nothing was changed.")
        await john.says("/equipment")
        await john.taps("Honey extractor")
        john.sees("Open 8:00 am – 6:00 pm")
    await ana.says("/misreservas")

    ana.sees("9:00 a. m. · Centrífuga")
    ana.sees_not("Tu reserva quedó cancelada.")


async def test_only_the_first_ten_are_named(town: Town, rosa: Phone, ana: Phone) -> None:
    """All of them are counted."""
    await share(town)
    for day in ("25", "26", "27"):
        for hour in (8, 9, 10, 11):
            partly = "" if hour == 8 else "◐"
            await book(ana, f"{day}{partly}", f"{hour}:00", f"hasta {hour + 1}:00")
    await opens_at(rosa, "Centrífuga", "Editar", "✏️ Abre", "2 pm")
    await rosa.taps("Guardar")
    rosa.sees("Este horario nuevo deja fuera 12 reservas:", "…")

    assert rosa.last["text"].count("Miel de Tota") == 10


async def test_what_is_impossible_is_refused_before_it_is_asked(
    town: Town, rosa: Phone, ana: Phone
) -> None:
    """Nobody is asked whether to cancel bookings for hours that cannot be saved."""
    await share(town)
    await book(ana, "25", "9:00", "hasta 11:00")
    await opens_at(rosa, "Centrífuga", "Editar", "✏️ Abre", "7 pm")
    await rosa.taps("Guardar")

    rosa.sees("Tiene que cerrar después de abrir.")
    rosa.sees_not("Este horario nuevo")


async def test_in_the_night_only_the_next_morning_is_told_at_once(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """Whoever would come before the quiet hours are over hears it; the others sleep."""
    await share(town, opening=every_day(6 * 60, 18 * 60))
    await book(mary, "24", "6:00", "until 7:00")
    await book(ana, "25", "6:00", "hasta 7:00")
    await town.clock_to(town.clock.now() + timedelta(hours=12))
    await opens_at(john, "Honey extractor", "Edit", "✏️ Opens", "9 am")
    await john.taps("Save")
    await john.taps("Yes, save and cancel")
    john.sees("2 bookings were cancelled")
    mary.sees("Your booking is cancelled.")
    ana.sees_not("Tu reserva quedó cancelada.")
    await town.clock_to(town.clock.now() + timedelta(hours=10))

    ana.sees("Tu reserva quedó cancelada.", "Abierto todos los días, 9:00 a. m. – 6:00 p. m.")
