"""How an announcement goes, on a report that follows by itself as long as copies are to come."""

from datetime import UTC, datetime, timedelta

from storage.scope import Role
from tests.dialogues.announced import announce
from tests.phone import Message, Phone, plain
from tests.town import Town

# Eleven at night and eight in the morning in Bogotá.
NIGHT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
A_LOOK = timedelta(seconds=30)


async def opens(town: Town, phone: Phone, command: str, name: str) -> int:
    """The report of what was announced, and the number of the message that shows it."""
    await phone.says(command)
    await phone.taps(name)
    return int(phone.last["message_id"])


def shown(phone: Phone, message_id: int) -> str:
    return plain(next(m["text"] for m in phone.messages if m["message_id"] == message_id))


def edits(town: Town, phone: Phone) -> int:
    return sum(
        c.method == "editMessageText" and c.params["chat_id"] == phone.id for c in town.sim.calls
    )


async def test_the_report_follows_by_itself(town: Town, rosa: Phone, ana: Phone) -> None:
    """At night it says when; in the morning the same message tells that it is out, untouched."""
    await town.clock_to(NIGHT)
    await announce(town, rosa, "Hola", "Hello")
    report = await opens(town, rosa, "/anuncios", "Hola")
    rosa.sees("Sale el 24", "8:00", "En espera: 2", "se actualiza solo")
    before: list[Message] = list(rosa.messages)
    await town.clock_to(MORNING)
    await town.clock_to(town.clock.now() + A_LOOK)

    assert "Enviados: 2 de 2" in shown(rosa, report)
    assert "se actualiza solo" not in shown(rosa, report)
    assert len(rosa.messages) == len(before) + 1
    rosa.sees("Hola", "Leído")


async def test_the_report_follows_after_a_restart(town: Town, john: Phone, mary: Phone) -> None:
    """In English; what is to come is counted down, and it ends when nothing is to come."""
    await town.clock_to(NIGHT)
    await announce(town, john, None, "Hello")
    report = await opens(town, john, "/announcements", "Hello")
    john.sees("Waiting: 2", "kept up to date by itself")
    await town.restarts()
    await town.clock_to(MORNING)
    await town.restarts()
    await town.clock_to(town.clock.now() + A_LOOK)
    assert "Sent: 2 of 2" in shown(john, report)
    made = edits(town, john)
    await town.clock_to(town.clock.now() + timedelta(hours=2))

    assert edits(town, john) == made
    assert "kept up to date" not in shown(john, report)


async def test_the_report_right_after_sending(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """It is sent before anything has gone out; nobody has to tap to see that it has."""
    for said in ("/anunciar", "noticia", "Hola", "Hello", "todas las personas", "ahora"):
        await rosa.says(said)
    await rosa.taps("Ver cómo quedará")
    await rosa.taps("Enviar")
    rosa.sees_above("Está saliendo.", "se actualiza solo")
    await town.clock_to(town.clock.now() + A_LOOK)

    rosa.sees_above("Enviados: 3 de 3", "En espera: 0")


async def test_corrections_and_recalls_are_followed_too(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Until every copy has them."""
    await announce(town, rosa, "Hola", "Hello")
    report = await opens(town, rosa, "/anuncios", "Hola")
    rosa.sees_not("se actualiza solo")
    await rosa.taps("Retirar")
    await rosa.taps("Sí, retirarlo")
    await town.clock_to(town.clock.now() + A_LOOK)

    assert "Borrados: 3 de 3" in shown(rosa, report)


async def test_nothing_is_edited_that_has_not_changed(town: Town, rosa: Phone, ana: Phone) -> None:
    """One copy does not come through: it is looked at for an hour, and then no more."""
    await town.clock_to(NIGHT)
    await announce(town, rosa, "Hola", "Hello")
    report = await opens(town, rosa, "/anuncios", "Hola")
    async with town.app.database.transaction() as tx:
        await tx.write(
            "UPDATE outbox SET not_before = '2027' WHERE lane = 1 AND chat_id = ?", (ana.id,)
        )
    await town.clock_to(MORNING)
    await town.clock_to(town.clock.now() + A_LOOK)
    assert "Enviados: 1 de 2" in shown(rosa, report)
    made = edits(town, rosa)
    for _look in range(5):
        await town.clock_to(town.clock.now() + A_LOOK)
    assert edits(town, rosa) == made
    assert "se actualiza solo" in shown(rosa, report)
    for _quarter in range(4):
        await town.clock_to(town.clock.now() + timedelta(minutes=15))
    assert "se actualiza solo" not in shown(rosa, report)
    await town.clock_to(datetime(2027, 1, 4, 15, 0, tzinfo=UTC))

    ana.sees_above("Hola")
    assert "Enviados: 1 de 2" in shown(rosa, report)


async def test_what_stands_in_its_place_stays(town: Town, rosa: Phone, ana: Phone) -> None:
    """She went back to the list in the same message: no report is put over it."""
    await town.clock_to(NIGHT)
    await announce(town, rosa, "Hola", "Hello")
    report = await opens(town, rosa, "/anuncios", "Hola")
    assert "se actualiza solo" in shown(rosa, report)
    await rosa.taps("‹ Anuncios")
    await town.clock_to(MORNING)
    await town.clock_to(town.clock.now() + A_LOOK)

    assert shown(rosa, report).startswith("Anuncios")


async def test_one_report_is_followed_at_a_time(town: Town, rosa: Phone, ana: Phone) -> None:
    """The one that was opened last, however often it is refreshed."""
    await town.clock_to(NIGHT)
    await announce(town, rosa, "Hola", "Hello")
    await announce(town, rosa, "Adiós", "Bye")
    first = await opens(town, rosa, "/anuncios", "Hola")
    second = await opens(town, rosa, "/anuncios", "Adiós")
    for _again in range(3):
        await rosa.taps("Actualizar")
    async with town.app.database.transaction() as tx:
        planned = await tx.rows(
            "SELECT * FROM due WHERE kind = 'announcement_report' AND state = 'waiting'"
        )
    await town.clock_to(MORNING)
    await town.clock_to(town.clock.now() + A_LOOK)

    assert len(planned) == 1
    assert "En espera: 2" in shown(rosa, first)
    assert "Enviados: 2 de 2" in shown(rosa, second)


async def test_who_coordinates_no_more_is_told_no_more(
    town: Town, rosa: Phone, john: Phone, ana: Phone
) -> None:
    """The report stays as it was."""
    await town.clock_to(NIGHT)
    await announce(town, john, "Hola", "Hello")
    report = await opens(town, rosa, "/anuncios", "Hola")
    assert "se actualiza solo" in shown(rosa, report)
    async with town.app.database.transaction() as tx:
        await tx.write(
            """UPDATE member SET role = ? WHERE person_id =
               (SELECT id FROM person WHERE telegram_id = ?)""",
            (Role.MEMBER, rosa.id),
        )
    await town.clock_to(MORNING)
    await town.clock_to(town.clock.now() + A_LOOK)

    assert "En espera: 3" in shown(rosa, report)
