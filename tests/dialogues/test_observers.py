"""A public body or a funder sees the totals of the cluster, and of no firm more than that."""

from datetime import UTC, datetime

from storage import consents
from storage.consents import Purpose
from storage.scope import Role
from tests.dialogues.books import cop, sale, scope_of, told_before
from tests.dialogues.test_joining import invitation
from tests.phone import Phone
from tests.town import Town

# Eight in the morning of the Monday after, in Boyacá.
MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)


async def allow(town: Town, *members: Phone) -> None:
    """That what they report counts in the totals."""
    for member in members:
        scope = await scope_of(town, member)
        async with town.app.database.transaction() as tx:
            await consents.give(tx, scope, [Purpose.TOTALS], 1, town.clock.now())


async def test_an_observer_sees_totals_only(town: Town, ana: Phone, mary: Phone) -> None:
    """The week adds up three firms or more once it is over; what each sold stays theirs."""
    otto = await town.member("Otto", "en", firm="Ministry", role=Role.OBSERVER)
    luis = await town.member("Luis", "es", firm="Colmena Luis")
    await allow(town, ana, mary, luis)
    for member, pesos in ((ana, 100_000), (mary, 223_000), (luis, 77_000)):
        await told_before(town, member, sale(amount=cop(pesos)))
        await otto.taps("My week")
        otto.sees_not("323.000", "400.000")
    otto.sees("In the whole cluster, 3 firms have reported.")
    await town.clock_to(MONDAY)
    otto.sees("400.000")
    otto.sees_not("100.000", "Miel de Tota", "Apiario El Roble", "Record a sale")

    assert {"Record a sale", "My sales", "Coordination"} & set(otto.menu) == set()


async def test_an_observer_sees_the_clusters_figures(town: Town, ana: Phone, mary: Phone) -> None:
    """They stand in their menu, and under the week, in both languages."""
    otto = await town.member("Otto", "en", firm="Ministry", role=Role.OBSERVER)
    olga = await town.member("Olga", "es", firm=None, role=Role.OBSERVER)
    luis = await town.member("Luis", "es", firm="Colmena Luis")
    await allow(town, ana, mary, luis)
    await olga.says("/cifras")
    olga.sees("Ventas por mes · Apicultores de Boyacá", "Aún no se ha sumado nada")
    for member in (ana, mary, luis):
        await told_before(town, member, sale(), sale(product="pollen", amount=cop(5_000)))
    await town.clock_to(MONDAY)
    await otto.says("/stats")
    otto.sees("Sales by month · Beekeepers of Boyacá", "November: 6 sales, $1.365.000")
    await otto.taps("By product")
    otto.sees("Honey: 3 sales, $1.350.000", "Pollen: 3 sales, $15.000")
    otto.sees_not("My firm", "Record a sale", "Miel de Tota")
    await olga.taps("Mi semana")
    await olga.taps("Cifras")

    olga.sees("Ventas por mes · Apicultores de Boyacá", "6 ventas, $1.365.000")


async def test_an_observer_is_told_why_they_cannot_report(town: Town) -> None:
    """By typing too, in both languages, with the next step."""
    otto = await town.member("Otto", "en", firm="Ministry", role=Role.OBSERVER)
    olga = await town.member("Olga", "es", firm=None, role=Role.OBSERVER)
    await otto.says("/sale")
    otto.sees("Observers see the totals", "/help")
    await olga.says("/misventas")

    olga.sees("Observación ve los totales", "/ayuda")


async def test_an_invitation_promises_observers_what_they_can_do(town: Town) -> None:
    """They report nothing; in both languages, and in the help afterwards."""
    olga, otto = await town.stranger("Olga", "es"), await town.stranger("Otto", "en")
    made = await invitation(town, role=Role.OBSERVER, uses=2)
    await olga.starts(made.token)
    olga.sees("Aquí ves cómo va el clúster", "para ver los totales")
    olga.sees_not("registras")
    await otto.starts(made.token)
    otto.sees("Here you see how the cluster is doing")
    otto.sees_not("report your sales")
    await otto.taps("Join")
    await otto.taps("Done")
    await otto.says("/help")

    otto.sees("/stats", "/myweek")
    otto.sees_not("/sale", "/mysales", "/job", "/export")
