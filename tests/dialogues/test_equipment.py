"""The coordinator's side of shared equipment: adding, changing, taking out of use; reminders."""

from datetime import UTC, datetime, timedelta

from storage.resources import Kind
from storage.scope import Role
from tests.dialogues.equipment import book, share, share_three
from tests.phone import Phone
from tests.town import Town

# The bookings here begin on Tuesday 24 November at nine in Bogotá.
NINE = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


async def coordinator(town: Town, language: str = "en") -> Phone:
    return await town.member("Eva", language, firm=None, role=Role.COORDINATOR)


async def test_the_coordinator_adds_equipment(town: Town, ana: Phone) -> None:
    """By a form whose usual answers are a tap each; members can book it at once."""
    eva = await coordinator(town)
    await eva.says("/equipment")
    eva.sees("There is no shared equipment yet", "Add the first")
    await eva.taps("Add equipment")
    await eva.says("Cera fundida & más")
    await eva.taps("Machine")
    await eva.says("Vereda <Tobal>")
    for kept in ("✓ 8:00", "✓ 6:00", "Done (1)", "✓ 1 h", "✓ 8 h"):
        await eva.taps(kept)
    await eva.taps("Skip")
    await eva.taps("+ Price of an hour")
    await eva.says("20 mil")
    await eva.taps("+ Photo")
    await eva.sends_photo()
    await eva.taps("Save")
    eva.sees("Saved ✓", "Open 8:00 am – 6:00 pm · Closed: Sunday", "From 1 h to 8 h", "$20.000")
    await book(ana, "24", "9:00", "hasta 11:00")

    ana.sees("Reservado ✓", "Cera fundida & más", "Vereda <Tobal>")


async def test_much_equipment_is_turned_like_pages(town: Town) -> None:
    """Those of a kind together; none is left out, and the first page is a tap away."""
    eva = await coordinator(town, "es")
    for number in range(1, 13):
        await share(town, name_es=f"Máquina {number}.")
    await share(town, name_es="Camioneta", kind=Kind.VEHICLE)
    await eva.says("/equipos")
    eva.sees("Máquina 1.", "Máquina 12.")
    eva.sees_not("Camioneta")
    await eva.taps("Más ›")
    eva.sees("Camioneta")
    eva.sees_not("Máquina 12.")
    await eva.taps("‹ Primera")
    await eva.taps("Máquina 12.")

    eva.sees("Máquina 12.", "Planta de Tota")


async def test_impossible_equipment_is_refused(town: Town) -> None:
    """Each with its reason, at the question that can change it."""
    eva = await coordinator(town)
    await share(town, name_en="Extractor")
    await eva.says("/addequipment")
    await eva.says("extractor")
    await eva.taps("Machine")
    await eva.taps("Skip")
    await eva.says("10 am")
    await eva.says("9 am")
    eva.sees("It has to be later than 10:00 am.", "Until what time?")
    await eva.says("6 pm")
    for kept in ("Done (1)", "✓ 1 h", "✓ 8 h", "Skip"):
        await eva.taps(kept)
    await eva.taps("✏️ Opens")
    await eva.says("7 pm")
    await eva.taps("Save")
    eva.sees("It has to close after it opens.", "Until what time?")
    await eva.says("8 pm")
    await eva.taps("✏️ Opens")
    await eva.says("10 am")
    await eva.taps("✏️ Closes")
    await eva.says("6 pm")
    await eva.taps("Save")
    eva.sees("There is equipment of that name already")
    await eva.says("Another extractor")
    await eva.taps("Shortest")
    await eva.taps("12 h")
    await eva.taps("Save")
    eva.sees("It is not open for as long as that.")
    await eva.taps("4 h")
    await eva.taps("Longest")
    await eva.taps("2 h")
    await eva.taps("Save")

    eva.sees("The longest cannot be shorter than the shortest.")


async def test_equipment_is_changed(town: Town, ana: Phone) -> None:
    """A name that stays keeps its translation; the hours are new for those who book."""
    eva = await coordinator(town)
    await share(town)
    await eva.says("/equipment")
    await eva.taps("Honey extractor")
    await eva.taps("Edit")
    await eva.taps("✏️ Opens")
    await eva.says("10:00 am")
    await eva.taps("Save")
    eva.sees("Saved ✓", "10:00 am – 6:00 pm")
    await ana.says("/reservar")
    await ana.taps("24")

    ana.sees("Centrífuga", "10:00 a. m.")
    ana.sees_not("9:30 a. m.")


async def test_members_do_not_manage_equipment(town: Town, ana: Phone) -> None:
    """They see it, and are told whom to ask for the rest."""
    await share(town)
    await ana.says("/equipos")
    ana.sees_not("Agregar equipo")
    await ana.taps("Centrífuga")
    ana.sees("Abierto 8:00 a. m. – 6:00 p. m. · Cerrado: domingo", "Reservar")
    ana.sees_not("Editar", "Dejar fuera de servicio")
    await ana.says("/nuevoequipo")
    ana.sees("solo lo puede hacer la coordinación")
    await ana.taps_old(ana.last["message_id"], "block:1")

    ana.sees("solo lo puede hacer la coordinación")


