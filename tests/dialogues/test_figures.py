"""Half a year of sales by month, product and market, summed up another way in the test."""

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from storage import counted, sales
from storage.sales import Market, NewSale
from storage.scope import Role
from storage.values import Money
from tests.dialogues.books import TODAY, cop, sale, scope_of, told_before
from tests.dialogues.test_digest import agrees
from tests.phone import Phone, plain
from tests.town import START, Town

DAY = timedelta(days=1)
FIRMS = ("Miel de Tota", "Apiario El Roble", "Colmena Clara", "Abejas de Iza")
MONTHS = {6: "Junio", 7: "Julio", 8: "Agosto", 9: "Septiembre", 10: "Octubre", 11: "Noviembre"}
PRODUCTS = {"honey": "Miel", "pollen": "Polen", "propolis": "Propóleo"}
MARKETS = {Market.LOCAL: "Local", Market.NATIONAL: "Nacional", Market.EXPORT: "Exportación"}
# A sale, with the number of the firm that told it.
Books = list[tuple[int, NewSale]]


def a_sale(chance: random.Random, firm: int) -> NewSale:
    """Of the first of June on, and before; only the first two firms export."""
    markets = list(MARKETS) if firm < 2 else [Market.LOCAL, Market.NATIONAL]
    return sale(
        product=chance.choice(list(PRODUCTS)),
        amount=cop(chance.randint(1, 900) * 1000),
        market=chance.choice(markets),
        sold_on=TODAY - chance.randint(0, 230) * DAY,
    )


async def filled(town: Town, phones: list[Phone]) -> Books:
    """What counts of the books of these firms: every seventh sale is void."""
    chance = random.Random(611)
    books: Books = []
    for number, phone in enumerate(phones):
        told = [a_sale(chance, number) for _ in range(40)]
        recorded = await told_before(town, phone, *told)
        async with town.app.database.transaction() as tx:
            for voided in recorded[::7]:
                await sales.void(tx, await scope_of(town, phone), voided.id, START)
        books += [(number, t) for at, t in enumerate(told) if at % 7]
    return [(number, t) for number, t in books if t.sold_on >= date(2026, 6, 1)]


def by(books: Books, key: Callable[[NewSale], str]) -> dict[str, Books]:
    parts: dict[str, Books] = defaultdict(list)
    for number, told in books:
        parts[key(told)].append((number, told))
    return parts


def told(books: Books) -> str:
    pesos = sum(t.amount.minor for _n, t in books) // 100
    few = "venta" if len(books) == 1 else "ventas"
    return f"{len(books)} {few}, ${pesos:_}".replace("_", ".")


def shown(phone: Phone, labels: list[str]) -> dict[str, str]:
    """The lines of the parts, by their labels, in their order."""
    parts = dict(line.split(": ", 1) for line in phone.text.splitlines() if ": " in line)
    return {label: text for label, text in parts.items() if label in labels}


async def test_a_firms_figures_are_those_of_its_books(town: Town) -> None:
    """By month, then by product and by market in the same message."""
    phones = [await town.member(f"P{n}", "es", firm=firm) for n, firm in enumerate(FIRMS)]
    books = [entry for entry in await filled(town, phones) if entry[0] == 1]
    roble = phones[1]
    await roble.says("/cifras")
    roble.sees("Ventas por mes · Apiario El Roble", "Del 1 de junio al 23 de noviembre")
    roble.sees(f"En total: {told(books)}.")
    months = by(books, lambda t: MONTHS[t.sold_on.month])
    assert shown(roble, [*MONTHS.values()]) == {
        month: told(months[month]) if month in months else "—" for month in MONTHS.values()
    }
    message = roble.last["message_id"]
    await roble.taps("Por producto")
    products = by(books, lambda t: PRODUCTS[t.product])
    most = sorted(products, key=lambda p: -sum(t.amount.minor for _n, t in products[p]))
    by_product = shown(roble, [*PRODUCTS.values()])
    await roble.taps("Por mercado")
    markets = by(books, lambda t: MARKETS[t.market])

    assert list(by_product.items()) == [(p, told(products[p])) for p in most]
    assert shown(roble, [*MARKETS.values()]) == {m: told(markets[m]) for m in markets}
    assert roble.last["message_id"] == message
    assert "Todo el clúster" not in roble.buttons


async def test_the_coordinator_sees_the_whole_cluster(town: Town) -> None:
    """Of who agreed to be counted, of weeks that are over, and nothing that is of few firms.

    Only two firms export: what else is hidden is the market that sold least, or subtracting would
    tell.
    """
    phones = [await town.member(f"P{n}", "es", firm=firm) for n, firm in enumerate(FIRMS)]
    clara = await town.member("Clara", "es", firm=None, role=Role.COORDINATOR)
    await agrees(town, *phones[:3])
    books = [(n, t) for n, t in await filled(town, phones) if n < 3 and t.sold_on < TODAY]
    await count(town)
    await clara.says("/cifras")
    clara.sees("Ventas por mes · Apicultores de Boyacá", "Del 1 de junio al 22 de noviembre")
    clara.sees(f"En todo el clúster: {told(books).replace(', $', ' de 3 empresas, $')}.")
    months = by(books, lambda t: MONTHS[t.sold_on.month])
    assert all(len({number for number, _t in of}) == 3 for of in months.values())
    assert shown(clara, [*MONTHS.values()]) == {m: told(months[m]) for m in months}
    clara.sees_not("No se muestra")
    await clara.taps("Por mercado")
    markets = by(books, lambda t: MARKETS[t.market])
    second = min({"Local", "Nacional"}, key=lambda m: sum(t.amount.minor for _n, t in markets[m]))

    assert shown(clara, [*MARKETS.values()]) == {
        m: "no se muestra" if m in ("Exportación", second) else told(markets[m]) for m in markets
    }
    clara.sees("No se muestra: lo que es de menos de 3 empresas")


