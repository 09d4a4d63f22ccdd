"""The weekly digest: by the clock, once, in everybody's language and zone, never in quiet hours."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import consents, sales
from storage.consents import Purpose
from storage.sales import NewSale
from storage.scope import Role
from storage.values import Money
from tests.dialogues.books import TODAY, cop, sale, scope_of, told_before
from tests.phone import Phone
from tests.town import BOYACA, START, Town

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# Eight in the morning of the Monday after, in Boyacá.
MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)
FIRMS = ("Miel de Tota", "Apiario El Roble", "Colmena Clara", "Abejas de Iza")


async def agrees(town: Town, *phones: Phone) -> None:
    """To be counted in the cluster's totals."""
    for phone in phones:
        scope = await scope_of(town, phone)
        async with town.app.database.transaction() as tx:
            await consents.give(tx, scope, [Purpose.TOTALS], 1, town.clock.now())


def digests_of(phone: Phone) -> list[str]:
    texts = [str(m.get("text", "")) for m in phone.messages if m["from"]["is_bot"]]
    return [text for text in texts if text.startswith(("Semana del", "Week of"))]


async def test_the_digest_comes_on_monday_at_eight(town: Town, ana: Phone) -> None:
    """The week from Monday to Sunday against the one before, with what was sold most of."""
    await told_before(
        town,
        ana,
        sale(sold_on=TODAY - DAY, amount=cop(400_000)),
        sale(sold_on=TODAY, amount=cop(450_000)),
        sale(sold_on=TODAY + 6 * DAY, amount=cop(150_000), product="pollen"),
    )
    await town.clock_to(MONDAY - timedelta(minutes=1))
    before = digests_of(ana)
    await town.clock_to(MONDAY)

    ana.sees("Semana del 23 al 29 de noviembre", "Apicultores de Boyacá")
    ana.sees("Miel de Tota: 2 ventas, $600.000.")
    ana.sees("$200.000 más que la semana anterior (50%).", "Lo más vendido: miel, $450.000.")
    ana.sees("Registrar venta", "Mis ventas")
    assert (before, len(digests_of(ana))) == ([], 1)


async def test_each_is_told_in_their_language(town: Town, ana: Phone, mary: Phone) -> None:
    """One who sold less than the week before, in English."""
    pollen = sale(product="pollen", amount=cop(10_000))
    await told_before(town, mary, sale(sold_on=TODAY - DAY), sale(amount=cop(90_000)), pollen)
    await town.clock_to(MONDAY)

    mary.sees("Week of 23–29 November", "Beekeepers of Boyacá")
    mary.sees("Apiario El Roble: 2 sales, $100.000.")
    mary.sees("$350.000 less than the week before (78%).", "Most of it was honey: $90.000.")
    ana.sees("no hay ventas registradas", "La semana anterior no hubo ninguna.", "No hubo ventas")


async def test_the_only_product_is_not_told_twice(town: Town, ana: Phone) -> None:
    """What was sold most of is news only beside something else."""
    await told_before(town, ana, sale(), sale(sold_on=TODAY + DAY))
    await town.clock_to(MONDAY)

    ana.sees("Miel de Tota: 2 ventas, $900.000.")
    ana.sees_not("Lo más vendido")


async def test_the_figures_are_those_of_the_books(town: Town) -> None:
    """Figures of four firms over three weeks, void sales among them, summed up another way."""
    chance = random.Random(2611)
    people = [await town.member(f"P{n}", "es", firm=firm) for n, firm in enumerate(FIRMS)]
    await agrees(town, *people[:3])
    books: list[tuple[int, NewSale]] = []
    for number, phone in enumerate(people):
        told = [a_sale(chance) for _ in range(30)]
        recorded = await told_before(town, phone, *told)
        async with town.app.database.transaction() as tx:
            for voided in recorded[::7]:
                await sales.void(tx, await scope_of(town, phone), voided.id, START)
        books += [(number, t) for at, t in enumerate(told) if at % 7]
    await town.clock_to(MONDAY)

    week = [(n, s) for n, s in books if TODAY <= s.sold_on < TODAY + WEEK]
    for number, (phone, firm) in enumerate(zip(people, FIRMS, strict=True)):
        own = [s for n, s in week if n == number]
        phone.sees(f"{firm}: {len(own)} ventas, {written(own)}.")
        product, most = Counter(products(own)).most_common(1)[0]
        name = {"honey": "miel", "pollen": "polen"}[product]
        phone.sees(f"Lo más vendido: {name}, {pesos(most)}.")
        last = [s for n, s in books if n == number and TODAY - WEEK <= s.sold_on < TODAY]
        difference = abs(total(own) - total(last))
        phone.sees(f"{pesos(difference)} {'más' if total(own) > total(last) else 'menos'}")
        counted = [s for n, s in week if n < 3]
        phone.sees(f"En todo el clúster: {len(counted)} ventas de 3 empresas, {written(counted)}.")


