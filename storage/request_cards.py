"""The cards that told coordinators of a request to join, so that all of them can change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.database import Reading, Transaction
from storage.people import Speaker, speaker_of
from storage.scope import ClusterScope


@dataclass(frozen=True, slots=True)
class Card:
    """A coordinator's copy: the message in the outbox, and who has it on their phone."""

    member_id: int
    outbox_id: int
    person: Speaker


async def remember(
    tx: Transaction, scope: ClusterScope, request_id: int, messages: Mapping[int, int]
) -> None:
    """`messages`: the id in the outbox of each coordinator's card, by the member's id.

    Raises sqlite3.IntegrityError for a request or a member of another cluster.
    """
    await tx.write_many(
        """INSERT OR REPLACE INTO join_request_card (cluster_id, request_id, member_id, outbox_id)
           VALUES (?, ?, ?, ?)""",
        [(scope.cluster_id, request_id, member, row) for member, row in messages.items()],
    )


async def of_request(reading: Reading, scope: ClusterScope, request_id: int) -> list[Card]:
    """The copies of everybody who got one; for who may see all of the cluster."""
    if not scope.sees(None):
        return []
    rows = await reading.rows(
        """SELECT card.member_id, card.outbox_id, person.telegram_id, person.id AS person_id,
                  person.name, person.language, person.phone_language, person.reachable,
                  cluster.name_es, cluster.name_en, cluster.territory, cluster.currency,
                  cluster.zone, cluster.language AS cluster_language
           FROM join_request_card AS card
           JOIN member ON member.id = card.member_id
           JOIN person ON person.id = member.person_id
           JOIN cluster ON cluster.id = card.cluster_id
           WHERE card.request_id = ? AND card.cluster_id = ?""",
        (request_id, scope.cluster_id),
    )
    return [Card(row["member_id"], row["outbox_id"], speaker_of(row)) for row in rows]
