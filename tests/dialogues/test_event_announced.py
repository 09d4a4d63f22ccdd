"""What announces a fair or a training: to whom, when, with a poster; now, later, or not at all."""

from datetime import UTC, datetime, timedelta

from tests.dialogues.announced import fair
from tests.phone import Phone
from tests.town import Town

FAIR = ("/evento", "feria", "Feria de la miel", "omitir", "12 de diciembre", "de 9 am a 5 pm")
SPANISH = (*FAIR, "Tunja", "omitir", "Trae tus frascos.", "omitir")


async def test_its_audience_its_time_and_its_poster(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """All on one card from the preview, where count, moment and picture follow at once."""
    for said in SPANISH:
        await rosa.says(said)
    await rosa.taps("Guardar")
    rosa.sees("Todas las personas", "Lo recibirán 3 personas", "Sale en cuanto toques Enviar.")
    await rosa.taps("Para quién, cuándo y foto")
    await rosa.taps("✏️ Para")
    await rosa.taps("Quienes leen español")
    await rosa.taps("✏️ Cuándo")
    await rosa.taps("En otro momento")
    await rosa.says("mañana")
    await rosa.says("9 de la mañana")
    await rosa.sends_photo()
    await rosa.taps("Ver cómo quedará")
    rosa.sees_above("Feria de la miel", "Lugar: Tunja")
    rosa.sees("Quienes leen español", "Lo recibirán 2 personas", "9:00 a. m.")
    await rosa.taps("Enviar")
    rosa.sees("Sale el")
    ana.sees_not("Feria de la miel")
    await town.clock_to(datetime(2026, 11, 24, 14, 1, tzinfo=UTC))

    assert "photo" in ana.last
    ana.sees("Feria de la miel", "Voy", "No voy", "Leído")
    mary.sees_not("Feria de la miel")


async def test_a_document_that_is_sent_with_the_questions(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """At any of them; it is on the card, and every copy of what announces the training has it."""
    for said in ("/event", "training", "Queen rearing", "skip", "1 December"):
        await john.says(said)
    await john.sends_document("programme.pdf")
    for said in ("from 9 am to 1 pm", "Duitama", "skip", "skip", "skip"):
        await john.says(said)
    john.sees("Photo or document: programme.pdf")
    await john.says("save")
    assert "document" in john.messages[-2]
    await john.taps("Send")
    assert "document" in mary.last
    mary.sees("Queen rearing", "I am going", "Read")
    await mary.taps("I am going")
    mary.sees("✓ I am going")
    await john.says("/events")
    await john.taps("Queen rearing")
    await john.taps("Change")
    john.sees_not("Photo or document")
    await john.taps("✏️ Place")
    await john.says("Paipa")
    await john.taps("Save")

    assert "document" in mary.messages[-2]
    mary.sees_above("Place: Paipa", "Corrected on")


async def test_below_a_poster_fewer_words_fit(town: Town, rosa: Phone) -> None:
    """Too many of them are refused where they can be shortened, or the poster be left out."""
    for said in (*FAIR, "Tunja", "omitir", "palabra " * 80, "omitir"):
        await rosa.says(said)
    await rosa.sends_photo()
    await rosa.taps("Guardar")
    rosa.sees("el texto puede tener 579 caracteres", "¿Qué debe saber la gente? En español.")
    await rosa.says("Trae tus frascos.")
    await rosa.taps("Guardar")
    rosa.sees("Lo recibirá", "Enviar")


async def test_below_a_poster_that_comes_later_too(town: Town, john: Phone) -> None:
    """The text stands already: the card of the announcement lets one leave the poster out."""
    for said in ("/event", "fair", "Honey fair", "skip", "12 December", "from 9 am to 5 pm"):
        await john.says(said)
    for said in ("Tunja", "skip", "word " * 200, "skip"):
        await john.says(said)
    await john.taps("Save")
    await john.taps("For whom, when, photo")
    await john.sends_photo()
    await john.taps("See how it will look")
    john.sees("can have 585 characters at most", "shorten the text of the event")
    await john.taps("Leave empty")
    await john.taps("See how it will look")
    john.sees("1 person will get it", "Send")


async def test_what_has_a_poster_is_not_changed_to_a_long_text(
    town: Town, rosa: Phone, ana: Phone
) -> None:
    """Its copies could not hold it."""
    for said in SPANISH:
        await rosa.says(said)
    await rosa.sends_photo()
    await rosa.taps("Guardar")
    await rosa.taps("Enviar")
    await rosa.says("/ferias")
    await rosa.taps("Feria de la miel")
    await rosa.taps("Cambiar")
    await rosa.taps("✏️ Texto en español")
    await rosa.says("palabra " * 80)
    await rosa.taps("Guardar")

    rosa.sees("el texto puede tener 579 caracteres")
    ana.sees("Trae tus frascos.")


async def test_discarded_it_is_announced_later_from_its_card(
    town: Town, rosa: Phone, ana: Phone
) -> None:
    """As long as it is not announced the card says so; a second tap makes no second one."""
    for said in SPANISH:
        await rosa.says(said)
    await rosa.taps("Guardar")
    await rosa.taps("Descartar")
    rosa.sees("No se le escribió a nadie.", "‹ El evento")
    await rosa.taps("‹ El evento")
    rosa.sees("Todavía no se ha anunciado.", "Anunciar")
    card = rosa.last["message_id"]
    await rosa.taps("Anunciar")
    rosa.sees("Lo recibirán 2 personas", "Enviar")
    await rosa.taps_old(card, "eventannounce:1")
    await rosa.taps("Enviar")
    ana.sees("Feria de la miel", "Voy")
    await rosa.taps_old(card, "eventannounce:1")

    shown = next(m for m in rosa.messages if m["message_id"] == card)
    assert "Todavía no se ha anunciado" not in shown["text"]
    await rosa.says("/anuncios")
    assert sum("Feria de la miel" in label for label in rosa.buttons) == 1


async def test_a_change_of_what_nobody_was_told_of_corrects_nothing(
    town: Town, john: Phone, mary: Phone
) -> None:
    """Who goes is told; it is said that it is not announced, and how to."""
    await fair(town, john, announced=False)
    await john.says("/events")
    await john.taps("Honey fair")
    john.sees("It has not been announced yet.")
    await john.taps("Change")
    await john.taps("✏️ Place")
    await john.says("Paipa")
    await john.taps("Save")
    john.sees("Changed ✓ Whoever is going is told.", "It has not been announced yet.", "Announce")
    john.sees_not("corrected")
    await john.taps("Announce")
    await john.taps("Send")

    mary.sees("Honey fair", "Place: Paipa", "I am going")
    mary.sees_not("Corrected")


async def test_what_is_called_off_is_announced_no_more(
    town: Town, rosa: Phone, john: Phone, ana: Phone
) -> None:
    """Neither from the preview that is still there, nor at the time that was set."""
    for said in SPANISH:
        await rosa.says(said)
    await rosa.taps("Guardar")
    preview = rosa.last["message_id"]
    await john.says("/event")
    for said in ("fair", "Wax fair", "skip", "12 December", "from 9 am to 5 pm", "Tunja"):
        await john.says(said)
    for said in ("skip", "skip", "skip", "save"):
        await john.says(said)
    await john.taps("For whom, when, photo")
    await john.taps("✏️ When")
    await john.taps("At another time")
    for said in ("tomorrow", "9 am", "save"):
        await john.says(said)
    await john.taps("Send")
    for name in ("Feria de la miel", "Wax fair"):
        await john.says("/events")
        await john.taps(name)
        await john.taps("Call it off")
        await john.taps("Yes, call it off")
    await rosa.taps_old(preview, "send:1")
    await town.clock_to(datetime(2026, 11, 24, 14, 1, tzinfo=UTC))

    ana.sees_not("Feria de la miel", "Wax fair")
    rosa.sees("no salió")


async def test_not_after_it_has_begun(town: Town, john: Phone, mary: Phone) -> None:
    """A preview that was left lying says so and offers to discard; a late hour is refused."""
    event = await fair(town, john, announced=False)
    await john.says("/events")
    await john.taps("Honey fair")
    await john.taps("Announce")
    preview = john.last["message_id"]
    await john.taps("For whom, when, photo")
    await john.taps("✏️ When")
    await john.taps("At another time")
    for said in ("8 December", "9 am", "save"):
        await john.says(said)
    john.sees("It begins before that", "On which day?")
    await john.says("/cancel")
    await town.clock_to(event.times.start + timedelta(minutes=1))
    await john.taps_old(preview, "send:1")
    john.sees("That event has begun already.", "Discard")
    john.sees_not("Send")
    await john.taps("Discard")
    john.sees("Discarded. Nobody was written to.")

    mary.sees_not("Honey fair")


async def test_not_after_a_stop_over_its_beginning(town: Town, rosa: Phone, ana: Phone) -> None:
    """It was to be announced at nine, and begins at eleven; the bot is back at noon."""
    for said in ("/evento", "feria", "Feria de la miel", "omitir", "mañana", "de 11 am a 5 pm"):
        await rosa.says(said)
    for said in ("Tunja", "omitir", "omitir", "omitir", "guardar"):
        await rosa.says(said)
    await rosa.taps("Para quién, cuándo y foto")
    await rosa.taps("✏️ Cuándo")
    await rosa.taps("En otro momento")
    for said in ("mañana", "9 de la mañana", "guardar"):
        await rosa.says(said)
    await rosa.taps("Enviar")
    await town.closes()
    town.clock.move_to(datetime(2026, 11, 24, 17, 0, tzinfo=UTC))
    await town.opens()
    await town.settle()
    await rosa.taps("Actualizar")

    rosa.sees("No salió:", "no estaba en marcha a esa hora")
    ana.sees_not("Feria de la miel")
