"""Which updates were handled: Telegram may hand one out again, and it must count once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from storage.database import Transaction
from storage.moments import stored


async def note_new(tx: Transaction, update_ids: Sequence[int], now: datetime) -> set[int]:
    """Note these ids; those that had not been seen before."""
    rows = await tx.rows(
        "INSERT OR IGNORE INTO update_seen (update_id, at)"
        " SELECT value, ? FROM json_each(?) WHERE true RETURNING update_id",
        (stored(now), json.dumps(update_ids)),
    )
    return {row[0] for row in rows}
