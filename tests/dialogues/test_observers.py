"""A public body or a funder sees the totals of the cluster, and of no firm more than that."""

from storage.scope import Role
from tests.dialogues.books import cop, sale, told_before
from tests.phone import Phone
from tests.town import Town


async def test_an_observer_sees_totals_only(town: Town, ana: Phone, mary: Phone) -> None:
    """The week adds up three firms or more; what each sold, and who they are, stays theirs."""
    otto = await town.member("Otto", "en", firm="Ministry", role=Role.OBSERVER)
    await told_before(town, ana, sale(amount=cop(100_000)))
    await told_before(town, mary, sale(amount=cop(223_000)))
    await otto.taps("My week")
    otto.sees_not("323.000")
    luis = await town.member("Luis", "es", firm="Colmena Luis")
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
