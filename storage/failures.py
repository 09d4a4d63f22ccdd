"""What could not be read, handled or delivered, kept with its cause for the operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.database import Reading, Transaction
from storage.moments import read_moment, stored


class Kind(StrEnum):
    UNREADABLE = "unreadable"
    HANDLER = "handler"
    REFUSED = "refused"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Failure:
    """`cause` is one line without anything a member wrote; `detail` and `raw` may hold such.

    `reference` is the update's id, the outbox row's or the due row's, by the kind.
    """

    kind: Kind
    cause: str
    detail: str
    raw: str
    reference: int | None = None


async def keep(tx: Transaction, failure: Failure, now: datetime) -> None:
    await tx.write(
        "INSERT INTO failure (kind, at, cause, detail, raw, reference) VALUES (?,?,?,?,?,?)",
        (
            failure.kind,
            stored(now),
            failure.cause,
            failure.detail,
            failure.raw,
            failure.reference,
        ),
    )


@dataclass(frozen=True, slots=True)
class Summary:
    kind: Kind
    cause: str
    count: int
    last_at: datetime


async def summary(reading: Reading, since: datetime) -> list[Summary]:
    """The causes since then, the most frequent first."""
    rows = await reading.rows(
        "SELECT kind, cause, count(*) AS n, max(at) FROM failure WHERE at >= ?"
        " GROUP BY kind, cause ORDER BY n DESC",
        (stored(since),),
    )
    return [Summary(Kind(k), cause, n, read_moment(at)) for k, cause, n, at in rows]
