"""The sheets beside the records: who works there, who told none, equipment, events, the pulse."""

from datetime import timedelta

from storage import blocks, events, jobs, no_sales, rsvps
from storage.blocks import Reason
from storage.jobs import Contract, Move, NewJob
from storage.values import PeopleCount, TimeRange
from tests.dialogues.announced import announce
from tests.dialogues.books import TODAY, scope_of
from tests.dialogues.equipment import share
from tests.dialogues.pulses import THURSDAY, WEEK, round_of, village
from tests.dialogues.test_export import clock, opened, table
from tests.phone import Phone
from tests.storage.announced import FAIR
from tests.town import START, Town

HOUR = timedelta(hours=1)


async def test_who_works_there_and_who_told_none(town: Town, ana: Phone, rosa: Phone) -> None:
    """The number at joining, as last corrected, and what it is since."""
    scope = await scope_of(town, ana)
    hired = NewJob(
        move=Move.HIRED,
        people=PeopleCount(3),
        contract=Contract.SEASONAL,
        happened_on=TODAY,
    )
    async with town.app.database.transaction() as tx:
        for people in (PeopleCount(8), PeopleCount(5, women=4)):
            await jobs.set_baseline(tx, scope, people, TODAY, START)
        await jobs.record(tx, scope, hired, "t:1", START)
        await no_sales.tell(tx, scope, TODAY - timedelta(days=7), START)
    await rosa.says("/exportar")
    book = opened(town, rosa)
    [counted], [none] = table(book, "Personas por empresa"), table(book, "Semanas sin ventas")

    assert (counted["Empresa"], counted["Personas al unirse"]) == ("Miel de Tota", 5)
    assert (counted["Personas ahora"], counted["De ellas, mujeres"]) == (8, 4)
    assert counted["Contado el"] == clock("2026-11-23")
    assert (none["Semana desde"], none["Registrado por"]) == (clock("2026-11-16"), "Ana")


async def test_equipment_and_when_it_was_out_of_use(town: Town, ana: Phone, john: Phone) -> None:
    """In English; one thing is called in the singular."""
    machine = await share(town)
    scope = await scope_of(town, john)
    times = TimeRange(START + 24 * HOUR, START + 26 * HOUR)
    async with town.app.database.transaction() as tx:
        await blocks.block(tx, scope, machine.id, times, Reason.BREAKDOWN, START)
    await john.says("/export")
    book = opened(town, john)
    [shared], [out] = table(book, "Equipment"), table(book, "Out of use")

    assert shared["Equipment"] == out["Equipment"] == machine.name_en
    assert shared["Shortest booking, hours"] == machine.shortest / 60
    assert (out["From"], out["Told by"]) == (clock("2026-11-24T10:00"), "John")
    assert out["Back in use at"] is None


async def test_announcements_and_who_goes(town: Town, ana: Phone, mary: Phone, rosa: Phone) -> None:
    """With how many it was sent to, and how many have read it."""
    own = {phone: await scope_of(town, phone) for phone in (ana, mary)}
    async with town.app.database.transaction() as tx:
        made = await events.create(tx, await scope_of(town, rosa), FAIR, "t:1", START)
        for phone, comes in ((ana, True), (mary, False)):
            await rsvps.answer(tx, own[phone], made.id, comes=comes, now=START)
    await announce(town, rosa, "Hola a todos", "Hello everybody")
    await ana.taps("Leído")
    await rosa.says("/exportar")
    book = opened(town, rosa)
    [told] = table(book, "Anuncios")
    goes = {row["Nombre"]: row["Respuesta"] for row in table(book, "Asistencia")}

    assert (told["Destinatarios"], told["Enviados"], told["Leídos"]) == (3, 3, 1)
    assert (told["Estado"], told["Escrito por"]) == ("Enviado", "Rosa")
    assert goes == {"Ana": "Asiste", "Mary": "No asiste"}


async def test_the_pulse_is_there_as_far_as_it_may_be_shown(town: Town, rosa: Phone) -> None:
    """Five answers are; a round of four says only how many were asked."""
    phones = await village(town, 6)
    yes = ("Sí", "4 🙂", "la bodega")
    await round_of(town, phones, [yes] * 5, THURSDAY)
    await round_of(town, phones, [yes] * 4, THURSDAY + WEEK)
    await rosa.says("/exportar")
    rows = table(opened(town, rosa), "Pulso de la semana")
    shown = [row for row in rows if row["Ronda del"] == clock("2026-11-26")]
    few = [row for row in rows if row["Ronda del"] == clock("2026-12-03")]

    assert {r["Respuesta"]: r["Cuántas veces"] for r in shown if r["Respuesta"] == "Sí"} == {
        "Sí": 5
    }
    assert {row["Participaron"] for row in shown} == {5}
    assert [(row["Participaron"], row["Pregunta"]) for row in few] == [(None, None)]
    assert "la bodega" not in repr(rows)


async def test_every_sheet_has_its_headings_and_filters(town: Town, john: Phone) -> None:
    """Of a cluster in which nothing happened yet, too; the first row stays in sight."""
    await john.says("/export")
    book = opened(town, john)

    assert len(book.sheetnames) == len(set(book.sheetnames)) == 12
    assert {page.freeze_panes for page in book} == {"A2"}
    assert all(page.auto_filter.ref for page in book)
    assert all(len(name) <= 31 for name in book.sheetnames)
