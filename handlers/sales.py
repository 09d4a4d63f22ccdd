"""Reporting a sale: its questions, the usual answers, what is asked about before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversation.answers import Answers
from bot.conversation.forms import Doubt, Filled, Form, Refusal, Saved, Shortcut
from bot.conversation.kept import Option
from bot.conversation.steps.attachment import AskAttachment
from bot.conversation.steps.choice import AskChoice, Other
from bot.conversation.steps.country import AskCountry
from bot.conversation.steps.day import AskDay, today
from bot.conversation.steps.money import AskMoney
from bot.conversation.steps.quantity import AskQuantity
from bot.conversation.steps.text import AskText
from bot.features import Command, Feature, Who
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers import corrections
from handlers.sale_answers import answers_of, product_option, sale_of, usual_answers
from handlers.sale_words import CHANNELS, FIELDS, MARKETS, brief, card, product, product_names
from storage import clusters, sales
from storage.sales import Market, OwnRange, Sale, Usual
from storage.values import Money, Quantity

# Shortcuts to a whole sale, and usual answers to one question.
USUAL = 3
# How many usual sales are looked through for the quantities of one product.
LOOKED_THROUGH = 20
# For products that the cluster has no unit for.
PIECE = "piece"
# More than any honest sale, and less than a column of the database holds.
MOST = 10**15


async def begin(turn: Turn, _words: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


# What is usual


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
    """The unit of this product, then those of the cluster's others."""
    made = await clusters.products(turn.tx, turn.scope)
    own = [kind.unit for kind in made if kind.code == given.get("product")]
    return list(dict.fromkeys((*own, *(kind.unit for kind in made), PIECE)))


async def usual_quantities(turn: Turn, given: Answers) -> list[Quantity]:
    often = await sales.usual(turn.tx, turn.scope, limit=LOOKED_THROUGH)
    found = [sale.quantity for sale in often if sale.product == given.get("product")]
    return list(dict.fromkeys(quantity for quantity in found if quantity))[:USUAL]


async def usual_countries(turn: Turn, _given: Answers) -> list[str]:
    often = await sales.usual(turn.tx, turn.scope, limit=LOOKED_THROUGH)
    return list(dict.fromkeys(sale.country for sale in often if sale.country))


async def last_amounts(turn: Turn, given: Answers) -> Sequence[Money]:
    return await sales.last_amounts(turn.tx, turn.scope, given["product"], limit=USUAL)


def exported(given: Answers) -> bool:
    return given.get("market") == Market.EXPORT


# What is asked about before saving


async def far_from_usual(turn: Turn, given: Answers) -> Doubt | None:
    text = await _far(turn, given["product"], given.get("quantity"), given["amount"])
    return Doubt(text, "amount") if text else None


async def _far(turn: Turn, code: str, quantity: Quantity | None, amount: Money) -> Text | None:
    unit = quantity.unit if quantity else None
    own = await sales.own_range(turn.tx, turn.scope, code, unit, amount.currency)
    if own is None or own.holds(amount, quantity):
        return None
    return _far_text(own, product(await product_names(turn.tx, turn.scope), code), quantity, amount)


def _far_text(own: OwnRange, what: Text, quantity: Quantity | None, amount: Money) -> Text | None:
    span = own.span(quantity)
    if span is None:
        return None
    low, high = map(about, span)
    if quantity is None or own.unit is None:
        return _(
            "{amount} is far from your usual. You sell {what} for about {low} to {high}."
            " Is it right?",
            amount=amount,
            what=what,
            low=low,
            high=high,
        )
    return _(
        "{amount} is far from your usual. You sell {quantity} of {what} for about {low} to"
        " {high}. Is it right?",
        amount=amount,
        quantity=quantity,
        what=what,
        low=low,
        high=high,
    )


def about(money: Money) -> Money:
    """With two digits that count: the range is a guess and should look like one."""
    small = 10 ** max(len(str(money.minor)) - 2, 0)
    return Money(round(money.minor / small) * small, money.currency)


