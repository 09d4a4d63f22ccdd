"""How a sale is told in words: on buttons, on cards, in digests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.conversation.words import clip
from bot.language.text import Country, ListDay, NearDay, Text, _, _p, both, layout, lines, raw
from bot.pipeline.turn import Turn
from handlers.records import SHORT, plain_fact
from storage import clusters
from storage.clusters import Product
from storage.database import Reading
from storage.sales import Channel, Market, NewSale, Usual
from storage.scope import ClusterScope

MARKETS = {
    Market.LOCAL: _p("market", "Local"),
    Market.NATIONAL: _p("market", "National"),
    Market.EXPORT: _p("market", "Export"),
}
CHANNELS = {
    Channel.DIRECT: _p("channel", "Direct"),
    Channel.INTERMEDIARY: _p("channel", "Intermediary"),
    Channel.FAIR: _p("channel", "Fair"),
    Channel.ONLINE: _p("channel", "Online"),
}
WORDS: dict[str, Text] = {code: text for of in (MARKETS, CHANNELS) for code, text in of.items()}
FIELDS = {
    "product": _("Product"),
    "quantity": _("Quantity"),
    "amount": _("Amount"),
    "market": _("Market"),
    "country": _("Country"),
    "channel": _("Channel"),
    "sold_on": _("Day"),
    "note": _("Note"),
    "photo": _("Receipt"),
}

# The cluster's products by their codes; a product that is not there is a member's own words.
Names = Mapping[str, Product]


async def product_names(reading: Reading, scope: ClusterScope) -> Names:
    return {product.code: product for product in await clusters.products(reading, scope)}


def product(names: Names, code: str) -> Text:
    """As a title; what a member typed stays as it was typed."""
    made = names.get(code)
    return both(made.name_es, made.name_en) if made else raw(clip(code, SHORT))


def product_inside(names: Names, code: str) -> Text:
    """Inside of a sentence: 20 kg of honey."""
    made = names.get(code)
    return both(_small(made.name_es), _small(made.name_en)) if made else raw(clip(code, SHORT))


def _small(name: str) -> str:
    """Without its capital, unless that belongs to an abbreviation: "PET bottles"."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def brief(names: Names, sale: NewSale | Usual) -> Text:
    """For a button: what, how much, for how much."""
    what = product(names, sale.product)
    if sale.quantity is None:
        return layout("{what} · {amount}", what=what, amount=sale.amount)
    return layout(
        "{what}, {quantity} · {amount}", what=what, quantity=sale.quantity, amount=sale.amount
    )


def dated(names: Names, sale: NewSale, today: date) -> Text:
    """For a button of a list."""
    day = ListDay(sale.sold_on, today)
    return layout("{day} · {sale}", day=day, sale=brief(names, sale))


def card(turn: Turn, names: Names, sale: NewSale) -> Text:
    """All of it, over a few lines."""
    to = layout(": {country}", country=Country(sale.country)) if sale.country else raw("")
    way = layout(
        "{market}{to} · {channel} · {day}",
        market=MARKETS[sale.market],
        to=to,
        channel=CHANNELS[sale.channel],
        day=NearDay(sale.sold_on, turn.today),
    )
    receipt = layout("📎 {receipt}", receipt=FIELDS["photo"]) if sale.photo else None
    return lines(
        layout("<b>{sale}</b>", sale=brief(names, sale)),
        way,
        layout("<i>{note}</i>", note=sale.note) if sale.note else None,
        receipt,
    )


def fact(names: Names, field: str, value: object) -> Text:
    """A field of a sale as its history shows it."""
    match field, value:
        case "product", str():
            return product(names, value)
        case "market" | "channel", str():
            return WORDS[value]
        case "country", str():
            return layout("{country}", country=Country(value))
        case "photo", str():
            return raw("📎")
    return plain_fact(value)
