"""What a firm usually sells: shortcuts to a whole sale, and the usual answers to each question."""

from __future__ import annotations

from collections import Counter

from bot.conversation.answers import Answers
from bot.conversation.forms import Shortcut
from bot.conversation.kept import Option
from bot.language.units import UNITS
from bot.pipeline.turn import Turn
from handlers.sale_answers import product_option, usual_answers
from handlers.sale_words import brief, product_names
from storage import clusters, sales
from storage.sales import Sale, Usual
from storage.values import Money, Quantity

# Shortcuts to a whole sale, and usual answers to one question.
USUAL = 3
# How many usual sales are looked through for the quantities of one product.
LOOKED_THROUGH = 20
# For products that the cluster has no unit for; and what is counted, so that pieces of it fit too.
PIECE = "piece"
COUNTED = {"piece", "pair", "dozen", "set", "box", "bag", "bundle"}
# So many products have a unit in common before it is offered for others.
SEVERAL = 2


async def usual_sales(turn: Turn) -> list[Shortcut]:
    """The last sale first, then those made most often."""
    last = await sales.latest(turn.tx, turn.scope, limit=1)
    often = await sales.usual(turn.tx, turn.scope, limit=USUAL)
    names = await product_names(turn.tx, turn.scope)
    alike: list[Sale | Usual] = [*last, *often]
    offered: dict[str, Shortcut] = {}
    for sale in alike:
        label = brief(names, sale)
        offered.setdefault(turn.voice.plain(label), Shortcut(label, usual_answers(names, sale)))
    return list(offered.values())[:USUAL]


async def products(turn: Turn, _given: Answers) -> list[Option]:
    """What this firm sells most, then what the cluster makes."""
    usual = await sales.usual_products(turn.tx, turn.scope, limit=USUAL)
    names = await product_names(turn.tx, turn.scope)
    return [product_option(names, code) for code in dict.fromkeys((*usual, *names))]


async def units(turn: Turn, given: Answers) -> list[str]:
    """Of what the cluster makes, its unit and those that convert to it: no m² for mugs.

    Of anything else the units of several products: first the one of most of them, else the piece.
    """
    made = await clusters.products(turn.tx, turn.scope)
    own = next((kind.unit for kind in made if kind.code == given.get("product")), None)
    if own is not None:
        alike = [kind.unit for kind in made if _measure(kind.unit) == _measure(own)]
        return list(dict.fromkeys((own, *alike, *([PIECE] if own in COUNTED else []))))
    often = Counter(kind.unit for kind in made)
    shared = [unit for unit, products in often.most_common() if products >= SEVERAL]
    of_most = [unit for unit in shared if often[unit] * 2 > len(made)]
    return list(dict.fromkeys((*of_most, PIECE, *shared)))


def _measure(unit: str) -> str:
    """What it measures; a template's own unit nothing but itself."""
    return UNITS[unit].kind if unit in UNITS else unit


async def usual_quantities(turn: Turn, given: Answers) -> list[Quantity]:
    often = await sales.usual(turn.tx, turn.scope, limit=LOOKED_THROUGH)
    found = [sale.quantity for sale in often if sale.product == given.get("product")]
    return [q for q in dict.fromkeys(found) if q and q != given.get("quantity")][:USUAL]


async def usual_countries(turn: Turn, _given: Answers) -> list[str]:
    often = await sales.usual(turn.tx, turn.scope, limit=LOOKED_THROUGH)
    return list(dict.fromkeys(sale.country for sale in often if sale.country))


async def last_amounts(turn: Turn, given: Answers) -> list[Money]:
    found = await sales.last_amounts(turn.tx, turn.scope, given["product"], limit=USUAL)
    return [amount for amount in found if amount != given.get("amount")]
