"""Booking shared equipment, in both languages, by buttons and by typing, and what becomes of it."""

from datetime import timedelta
from io import BytesIO

import icalendar
from PIL import Image

from tests.dialogues.equipment import book, file_of, share, share_three
from tests.phone import Phone
from tests.town import START, Town


async def test_a_booking_takes_five_taps(town: Town, ana: Phone) -> None:
    """From the large button on: what, which day, from when, until when."""
    await share_three(town)
    ana.taps_made = 0
    await ana.taps("Reservar equipo")
    await ana.taps("Centrífuga")
    await ana.taps("24")
    await ana.taps("9:00")
    ana.sees("Centrífuga", "24 nov", "Con este toque queda reservado")
    await ana.taps("hasta 11:00")

    ana.sees("Reservado", "Centrífuga", "9:00 a 11:00 a. m. (2 h)", "Planta de Tota", "Lavar")
    assert ana.taps_made == 5


async def test_one_thing_to_book_is_not_asked_for(town: Town, mary: Phone) -> None:
    """With a single machine the day comes first: four taps, and no draft is left behind."""
    await share(town)
    mary.taps_made = 0
    await mary.taps("Book equipment")
    await mary.taps("Book equipment")
    mary.sees("Which day?")
    mary.taps_made -= 1
    await mary.taps("25")
    await mary.taps("10:00")
    await mary.taps("until 11:00 am")

    mary.sees("Booked ✓", "Honey extractor", "10:00 – 11:00 am (1 h)", "Undo")
    assert mary.taps_made == 4


async def test_a_booking_is_typed(town: Town, ana: Phone) -> None:
    """What was understood is shown before it counts."""
    await share_three(town)
    await ana.says("/reservar")
    await ana.says("camioneta")
    await ana.says("mañana")
    await ana.says("de 9 a 11:45")
    ana.sees("Inicio: 9:00 a. m.", "hasta 11:45 a. m. · 2 h 45 min")
    await ana.taps("hasta 11:45")

    ana.sees("Reservado", "Camioneta", "9:00 a 11:45 a. m.")


async def test_the_end_is_typed_in_many_ways(town: Town, mary: Phone) -> None:
    """As a length, or as an hour."""
    await share(town)
    await mary.says("/book")
    await mary.says("tomorrow")
    await mary.says("9 am")
    for words in ("3 hours", "until noon", "12"):
        await mary.says(words)
        mary.sees("From 9:00 am", "until 12:00 pm · 3 h")

    await mary.taps("until 12:00 pm")
    mary.sees("Booked ✓", "9:00 am – 12:00 pm (3 h)")


async def test_the_calendar_tells_the_days_apart(town: Town, ana: Phone, mary: Phone) -> None:
    """Free, partly free, full, out of use or closed; a tap in vain says why."""
    await share(town, longest=600)
    await book(mary, "24", "8:00", "until 6:00")
    await book(mary, "25", "8:00", "until 10:00")
    await ana.says("/reservar")
    assert {"24●", "25◐", "26"} <= set(ana.buttons)
    assert "29" not in ana.buttons

    await ana.taps("24●")
    assert ana.toast == "Ese día está lleno. Elige otro."
    await ana.says("el 29")
    ana.sees("Los domingos está cerrado.", "Cerrado: domingo")


async def test_rules_are_explained(town: Town, ana: Phone) -> None:
    """Each refusal says which rule it is, and the question stays."""
    await share(town, longest=240)
    await ana.says("/reservar")
    await ana.says("hoy")
    for words, why in (
        ("de 8 a 9", "Esa hora ya pasó"),
        ("de 5 pm a 7 pm", "horario de ese día: 8:00 a. m. – 6:00 p. m."),
        ("de 11 a 11:30", "por 1 h como mínimo"),
        ("de 11 am a 5 pm", "por 4 h como máximo"),
    ):
        await ana.says(words)
        ana.sees(why, "¿A qué hora empiezas?")

    await ana.taps("‹ Atrás")
    await ana.says("1 de marzo")
    ana.sees("el último día posible")


async def test_a_booking_is_moved(town: Town, ana: Phone, mary: Phone) -> None:
    """Over its own time too; where another has the new one, it stays as it was."""
    await share(town)
    await book(ana, "24", "9:00", "hasta 11:00")
    await book(mary, "25", "9:00", "until 11:00")
    await ana.says("/misreservas")
    await ana.taps("mañana 9:00")
    await ana.taps("Mover")
    await ana.taps("24◐")
    await ana.taps("10:00")
    await ana.taps("hasta 12:00")
    ana.sees("Movida ✓", "10:00 a. m. a 12:00 p. m.")
    await ana.taps("Mover")
    await ana.says("25")
    await ana.says("de 9 a 11")
    ana.sees("Ocupado.", "La reserva sigue igual", "10:00 a. m. a 12:00 p. m.")
    await ana.taps("mié 25 nov, 11:00")

    ana.sees("Movida ✓", "mié 25 nov, 11:00 a. m. a 1:00 p. m.")