async def test_a_block_shows_whom_it_hits_and_tells_them(
    town: Town, ana: Phone, mary: Phone
) -> None:
    """Before it is done; each of them is offered other times, in their language."""
    eva = await coordinator(town, "es")
    await share_three(town)
    for phone, name, start, end in (
        (ana, "Centrífuga", "9:00", "hasta 11:00"),
        (mary, "Honey extractor", "2:00 pm", "until 3:00"),
    ):
        await phone.says("/book")
        for label in (name, "24", start, end):
            await phone.taps(label)
    await eva.says("/equipos")
    await eva.taps("Centrífuga")
    await eva.taps("Dejar fuera de servicio")
    await eva.taps("Mantenimiento")
    await eva.says("mañana")
    await eva.taps("Dejar fuera de servicio")
    eva.sees(
        "Esto cancela 2 reservas:",
        "9:00 a 11:00 a. m. · Miel de Tota (Ana)",
        "2:00 a 3:00 p. m. · Apiario El Roble (Mary)",
    )
    eva.sees("Sí, dejarlo fuera de servicio", "No, que siga en servicio")
    await eva.taps("Sí, dejarlo fuera de servicio")
    eva.sees("Fuera de servicio ✓ Centrífuga, 24 de noviembre", "Se cancelaron 2 reservas")
    ana.sees("Tu reserva quedó cancelada.", "Mantenimiento", "24 nov 9:00 a. m. · Centrífuga 2")
    mary.sees("Your booking is cancelled.", "Maintenance", "Wed, 25 Nov, 2:00 – 3:00 pm")
    await mary.taps("Wed, 25 Nov, 2:00 – 3:00 pm")

    mary.sees("Booked ✓", "Wed, 25 Nov")


async def test_what_is_out_of_use_cannot_be_booked_until_it_is_back(town: Town, ana: Phone) -> None:
    """The calendar shows it, and the coordinator ends it by a tap."""
    eva = await coordinator(town)
    await share(town)
    await eva.says("/equipment")
    await eva.taps("Honey extractor")
    await eva.taps("Take out of use")
    await eva.taps("Breakdown")
    await eva.says("from 24 to 26 November")
    await eva.taps("Take out of use")
    eva.sees("Out of use ✓ Honey extractor", "Breakdown")
    await ana.says("/reservar")
    assert {"24✕", "25✕", "26✕", "27"} <= set(ana.buttons)

    await ana.taps("25✕")
    assert ana.toast == "Centrífuga: fuera de servicio ese día. Elige otro."
    await eva.taps("Equipment")
    await eva.taps("Honey extractor")
    eva.sees("Out of use, 24–26 November: Breakdown")
    await eva.taps("Back in use")
    eva.sees("Back in use ✓")
    await ana.says("mañana")

    ana.sees("¿A qué hora empiezas?")


# Reminders


def reminders(phone: Phone) -> list[str]:
    """Those on the screen, whatever else has come meanwhile."""
    shown = [message.get("text", "") for message in phone.messages]
    return [
        text
        for text in shown
        if "tienes una reserva" in text or "you have a booking" in text.lower()
    ]


async def test_reminders_come_the_day_before_and_two_hours_before(town: Town, ana: Phone) -> None:
    """In the first one it is confirmed; the second asks no more."""
    await share(town)
    await book(ana, "25", "11:00", "hasta 1:00")
    await town.clock_to(NINE + timedelta(hours=2))
    ana.sees("Mañana tienes una reserva.", "mié 25 nov, 11:00", "¿Vas a venir?")
    await ana.taps("Sí, voy")
    ana.sees("Confirmada ✓", "Lavar después de usar")
    await town.clock_to(NINE + timedelta(hours=24))
    ana.sees("En 2 h tienes una reserva.", "Cancelarla")
    ana.sees_not("¿Vas a venir?", "Sí, voy")


async def test_a_reminder_is_answered_by_cancelling(town: Town, mary: Phone) -> None:
    """Then no other one comes."""
    await share(town)
    await book(mary, "25", "11:00", "until 1:00")
    await town.clock_to(NINE + timedelta(hours=2))
    await mary.taps("Cancel it")
    await mary.taps("Yes, cancel it")
    said = reminders(mary)
    await town.clock_to(NINE + timedelta(hours=26))

    mary.sees("Cancelled. The time is free again")
    assert reminders(mary) == said


async def test_a_move_takes_the_reminder_with_it(town: Town, mary: Phone) -> None:
    """None comes for the time it was at."""
    await share(town)
    await book(mary, "25", "11:00", "until 1:00")
    await mary.taps("Move")
    for label in ("26", "11:00", "until 1:00"):
        await mary.taps(label)
    said = reminders(mary)
    await town.clock_to(NINE + timedelta(hours=2, minutes=1))
    assert reminders(mary) == said

    await town.clock_to(NINE + timedelta(hours=26, minutes=1))
    mary.sees("Tomorrow you have a booking.", "Thu, 26 Nov")


async def test_nobody_is_reminded_in_the_night_or_too_late(town: Town, ana: Phone) -> None:
    """What would be heard only after the start is not said; the day before it was."""
    await share(town)
    await book(ana, "25", "8:00 a. m.", "hasta 10:00")
    await town.clock_to(NINE - timedelta(hours=1))
    ana.sees("Mañana tienes una reserva.")
    said = reminders(ana)
    await town.clock_to(NINE + timedelta(hours=24))

    assert reminders(ana) == said


async def test_after_days_without_power_old_reminders_are_not_sent(town: Town, ana: Phone) -> None:
    """The bot comes back when the booking is over: there is nothing left to be reminded of."""
    await share(town)
    await book(ana, "25", "11:00", "hasta 1:00")
    said = reminders(ana)
    await town.closes()
    town.clock.move_to(NINE + timedelta(days=4))
    await town.opens()
    await town.settle()

    assert reminders(ana) == said
