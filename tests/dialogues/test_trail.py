"""The trail of what is announced, planned and taken out of use: read in one's own language."""

from datetime import UTC, datetime

from storage import announcements
from storage.scope import Role
from tests.dialogues.announced import announce, fair, scope_of
from tests.dialogues.equipment import share
from tests.dialogues.people import joins, second_cluster
from tests.phone import Phone
from tests.town import Town

LONG = "No habrá luz en la bodega durante toda la mañana del jueves"
NIGHT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


async def test_what_was_announced(town: Town, rosa: Phone, john: Phone, ana: Phone) -> None:
    """Sent, corrected and taken back, with its first words as they are by now."""
    await announce(town, rosa, LONG, None)
    await rosa.says("/bitacora")
    rosa.sees("Rosa: anunció «No habrá luz en la bodega durante toda…»")
    await rosa.says("/anuncios")
    await rosa.taps("No habrá luz")
    await rosa.taps("Corregir")
    await rosa.taps("+ Texto en inglés")
    await rosa.says("No power on Thursday")
    await rosa.taps("Corregir todas las copias")
    await john.says("/announcements")
    for label in ("No power", "Take back", "Yes, take it back"):
        await john.taps(label)
    await john.says("/log")
    john.sees("Rosa: announced “No power on Thursday”")
    john.sees("Rosa: corrected the announcement “No power on Thursday”")
    john.sees("John: took back the announcement “No power on Thursday”")
    await rosa.says("/bitacora")

    rosa.sees("Rosa: corrigió el anuncio «No habrá luz", "John: retiró el anuncio «No habrá luz")


async def test_what_was_sent_again(town: Town, rosa: Phone, ana: Phone) -> None:
    """Its own entry: whoever had not read it got it twice."""
    sent = await announce(town, rosa, "Hola a todas", None)
    async with town.app.database.transaction() as tx:
        scope = await scope_of(town, rosa)
        await announcements.send_again(tx, scope, sent.id, town.clock.now())
    await rosa.says("/bitacora")

    rosa.sees("Rosa: volvió a enviar el anuncio «Hola a todas»")


async def test_what_became_of_an_event(town: Town, rosa: Phone, john: Phone) -> None:
    """Made, announced, changed in something and called off; saving nothing new is no act."""
    await fair(town, rosa)
    for change in ("Tunja, Parque Santander", None):
        await rosa.says("/ferias")
        for label in ("Feria de la miel", "Cambiar"):
            await rosa.taps(label)
        if change is not None:
            await rosa.taps("✏️ Lugar")
            await rosa.says(change)
        await rosa.taps("Guardar")
    await john.says("/events")
    for label in ("Honey fair", "Call it off", "Yes, call it off"):
        await john.taps(label)
    await rosa.says("/bitacora")
    rosa.sees("Rosa: creó el evento «Feria de la miel»", "Rosa: anunció «Feria de la miel»")
    rosa.sees("Rosa: cambió el evento «Feria de la miel»: el lugar")
    rosa.sees("John: canceló el evento «Feria de la miel»")
    await john.says("/log")
    john.sees("Rosa: made the event “Honey fair”", "Rosa: announced “Honey fair”")
    john.sees("John: called off the event “Honey fair”")

    assert john.screen.count("changed the event “Honey fair”: the place") == 1


async def test_what_never_goes_out_because_its_event_was_called_off(
    town: Town, rosa: Phone, john: Phone
) -> None:
    """That is one act of one person, not two."""
    await town.clock_to(NIGHT)
    await fair(town, rosa)
    await rosa.says("/ferias")
    for label in ("Feria de la miel", "Cancelarlo", "Sí, cancelarlo"):
        await rosa.taps(label)
    await rosa.says("/bitacora")

    rosa.sees("Rosa: canceló el evento «Feria de la miel»")
    rosa.sees_not("retiró")


async def test_what_was_out_of_use(town: Town, rosa: Phone, john: Phone) -> None:
    """Who took the equipment away, why, and who gave it back."""
    await share(town)
    await john.says("/equipment")
    for label in ("Honey extractor", "Take out of use", "Breakdown"):
        await john.taps(label)
    await john.says("tomorrow")
    await john.taps("Take out of use")
    await john.says("/log")
    john.sees("John: took Honey extractor out of use: Breakdown")
    await rosa.says("/equipos")
    for label in ("Centrífuga", "De nuevo en servicio"):
        await rosa.taps(label)
    await rosa.says("/bitacora")

    rosa.sees("John: dejó fuera de servicio Centrífuga: Avería")
    rosa.sees("Rosa: puso de nuevo en servicio Centrífuga")


async def test_what_became_of_the_list_of_equipment(town: Town, rosa: Phone, john: Phone) -> None:
    """Who added what, changed it, took it off and put it back."""
    await rosa.says("/nuevoequipo")
    for said in ("Prensa", "Máquina", "Tunja", "8:00 a. m.", "6:00 p. m.", "Listo", "1 h", "4 h"):
        await rosa.says(said)
    for label in ("Omitir", "Guardar"):
        await rosa.taps(label)
    await john.says("/equipment")
    for label in ("Prensa", "Edit", "✏️ Place"):
        await john.taps(label)
    await john.says("Paipa")
    await john.taps("Save")
    await john.says("/equipment")
    for label in ("Prensa", "Take off the list", "Yes, take it off the list"):
        await john.taps(label)
    await john.says("/log")
    john.sees("Rosa: added Prensa to the equipment", "John: changed the details of Prensa")
    john.sees("John: took Prensa off the list of equipment")
    await rosa.says("/equipos")
    for label in ("Fuera de la lista", "23 nov · Prensa"):
        await rosa.taps(label)
    await rosa.says("/bitacora")

    rosa.sees("Rosa: agregó Prensa al equipo compartido", "John: cambió los datos de Prensa")
    rosa.sees("John: quitó Prensa de la lista", "Rosa: devolvió Prensa a la lista de equipos")


async def test_words_of_an_announcement_are_words_only(town: Town, john: Phone) -> None:
    """Whatever they look like."""
    await announce(town, john, None, "<b>Bring</b>\n\n& share {jars}")
    await john.says("/log")

    john.sees("John: announced “<b>Bring</b> & share {jars}”")


async def test_a_sister_cluster_reads_nothing_of_it(town: Town, rosa: Phone) -> None:
    """Its trail is its own."""
    await announce(town, rosa, "Solo para Boyacá", None)
    await fair(town, rosa)
    await joins(town, rosa, await second_cluster(town), Role.COORDINATOR)
    await rosa.says("/bitacora")

    rosa.sees("Todavía no hay nada anotado")