async def count(town: Town) -> None:
    """As the digest does."""
    async with town.app.database.transaction() as tx:
        await counted.count(tx, town.made.scope, TODAY)


async def test_dollars_of_few_firms_are_told_apart(town: Town, mary: Phone) -> None:
    """How many sales, and that their sum is not shown; rows and total stay in step."""
    jane = await town.member("Jane", "en", role=Role.COORDINATOR)
    carl = await town.member("Carl", "en", firm="Colmena Clara")
    await agrees(town, jane, mary, carl)
    last = TODAY - 2 * DAY
    for phone in (jane, mary, carl):
        await told_before(town, phone, sale(sold_on=last))
    await told_before(town, carl, sale(sold_on=last, amount=Money(120_050, "USD")))
    await count(town)
    await jane.says("/stats")
    await jane.taps("The whole cluster")

    jane.sees("November: 3 sales, $1.350.000; others not shown")
    jane.sees("In the whole cluster: 4 sales of 3 firms, $1.350.000.")
    jane.sees("1 of these sales is in US dollars, from fewer than 3 firms: amount not shown.")
    jane.sees_not("1.200")


async def test_what_is_not_counted_yet_is_told(town: Town, ana: Phone) -> None:
    """Of one firm only how many sales it made; this week's are not in it."""
    clara = await town.member("Clara", "es", firm=None, role=Role.COORDINATOR)
    await agrees(town, ana)
    await told_before(town, ana, sale(), sale(sold_on=TODAY - DAY), sale(sold_on=TODAY - 9 * DAY))
    await count(town)
    await clara.says("/cifras")

    clara.sees("Aún no se ha sumado nada", "2 ventas aún no cuentan")
    clara.sees_not("450.000", "Como imagen")


async def test_a_coordinator_with_a_firm_switches_between_both(town: Town, mary: Phone) -> None:
    """In English; what was looked at by stays."""
    jane = await town.member("Jane", "en", role=Role.COORDINATOR)
    carl = await town.member("Carl", "en", firm="Colmena Clara")
    await agrees(town, jane, mary, carl)
    last = TODAY - DAY
    for phone in (jane, mary, carl):
        queens = sale(product="Queen <bees>", amount=cop(5_000), sold_on=last)
        await told_before(town, phone, sale(sold_on=last), queens)
    await count(town)
    await jane.says("/stats")
    await jane.taps("By product")
    jane.sees("Sales by product · Miel de Tota", "1 June – 23 November")
    jane.sees_not("From 1 June")
    jane.sees(
        "Honey: 1 sale, $450.000", "Queen <bees>: 1 sale, $5.000", "In all: 2 sales, $455.000."
    )
    await jane.taps("The whole cluster")
    jane.sees("Sales by product · Beekeepers of Boyacá", "Honey: 3 sales, $1.350.000")
    jane.sees("In the whole cluster: 6 sales of 3 firms, $1.365.000.")
    await jane.taps("My firm")

    jane.sees("Sales by product · Miel de Tota")


async def test_several_currencies_are_not_added_up(town: Town, mary: Phone) -> None:
    """Each has its own sum, and its own bars in the picture."""
    await told_before(town, mary, sale(), sale(amount=Money(120_050, "USD")))
    await mary.says("/stats")
    mary.sees("November: 2 sales, $450.000 and US$1.200,50")
    await mary.taps("As a picture")

    mary.sees("Sales by month")
    assert mary.last["photo"][-1]["width"] == 1080


async def test_the_picture_is_of_what_is_shown(town: Town, ana: Phone) -> None:
    """As wide as a phone, drawn outside of the turn; of nothing there is none."""
    await ana.says("/cifras")
    ana.sees("No hay ventas registradas en este tiempo.", "Registrar venta")
    ana.sees_not("Como imagen")
    await ana.taps_old(ana.last["message_id"], "figurespic:month.own")
    none = ana.toast
    await told_before(town, ana, *(sale(sold_on=TODAY - 30 * n * DAY) for n in range(5)))
    await ana.taps("Por mercado")
    await ana.taps("Como imagen")

    assert none == "No hay ventas que dibujar."
    ana.sees("Ventas por mercado")
    assert ana.last["photo"][-1]["width"] == 1080


async def test_figures_stand_under_my_week(town: Town, ana: Phone) -> None:
    """Two taps away."""
    await ana.taps("Mi semana")
    await ana.taps("Cifras")

    ana.sees("Ventas por mes")


async def test_who_has_neither_firm_nor_totals_is_told_where_to_look(town: Town) -> None:
    """A member who reports for none."""
    luis = await town.member("Luis", "es", firm=None)
    await luis.says("/cifras")
    luis.sees("Son cifras de una empresa")
    await luis.taps("Mi semana")

    luis.sees("En todo el clúster")


async def test_forged_figures_are_ones_own(town: Town, ana: Phone, mary: Phone) -> None:
    """Whatever a button's data says, a member sees their firm's."""
    await told_before(town, mary, sale())
    await ana.says("/cifras")
    for argument in ("", "x", "month.all", "product.all", ".all", "market.1", "month." + "9" * 40):
        await ana.taps_old(ana.last["message_id"], f"figures:{argument}"[:64])
        assert "Miel de Tota" in plain(ana.text)
        ana.sees_not("450.000")
        await ana.taps_old(ana.last["message_id"], f"figurespic:{argument}"[:64])
        assert "photo" not in ana.last
