"""Half a year of plausible sales for the demo's members; the same ones for the same day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from bot.furnishing import Furnishing
from bot.language.money import minor_of
from bot.templates import Product, Template
from handlers.weeks import week_of
from storage import counted, no_sales, sales
from storage.sales import Channel, Market, NewSale, Telling
from storage.scope import MemberScope
from storage.values import Money, Quantity

DAYS = 180
# Most is sold near home and by hand; the rest of the weights are as plain a guess.
MARKETS = {Market.LOCAL: 70, Market.NATIONAL: 22, Market.EXPORT: 8}
CHANNELS = {Channel.DIRECT: 50, Channel.INTERMEDIARY: 20, Channel.FAIR: 20, Channel.ONLINE: 10}
# Firms, counted from the last one, with the weeks ago in which they sold nothing: those who said
# so, and the one that has said nothing yet.
WITHOUT_SALES = {2: (1, 9, 17), 3: (5, 13)}
SILENT = {1: (1,)}
# Who was paid in another currency, and how many days ago.
PAID_ABROAD, ABROAD_AGO = 2, 12
# When in the week after it a week is told as one without sales.
TOLD_AT = 9


async def furnish(demo: Furnishing) -> None:
    chance = demo.chance()
    firms = list(dict.fromkeys(m.reports_for for m in demo.members if m.reports_for is not None))
    tellings = []
    for member in demo.members:
        if member.reports_for is not None:
            number = firms.index(member.reports_for)
            without = _weeks_without(len(firms) - number)
            tellings += list(_of_member(demo, chance, member, number, without))
    tellings.append(_paid_abroad(demo, chance, firms))
    await sales.record_many(demo.tx, demo.cluster.scope, tellings)
    await _tell_weeks_without(demo, firms)
    # As the digests of these months did.
    await counted.count(demo.tx, demo.cluster.scope, week_of(demo.today).first)


def _weeks_without(from_last: int) -> tuple[int, ...]:
    return (*WITHOUT_SALES.get(from_last, ()), *SILENT.get(from_last, ()))


async def _tell_weeks_without(demo: Furnishing, firms: list[int]) -> None:
    for from_last, weeks in WITHOUT_SALES.items():
        member = next(m for m in demo.members if m.reports_for == firms[-from_last])
        for ago in weeks:
            monday = _monday(demo.today, ago)
            told_at = demo.at((demo.today - monday).days - 7, TOLD_AT)
            await no_sales.tell(demo.tx, member, monday, min(told_at, demo.now))


def _monday(today: date, weeks_ago: int) -> date:
    return today - timedelta(days=today.weekday() + 7 * weeks_ago)


def _of_member(
    demo: Furnishing,
    chance: random.Random,
    member: MemberScope,
    number: int,
    without: tuple[int, ...],
) -> Iterator[Telling[NewSale]]:
    """Two or three sales a week, growing a little, of the firm's own products."""
    own = _own(demo.template.products, number)
    for ago in range(DAYS, 0, -1):
        day = demo.today - timedelta(days=ago)
        often = 0.25 + 0.12 * (DAYS - ago) / DAYS
        weeks_ago = (_monday(demo.today, 0) - _monday(day, 0)).days // 7
        if chance.random() < often and weeks_ago not in without:
            sale = _sale(chance, demo.template, chance.choice(own), day)
            yield _telling(demo, member, ago, sale)


def _own(products: tuple[Product, ...], number: int) -> list[Product]:
    """The cluster's main product, which all make, and two more that each makes in turn."""
    main, *others = products
    return [main, *(others[(number + more) % len(others)] for more in (0, 1))]


def _telling(
    demo: Furnishing, member: MemberScope, ago: int, sale: NewSale, told: str = "demo"
) -> Telling[NewSale]:
    at = demo.now - timedelta(days=ago)
    return Telling(
        member.member_id, member.firm_id or 0, f"{told}:{member.member_id}:{ago}", at, sale
    )


def _sale(chance: random.Random, template: Template, product: Product, sold_on: date) -> NewSale:
    amount_of = round(chance.triangular(*product.usual))
    step = _step(product.price[0])
    price = chance.randint(*product.price) // step * step
    market = chance.choices(list(MARKETS), list(MARKETS.values()))[0]
    return NewSale(
        product=product.code,
        quantity=Quantity(amount_of * 1000, product.unit),
        amount=_whole(amount_of * price, template.currency),
        market=market,
        country=chance.choice(template.export.countries) if market is Market.EXPORT else None,
        channel=chance.choices(list(CHANNELS), list(CHANNELS.values()))[0],
        sold_on=sold_on,
    )


def _paid_abroad(demo: Furnishing, chance: random.Random, firms: list[int]) -> Telling[NewSale]:
    """An export that was paid in the buyer's currency."""
    member = next(m for m in demo.members if m.reports_for == firms[PAID_ABROAD])
    export, main = demo.template.export, demo.template.products[0]
    amount_of = main.usual[1]
    price = chance.randint(*main.price) * amount_of / export.rate
    sale = NewSale(
        product=main.code,
        quantity=Quantity(amount_of * 1000, main.unit),
        amount=_whole(round(price), export.currency),
        market=Market.EXPORT,
        country=export.countries[0],
        channel=Channel.DIRECT,
        sold_on=demo.today - timedelta(days=ABROAD_AGO),
    )
    return _telling(demo, member, ABROAD_AGO, sale, "demo:abroad")


def _step(price: int) -> int:
    """Prices have two digits that count: thousands for 20,000, ones for 28."""
    step: int = 10 ** max(len(str(price)) - 2, 0)
    return step


def _whole(amount: int, currency: str) -> Money:
    money = minor_of(Decimal(amount), currency)
    if money is None:
        raise ValueError(f"the template's prices are no amounts in {currency}")
    return money
