"""What is void can be found again, and a history is read to its beginning."""

from typing import Any

import pytest

from storage import jobs, sales
from storage.jobs import Contract, Move, NewJob
from storage.values import PeopleCount
from tests.dialogues.books import TODAY, cop, on_record, sale, scope_of, told_before
from tests.phone import Phone
from tests.town import Town


@pytest.mark.parametrize(
    ("language", "listed", "voids", "title", "restore", "restored"),
    [
        (
            "es",
            "/misventas",
            "Ventas anuladas",
            "Toca para ver y restaurar.",
            "Restaurar",
            "Restaurada ✓",
        ),
        ("en", "/mysales", "Void sales", "Tap one", "Restore", "Restored ✓"),
    ],
)
async def test_a_void_sale_is_found_and_restored(
    town: Town, language: str, listed: str, voids: str, title: str, restore: str, restored: str
) -> None:
    """Once its own message was out of sight, nothing led to it any more."""
    ana = await town.member("Ana", language)
    kept, gone = await told_before(town, ana, sale(), sale(amount=cop(90_000)))
    await ana.says(listed)
    ana.sees_not(voids)
    async with town.app.database.transaction() as tx:
        await sales.void(tx, await scope_of(town, ana), gone.id, town.clock.now())
    await ana.says(listed)
    await ana.taps(voids)
    ana.sees(title, "$90.000")
    ana.sees_not("$450.000")
    await ana.taps("$90.000")
    await ana.taps(f"‹ {voids}")
    await ana.taps("$90.000")
    await ana.taps(restore)

    ana.sees(restored)
    assert {s.id for s in await on_record(town, ana)} == {kept.id, gone.id}


async def test_a_void_job_is_found_and_restored(town: Town, ana: Phone) -> None:
    """Like a sale."""
    scope = await scope_of(town, ana)
    new = NewJob(
        move=Move.HIRED,
        people=PeopleCount(2),
        contract=Contract.SEASONAL,
        happened_on=TODAY,
    )
    async with town.app.database.transaction() as tx:
        job = await jobs.record(tx, scope, new, "before", town.clock.now())
        await jobs.void(tx, scope, job.id, town.clock.now())
    await ana.says("/misempleos")
    await ana.taps("Empleos anulados")
    await ana.taps("Contratación")
    await ana.taps("Restaurar")

    ana.sees("Restaurado ✓")
    assert len(await jobs.latest(town.app.database.reader, scope, limit=9)) == 1


async def test_what_may_be_void_leads_to_what_is(town: Town, ana: Phone) -> None:
    """A button of a sale that was voided meanwhile."""
    (gone,) = await told_before(town, ana, sale())
    await ana.says("/misventas")
    list_message = ana.last["message_id"]
    async with town.app.database.transaction() as tx:
        await sales.void(tx, await scope_of(town, ana), gone.id, town.clock.now())
    await ana.taps_old(list_message, f"edit:{gone.id}")
    ana.sees("puede estar anulada", "Mis ventas")
    await ana.taps("Ventas anuladas")

    ana.sees("$450.000")


async def test_a_list_of_void_sales_that_is_empty_leads_back(town: Town, ana: Phone) -> None:
    """Nobody is left there."""
    await ana.says("/misventas")
    await ana.taps_old(ana.last["message_id"], "voids:")
    ana.sees("No hay ventas anuladas.")
    await ana.taps("‹ Mis ventas")

    ana.sees("Aún no hay ventas")


@pytest.mark.parametrize(
    ("language", "history", "recorded", "older"),
    [
        ("es", "Historial", "La registró", "Anteriores ›"),
        ("en", "History", "Recorded it", "Older ›"),
    ],
)
async def test_a_long_history_is_read_to_its_beginning(
    town: Town, language: str, history: str, recorded: str, older: str
) -> None:
    """What was changed together stays together, and the recording stands on every page."""
    ana = await town.member("Ana", language)
    (old,) = await told_before(town, ana, sale())
    for number in range(1, 20):
        town.clock.move_to(town.clock.now().replace(second=number))
        facts: dict[str, Any] = {"amount": cop(1_000 * number), "note": f"cambio {number}"}
        async with town.app.database.transaction() as tx:
            await sales.edit(tx, await scope_of(town, ana), old.id, facts, town.clock.now())
    await ana.says("/misventas")
    await ana.taps("$19.000")
    await ana.taps(history)
    ana.sees(recorded, "cambio 19", "cambio 14")
    ana.sees_not("cambio 12 →")
    await ana.taps(older)
    ana.sees(recorded, "cambio 13", "cambio 8")
    await ana.taps(older)
    await ana.taps(older)
    ana.sees("cambio 1", "$450.000 → $1.000")
    ana.sees_not(older, "…")
    await ana.taps("‹ Lo más reciente" if language == "es" else "‹ Newest")

    ana.sees("cambio 19")
