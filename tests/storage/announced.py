"""An announcement and a fair in a village, for what the verbs do with them."""

from __future__ import annotations

from storage import announcements, events, outbox, rsvps
from storage.announcements import NewCopy
from storage.database import Transaction
from storage.outbox import Row
from storage.values import TimeRange
from tests.storage.village import DAY, HOUR, NOW, Village

NEWS = announcements.NewAnnouncement(kind=announcements.Kind.NEWS, text_es="Hola")
FAIR = events.NewEvent(
    kind=events.Kind.FAIR,
    name_es="Feria",
    name_en="Fair",
    place="Tunja",
    times=TimeRange(NOW + DAY * 9, NOW + DAY * 9 + HOUR),
    seats=1,
)


async def tell(tx: Transaction, village: Village) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A draft and one that is out; a fair with one seat, that one has and one waits for."""
    draft, sent = [
        await announcements.draft(tx, village.coordinator, NEWS, f"form:{n}", NOW) for n in (1, 2)
    ]
    await announcements.send(tx, village.coordinator, sent.id, NOW)
    copy = NewCopy(village.ana.member_id, "es", 1000 + sent.id)
    await announcements.copies.add(tx, village.scope, sent.id, 0, [copy])
    # One that has gone out and one that waits, whatever else the outbox holds.
    await outbox.add(tx, [Row(1000 + sent.id, 100, 1, "sendMessage", "{}", not_before="x")], NOW)
    fair = await events.create(tx, village.coordinator, FAIR, "form:3", NOW)
    for scope in (village.ana, village.carlos):
        await rsvps.answer(tx, scope, fair.id, comes=True, now=NOW)
    return (draft.id, sent.id), (fair.id,)