async def test_a_booking_is_cancelled(town: Town, ana: Phone, mary: Phone) -> None:
    """From its card, after a question; the time is free again. A colleague may do it too."""
    await share(town)
    luis = await town.member("Luis", "es")
    await book(ana, "24", "9:00", "hasta 11:00")
    await luis.says("/misreservas")
    luis.sees("Reservas de Miel de Tota")
    await luis.taps("mañana 9:00")
    luis.sees("La reservó Ana, de Miel de Tota")
    await luis.taps("Cancelarla")
    await luis.taps("Sí, cancelarla")
    luis.sees("Cancelada. El tiempo queda libre")
    ana.sees("Luis canceló tu reserva:", "Centrífuga", "9:00 a 11:00 a. m.")
    await book(mary, "24", "9:00", "until 11:00")

    mary.sees("Booked ✓")
    await luis.says("/misreservas")
    luis.sees("No hay nada reservado", "Reservar equipo")


async def test_undo_right_after_booking(town: Town, mary: Phone) -> None:
    """One tap; a second one says that it is so already."""
    await share(town)
    await book(mary, "24", "9:00", "until 11:00")
    booked = mary.last
    await mary.taps("Undo")
    mary.sees("Cancelled. The time is free again")
    undo = booked["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await mary.taps_old(booked["message_id"], undo)

    mary.sees("Cancelled. The time is free again")


async def test_the_calendar_file_holds_the_booking(town: Town, ana: Phone) -> None:
    """Times in UTC, an alarm, and the same entry after a move."""
    await share(town)
    await book(ana, "24", "9:00", "hasta 11:00")
    event = await calendar_entry(town, ana)
    name = ana.last["document"]["file_name"]
    await ana.says("/misreservas")
    for label in ("mañana 9:00", "Mover", "24◐", "2:00 p. m.", "hasta 4:00 p. m."):
        await ana.taps(label)
    moved = await calendar_entry(town, ana)

    assert moved["UID"] == event["UID"]
    assert moved["SEQUENCE"] == 1
    assert moved.decoded("DTSTART") == START + timedelta(hours=28)
    assert name == "2026-11-24-0900.ics"
    assert event["SUMMARY"] == "Centrífuga"
    assert event["LOCATION"] == "Planta de Tota"
    assert event.decoded("DTSTART") == START + timedelta(hours=23)
    assert event.decoded("DTEND") == START + timedelta(hours=25)
    assert event["SEQUENCE"] == 0
    assert len(event.walk("VALARM")) == 1


async def calendar_entry(town: Town, phone: Phone) -> icalendar.Event:
    await phone.taps("Para mi calendario")
    content = file_of(town, phone.last["document"]["file_id"])
    [event] = icalendar.Calendar.from_ical(content).events
    return event


async def test_pictures_of_a_week_and_a_day(town: Town, ana: Phone, mary: Phone) -> None:
    """As large as a phone is wide; the next one comes by a button."""
    await share_three(town)
    await mary.says("/equipment")
    await mary.taps("Pickup truck")
    await mary.taps("Picture of the week")
    mary.sees("Pickup truck · 23 November 2026", "Week after ›")
    await mary.taps("Week after ›")
    mary.sees("30 November 2026")
    await ana.says("/equipos")
    await ana.taps("Imagen de hoy")
    ana.sees("23 de noviembre de 2026", "Día siguiente ›")
    picture = Image.open(BytesIO(file_of(town, ana.last["photo"][-1]["file_id"])))

    assert picture.width == 1080


async def test_nothing_to_book_yet_has_a_next_step(town: Town, ana: Phone) -> None:
    """For a member, whom to ask."""
    await ana.taps("Reservar equipo")
    ana.sees("Aún no hay equipos compartidos", "Pídeselo")
    await ana.says("/equipos")

    ana.sees("Aún no hay equipos compartidos", "Pídeselo")


async def test_the_language_changes_halfway(town: Town, ana: Phone) -> None:
    """What was answered stays."""
    await share_three(town)
    await ana.taps("Reservar equipo")
    await ana.taps("Camioneta")
    await ana.says("/language")
    await ana.taps("English")

    ana.sees_above("Pickup truck", "Which day?")
