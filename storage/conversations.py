"""Where each chat is: the form being filled in, and the one message that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from storage.database import Transaction
from storage.moments import stored


@dataclass(frozen=True, slots=True)
class Live:
    """A message that keeps itself up to date: due work of `kind` shows there `about` something.

    `shown` is the digest of what it says, `again` when it is looked at next, `until` the last time.
    """

    message: int
    kind: str
    about: int
    shown: int
    again: datetime
    until: datetime


@dataclass(slots=True)
class Conversation:
    """`form` is the state of the form being filled in, `parked` the drafts put aside, as JSON.

    The panel is the live message that forms and screens edit in place: known by the message id
    Telegram gave it (once somebody tapped on it) or by the id it has in the outbox. Until then it
    is known to be newer than the message `panel_after`. `live` is the message that keeps itself up
    to date, as long as nothing else is put there.
    """

    chat_id: int
    form: dict[str, Any] | None = None
    parked: dict[str, dict[str, Any]] = field(default_factory=dict)
    instances: int = 0
    panel_message: int | None = None
    panel_outbox: int | None = None
    panel_digest: int | None = None
    panel_at: datetime | None = None
    panel_after: int | None = None
    live: Live | None = None


async def form_in(tx: Transaction, chat_id: int) -> dict[str, Any] | None:
    """The state of the form that is being filled in there."""
    row = await tx.row("SELECT form FROM conversation WHERE chat_id = ?", (chat_id,))
    return orjson.loads(row["form"]) if row and row["form"] else None


async def save_many(tx: Transaction, conversations: Iterable[Conversation]) -> None:
    await tx.write_many(
        """INSERT INTO conversation (chat_id, form, parked, instances, panel_message,
                                     panel_outbox, panel_digest, panel_at, panel_after, live)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (chat_id) DO UPDATE SET
             form = excluded.form, parked = excluded.parked, instances = excluded.instances,
             panel_message = excluded.panel_message, panel_outbox = excluded.panel_outbox,
             panel_digest = excluded.panel_digest, panel_at = excluded.panel_at,
             panel_after = excluded.panel_after, live = excluded.live""",
        [_row(conversation) for conversation in conversations],
    )


async def unseen(tx: Transaction, chats: Iterable[int]) -> None:
    """What was last said there did not arrive: the panel does not show what it was meant to."""
    await tx.write_many(
        "UPDATE conversation SET panel_digest = NULL WHERE chat_id = ?", [(c,) for c in chats]
    )


def _row(c: Conversation) -> tuple[Any, ...]:
    return (
        c.chat_id,
        orjson.dumps(c.form).decode() if c.form is not None else None,
        orjson.dumps(c.parked).decode() if c.parked else None,
        c.instances,
        c.panel_message,
        c.panel_outbox,
        c.panel_digest,
        stored(c.panel_at) if c.panel_at else None,
        c.panel_after,
        orjson.dumps(c.live).decode() if c.live is not None else None,
    )


def live_of(kept: str | None) -> Live | None:
    if kept is None:
        return None
    fields = orjson.loads(kept)
    moments = {name: datetime.fromisoformat(fields[name]) for name in ("again", "until")}
    return Live(**fields | moments)
