"""Equipment that is no longer shared: off the list, out of everybody's sight, and back again."""

from datetime import timedelta

from tests.dialogues.equipment import EXTRACTOR, book, share
from tests.dialogues.test_export import opened, table
from tests.phone import Phone
from tests.town import Town


async def test_who_had_booked_is_told_and_offered_a_sister(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Named before it is done; each hears it in their language, and no reminder comes."""
    await share(town)
    await book(ana, "25", "9:00", "hasta 11:00")
    await book(mary, "25", "2:00 pm", "until 3:00")
    await share(town, name_es="Centrífuga 2", name_en="Honey extractor 2")
    await rosa.says("/equipos")
    await rosa.taps("Centrífuga")
    await rosa.taps("Quitar de la lista")
    rosa.sees(
        "¿Quitar Centrífuga de la lista?",
        "Esto cancela 2 reservas:",
        "9:00 a 11:00 a. m. · Miel de Tota (Ana)",
        "Apiario El Roble (Mary)",
    )
    await rosa.taps("Sí, quitarlo de la lista")
    rosa.sees("Ya no está en la lista ✓ Centrífuga", "Se cancelaron 2 reservas")
    ana.sees("Tu reserva quedó cancelada. El equipo ya no se comparte.", "mié 25 nov, 9:00")
    mary.sees("Your booking is cancelled. The equipment is no longer shared.")
    await mary.taps("25 Nov 2:00 pm · Honey extractor 2")
    mary.sees("Booked ✓", "Honey extractor 2", "Wed, 25 Nov, 2:00 – 3:00 pm")
    said = len(ana.messages)
    await town.clock_to(town.clock.now() + timedelta(hours=46))

    assert not [m for m in ana.messages[said:] if "tienes una reserva" in str(m)]
    mary.sees("You have a booking soon.", "Honey extractor 2")


async def test_it_is_nowhere_and_old_buttons_say_so(town: Town, john: Phone, ana: Phone) -> None:
    """No list, no booking, no block, no edit; forms that were begun end kindly."""
    machine = await share(town)
    await book(ana, "25", "9:00", "hasta 11:00")
    await ana.says("/reservar")
    ana.sees("¿Qué día?")
    await john.says("/equipment")
    for label in ("Honey extractor", "Take off the list", "Yes, take it off the list"):
        await john.taps(label)
    john.sees("Taken off the list ✓ Honey extractor", "1 booking was cancelled")
    ana.sees("Tu reserva quedó cancelada.", "Reservar equipo")
    await ana.says("mañana")
    ana.sees("No encuentro ese equipo.")
    await ana.says("/cancelar")
    for old in ("resource", "book", f"take:{machine.id}.29755560.60", "eqweek"):
        data = old if ":" in old else f"{old}:{machine.id}"
        await ana.taps_old(
            ana.last["message_id"], f"{data}.2026-11-24" if old == "eqweek" else data
        )
        assert "No encuentro ese equipo." in ana.last["text"], old
    for old in ("resedit", "block", "retire", "retirenow"):
        await john.taps_old(john.last["message_id"], f"{old}:{machine.id}")
        assert "I cannot find that equipment." in john.last["text"], old
    await ana.says("/equipos")

    ana.sees("Aún no hay equipos compartidos.")
    assert "Fuera de la lista" not in ana.buttons


async def test_it_is_put_back(town: Town, john: Phone, ana: Phone) -> None:
    """From the list of equipment, where coordinators have a way to what is off it."""
    await share(town)
    await john.says("/equipment")
    assert "Off the list" not in john.buttons
    for label in ("Honey extractor", "Take off the list"):
        await john.taps(label)
    john.sees_not("This cancels")
    await john.taps("No, leave it")
    john.sees("Open 8:00 am – 6:00 pm")
    for label in ("Take off the list", "Yes, take it off the list", "Equipment"):
        await john.taps(label)
    john.sees("There is no shared equipment yet.")
    await john.taps("Off the list")
    john.sees("Tap one to put it back")
    old = john.last["message_id"]
    await john.taps("23 Nov · Honey extractor")
    john.sees("Back on the list ✓", "Honey extractor · Machine")
    await john.taps_old(old, "putback:1")
    john.sees("Honey extractor is on the list already.")
    await book(ana, "25", "9:00", "hasta 11:00")

    ana.sees("Reservado ✓")


async def test_its_name_is_free_and_may_be_taken_when_it_comes_back(
    town: Town, rosa: Phone
) -> None:
    """Refused with the way out: the other one gets another name first."""
    await share(town)
    await rosa.says("/equipos")
    for label in ("Centrífuga", "Quitar de la lista", "Sí, quitarlo de la lista"):
        await rosa.taps(label)
    await share(town, place="Sogamoso")
    await rosa.says("/equipos")
    await rosa.taps("Fuera de la lista")
    await rosa.taps("23 nov · Centrífuga")
    rosa.sees("Ahora hay otro equipo que se llama Centrífuga.", "tócalo y luego toca Editar")
    await rosa.taps("Centrífuga")
    rosa.sees("Sogamoso")
    await rosa.taps("Editar")
    await rosa.taps("✏️ Nombre")
    await rosa.says("Centrífuga de Sogamoso")
    await rosa.taps("Guardar")
    await rosa.taps("Equipos")
    await rosa.taps("Fuera de la lista")
    await rosa.taps("23 nov · Centrífuga")

    rosa.sees("De nuevo en la lista ✓", EXTRACTOR.place or "")


async def test_what_was_recorded_keeps_its_name(town: Town, rosa: Phone, ana: Phone) -> None:
    """The spreadsheet has it, with when it was taken off; its bookings too."""
    await share(town)
    await book(ana, "25", "9:00", "hasta 11:00")
    await rosa.says("/equipos")
    for label in ("Centrífuga", "Quitar de la lista", "Sí, quitarlo de la lista"):
        await rosa.taps(label)
    await rosa.says("/exportar")
    file = opened(town, rosa)
    [shared], [booked] = table(file, "Equipos"), table(file, "Reservas")

    assert shared["Equipo"] == booked["Equipo"] == "Centrífuga"
    assert shared["Quitado de la lista el"] is not None
    assert booked["Cancelado el"] is not None


async def test_what_is_out_of_use_and_off_the_list_is_not_said_to_be_back(
    town: Town, john: Phone, ana: Phone
) -> None:
    """An old button neither puts it in use nor tells whom it had hit."""
    await share(town)
    await book(ana, "25", "9:00", "hasta 11:00")
    await john.says("/equipment")
    for label in ("Honey extractor", "Take out of use", "Breakdown"):
        await john.taps(label)
    await john.says("from 24 to 26 November")
    for label in ("Take out of use", "Yes, take it out of use"):
        await john.taps(label)
    await john.says("/equipment")
    for label in ("Honey extractor", "Take off the list", "Yes, take it off the list"):
        await john.taps(label)
    await john.taps_old(john.last["message_id"], "lift:1")
    john.sees("It is in use again already, or off the list.")

    ana.sees_not("vuelve a estar en servicio")
