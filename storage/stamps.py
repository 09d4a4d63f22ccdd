"""When something last happened, by name."""

from __future__ import annotations

from datetime import datetime

from storage.database import Reading, Transaction


async def put(tx: Transaction, name: str, at: datetime) -> None:
    await tx.write(
        "INSERT INTO stamp (name, at) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET at = excluded.at",
        (name, at.isoformat()),
    )


async def at(reading: Reading, name: str) -> datetime | None:
    row = await reading.row("SELECT at FROM stamp WHERE name = ?", (name,))
    return datetime.fromisoformat(row[0]) if row else None
