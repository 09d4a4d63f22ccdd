"""What awaits members and a cluster, for many of them in one go."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Reading
from storage.moments import stored, times_of
from storage.rsvps import Reply
from storage.scope import ClusterScope
from storage.values import TimeRange


@dataclass(frozen=True, slots=True)
class Booked:
    """Shared equipment that a firm has booked."""

    name_es: str
    name_en: str
    times: TimeRange


async def bookings(
    reading: Reading, scope: ClusterScope, firm_ids: Iterable[int], times: TimeRange
) -> dict[int, list[Booked]]:
    """By firm, the next first: what reaches into these times.

    A firm without any is missing, and so is one whose bookings may not be seen.
    """
    wanted = scope.seen(firm_ids)
    rows = await reading.rows(
        """SELECT booking.firm_id, booking.starts_at, booking.ends_at,
                  resource.name_es, resource.name_en
           FROM json_each(:firms) AS asked
           CROSS JOIN booking ON booking.cluster_id = :cluster_id AND booking.firm_id = asked.value
             AND booking.cancelled_at IS NULL AND booking.ends_at > :now
           JOIN resource ON resource.id = booking.resource_id
           WHERE booking.starts_at < :until
           ORDER BY booking.starts_at, booking.id""",
        _period(scope, times) | {"firms": json.dumps(wanted)},
    )
    found: dict[int, list[Booked]] = defaultdict(list)
    for row in rows:
        found[row["firm_id"]].append(Booked(row["name_es"], row["name_en"], times_of(row)))
    return dict(found)


async def booked(reading: Reading, scope: ClusterScope, times: TimeRange) -> int:
    """How many bookings of the whole cluster begin in these times."""
    row = await reading.row(
        """SELECT count(*) AS n FROM resource
           JOIN booking ON booking.resource_id = resource.id AND booking.cancelled_at IS NULL
             AND booking.starts_at >= :now AND booking.starts_at < :until
           WHERE resource.cluster_id = :cluster_id""",
        _period(scope, times),
    )
    return row["n"] if row else 0


async def replies(
    reading: Reading, scope: ClusterScope, member_ids: Iterable[int], event_ids: Iterable[int]
) -> dict[tuple[int, int], Reply]:
    """By member and event, for the cluster's own work: what each of them answered to these."""
    rows = await reading.rows(
        """SELECT rsvp.member_id, rsvp.event_id, rsvp.answer
           FROM json_each(:members) AS asked
           CROSS JOIN json_each(:events) AS asked_of
           CROSS JOIN rsvp ON rsvp.cluster_id = :cluster_id AND rsvp.event_id = asked_of.value
             AND rsvp.member_id = asked.value""",
        {
            "cluster_id": scope.cluster_id,
            "members": json.dumps(list(member_ids)),
            "events": json.dumps(list(event_ids)),
        },
    )
    return {(row["member_id"], row["event_id"]): Reply(row["answer"]) for row in rows}


def _period(scope: ClusterScope, times: TimeRange) -> dict[str, int | str]:
    return {"cluster_id": scope.cluster_id, "now": stored(times.start), "until": stored(times.end)}
