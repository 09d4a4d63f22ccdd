"""Everything as a spreadsheet: for the coordinator alone, in their language, and noted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from storage import bookings, events, jobs, sales
from storage.jobs import Contract, Move, NewJob
from storage.sales import Market
from storage.scope import Role
from storage.values import Money, PeopleCount, TimeRange
from tests.dialogues.books import TODAY, sale, scope_of, told_before
from tests.dialogues.equipment import file_of, share
from tests.phone import Phone
from tests.storage.announced import FAIR
from tests.town import START, Town

HOUR = timedelta(hours=1)
NAMES = ("=1+1", "+57 310", "-2 kg", "@luz")


def opened(town: Town, phone: Phone) -> Workbook:
    """The file that came last."""
    sent = file_of(town, phone.last["document"]["file_id"])
    return openpyxl.load_workbook(BytesIO(sent))


def table(book: Workbook, name: str) -> list[dict[str, object]]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def clock(told: str) -> datetime:
    """On the cluster's clock, as a spreadsheet has it."""
    return datetime.fromisoformat(told)


async def filled(town: Town, phone: Phone) -> None:
    """One of each, and a sale that is void."""
    dollars = Money(120_050, "USD")
    export = sale(market=Market.EXPORT, country="US", amount=dollars, note="=1+1")
    recorded = await told_before(town, phone, sale(product="@luz", quantity=None), export)
    scope = await scope_of(town, phone)
    hired = NewJob(
        move=Move.HIRED,
        people=PeopleCount(3, women=2),
        contract=Contract.SEASONAL,
        happened_on=TODAY,
    )
    machine = await share(town)
    async with town.app.database.transaction() as tx:
        await sales.void(tx, scope, recorded[0].id, START + HOUR)
        await jobs.record(tx, scope, hired, "t:1", START)
        times = TimeRange(START + 24 * HOUR, START + 26 * HOUR)
        await bookings.reserve(tx, scope, machine.id, times, START)


async def test_all_of_it_is_there_as_what_it_is(town: Town, ana: Phone) -> None:
    """Days are days, amounts are in whole units beside their currency, and words are words."""
    clara = await town.member("Clara", "es", firm=None, role=Role.COORDINATOR)
    await filled(town, ana)
    async with town.app.database.transaction() as tx:
        await events.create(tx, await scope_of(town, clara), FAIR, "t:1", START)
    await clara.says("/exportar")
    clara.sees("Todo lo que está registrado en Apicultores de Boyacá.")
    book = opened(town, clara)
    void, export = table(book, "Ventas")
    [job], [booked] = table(book, "Empleo"), table(book, "Reservas")
    [fair] = table(book, "Ferias y cursos")

    assert clara.last["document"]["file_name"] == "boyaca-2026-11-23.xlsx"
    assert (void["Producto"], void["Cantidad"]) == ("@luz", None)
    assert void["Anulado el"] == clock("2026-11-23T11:00")
    assert (export["Producto"], export["Cantidad"], export["Unidad"]) == ("Miel", 20, "kg")
    assert (export["Monto"], export["Moneda"]) == (1200.5, "USD")
    assert (export["Mercado"], export["País"]) == ("Exportación", "Estados Unidos")
    assert (export["Nota"], export["Día"]) == ("=1+1", clock("2026-11-23"))
    assert (job["Personas"], job["De ellas, mujeres"], job["De ellas, jóvenes"]) == (3, 2, None)
    assert (booked["Equipo"], booked["Desde"]) == ("Centrífuga", clock("2026-11-24T10:00"))
    assert (fair["Nombre"], fair["Van"]) == (FAIR.name_es, 0)


async def test_names_never_become_formulas(town: Town, mary: Phone) -> None:
    """A spreadsheet shows them as they are, in English too."""
    jane = await town.member("Jane", "en", firm=None, role=Role.COORDINATOR)
    for name in NAMES:
        await town.member(name, "en", firm=f"{name} Ltd")
    await jane.says("/export")
    jane.sees("All that is on record in Beekeepers of Boyacá.")
    book = opened(town, jane)
    members = table(book, "Members")
    kinds = {cell.data_type for page in book for row in page for cell in row}

    shown = {(str(member["Name"]), str(member["Firm"])) for member in members}
    assert {(name, f"{name} Ltd") for name in NAMES} <= shown
    assert "f" not in kinds
    assert {str(m["Role"]) for m in members} == {"Member", "Coordinator"}
    assert named(members, "Mary")["State"] == "active"


def named(members: Sequence[dict[str, object]], name: str) -> dict[str, object]:
    return next(member for member in members if member["Name"] == name)


async def test_who_took_it_is_noted(town: Town, ana: Phone) -> None:
    """It stands in the panel of the coordination; others are refused."""
    clara = await town.member("Clara", "es", firm=None, role=Role.COORDINATOR)
    await clara.taps("Coordinación")
    await clara.taps("Exportar")
    opened(town, clara)
    await clara.says("/bitacora")
    clara.sees("Clara: exportó los registros del clúster")
    await ana.says("/exportar")

    assert "document" not in ana.last
    ana.sees("Esto solo lo puede hacer la coordinación")
