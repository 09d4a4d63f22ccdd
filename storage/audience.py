"""For whom something is: who they are, how many, and in which language each is written to."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from storage.clusters import Language
from storage.database import Reading
from storage.scope import ClusterScope

# The member's choice, else the phone's if it is one of ours, else the cluster's.
LANGUAGE = """coalesce(person.language,
         CASE WHEN substr(person.phone_language, 1, 2) IN ('es', 'en')
              THEN substr(person.phone_language, 1, 2) END,
         cluster.language)"""

OF = """FROM member
JOIN person ON person.id = member.person_id
JOIN cluster ON cluster.id = member.cluster_id
LEFT JOIN firm ON firm.id = member.firm_id"""

AUDIENCE = f"""member.cluster_id = :cluster_id AND member.state = 'active'
  AND CASE :audience WHEN 'firm kind' THEN firm.kind = :of
                     WHEN 'language' THEN {LANGUAGE} = :of ELSE 1 END"""


class By(StrEnum):
    ALL = "all"
    FIRM_KIND = "firm kind"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Audience:
    """All active members, or those of firms of the kind `of`, or who are written to in `of`."""

    by: By = By.ALL
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    member_id: int
    name: str
    firm: str | None
    telegram_id: int
    language: Language
    reachable: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many people, of those that can be reached by their language."""

    es: int = 0
    en: int = 0
    unreachable: int = 0

    @property
    def reachable(self) -> int:
        return self.es + self.en


COLUMNS = f"""member.id AS member_id, person.name, firm.name AS firm, person.telegram_id,
       {LANGUAGE} AS language, person.reachable"""


async def recipients(
    reading: Reading, scope: ClusterScope, audience: Audience, *, after: int, limit: int
) -> list[Recipient]:
    """In pages: the next one begins `after` the last member's id. Nothing for who sees no list."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        f"""SELECT {COLUMNS} {OF} WHERE {AUDIENCE} AND member.id > :after
            ORDER BY member.id LIMIT :limit""",
        _args(scope, audience) | {"after": after, "limit": limit},
    )
    return [recipient(row) for row in rows]


async def count(reading: Reading, scope: ClusterScope, audience: Audience) -> Count:
    """How many that is now; nobody for who sees no list."""
    if not scope.sees(None):
        return Count()
    row = await reading.row(
        f"""SELECT count(*) FILTER (WHERE reachable AND language = 'es') AS es,
                   count(*) FILTER (WHERE reachable AND language = 'en') AS en,
                   count(*) FILTER (WHERE NOT reachable) AS unreachable
            FROM (SELECT {LANGUAGE} AS language, person.reachable {OF}
                  WHERE {AUDIENCE}) AS counted""",
        _args(scope, audience),
    )
    return Count(**dict(row)) if row else Count()


async def firm_kinds(reading: Reading, scope: ClusterScope) -> list[str]:
    """The kinds of firms that there are."""
    rows = await reading.rows(
        "SELECT DISTINCT kind FROM firm WHERE cluster_id = ? ORDER BY kind", (scope.cluster_id,)
    )
    return [row["kind"] for row in rows]


def recipient(row: sqlite3.Row) -> Recipient:
    """From a row with COLUMNS."""
    return Recipient(
        row["member_id"],
        row["name"],
        row["firm"],
        row["telegram_id"],
        row["language"],
        bool(row["reachable"]),
    )


def _args(scope: ClusterScope, audience: Audience) -> dict[str, str | int | None]:
    return {"cluster_id": scope.cluster_id, "audience": audience.by, "of": audience.of}
