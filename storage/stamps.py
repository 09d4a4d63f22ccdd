"""When something last happened, by name."""

from __future__ import annotations

from datetime import datetime

from storage.database import Reading, Transaction
from storage.moments import read_moment, stored


async def put(tx: Transaction, name: str, at: datetime) -> None:
    """It has happened at that moment; the one before is forgotten."""
    await tx.write(
        "INSERT INTO stamp (name, at) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET at = excluded.at",
        (name, stored(at)),
    )


async def at(reading: Reading, name: str) -> datetime | None:
    """The last time, in UTC; None where it never happened."""
    row = await reading.row("SELECT at FROM stamp WHERE name = ?", (name,))
    return read_moment(row[0]) if row else None
