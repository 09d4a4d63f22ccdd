"""Reporting a sale: its questions, the usual answers, what is asked about before it is saved."""

from __future__ import annotations

from bot.conversation.answers import Answers
from bot.conversation.forms import Doubt, Filled, Form
from bot.conversation.kept import Option
from bot.conversation.steps.attachment import AskAttachment
from bot.conversation.steps.choice import AskChoice, Other
from bot.conversation.steps.country import AskCountry
from bot.conversation.steps.money import AskMoney
from bot.conversation.steps.quantity import AskQuantity
from bot.features import Command, Feature, Who
from bot.language.text import Text, _, _p
from bot.pipeline.turn import Turn
from handlers.records import ask_day, ask_note, long_ago
from handlers.sale_records import CORRECTIONS
from handlers.sale_words import CHANNELS, FIELDS, MARKETS, product_inside, product_names
from handlers.usual import (
    last_amounts,
    products,
    units,
    usual_countries,
    usual_quantities,
    usual_sales,
)
from storage import sales
from storage.sales import Market, OwnRange
from storage.values import Money, Quantity

# So many times more or less than a firm's other sales is asked about.
FAR = 20


async def begin(turn: Turn, _words: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


def exported(given: Answers) -> bool:
    return given.get("market") == Market.EXPORT


# What is asked about before saving


async def far_from_usual(turn: Turn, filled: Filled) -> Doubt | None:
    code, quantity, amount = filled["product"], filled["quantity"], filled["amount"]
    unit = quantity.unit if quantity else None
    own = await sales.own_range(turn.tx, turn.scope, code, unit, amount.currency)
    if own is None:
        return await _far_from_all(turn, amount)
    if own.holds(amount, quantity):
        return None
    what = product_inside(await product_names(turn.tx, turn.scope), code)
    text = _far_text(own, what, quantity, amount)
    return Doubt(text, "amount") if text else None


async def _far_from_all(turn: Turn, amount: Money) -> Doubt | None:
    """Of a product that was seldom sold so far: a thousand left out is noticed all the same."""
    usual = await sales.middle_amount(turn.tx, turn.scope, amount.currency)
    if usual is None or 1 / FAR <= amount.minor / usual.minor <= FAR:
        return None
    text = _(
        "{amount} is far from your usual: your sales come to about {usual}. Is it right?",
        amount=amount,
        usual=about(usual),
    )
    return Doubt(text, "amount")


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


FORM = Form(
    "sale",
    AskChoice(
        "product",
        _("What did you sell?"),
        label=FIELDS["product"],
        options=products,
        count="quantity",
        other=Other(label=_("Another product"), question=_("Type its name.")),
    ),
    AskQuantity(
        "quantity",
        _("How much of it?"),
        label=FIELDS["quantity"],
        units=units,
        of="product",
        suggest=usual_quantities,
        optional=True,
    ),
    AskMoney(
        "amount",
        _("For how much in all?"),
        label=FIELDS["amount"],
        of="quantity",
        suggest=last_amounts,
    ),
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
    ask_day("sold_on", FIELDS["sold_on"]),
    ask_note(FIELDS["note"]),
    AskAttachment("photo", _("The receipt"), label=FIELDS["photo"], asked=False, optional=True),
    title=_("Sale"),
    submit=CORRECTIONS.record,
    shortcuts=usual_sales,
    checks=[long_ago("sold_on"), far_from_usual, CORRECTIONS.told_already],
    amend=CORRECTIONS.amend,
    recall=CORRECTIONS.recall,
    edit=CORRECTIONS.to_edit,
    who=Who.REPORTERS,
)

FEATURE = Feature(
    "sales",
    commands=[
        Command(
            "venta",
            "sale",
            Who.REPORTERS,
            _("Record a sale"),
            begin,
            menu=_("Record a sale"),
            words=_p("typed words, parted by |", "sold|sell|selling|sale|i sold|a buyer"),
        )
    ],
    taps=CORRECTIONS.taps,
    forms=[FORM],
)
