"""How figures are called and told, in a message and beside a bar."""

from __future__ import annotations

from bot.language.text import Text, _, _n, layout, raw
from bot.language.voice import Voice
from handlers.sale_words import MARKETS, Names, product
from storage.figures import By, Part
from storage.sales import Market

TITLES = {
    By.MONTH: _("Sales by month"),
    By.PRODUCT: _("Sales by product"),
    By.MARKET: _("Sales by market"),
}
HIDDEN = _("not shown")


def line(voice: Voice, names: Names, by: By, part: Part) -> Text:
    label = layout("<b>{label}</b>", label=label_of(voice, names, by, part.key))
    if not part.totals.count:
        return layout("{label}: {told}", label=label, told=HIDDEN if part.hidden else "—")
    told = _n(
        "{label}: {n} sale, {sums}",
        "{label}: {n} sales, {sums}",
        part.totals.count,
        label=label,
        sums=part.totals.sums,
    )
    return _("{told}; others not shown", told=told) if part.hidden else told


def label_of(voice: Voice, names: Names, by: By, key: str) -> Text:
    match by:
        case By.MONTH:
            return raw(voice.words.months["stand-alone"]["wide"][int(key[5:])].capitalize())
        case By.PRODUCT:
            return product(names, key)
        case By.MARKET:
            return MARKETS[Market(key)]
