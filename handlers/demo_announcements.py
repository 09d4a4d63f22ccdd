"""A past announcement for the demo, with who has read it, so that its report has what to show."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.furnishing import Furnishing
from bot.language.text import _
from bot.language.voice import Language, Voice
from bot.pipeline.outgoing import Lane
from storage import announcements, audience, outbox
from storage.announcements import SEND, Kind, NewAnnouncement, NewCopy
from storage.audience import Audience
from storage.clusters import Cluster
from storage.database import Transaction
from storage.outbox import Result, Row, State

LANGUAGES: tuple[Language, Language] = ("es", "en")
AGO = timedelta(days=6)
TEXT = _("Thank you for coming to the assembly. Its minutes are at our office for all to read.")
MOST = 500
# Of three members two have read it.
READ_OF = 3


async def furnish(demo: Furnishing) -> None:
    tx, cluster, now = demo.tx, demo.cluster, demo.now
    es, en = (
        Voice.of(language, cluster.territory, cluster.currency, cluster.zone).plain(TEXT)
        for language in LANGUAGES
    )
    new = NewAnnouncement(kind=Kind.NEWS, text_es=es, text_en=en)
    draft = await announcements.draft(tx, demo.coordinator, new, "demo:assembly", now - AGO)
    told = await announcements.send(tx, demo.coordinator, draft.id, now - AGO)
    await _deliver(tx, cluster, told.id, now - AGO)
    await announcements.note_sent(tx, cluster.scope, told.id)
    for at, member in enumerate(demo.members):
        if at % READ_OF:
            await announcements.copies.read(tx, member, told.id, 0, now - AGO + timedelta(hours=at))


async def _deliver(tx: Transaction, cluster: Cluster, announcement_id: int, at: datetime) -> None:
    """As if it had gone out then: the phones of the demo do not have it."""
    people = await audience.recipients(tx, cluster.scope, Audience(), after=0, limit=MOST)
    first = await outbox.last_id(tx) + 1
    rows = [
        Row(first + n, to.telegram_id, Lane.BULK, "sendMessage", "{}", purpose=SEND)
        for n, to in enumerate(people)
    ]
    await outbox.add(tx, rows, at)
    await outbox.mark(tx, [Result(row.id, State.SENT) for row in rows], at)
    copies = [
        NewCopy(to.member_id, to.language, row.id) for to, row in zip(people, rows, strict=True)
    ]
    await announcements.copies.add(tx, cluster.scope, announcement_id, 0, copies)
