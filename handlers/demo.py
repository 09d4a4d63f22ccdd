"""Half a year of plausible sales for the demo, the same each time for the same day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from bot.furnishing import Furnishing
from bot.language.money import minor_of
from bot.templates import Product, Template
from handlers.weeks import week_of
from storage import counted, sales
from storage.sales import Channel, Market, NewSale, Telling
from storage.scope import MemberScope
from storage.values import Money, Quantity

DAYS = 180
# Most is sold near home and by hand; the rest of the weights are as plain a guess.
MARKETS = {Market.LOCAL: 70, Market.NATIONAL: 22, Market.EXPORT: 8}
CHANNELS = {Channel.DIRECT: 50, Channel.INTERMEDIARY: 20, Channel.FAIR: 20, Channel.ONLINE: 10}


async def furnish(demo: Furnishing) -> None:
    chance = demo.chance()
    tellings = [
        telling
        for member in demo.members
        if member.firm_id is not None
        for telling in _of_member(demo, chance, member, member.firm_id)
    ]
    await sales.record_many(demo.tx, demo.cluster.scope, tellings)
    # As the digests of these months did.
    await counted.count(demo.tx, demo.cluster.scope, week_of(demo.today).first)


def _of_member(
    demo: Furnishing, chance: random.Random, member: MemberScope, firm_id: int
) -> list[Telling[NewSale]]:
    """Two or three sales a week, growing a little, mostly of the firm's own two products."""
    own = chance.sample(demo.template.products, k=min(2, len(demo.template.products)))
    tellings = []
    for ago in range(DAYS, 0, -1):
        if chance.random() > 0.25 + 0.12 * (DAYS - ago) / DAYS:
            continue
        sale = _sale(chance, demo.template, chance.choice(own), demo.today - timedelta(days=ago))
        told = f"demo:{member.member_id}:{ago}"
        tellings.append(
            Telling(member.member_id, firm_id, told, demo.now - timedelta(days=ago), sale)
        )
    return tellings


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


def _step(price: int) -> int:
    """Prices have two digits that count: thousands for 20,000, ones for 28."""
    step: int = 10 ** max(len(str(price)) - 2, 0)
    return step


def _whole(amount: int, currency: str) -> Money:
    money = minor_of(Decimal(amount), currency)
    if money is None:
        raise ValueError(f"the template's prices are no amounts in {currency}")
    return money
