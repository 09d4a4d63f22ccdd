"""Two who asked to join a village, and what its coordinator did since."""

from __future__ import annotations

from storage import audit, people, request_cards, requests
from storage.audit import Act
from storage.database import Transaction
from storage.firms import Kind
from storage.requests import Request
from tests.storage.village import NOW, Village

# Telegram ids of strangers, out of the way of the villages' own.
STRANGERS = 5000


async def knock(tx: Transaction, village: Village, number: int, firm: str = "Colmena") -> Request:
    telegram_id = STRANGERS + village.cluster.id * 10 + number
    person = await people.meet(tx, telegram_id, f"Clara {number}", "es", NOW)
    asked = await requests.ask(tx, village.scope, person, firm, Kind.BUSINESS, NOW)
    assert isinstance(asked, Request)
    return asked


async def knocked(tx: Transaction, village: Village) -> tuple[int, ...]:
    """One that waits and one that was declined, with the cards of both."""
    asked = [await knock(tx, village, number) for number in range(2)]
    for request in asked:
        cards = {village.coordinator.member_id: request.id}
        await request_cards.remember(tx, village.scope, request.id, cards)
    await requests.decide(tx, village.coordinator, asked[1].id, NOW, accept=False)
    about = village.ana.member_id
    await audit.note(tx, village.coordinator, Act.VIEWED, NOW, about=about)
    await audit.note(tx, village.coordinator, Act.REMINDED, NOW, about=about)
    return tuple(request.id for request in asked)
