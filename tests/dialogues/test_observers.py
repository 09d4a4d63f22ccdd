"""A public body or a funder sees the totals of the cluster, and of no firm more than that."""

from storage import consents
from storage.consents import Purpose
from storage.scope import Role
from tests.dialogues.books import cop, sale, scope_of, told_before
from tests.phone import Phone
from tests.town import Town


async def allow(town: Town, *members: Phone) -> None:
    """That what they report counts in the totals."""
    for member in members:
        scope = await scope_of(town, member)
        async with town.app.database.transaction() as tx:
            await consents.give(tx, scope, [Purpose.TOTALS], 1, town.clock.now())


async def test_an_observer_sees_totals_only(town: Town, ana: Phone, mary: Phone) -> None:
    """The week adds up three firms or more; what each sold, and who they are, stays theirs."""
    otto = await town.member("Otto", "en", firm="Ministry", role=Role.OBSERVER)
    await allow(town, ana, mary)
    await told_before(town, ana, sale(amount=cop(100_000)))
    await told_before(town, mary, sale(amount=cop(223_000)))
    await otto.taps("My week")
    otto.sees_not("323.000")
    luis = await town.member("Luis", "es", firm="Colmena Luis")
    await allow(town, luis)
    await told_before(town, luis, sale(amount=cop(77_000)))
    await otto.taps("My week")
    otto.sees("400.000")
    otto.sees_not("100.000", "Miel de Tota", "Apiario El Roble", "Record a sale")

    assert {"Record a sale", "My sales", "Coordination"} & set(otto.menu) == set()


async def test_an_observer_is_told_why_they_cannot_report(town: Town) -> None:
    """By typing too, in both languages, with the next step."""
    otto = await town.member("Otto", "en", firm="Ministry", role=Role.OBSERVER)
    olga = await town.member("Olga", "es", firm=None, role=Role.OBSERVER)
    await otto.says("/sale")
    otto.sees("Observers see the totals", "/help")
    await olga.says("/misventas")

    olga.sees("Observación ve los totales", "/ayuda")
