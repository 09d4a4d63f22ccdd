"""Whom we must not know any more, and still have to recognise: a keyed hash of their number.

The key is made by the file itself, and stays in it.
"""

from __future__ import annotations

import hashlib

from storage.database import Reading, Transaction
from storage.scope import ClusterScope


async def mask(reading: Reading, telegram_id: int) -> bytes:
    """The same for the same person, always, in this file alone."""
    row = await reading.row("SELECT key FROM secret WHERE one = 1")
    # Without a key nothing was written under one: what is asked for is not found.
    key = row["key"] if row else b""
    return hashlib.blake2b(str(telegram_id).encode(), key=key, digest_size=16).digest()


async def new_mask(tx: Transaction, telegram_id: int) -> bytes:
    """The same, to be written: the key is made where there is none."""
    await tx.write("INSERT INTO secret VALUES (1, randomblob(32)) ON CONFLICT (one) DO NOTHING")
    return await mask(tx, telegram_id)


async def bar(tx: Transaction, scope: ClusterScope, telegram_id: int) -> None:
    """They are forgotten while they were paused: until a coordinator lets them in, they are."""
    await tx.write(
        """INSERT INTO barred (cluster_id, who) VALUES (?, ?)
           ON CONFLICT (who, cluster_id) DO NOTHING""",
        (scope.cluster_id, await new_mask(tx, telegram_id)),
    )


async def barred(reading: Reading, scope: ClusterScope, telegram_id: int) -> bool:
    found = await reading.row(
        "SELECT 1 FROM barred WHERE cluster_id = ? AND who = ?",
        (scope.cluster_id, await mask(reading, telegram_id)),
    )
    return found is not None


async def let_in(tx: Transaction, scope: ClusterScope, telegram_id: int) -> None:
    await tx.write(
        "DELETE FROM barred WHERE cluster_id = ? AND who = ?",
        (scope.cluster_id, await mask(tx, telegram_id)),
    )
