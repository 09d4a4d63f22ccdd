"""What comes after an event was announced: reminders, changes, calling it off."""

from datetime import UTC, datetime, timedelta

from tests.dialogues.announced import fair
from tests.phone import Phone
from tests.town import Town


async def test_reminders_the_day_before_and_two_hours_before(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Only to who goes, each in their language; not twice after a restart."""
    event = await fair(town, rosa)
    await ana.taps("Voy")
    await mary.taps("Not going")
    before = len(mary.messages)
    await town.clock_to(event.times.start - timedelta(hours=24))
    ana.sees_above("Es mañana y vas a ir:", "Feria de la miel")
    assert "[No puedo ir]" in ana.screen
    await town.restarts()
    await town.clock_to(event.times.start - timedelta(hours=2))
    ana.sees("Empieza pronto y vas a ir:", "Feria de la miel")
    told = [m["text"] for m in ana.messages if "vas a ir:" in m.get("text", "")]

    assert len(told) == 2
    assert not [m for m in mary.messages[before:] if "Honey fair" in m.get("text", "")]


async def test_no_reminder_at_night(town: Town, rosa: Phone, ana: Phone) -> None:
    """One that begins at eight in the morning: the reminder of the day before has to do."""
    event = await fair(town, rosa, starts=datetime(2026, 12, 7, 13, 0, tzinfo=UTC))
    await ana.taps("Voy")
    await town.clock_to(event.times.start - timedelta(hours=24))
    ana.sees_above("Es mañana")
    before = len(ana.messages)
    await town.clock_to(event.times.start - timedelta(minutes=1))

    assert len(ana.messages) == before


async def test_the_coordinator_sees_who_comes(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """The coordinator sees names, firms and the waiting list."""
    await fair(town, rosa, seats=1)
    await ana.taps("Voy")
    await mary.taps("I am going")
    await rosa.taps("Ferias y cursos")
    await rosa.taps("Feria de la miel")
    await rosa.taps("Quiénes van (1)")

    rosa.sees("Va 1 persona.", "· Ana, Miel de Tota", "lista de espera, 1", "· Mary, Apiario")


async def test_calling_it_off_tells_everybody(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Who goes and who waits; no reminder follows, and nobody can answer any more."""
    event = await fair(town, rosa, seats=1)
    await ana.taps("Voy")
    await mary.taps("I am going")
    await rosa.taps("Ferias y cursos")
    await rosa.taps("Feria de la miel")
    await rosa.taps("Cancelarlo")
    rosa.sees("¿Cancelarlo?", "Les avisaré a 2 personas.")
    await rosa.taps("Sí, cancelarlo")
    rosa.sees("Cancelado.")
    ana.sees("Cancelado: no se realizará.", "Feria de la miel")
    mary.sees("Called off: it will not take place.", "Honey fair")
    before = len(ana.messages)
    await ana.taps_old(ana.last["message_id"], f"going:{event.id}")
    assert ana.toast == "Ese evento se canceló."
    await town.clock_to(event.times.start)

    assert not [m for m in ana.messages[before:] if "Feria" in m.get("text", "")]


async def test_moving_it_tells_who_goes_and_corrects_the_announcement(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """A day later: the copies say so, and the reminders come for the new day."""
    event = await fair(town, john)
    await ana.taps("Voy")
    await john.taps("Fairs and trainings")
    await john.taps("Honey fair")
    await john.taps("Change")
    await john.taps("✏️ Day")
    await john.says("8 December")
    await john.taps("Save")
    john.sees("Changed ✓", "Tue, 8 Dec")
    ana.sees_above("Hubo un cambio:", "mar 8 dic")
    mary.sees("Honey fair", "Tue, 8 Dec", "Corrected on")
    assert "✓ Voy" in ana.screen
    await town.clock_to(event.times.start - timedelta(hours=24))
    assert "Es mañana" not in ana.screen
    await town.clock_to(event.times.start)

    ana.sees_above("Es mañana", "mar 8 dic")


async def test_more_seats_let_the_waiting_in(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Raised from one to two."""
    await fair(town, rosa, seats=1)
    await ana.taps("Voy")
    await mary.taps("I am going")
    await rosa.taps("Ferias y cursos")
    await rosa.taps("Feria de la miel")
    await rosa.taps("Cambiar")
    await rosa.taps("✏️ Cupos")
    await rosa.says("2")
    await rosa.taps("Guardar")

    mary.sees_above("There is a seat for you: you are going.")


async def test_what_has_begun_takes_no_answers(town: Town, rosa: Phone, mary: Phone) -> None:
    """The button says so."""
    event = await fair(town, rosa)
    await town.clock_to(event.times.start + timedelta(minutes=5))
    await mary.taps("I am going")

    assert mary.toast == "That event has begun already."


async def test_members_neither_change_nor_call_off(town: Town, rosa: Phone, ana: Phone) -> None:
    """Nor see who comes, by any forged button."""
    event = await fair(town, rosa)
    for name in ("guests", "eventchange", "eventcancel", "eventcancelnow"):
        await ana.taps_old(ana.last["message_id"], f"{name}:{event.id}.0")
        ana.sees("Esto solo lo puede hacer la coordinación")
    await ana.says("/evento")

    ana.sees("Esto solo lo puede hacer la coordinación")


async def test_a_dash_leaves_out_what_may_be_left_out(town: Town, rosa: Phone) -> None:
    """And hours that say their day do not say it twice."""
    for said in ("/evento", "Feria", "Feria de la miel", "-", "5 de diciembre", "de 9 a 5"):
        await rosa.says(said)

    rosa.sees("Feria de la miel · sáb 5 dic, 9:00 a. m. a 5:00 p. m.", "¿Dónde?")
    rosa.sees_not("2026", "· -")
