"""Jobs among the figures: a firm's own, and the cluster's where they are of three firms."""

from datetime import UTC, datetime, timedelta

from storage import jobs
from storage.jobs import Contract, Move, NewJob
from storage.scope import Role
from storage.values import PeopleCount
from tests.dialogues.books import TODAY, scope_of
from tests.dialogues.test_digest import agrees
from tests.phone import Phone
from tests.town import Town

DAY = timedelta(days=1)
# Eight in the morning of the Monday after, in Boyacá.
MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)


async def tell(town: Town, phone: Phone, move: Move, people: PeopleCount) -> None:
    scope = await scope_of(town, phone)
    job = NewJob(move=move, people=people, contract=Contract.FULL_TIME, happened_on=TODAY)
    async with town.app.database.transaction() as tx:
        await jobs.record(tx, scope, job, f"before:{move}:{people}", town.clock.now())


async def works(town: Town, phone: Phone, people: int) -> None:
    scope = await scope_of(town, phone)
    async with town.app.database.transaction() as tx:
        await jobs.set_baseline(tx, scope, PeopleCount(people), TODAY, town.clock.now())


async def test_a_firm_sees_its_own_jobs(town: Town, ana: Phone) -> None:
    """Of half a year, one tap from its sales, and who works there now."""
    await tell(town, ana, Move.HIRED, PeopleCount(3, women=2))
    await ana.says("/cifras")
    await ana.taps("Empleo")
    ana.sees("Empleo · Miel de Tota", "Contratación: 3 personas", "2 mujeres", "Salida: —")
    ana.sees("Decir cuántas")
    await works(town, ana, 7)
    await ana.says("/cifras")
    await ana.taps("Empleo")
    ana.sees("Trabajan ahora: 10 personas", "Registrar empleo")
    ana.sees_not("Todo el clúster", "Decir cuántas")
    await ana.taps("Ventas")

    ana.sees("Ventas por mes · Miel de Tota")


async def test_the_clusters_jobs_are_of_three_firms(
    town: Town, ana: Phone, mary: Phone, john: Phone
) -> None:
    """In the coordinator's digest and in the figures of coordinators and observers."""
    luz = await town.member("Luz", "es", firm="Colmena Clara")
    otto = await town.member("Otto", "en", firm="Ministry", role=Role.OBSERVER)
    await agrees(town, ana, mary, luz)
    for phone in (ana, mary, luz):
        await tell(town, phone, Move.HIRED, PeopleCount(2, women=1))
        await works(town, phone, 5)
    await tell(town, luz, Move.LEFT, PeopleCount(1))
    await town.clock_to(MONDAY)
    john.sees("Hired: 6 people", "3 women", "Left: not shown (fewer than 3 firms)")
    john.sees("Working now: 20 people in 3 firms")
    ana.sees_not("Trabajan ahora")
    await otto.says("/stats")
    await otto.taps("Jobs")

    otto.sees("Jobs · Beekeepers of Boyacá", "1 June – 29 November", "Hired: 6 people")
    otto.sees_not("Record a job", "My firm")


async def test_forged_jobs_are_ones_own(town: Town, ana: Phone, mary: Phone) -> None:
    """Whatever a button's data says; who has neither firm nor totals is told where to look."""
    luis = await town.member("Luis", "es", firm=None)
    await tell(town, mary, Move.HIRED, PeopleCount(4))
    for phone in (ana, luis):
        await phone.says("/cifras")
        for argument in ("", "all", "own", "x", "9" * 40):
            await phone.taps_old(phone.last["message_id"], f"figuresjobs:{argument}")
            phone.sees_not("4 personas", "Apicultores de Boyacá")

    luis.sees("Mi semana")
