"""Which message of a member told which part of which record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Told:
    form: str
    record_id: int
    field: str


async def remember(
    tx: Transaction, chat_id: int, messages: Mapping[int, str], form: str, record_id: int
) -> None:
    """`messages`: the field that each told, by message id. The latest telling counts."""
    await tx.write_many(
        "INSERT OR REPLACE INTO told_by (chat_id, message_id, form, record_id, field)"
        " VALUES (?, ?, ?, ?, ?)",
        [(chat_id, message, form, record_id, field) for message, field in messages.items()],
    )


async def find(tx: Transaction, chat_id: int, message_id: int) -> Told | None:
    row = await tx.row(
        "SELECT form, record_id, field FROM told_by WHERE chat_id = ? AND message_id = ?",
        (chat_id, message_id),
    )
    return Told(row["form"], row["record_id"], row["field"]) if row else None
