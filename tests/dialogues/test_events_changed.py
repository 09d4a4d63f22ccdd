"""An event is changed, called off, or over: each who comes is told once, and told what."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from storage.rsvps import Reply
from tests.dialogues.announced import fair, figures, replies
from tests.phone import Phone
from tests.town import Town


async def test_saving_nothing_new_writes_to_nobody(town: Town, john: Phone, ana: Phone) -> None:
    """No copy is corrected, nobody is told, and who had read it still has."""
    await fair(town, john)
    await ana.taps("Voy")
    before = ana.last["message_id"]
    await john.says("/events")
    await john.taps("Honey fair")
    await john.taps("Change")
    await john.taps("Save")
    john.sees("Nothing was changed.")

    assert ana.last["message_id"] == before
    ana.sees("✓ Voy")
    ana.sees_not("Corregido")
    assert (await figures(town)).read == 1


async def test_what_was_changed_is_told(town: Town, john: Phone, ana: Phone) -> None:
    """The place and the seats, and not the day, which is as it was."""
    await fair(town, john)
    await ana.taps("Voy")
    await john.says("/events")
    await john.taps("Honey fair")
    await john.taps("Change")
    await john.taps("✏️ Place")
    await john.says("Sogamoso")
    await john.taps("+ Seats")
    await john.says("30")
    await john.taps("Save")
    john.sees("It was changed: the place and the seats")

    ana.sees("Hubo un cambio: el lugar y los cupos", "Sogamoso", "30 cupos")


async def test_who_moves_up_by_a_change_hears_of_it_once(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """And what announced it says on their phone that they go."""
    await fair(town, rosa, seats=1)
    await ana.taps("Voy")
    await mary.taps("I am going")
    await rosa.says("/ferias")
    await rosa.taps("Feria de la miel")
    await rosa.taps("Cambiar")
    await rosa.taps("✏️ Cupos")
    await rosa.says("2")
    await rosa.taps("Guardar")

    ana.sees("Hubo un cambio: los cupos")
    mary.sees("There is a seat for you: you are going.", "2 seats")
    assert "It was changed" not in mary.screen
    assert "[✓ I am going]" in mary.screen
    assert "On the waiting list" not in mary.screen


async def test_moving_up_marks_the_announcement(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Somebody else cannot go: the button under Mary's copy says what she is told."""
    await fair(town, rosa, seats=1)
    await ana.taps("Voy")
    await mary.taps("I am going")
    mary.sees("✓ On the waiting list")
    await ana.taps("No voy")

    mary.sees("There is a seat for you")
    assert "[✓ I am going]" in mary.screen
    assert "On the waiting list" not in mary.screen


