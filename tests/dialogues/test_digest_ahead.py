"""What awaits a member, and what coordinators learn of a week besides the figures."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.coming_up import gather_ahead
from storage import bookings, events, no_sales, rsvps
from storage.database import Args, Reading
from storage.events import Event
from storage.scope import Role
from storage.values import TimeRange
from tests.dialogues.books import TODAY, sale, scope_of, told_before
from tests.dialogues.equipment import share
from tests.dialogues.pulses import THURSDAY
from tests.phone import Phone
from tests.storage.announced import FAIR
from tests.town import Town

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
# Eight in the morning of the Monday after, in Boyacá.
MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)
# Sunday night in Boyacá, when the week of the dialogues had not begun yet.
LONG_AGO = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


class Counting(Reading):
    """Counts what it was asked."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading._connection)
        self.asked = 0

    async def rows(self, sql: str, args: Args = ()) -> list[sqlite3.Row]:
        self.asked += 1
        return await super().rows(sql, args)


async def books(town: Town, phone: Phone, start: datetime) -> None:
    machine = await share(town)
    scope = await scope_of(town, phone)
    async with town.app.database.transaction() as tx:
        times = TimeRange(start, start + 2 * HOUR)
        await bookings.reserve(tx, scope, machine.id, times, town.clock.now())


async def fair(town: Town, name: str, start: datetime, **answers: Phone) -> Event:
    """Phones named `yes...` come, those named `no...` do not."""
    clara = await town.member(f"Clara {name}", "es", firm=None, role=Role.COORDINATOR)
    new = replace(FAIR, name_es=name, name_en=f"{name} Fair", times=TimeRange(start, start + HOUR))
    scope = await scope_of(town, clara)
    async with town.app.database.transaction() as tx:
        made = await events.create(tx, scope, new, name, town.clock.now())
    for said, phone in answers.items():
        own = await scope_of(town, phone)
        async with town.app.database.transaction() as tx:
            comes = said.startswith("yes")
            await rsvps.answer(tx, own, made.id, comes=comes, now=town.clock.now())
    return made


async def test_the_digest_tells_what_is_coming(town: Town, ana: Phone, mary: Phone) -> None:
    """The firm's bookings and the cluster's events of two weeks; not what one said no to."""
    await books(town, ana, MONDAY + 2 * DAY + 2 * HOUR)
    await fair(town, "Tunja", MONDAY + 3 * DAY, yes=ana, no=mary)
    await fair(town, "Sogamoso", MONDAY + 4 * DAY)
    await fair(town, "Lejana", MONDAY + 15 * DAY)
    await town.clock_to(MONDAY)

    ana.sees("Lo que viene", "• Centrífuga: mié 2 dic, 10:00 a. m. a 12:00 p. m.")
    ana.sees("• Tunja: jue 3 dic", "vas ✓", "• Sogamoso: vie 4 dic")
    mary.sees("Coming up", "• Sogamoso Fair: Fri, 4 Dec")
    mary.sees_not("Honey extractor", "Tunja")
    ana.sees_not("Lejana", "Coordinación")


async def test_a_week_without_plans_says_nothing_of_them(town: Town, ana: Phone) -> None:
    """A heading over nothing helps nobody."""
    await town.clock_to(MONDAY)
    ana.sees("Semana del 23 al 29 de noviembre")

    ana.sees_not("Lo que viene")


async def test_the_coordinator_learns_who_is_silent(town: Town) -> None:
    """None is an answer; a sale of another week is not. Observers are not waited for."""
    ana = await town.member("Ana", "es", joined=LONG_AGO)
    mary = await town.member("Mary", "en", firm="Apiario El Roble", joined=LONG_AGO)
    clara = await town.member("Clara", "es", firm=None, role=Role.COORDINATOR)
    jane = await town.member(
        "Jane", "en", firm="Abejas de Iza", role=Role.COORDINATOR, joined=LONG_AGO
    )
    luz = await town.member("Luz", "es", firm="Colmena Clara", joined=LONG_AGO)
    await town.member("Body", "es", firm="Alcaldía", role=Role.OBSERVER, joined=LONG_AGO)
    await told_before(town, ana, sale())
    await told_before(town, luz, sale(sold_on=TODAY - DAY))
    scope = await scope_of(town, mary)
    async with town.app.database.transaction() as tx:
        await no_sales.tell(tx, scope, TODAY, town.clock.now())
    await books(town, ana, MONDAY + DAY + 2 * HOUR)
    await town.clock_to(THURSDAY)
    await town.clock_to(MONDAY)

    clara.sees("Coordinación", "Registraron 2 de 4 empresas.")
    clara.sees("Aún no ha registrado nada: Abejas de Iza y Colmena Clara.")
    clara.sees("1 integrante nuevo.", "1 reserva en las próximas dos semanas.")
    clara.sees("Pulso del 26 de noviembre de 2026: menos de 5 hasta ahora.")
    jane.sees("2 of 4 firms reported.", "Nothing yet from Abejas de Iza and Colmena Clara.")
    luz.sees_not("Coordinación", "Registraron", "Integrantes")
    await clara.taps("Integrantes")
    clara.sees("Integrantes de Apicultores de Boyacá")


async def test_a_firm_is_silent_only_if_it_was_there_all_week(town: Town, rosa: Phone) -> None:
    """One that joined within the week counts once it has reported; one that joined since, not."""
    await town.member("Ana", "es", firm="Abejas de Iza", joined=LONG_AGO)
    await town.member("Luz", "es", firm="Colmena Clara")
    john = await town.member("John", "en", firm="Apiario El Roble", role=Role.COORDINATOR)
    await town.clock_to(MONDAY - 2 * HOUR)
    # A colleague who joins today makes the firm no newer.
    await town.member("Eva", "es", firm="Abejas de Iza")
    await town.member("Sol", "es", firm="Miel de Tota")
    await town.clock_to(MONDAY)
    rosa.sees("Registró 0 de 1 empresa.", "Aún no ha registrado nada: Abejas de Iza.")
    await told_before(town, john, sale())
    await john.says("/myweek")
    await john.taps("‹ Week before")

    john.sees("1 of 2 firms reported.", "Nothing yet from Abejas de Iza.")


async def test_my_week_tells_coordinators_the_same(town: Town) -> None:
    """Of the week that is shown, at any time; what is coming only with this one."""
    ana = await town.member("Ana", "es", joined=LONG_AGO - 8 * DAY)
    jane = await town.member("Jane", "en", firm=None, role=Role.COORDINATOR)
    await fair(town, "Tunja", town.clock.now() + 3 * DAY)
    await told_before(town, ana, sale())
    await jane.says("/myweek")
    jane.sees("1 of 1 firm reported.", "Coming up", "Tunja Fair", "2 new members.")
    await jane.taps("‹ Week before")

    jane.sees("0 of 1 firm reported.", "Nothing yet from Miel de Tota.")
    jane.sees_not("Coming up", "new member")


async def test_many_members_cost_no_more_questions(town: Town, ana: Phone) -> None:
    """What is coming is asked once for all members of a page."""
    phones = [ana, *[await town.member(f"P{n}", "es", firm=f"Firma {n}") for n in range(5)]]
    await fair(town, "Tunja", MONDAY, **{f"yes{n}": phone for n, phone in enumerate(phones[:1])})
    scopes = [await scope_of(town, phone) for phone in phones]
    counts = []
    for members in (scopes[:1], scopes):
        reading = Counting(town.app.database.reader)
        await gather_ahead(reading, town.made.scope, members, town.clock.now())
        counts.append(reading.asked)

    assert counts == [3, 3]
