"""All that is on record in a cluster, row by row, for whoever may see all of it.

What was voided or cancelled is there too, with when. What the pulse was answered with is not: of
that nobody sees more than totals.
"""

from __future__ import annotations

from typing import Any

from storage.database import Reading
from storage.scope import ClusterScope

Row = dict[str, Any]

SALES = """
SELECT sale.id, sale.sold_on, firm.name AS firm, person.name AS reporter, sale.product,
       sale.quantity, sale.unit, sale.amount, sale.currency, sale.market, sale.country,
       sale.channel, sale.note, sale.recorded_at, sale.voided_at
FROM sale
JOIN firm ON firm.id = sale.firm_id
JOIN member ON member.id = sale.member_id
JOIN person ON person.id = member.person_id
WHERE sale.cluster_id = ? ORDER BY sale.id
"""
JOBS = """
SELECT job.id, job.happened_on, firm.name AS firm, person.name AS reporter, job.move, job.people,
       job.women, job.young, job.disability, job.contract, job.note, job.recorded_at, job.voided_at
FROM job
JOIN firm ON firm.id = job.firm_id
JOIN member ON member.id = job.member_id
JOIN person ON person.id = member.person_id
WHERE job.cluster_id = ? ORDER BY job.id
"""
BOOKINGS = """
SELECT booking.id, resource.name_es, resource.name_en, firm.name AS firm, person.name AS booker,
       booking.starts_at, booking.ends_at, booking.made_at, booking.confirmed_at,
       booking.cancelled_at
FROM booking
JOIN resource ON resource.id = booking.resource_id
JOIN firm ON firm.id = booking.firm_id
JOIN member ON member.id = booking.member_id
JOIN person ON person.id = member.person_id
WHERE booking.cluster_id = ? ORDER BY booking.id
"""
EVENTS = """
SELECT event.id, event.kind, event.name_es, event.name_en, event.place, event.starts_at,
       event.ends_at, event.seats, event.cancelled_at,
       (SELECT count(*) FROM rsvp WHERE rsvp.cluster_id = event.cluster_id
          AND rsvp.event_id = event.id AND rsvp.answer = 'going') AS going,
       (SELECT count(*) FROM rsvp WHERE rsvp.cluster_id = event.cluster_id
          AND rsvp.event_id = event.id AND rsvp.answer = 'waiting') AS waiting
FROM event WHERE event.cluster_id = ? ORDER BY event.id
"""
MEMBERS = """
SELECT member.id, person.name, firm.name AS firm, firm.kind, member.role, member.state,
       member.joined_at, person.last_seen_at
FROM member
JOIN person ON person.id = member.person_id
LEFT JOIN firm ON firm.id = member.firm_id
WHERE member.cluster_id = ? AND member.state <> 'left' ORDER BY member.id
"""


async def sales(reading: Reading, scope: ClusterScope) -> list[Row]:
    """In the order of being told, as all of these."""
    return await _all(reading, scope, SALES)


async def jobs(reading: Reading, scope: ClusterScope) -> list[Row]:
    return await _all(reading, scope, JOBS)


async def bookings(reading: Reading, scope: ClusterScope) -> list[Row]:
    return await _all(reading, scope, BOOKINGS)


async def events(reading: Reading, scope: ClusterScope) -> list[Row]:
    return await _all(reading, scope, EVENTS)


async def members(reading: Reading, scope: ClusterScope) -> list[Row]:
    """Active and suspended ones."""
    return await _all(reading, scope, MEMBERS)


async def _all(reading: Reading, scope: ClusterScope, select: str) -> list[Row]:
    if not scope.sees(None):
        return []
    return [dict(row) for row in await reading.rows(select, (scope.cluster_id,))]
