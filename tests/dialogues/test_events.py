"""Fairs and trainings: announced, answered with one tap, with seats, a waiting list, reminders."""

from datetime import UTC, datetime

from icalendar import Calendar

from storage.rsvps import Reply
from tests.dialogues.announced import fair, figures, replies
from tests.phone import Phone
from tests.town import Town


async def test_a_fair_is_made_and_announced_in_spanish(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """By steps; seen as it will look in both languages, then sent with its two buttons."""
    await rosa.says("/evento")
    await rosa.taps("Feria")
    await rosa.says("Feria de la miel")
    await rosa.says("Honey fair")
    await rosa.says("12 de diciembre")
    await rosa.says("de 9 de la mañana a 5 de la tarde")
    await rosa.says("Plaza de Tunja")
    await rosa.taps("20")
    await rosa.says("Trae tus frascos.")
    await rosa.taps("Omitir")
    await rosa.taps("Guardar")
    rosa.sees_above("Honey fair", "Sat, 12 Dec", "20 seats", "Trae tus frascos.")
    rosa.sees("Lo recibirán 3 personas", "No hay texto en inglés: 1 persona", "Enviar")
    await rosa.taps("Enviar")

    ana.sees("Feria de la miel", "sáb 12 dic, 9:00 a. m.", "Lugar: Plaza de Tunja")
    ana.sees("20 cupos", "Trae tus frascos.", "Voy", "No voy", "Leído")
    mary.sees("Honey fair", "Plaza de Tunja", "20 seats", "I am going", "Not going")


async def test_a_training_of_several_days_is_typed_in_english(
    town: Town, john: Phone, mary: Phone
) -> None:
    """Without a number of seats everybody can come."""
    said = ("/event", "training", "Queen rearing", "skip", "1 December", "from 9 am to 1 pm")
    for words in (*said, "Duitama", "skip", "Three mornings.", "skip"):
        await john.says(words)
    await john.taps("+ Last day")
    await john.says("3 December")
    await john.says("save")
    await john.taps("Send")

    mary.sees("Queen rearing", "Training", "Tue, 1 Dec", "Thu, 3 Dec", "Three mornings.")
    mary.sees_not("seat")


async def test_a_name_is_asked_for_in_ones_own_language_first(
    town: Town, rosa: Phone, john: Phone
) -> None:
    """And asked for again in it, where both were skipped."""
    await rosa.says("/evento")
    await rosa.taps("Feria")
    rosa.sees("¿Cómo se llama en español?")
    said = ("/event", "fair", "skip", "skip", "1 December", "from 9 am to 1 pm", "Duitama", "skip")
    for words in (*said, "Three mornings.", "Tres mañanas.", "save"):
        await john.says(words)
    john.sees("It needs a name, in one language at least.", "What is it called in English?")
    await john.says("Queen rearing")
    john.sees("Text in English: Three mornings.\nText in Spanish: Tres mañanas.")
    await john.taps("Save")

    john.sees_above("Queen rearing", "Three mornings.")


async def test_a_fair_is_changed_before_it_is_announced(
    town: Town, rosa: Phone, ana: Phone
) -> None:
    """Back to how it will look; not announced, it is still in the list."""
    said = ("/evento", "feria", "Feria de la miel", "omitir", "12 de diciembre", "de 9 am a 5 pm")
    for words in (*said, "Tunja", "omitir", "omitir", "omitir", "guardar"):
        await rosa.says(words)
    await rosa.taps("Cambiar")
    await rosa.taps("✏️ Lugar")
    await rosa.says("Sogamoso")
    await rosa.taps("✏️ Tipo")
    await rosa.taps("Curso")
    await rosa.taps("Guardar")
    rosa.sees_above("Curso · Apicultores de Boyacá", "Feria de la miel", "Lugar: Sogamoso")
    rosa.sees("Lo recibirán 2 personas", "Enviar")
    await rosa.taps("Descartar")
    rosa.sees("No se le escribió a nadie.")
    ana.sees_not("Feria de la miel")
    await ana.taps("Ferias y cursos")

    ana.sees("12 dic · Feria de la miel")


async def test_one_tap_says_that_one_goes(town: Town, rosa: Phone, ana: Phone) -> None:
    """Under the announcement; the button shows it, and the announcement counts as read."""
    event = await fair(town, rosa, seats=20)
    ana.taps_made = 0
    await ana.taps("Voy")
    assert ana.taps_made == 1
    assert ana.toast == "Anotado: vas a ir. Te lo recordaré el día anterior."
    ana.sees("Feria de la miel", "✓ Voy", "No voy", "Para mi calendario")
    await ana.taps("✓ Voy")

    assert (await replies(town, event))[Reply.GOING] == ["Ana"]
    assert (await figures(town)).read == 1


async def test_one_tap_says_so_in_english(town: Town, rosa: Phone, mary: Phone) -> None:
    """And another takes it back."""
    event = await fair(town, rosa)
    await mary.taps("I am going")
    mary.sees("✓ I am going")
    await mary.taps("Not going")
    mary.sees("✓ Not going")

    assert mary.toast == "Noted: you are not going to Honey fair."
    assert (await replies(town, event))[Reply.GOING] == []


async def test_the_waiting_list_moves_up_by_itself(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """The one seat is Ana's; Mary waits, and has it as soon as Ana cannot go."""
    event = await fair(town, rosa, seats=1)
    await ana.taps("Voy")
    await mary.taps("I am going")
    assert mary.toast.startswith("It is full: you are number 1 on the waiting list.")
    mary.sees("✓ On the waiting list")
    await ana.taps("No voy")

    mary.sees("There is a seat for you: you are going.", "Honey fair", "I cannot go")
    found = await replies(town, event)
    assert (found[Reply.GOING], found[Reply.WAITING]) == (["Mary"], [])


async def test_at_night_a_seat_is_told_in_the_morning(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """The seat is kept all the same."""
    event = await fair(town, rosa, seats=1)
    await ana.taps("Voy")
    await mary.taps("I am going")
    await town.clock_to(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
    await ana.taps("No voy")
    mary.sees_not("There is a seat for you")
    assert (await replies(town, event))[Reply.GOING] == ["Mary"]
    await town.clock_to(datetime(2026, 11, 24, 13, 1, tzinfo=UTC))

    mary.sees("There is a seat for you")


async def test_the_list_and_ones_own(town: Town, rosa: Phone, ana: Phone) -> None:
    """What is coming with one's answers; a card to answer on; those one goes to."""
    await fair(town, rosa, seats=2, announced=False)
    await ana.taps("Ferias y cursos")
    ana.sees("Ferias y cursos", "7 dic · Feria de la miel", "A los que voy")
    await ana.taps("A los que voy")
    ana.sees("No vas a ninguno de los que vienen")
    await ana.taps("‹ Todos")
    await ana.taps("Feria de la miel")
    ana.sees("Feria de la miel", "Quedan 2 cupos.", "Voy", "No voy")
    await ana.taps("Voy")
    ana.sees("Vas a ir ✓", "No puedo ir", "Para mi calendario")
    await ana.taps("‹ Ferias y cursos")
    ana.sees("✓ 7 dic · Feria de la miel")
    await ana.taps("A los que voy")

    ana.sees("✓ 7 dic · Feria de la miel")


async def test_an_empty_list_says_what_comes_next(
    town: Town, ana: Phone, mary: Phone, john: Phone
) -> None:
    """Members will be told; coordinators can announce the first."""
    await ana.taps("Ferias y cursos")
    await mary.says("/events")
    await john.taps("Fairs and trainings")

    ana.sees("Por ahora no hay ferias ni cursos por venir.")
    mary.sees("No fair or training is coming now.")
    john.sees("Announce the first", "New fair or training")


async def test_a_calendar_takes_it(town: Town, rosa: Phone, mary: Phone) -> None:
    """The file holds the hours in UTC, the place, an alarm."""
    event = await fair(town, rosa)
    await mary.taps("I am going")
    await mary.taps("For my calendar")

    document = mary.last["document"]
    assert document["file_name"] == "2026-12-07-1600.ics"
    stored = town.sim.files.get(document["file_id"])
    assert stored is not None
    [entry] = Calendar.from_ical(stored.data).walk("VEVENT")
    assert (entry["SUMMARY"], entry["LOCATION"]) == ("Honey fair", "Plaza de Tunja")
    assert entry.decoded("DTSTART") == event.times.start
    assert entry.decoded("DTEND") == event.times.end
