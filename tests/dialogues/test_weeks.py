"""One's week when asked for, two weeks compared in words, and none, which is an answer."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from bot.language.voice import Voice
from handlers.weeks import compared, gather, week_of
from storage.database import Args, Reading, Transaction
from storage.sales import Totals
from storage.values import Money
from tests.dialogues.books import TODAY, cop, on_record, sale, scope_of, told_before
from tests.phone import Phone, plain
from tests.town import Town

DAY = timedelta(days=1)
# Eight in the morning of the Monday after, in Boyacá.
MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)


async def test_none_is_an_answer(town: Town, ana: Phone) -> None:
    """A tap on the digest says that there were no sales, and another takes it back."""
    await town.clock_to(MONDAY)
    await ana.taps("No hubo ventas")
    ana.sees("Anotado ✓", "23 al 29 de noviembre", "Deshacer")
    await ana.says("/misemana")
    await ana.taps("‹ Semana anterior")
    ana.sees("Me dijiste")
    ana.sees_not("No hubo ventas")
    await ana.taps("Deshacer")
    ana.sees_above("no hay ventas registradas")
    await ana.taps("No hubo ventas")
    await told_before(town, ana, sale(sold_on=TODAY))
    await ana.says("/misemana")
    await ana.taps("‹ Semana anterior")

    ana.sees("1 venta, $450.000")


async def test_nobody_is_asked_for_a_week_before_they_came(town: Town, ana: Phone) -> None:
    """Neither a firm that joined on Monday nor a firm's new colleague; the others still are."""
    await town.clock_to(MONDAY - timedelta(hours=1))
    luz = await town.member("Luz", "es", firm="Colmena Clara")
    jane = await town.member("Jane", "en", firm="Miel de Tota")
    await town.clock_to(MONDAY)
    ana.sees("no hay ventas registradas", "No hubo ventas")
    for phone in (luz, jane):
        phone.sees_not("No hubo ventas", "There were none", "la semana anterior", "week before")
    luz.sees("Todavía no formabas parte del clúster.", "Registrar venta")
    jane.sees("You had not joined yet.", "Record a sale")
    await jane.says("/myweek")
    jane.sees("No sales on record yet this week.")
    await jane.taps("‹ Week before")

    jane.sees("Week of 23–29 November", "You had not joined yet.")
    jane.sees_not("There were none")


async def test_whoever_came_later_sees_what_their_firm_sold(town: Town, ana: Phone) -> None:
    """The people of one firm share its reports, also those from before."""
    await told_before(town, ana, sale())
    await town.clock_to(MONDAY - timedelta(hours=1))
    jane = await town.member("Jane", "en", firm="Miel de Tota")
    await town.clock_to(MONDAY)

    jane.sees("Miel de Tota: 1 sale, $450.000.", "My sales")


async def test_none_is_refused_where_there_are_sales(town: Town, mary: Phone) -> None:
    """The sale was recorded while the digest's button was on the screen."""
    await town.clock_to(MONDAY)
    await told_before(town, mary, sale())
    await mary.taps("There were none")

    assert "There are sales on record" in mary.toast
    mary.sees("1 sale, $450.000")


async def test_forged_weeks_lead_to_this_one(town: Town, ana: Phone) -> None:
    """Whatever a button's data says, it is checked."""
    await ana.says("/misemana")
    message = ana.last["message_id"]
    for data in ("week:x", "week:0001-01-01", "week:9999-12-31", "week:2026-12-07", "week:"):
        await ana.taps_old(message, data)
        ana.sees("23 al 29 de noviembre")
    for data in ("nosales:2026-11-23", "nosales:x", "nosales:", "nosales:2026-11-16@99"):
        await ana.taps_old(message, data)

    async with town.app.database.transaction() as tx:
        assert await tx.rows("SELECT * FROM week_without_sales") == []


async def test_ones_week_is_shown_when_asked_for(town: Town, mary: Phone) -> None:
    """The week that is under way is not compared with a whole one; the weeks can be turned."""
    await told_before(town, mary, sale(sold_on=TODAY - DAY), sale(amount=cop(90_000)))
    await mary.taps("My week")
    mary.sees("Week of 23–29 November", "1 sale, $90.000", "The week before: 1 sale, $450.000.")
    mary.sees_not("less than", "Week after ›")
    await mary.taps("‹ Week before")
    mary.sees("Week of 16–22 November", "1 sale, $450.000", "The week before there were none.")
    await mary.taps("Week after ›")

    mary.sees("Week of 23–29 November")
    assert len(await on_record(town, mary)) == 2


ENGLISH = Voice.of("en", "CO", "COP", "America/Bogota")


def of(*sums: Money) -> Totals:
    return Totals(len(sums), sums)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (of(cop(300)), of(cop(200)), "$100 more than the week before (50%)."),
        (of(cop(200)), of(cop(300)), "$100 less than the week before (33%)."),
        (of(cop(200)), of(cop(200)), "The same amount as the week before."),
        (of(cop(900_000)), of(cop(1_000)), "$899.000 more than the week before."),
        (of(cop(100_001)), of(cop(100_000)), "$1 more than the week before."),
        (of(cop(200)), Totals(), "The week before there were none."),
        (of(cop(200)), of(Money(900, "USD")), "The week before: 1 sale, US$9."),
        (of(cop(2), Money(3, "USD")), of(cop(200)), "The week before: 1 sale, $200."),
    ],
)
def test_two_weeks_are_compared_in_words(now: Totals, before: Totals, words: str) -> None:
    """A percentage only where it helps, and never of two currencies."""
    assert plain(ENGLISH.plain(compared(now, before))) == words


async def test_a_page_costs_the_same_for_one_firm_and_for_all(town: Town, ana: Phone) -> None:
    """The figures of two hundred members are gathered in as many queries as those of one."""
    scope = town.made.scope
    counts = []
    for firms in ([(await scope_of(town, ana)).firm_id or 0], list(range(1, 200))):
        async with town.app.database.transaction() as tx:
            reading = CountingReading(tx)
            await gather(reading, scope, firms, week_of(TODAY), "COP")
            counts.append(reading.asked)

    assert counts[0] == counts[1] <= 6


class CountingReading(Reading):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx._connection)
        self.asked = 0

    async def rows(self, sql: str, args: Args = ()) -> list[sqlite3.Row]:
        self.asked += 1
        return await super().rows(sql, args)
