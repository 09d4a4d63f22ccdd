"""Sales as records: their words, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.keyboards import Button
from bot.features import Tap, Who
from bot.language.text import Text, _, _p
from bot.pipeline.turn import Turn
from handlers.corrections import Corrections
from handlers.records import Kind, Words
from handlers.sale_answers import answers_of, attachment, fact_of, sale_of
from handlers.sale_words import FIELDS, Names, card, dated, fact, product_names
from storage import sales
from storage.records import ChangeKind
from storage.sales import NewSale, Sale


@dataclass(frozen=True, slots=True)
class SaleSpeech:
    turn: Turn
    names: Names

    def card(self, record: NewSale) -> Text:
        return card(self.turn, self.names, record)

    def dated(self, record: Sale) -> Text:
        return dated(self.names, record, self.turn.today)

    def fact(self, field: str, value: Any) -> Text:
        return fact(self.names, field, value)

    def answers(self, record: Sale) -> dict[str, Any]:
        return answers_of(self.names, record)

    def buttons(self, record: Sale) -> Sequence[Button]:
        return [Button(FIELDS["photo"], RECEIPT.data(record.id))] if record.photo else []


async def speech(turn: Turn) -> SaleSpeech:
    return SaleSpeech(turn, await product_names(turn.tx, turn.scope))


async def show_receipt(turn: Turn, argument: str) -> None:
    sale = await CORRECTIONS.seen(turn, argument)
    if sale is None or sale.photo is None:
        CORRECTIONS.say_gone(turn)
        return
    file = attachment(sale.photo)
    turn.send_file(file.kind, file.file_id, FIELDS["photo"])


RECEIPT = Tap("receipt", Who.REPORTERS, show_receipt)

WORDS = Words(
    mine=_("My sales"),
    another=_("Another sale"),
    first=_("Record a sale"),
    empty=_("There are no sales yet. Record the first one: it takes a minute."),
    title=lambda firm: _("<b>Sales of {firm}</b>", firm=firm),
    gone=_("I cannot find that sale: it may be void, or not of your firm."),
    told_already=lambda who: _("{who} has already recorded this sale:", who=who),
    another_one=_("Is yours another one?"),
    recorded_by=lambda who, at: _("Recorded by {who}, {at}", who=who, at=at),
    is_void=_("<b>Void:</b> it counts no longer."),
    voids=_("Void sales"),
    no_voids=_("No sale is void."),
    tap_one=_("Tap one to see it, correct it or void it."),
    voided=_("<b>Void.</b> This sale counts no longer:"),
    restored=_("<b>Restored</b> ✓ This sale counts again:"),
    undone=_("<b>Undone.</b> The sale is as it was:"),
    ask_void=_("<b>Void this sale?</b> It stays in the history and can be restored."),
    history=_("<b>History of this sale</b>"),
    to_list=_("‹ My sales"),
    to_one=_("‹ The sale"),
    changes={
        ChangeKind.RECORDED: _("Recorded it"),
        ChangeKind.VOIDED: _("Voided it"),
        ChangeKind.RESTORED: _("Restored it"),
    },
    fields=FIELDS,
    saved=_p("sale", "<b>Saved</b> ✓"),
    changed=_p("sale", "<b>Changed</b> ✓"),
)
SALES: Kind[NewSale, Sale] = Kind(
    book=sales.BOOK,
    form="sale",
    one="sale",
    many="mysales",
    prefix="",
    new=sale_of,
    fact=fact_of,
    speech=speech,
    words=WORDS,
)
CORRECTIONS = Corrections(SALES)
