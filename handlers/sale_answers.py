"""Between a sale and the answers of its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from bot.conversation.kept import Attachment, Option
from bot.language.text import raw
from handlers.sale_words import Names, product
from storage.sales import Channel, Market, NewSale, Sale, Usual

FACTS = tuple(field.name for field in fields(NewSale))


def sale_of(given: Mapping[str, Any]) -> NewSale:
    """Answers that were skipped or did not apply are None."""
    return NewSale(**{name: fact_of(name, given.get(name)) for name in FACTS})


def fact_of(name: str, answer: Any) -> Any:
    """A field of a sale from what the form's step of the same name gives."""
    if answer is None or name not in _FROM_ANSWER:
        return answer
    return _FROM_ANSWER[name](answer)


def answers_of(names: Names, sale: Sale) -> dict[str, Any]:
    """For correcting it: all of its facts."""
    photo = {"photo": attachment(sale.photo) if sale.photo else None}
    told = {"sold_on": sale.sold_on, "note": sale.note}
    return usual_answers(names, sale) | told | photo


def usual_answers(names: Names, sale: NewSale | Usual) -> dict[str, Any]:
    """For telling another like it: without its day, note and receipt."""
    answers = {
        "product": product_option(names, sale.product),
        "quantity": sale.quantity,
        "amount": sale.amount,
        "market": sale.market.value,
        "channel": sale.channel.value,
    }
    return answers | ({"country": sale.country} if sale.market is Market.EXPORT else {})


def product_option(names: Names, code: str) -> Option:
    return Option(code, product(names, code) if code in names else raw(code))


def attachment(photo: str) -> Attachment:
    kind, _colon, file_id = photo.partition(":")
    return Attachment(kind, file_id)


def _photo(attached: Attachment) -> str:
    return f"{attached.kind}:{attached.file_id}"


_FROM_ANSWER: dict[str, Callable[[Any], Any]] = {
    "market": Market,
    "channel": Channel,
    "photo": _photo,
}
