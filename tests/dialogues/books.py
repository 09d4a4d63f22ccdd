"""What is on record, and sales that were told before a dialogue begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from storage import sales, speakers
from storage.sales import Channel, Market, NewSale, Sale
from storage.scope import MemberScope
from storage.values import Money, Quantity
from tests.phone import Phone
from tests.town import Town

TODAY = date(2026, 11, 23)
HONEY = NewSale(
    product="honey",
    quantity=Quantity(20_000, "kg"),
    amount=Money(45_000_000, "COP"),
    market=Market.LOCAL,
    channel=Channel.DIRECT,
    sold_on=TODAY,
)


def sale(**changes: Any) -> NewSale:
    """20 kg of honey for 450,000 pesos today, but for what the dialogue is about."""
    return replace(HONEY, **changes)


def cop(pesos: int) -> Money:
    return Money(pesos * 100, "COP")


async def scope_of(town: Town, phone: Phone) -> MemberScope:
    speaker, _ = await speakers.load(town.app.database.reader, phone.id, phone.id, "")
    assert speaker.scope is not None
    return speaker.scope


async def told_before(town: Town, phone: Phone, *told: NewSale) -> list[Sale]:
    """These sales are on record already, in this order."""
    scope = await scope_of(town, phone)
    known = len(await on_record(town, phone))
    async with town.app.database.transaction() as tx:
        return [
            await sales.record(tx, scope, new, f"before:{number}", town.clock.now())
            for number, new in enumerate(told, start=known)
        ]


async def on_record(town: Town, phone: Phone) -> list[Sale]:
    """The sales of this member's firm, newest first; void ones are not among them."""
    scope = await scope_of(town, phone)
    return await sales.latest(town.app.database.reader, scope, limit=100)


def facts(recorded: Sale) -> NewSale:
    """What was sold, without who told it and when."""
    return NewSale(**{name: getattr(recorded, name) for name in NewSale.__slots__})


async def answers_to_forged(
    phone: Phone, command: str, taps: Iterable[str], theirs: int
) -> set[str]:
    """What these taps answer to ids that are another firm's, wrong, or no ids at all."""
    answers = set()
    for record_id in (str(theirs), "999999", "9" * 40, "0", "-1", "²", "x", ""):
        await phone.says(command)
        message = phone.last["message_id"]
        for tap in taps:
            await phone.taps_old(message, f"{tap}:{record_id}"[:64])
            answers.add(phone.text)
    return answers