def a_sale(chance: random.Random) -> NewSale:
    return sale(
        product=chance.choice(("honey", "pollen")),
        amount=cop(chance.randint(1, 900) * 1000),
        sold_on=TODAY + chance.randint(-14, 6) * DAY,
    )


def products(of: list[NewSale]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for told in of:
        sums[told.product] = sums.get(told.product, 0) + told.amount.minor
    return sums


def total(of: list[NewSale]) -> int:
    return sum(told.amount.minor for told in of)


def pesos(minor: int) -> str:
    return f"${minor // 100:,}".replace(",", ".")


def written(of: list[NewSale]) -> str:
    return pesos(total(of))


async def test_it_comes_once_whatever_happens(town: Town, ana: Phone) -> None:
    """Restarts around the hour, and a clock that is moved again, bring no second one."""
    await town.clock_to(MONDAY)
    await town.restarts()
    await town.clock_to(MONDAY + timedelta(hours=3))
    await town.restarts()

    assert len(digests_of(ana)) == 1


async def test_after_a_night_without_power_it_is_still_worth_it(town: Town, ana: Phone) -> None:
    """A day late it comes, about the week it was due for; the next one comes on time."""
    await town.closes()
    town.clock.move_to(MONDAY + DAY)
    await town.opens()
    await town.settle()
    late = digests_of(ana)
    await town.clock_to(MONDAY + WEEK)

    assert [text.split("·")[0].strip() for text in late] == ["Semana del 23 al 29 de noviembre"]
    assert len(digests_of(ana)) == 2


async def test_after_a_long_time_off_only_the_next_one_comes(town: Town, ana: Phone) -> None:
    """Three Mondays were missed, and on a Friday nobody asks for them."""
    await town.closes()
    town.clock.move_to(MONDAY + 2 * WEEK + 4 * DAY)
    await town.opens()
    await town.settle()
    missed = digests_of(ana)
    await town.clock_to(MONDAY + 3 * WEEK)

    assert missed == []
    assert len(digests_of(ana)) == 1


async def elsewhere(folder: Path, start: datetime, **settings: object) -> Town:
    base = replace(BOYACA, **settings)  # type: ignore[arg-type]  # each is a field of NewCluster
    return Town(folder, base, start)


async def test_nobody_is_woken_by_it(tmp_path: Path) -> None:
    """A digest due at six waits until eight, when quiet hours are over."""
    async with await elsewhere(tmp_path, START, digest_hour=6) as town:
        ana = await town.member("Ana")
        await town.clock_to(MONDAY - timedelta(minutes=5))
        early = digests_of(ana)
        await town.clock_to(MONDAY)

        assert (len(early), len(digests_of(ana))) == (0, 1)


async def test_eight_stays_eight_when_the_clocks_change(tmp_path: Path) -> None:
    """In Aragón summer time begins on 29 March 2026: seven in UTC before, six after."""
    start = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
    settings = {"zone": "Europe/Madrid", "territory": "ES", "currency": "EUR"}
    async with await elsewhere(tmp_path, start, **settings) as town:
        ana = await town.member("Ana")
        counts = []
        for hour in (
            datetime(2026, 3, 23, 6, 59, tzinfo=UTC),
            datetime(2026, 3, 23, 7, 0, tzinfo=UTC),
            datetime(2026, 3, 30, 5, 59, tzinfo=UTC),
            datetime(2026, 3, 30, 6, 0, tzinfo=UTC),
        ):
            await town.clock_to(hour)
            counts.append(len(digests_of(ana)))

        assert counts == [0, 1, 1, 2]


async def test_whoever_left_or_is_paused_gets_none(town: Town, ana: Phone, mary: Phone) -> None:
    """Who blocked the bot is not written to, and comes back to a normal week."""
    luis = await town.member("Luis", "es")
    await mary.blocks()
    await luis.says("/menu")
    scope = await scope_of(town, luis)
    async with town.app.database.transaction() as tx:
        await tx.write("UPDATE member SET state = 'suspended' WHERE id = ?", (scope.member_id,))
        await tx.write("UPDATE person SET reachable = 0 WHERE telegram_id = ?", (mary.id,))
    await town.clock_to(MONDAY)
    await mary.blocks(False)
    await mary.says("/menu")
    await town.clock_to(MONDAY + WEEK)

    assert [len(digests_of(phone)) for phone in (ana, mary, luis)] == [2, 1, 0]


async def test_members_come_in_pages(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large cluster's digest is written in short transactions; each member is told once."""
    monkeypatch.setattr("handlers.digest.PAGE", 2)
    others = [await town.member(f"P{n}", "en", firm=f"Firm {n}") for n in range(4)]
    await town.clock_to(MONDAY)

    assert [len(digests_of(phone)) for phone in (ana, *others)] == [1] * 5


async def test_totals_give_no_single_firm_away(town: Town, ana: Phone, mary: Phone) -> None:
    """Of two firms each would know what the other sold; amounts of a third are needed."""
    clara = await town.member("Clara", "es", firm="Colmena Clara")
    body = await town.member("Alcaldía", "es", firm=None, role=Role.OBSERVER)
    await agrees(town, ana, mary, clara)
    dollars = sale(amount=Money(50_000, "USD"))
    await told_before(town, ana, sale(), dollars)
    await told_before(town, mary, sale(), dollars)
    await town.clock_to(MONDAY)
    body.sees("En todo el clúster, 2 empresas han registrado sus ventas", "desde 3 empresas")
    body.sees_not("450.000", "900.000", "Registrar venta")
    await told_before(town, clara, sale(sold_on=TODAY + WEEK))
    await told_before(town, ana, sale(sold_on=TODAY + WEEK), dollars_next(dollars))
    await told_before(town, mary, sale(sold_on=TODAY + WEEK))
    await town.clock_to(MONDAY + WEEK)

    body.sees("En todo el clúster: 4 ventas de 3 empresas, $1.350.000.")
    body.sees("1 de estas ventas es en dólares estadounidenses, de menos de 3 empresas")
    body.sees_not("USD", "500")


async def test_a_late_report_changes_no_sum(town: Town, ana: Phone, mary: Phone) -> None:
    """Nor does a consent that is withdrawn: what one firm sold would be the difference."""
    luz = await town.member("Luz", "es", firm="Colmena Clara")
    late = await town.member("Late", "en", firm="Abejas de Iza")
    await agrees(town, ana, mary, luz, late)
    for phone, pesos in ((ana, 100_000), (mary, 200_000), (luz, 300_000)):
        await told_before(town, phone, sale(amount=cop(pesos)))
    await town.clock_to(MONDAY)
    late.sees("In the whole cluster: 3 sales of 3 firms, $600.000.")
    await told_before(town, late, sale(amount=cop(777_000)))
    await withdraws(town, ana)
    await late.says("/myweek")
    await late.taps("‹ Week before")
    late.sees("1 sale, $777.000", "In the whole cluster: 3 sales of 3 firms, $600.000.")
    await town.clock_to(MONDAY + WEEK)
    await luz.says("/misemana")
    await luz.taps("‹ Semana anterior")
    await luz.taps("‹ Semana anterior")

    luz.sees("En todo el clúster: 3 ventas de 3 empresas, $600.000.")


async def withdraws(town: Town, phone: Phone) -> None:
    scope = await scope_of(town, phone)
    async with town.app.database.transaction() as tx:
        await consents.withdraw(tx, scope, Purpose.TOTALS, town.clock.now())


def dollars_next(told: NewSale) -> NewSale:
    return replace(told, sold_on=TODAY + WEEK)