async def test_fewer_seats_than_people_are_asked_about(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """Nobody loses theirs; corrected, nothing happens."""
    event = await fair(town, john, seats=5)
    await ana.taps("Voy")
    await mary.taps("I am going")
    await john.says("/events")
    await john.taps("Honey fair")
    await john.taps("Change")
    await john.taps("✏️ Seats")
    await john.says("1")
    await john.taps("Save")
    john.sees("2 people are going already", "Nobody loses theirs", "Yes, save", "Correct")
    await john.taps("Yes, save")
    john.sees("Changed ✓", "1 seat")

    assert len((await replies(town, event))[Reply.GOING]) == 2


async def test_called_off_with_a_reason_and_out_of_the_calendar(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """In both languages; the entry that the button brings takes the old one out."""
    await fair(town, rosa)
    await ana.taps("Voy")
    await mary.taps("I am going")
    await rosa.says("/ferias")
    await rosa.taps("Feria de la miel")
    await rosa.taps("Cancelarlo")
    await rosa.taps("Sí, y decir por qué")
    await rosa.says("La vía está cerrada")
    await rosa.says("The road is closed")
    await rosa.taps("Sí, cancelarlo")
    rosa.sees("Cancelado.", "Motivo: La vía está cerrada")
    ana.sees("Cancelado: no se realizará.", "Motivo: La vía está cerrada")
    mary.sees("Called off: it will not take place.", "Reason: The road is closed")
    mary.sees_above("Called off: it will not take place.", "Corrected on")
    await mary.taps("For my calendar")

    stored = town.sim.files.get(mary.last["document"]["file_id"])
    assert stored is not None
    assert Calendar.from_ical(stored.data)["METHOD"] == "CANCEL"
    mary.sees("your calendar takes Honey fair out")


async def test_called_off_twice_says_that_it_was(town: Town, john: Phone, ana: Phone) -> None:
    """And not that whoever called it off is going."""
    event = await fair(town, john)
    await john.taps("I am going")
    await john.says("/events")
    await john.taps("Honey fair")
    await john.taps("Call it off")
    asked = john.last["message_id"]
    await john.taps("Yes, call it off")
    await john.taps_old(asked, f"eventcancelnow:{event.id}")

    john.sees_above("That event was cancelled.")
    assert "You are going" not in john.screen


async def test_an_event_is_listed_until_it_ends(
    town: Town, rosa: Phone, ana: Phone, john: Phone
) -> None:
    """By then it is among the past ones, with who had said yes; members are told the truth."""
    event = await fair(town, rosa)
    await ana.taps("Voy")
    await town.clock_to(event.times.start + timedelta(hours=1))
    await ana.says("/ferias")
    ana.sees("✓ 7 dic · Feria de la miel")
    await ana.taps("A los que voy")
    ana.sees("✓ 7 dic · Feria de la miel")
    await town.clock_to(event.times.end + timedelta(minutes=1))
    await ana.taps("‹ Todos")
    ana.sees_not("Feria de la miel", "Anteriores")
    await john.says("/events")
    await john.taps("Past ones")
    john.sees("Past fairs and trainings", "Honey fair")
    await john.taps("Honey fair")
    john.sees("That event is over.", "Who had said yes (1)")
    john.sees_not("Change", "Call it off")
    await john.taps("Who had said yes (1)")

    john.sees("1 person had said yes.", "· Ana, Miel de Tota")


async def test_taking_an_announcement_back_calls_nothing_off(
    town: Town, rosa: Phone, ana: Phone
) -> None:
    """It is said, and the event is one tap away."""
    await fair(town, rosa)
    await rosa.says("/anuncios")
    await rosa.taps("Feria de la miel")
    await rosa.taps("Retirar")
    rosa.sees("Solo se retira el anuncio: el evento sigue en pie")
    await rosa.taps("‹ El evento")

    rosa.sees("Feria de la miel", "Cancelarlo")


async def test_the_last_day_is_refused_where_it_is_told(town: Town, rosa: Phone) -> None:
    """Before the first one there is none; the calendar opens on the month of that."""
    said = ("/evento", "feria", "Feria de la miel", "omitir", "12 de enero", "de 9 am a 5 pm")
    for words in (*said, "Tunja", "omitir", "omitir", "omitir"):
        await rosa.says(words)
    await rosa.taps("+ Último día")
    rosa.sees("Ene 2027")
    await rosa.says("10 de enero")
    rosa.sees("demasiado pronto", "¿Cuál es su último día?")
    await rosa.says("13 de enero")

    rosa.sees("Guardar", "13 de enero")


async def test_hours_of_today_that_are_over_are_not_offered(town: Town, rosa: Phone) -> None:
    """It is ten in the morning."""
    for words in ("/evento", "feria", "Feria de la miel", "omitir", "hoy"):
        await rosa.says(words)
    rosa.sees("11:00 a. m.")
    rosa.sees_not("9:00 a. m.")
    await rosa.says("de 8 a 9 am")
    rosa.sees("Esa hora ya pasó.")
    await rosa.says("25:00")

    rosa.sees("Esa hora no existe.")


async def test_called_off_while_it_runs_is_told_still(town: Town, john: Phone, mary: Phone) -> None:
    """A fair of several hours that the rain ends."""
    event = await fair(town, john)
    await mary.taps("I am going")
    await town.clock_to(datetime(2026, 12, 7, 22, 0, tzinfo=UTC))
    assert event.times.start < town.clock.now() < event.times.end
    await john.says("/events")
    await john.taps("Honey fair")
    await john.taps("Call it off")
    await john.taps("Yes, call it off")

    mary.sees("Called off: it will not take place.", "Honey fair")