async def told_already(turn: Turn, given: Answers) -> Doubt | None:
    sale = await sales.same_told(turn.tx, turn.scope, sale_of(given))
    if sale is None:
        return None
    names = await product_names(turn.tx, turn.scope)
    return Doubt(
        lines(
            _("{who} has already recorded this sale:", who=sale.reporter),
            card(turn, names, sale),
            _("Is yours another one?"),
        )
    )


# Saving


async def record(turn: Turn, filled: Filled) -> Saved | Refusal | None:
    if not 0 < filled["amount"].minor <= MOST:
        return Refusal(impossible_amount(), "amount")
    new = sale_of(filled.answers)
    if filled.record_id is not None:
        return await corrections.save(turn, filled.record_id, new)
    sale = await sales.record(turn.tx, turn.scope, new, filled.told, turn.now)
    names = await product_names(turn.tx, turn.scope)
    return Saved(
        sale.id,
        lines(_("<b>Saved</b> ✓"), card(turn, names, sale)),
        corrections.after_recording(sale.id),
    )


def impossible_amount() -> Text:
    return _("An amount must be more than zero, and not beyond all measure.")


async def amend(turn: Turn, sale_id: int, field: str, value: Any) -> Text | None:
    """A message that told the sale was changed: so is the sale. A far amount is remarked on."""
    if field == "amount" and not 0 < value.minor <= MOST:
        return impossible_amount()
    sale = await corrections.change(turn, sale_id, field, value)
    if sale is None:
        return corrections.gone()
    remark = await _far(turn, sale.product, sale.quantity, sale.amount)
    await corrections.say_changed(turn, sale, remark if field == "amount" else None)
    return None


async def recall(turn: Turn, sale_id: int) -> dict[str, Any] | None:
    sale = await sales.find(turn.tx, turn.scope, sale_id)
    if sale is None or sale.voided_at is not None:
        return None
    return answers_of(await product_names(turn.tx, turn.scope), sale)


FORM = Form(
    "sale",
    AskChoice(
        "product",
        _("What did you sell?"),
        label=FIELDS["product"],
        options=products,
        other=Other(label=_("Another product"), question=_("Type its name.")),
    ),
    AskQuantity(
        "quantity",
        _("How much of it?"),
        label=FIELDS["quantity"],
        units=units,
        suggest=usual_quantities,
        optional=True,
    ),
    AskMoney("amount", _("For how much in all?"), label=FIELDS["amount"], suggest=last_amounts),
    AskChoice(
        "market",
        _("Where was it sold?"),
        label=FIELDS["market"],
        options=[Option(market.value, text) for market, text in MARKETS.items()],
    ),
    AskCountry(
        "country",
        _("To which country?"),
        label=FIELDS["country"],
        suggest=usual_countries,
        when=exported,
        optional=True,
    ),
    AskChoice(
        "channel",
        _("How was it sold?"),
        label=FIELDS["channel"],
        options=[Option(channel.value, text) for channel, text in CHANNELS.items()],
    ),
    AskDay(
        "sold_on", _("When?"), label=FIELDS["sold_on"], asked=False, default=today, latest=today
    ),
    AskText(
        "note",
        _("Anything to remember about it?"),
        label=FIELDS["note"],
        asked=False,
        optional=True,
        max_length=300,
    ),
    AskAttachment("photo", _("The receipt"), label=FIELDS["photo"], asked=False, optional=True),
    title=_("Sale"),
    submit=record,
    shortcuts=usual_sales,
    checks=[far_from_usual, told_already],
    amend=amend,
    recall=recall,
)

FEATURE = Feature(
    "sales",
    commands=[
        Command("venta", "sale", Who.REPORTERS, _("Record a sale"), begin, menu=_("Record a sale"))
    ],
    taps=corrections.TAPS,
    forms=[FORM],
)
