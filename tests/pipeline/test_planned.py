"""What is planned for now is done now: nobody waits for the next look."""

from storage import digests, due
from tests.phone import Phone
from tests.town import Town


async def test_work_that_is_due_when_it_is_planned_is_done_at_once(town: Town, ana: Phone) -> None:
    """The program is told of it by the transaction that planned it."""
    async with town.app.machine.batch() as batch:
        await due.plan(batch.tx, digests.KIND, town.made.id, batch.now)
    await town.settle()

    ana.sees_above("Apicultores de Boyacá", "16")
    assert await due.waiting(town.app.database.reader, town.clock.now(), 10) == []
