"""All that is on record in a cluster, row by row, for whoever may see all of it.

What was voided or cancelled is there too, with when. Of the pulse there is what everybody may see
of rounds that are over, and of nothing that fewer than five answered.
"""

from __future__ import annotations

from typing import Any

from storage import pulse
from storage.database import Reading
from storage.pulse import Results
from storage.scope import ClusterScope

Row = dict[str, Any]
# Ten years of them.
MOST_ROUNDS = 520

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
HEAD_COUNTS = """
SELECT firm.name AS firm, person.name AS reporter, told.counted_on, told.people, told.women,
       told.young, told.disability, told.told_at,
       max(told.people + (
         SELECT coalesce(sum(CASE move WHEN 'hired' THEN people ELSE -people END), 0) FROM job
         WHERE job.cluster_id = told.cluster_id AND job.firm_id = told.firm_id
           AND job.voided_at IS NULL AND job.happened_on >= told.counted_on), 0) AS now
FROM head_count AS told
JOIN firm ON firm.id = told.firm_id
JOIN member ON member.id = told.member_id
JOIN person ON person.id = member.person_id
WHERE told.cluster_id = ? AND told.id = (
  SELECT max(id) FROM head_count
  WHERE head_count.cluster_id = told.cluster_id AND head_count.firm_id = told.firm_id)
ORDER BY told.firm_id
"""
NO_SALES = """
SELECT told.monday, firm.name AS firm, person.name AS reporter, told.told_at
FROM week_without_sales AS told
JOIN firm ON firm.id = told.firm_id
JOIN member ON member.id = told.member_id
JOIN person ON person.id = member.person_id
WHERE told.cluster_id = ? ORDER BY told.monday, told.firm_id
"""
EQUIPMENT = """
SELECT id, kind, name_es, name_en, place, shortest, longest, price, currency, created_at,
       retired_at
FROM resource WHERE cluster_id = ? ORDER BY id
"""
BLOCKS = """
SELECT block.id, resource.name_es, resource.name_en, block.reason, block.starts_at, block.ends_at,
       person.name AS blocker, block.made_at, block.lifted_at
FROM block
JOIN resource ON resource.id = block.resource_id
JOIN member ON member.id = block.member_id
JOIN person ON person.id = member.person_id
WHERE block.cluster_id = ? ORDER BY block.id
"""
ANNOUNCEMENTS = """
SELECT told.id, told.kind, told.state, coalesce(told.send_at, told.created_at) AS sent_at,
       coalesce(told.text_es, event.name_es) AS text_es,
       coalesce(told.text_en, event.name_en) AS text_en, person.name AS writer,
       count(copy.member_id) AS copies, coalesce(sum(outbox.state = 1), 0) AS sent,
       count(copy.read_at) AS read,
       coalesce(sum(copy.outbox_id IS NOT NULL AND outbox.id IS NULL), 0) AS forgotten
FROM announcement AS told
JOIN member ON member.id = told.member_id
JOIN person ON person.id = member.person_id
LEFT JOIN event ON event.id = told.event_id
LEFT JOIN announcement_copy AS copy ON copy.cluster_id = told.cluster_id
  AND copy.announcement_id = told.id
LEFT JOIN outbox ON outbox.id = copy.outbox_id
WHERE told.cluster_id = ? AND told.state <> 'discarded' GROUP BY told.id ORDER BY told.id
"""
RSVPS = """
SELECT event.name_es, event.name_en, event.starts_at, person.name, firm.name AS firm, rsvp.answer,
       rsvp.answered_at
FROM rsvp
JOIN event ON event.id = rsvp.event_id
JOIN member ON member.id = rsvp.member_id
JOIN person ON person.id = member.person_id
LEFT JOIN firm ON firm.id = member.firm_id
WHERE rsvp.cluster_id = ? ORDER BY rsvp.event_id, rsvp.answer, rsvp.turn
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


async def head_counts(reading: Reading, scope: ClusterScope) -> list[Row]:
    """Of each firm the number it joined with, as last corrected, and what it is now."""
    return await _all(reading, scope, HEAD_COUNTS)


async def no_sales(reading: Reading, scope: ClusterScope) -> list[Row]:
    return await _all(reading, scope, NO_SALES)


async def equipment(reading: Reading, scope: ClusterScope) -> list[Row]:
    return await _all(reading, scope, EQUIPMENT)


async def blocks(reading: Reading, scope: ClusterScope) -> list[Row]:
    return await _all(reading, scope, BLOCKS)


async def announcements(reading: Reading, scope: ClusterScope) -> list[Row]:
    """Of `copies` so many were sent and read; of those `forgotten` the outbox knows no more."""
    return await _all(reading, scope, ANNOUNCEMENTS)


async def rsvps(reading: Reading, scope: ClusterScope) -> list[Row]:
    return await _all(reading, scope, RSVPS)


async def pulse_totals(reading: Reading, scope: ClusterScope) -> list[Row]:
    """A row for each choice of a question; one without them for a round that too few answered."""
    if not scope.sees(None):
        return []
    rows: list[Row] = []
    for past in reversed(await pulse.over(reading, scope, limit=MOST_ROUNDS)):
        found = await pulse.results(reading, scope, past.id)
        if found is not None:
            rows += _of_round(found)
    return rows


def _of_round(found: Results) -> list[Row]:
    head = {
        "opened_on": found.round.opened_on.isoformat(),
        "asked": found.turnout.asked,
        "began": found.turnout.began if found.turnout.enough else None,
    }
    answers = [
        {"question": counts.question.code, "choice": choice, "given": given}
        for counts in found.counts
        for choice, given in enumerate(counts.given)
    ]
    return [head | of for of in answers or [{"question": None, "choice": None, "given": None}]]


async def _all(reading: Reading, scope: ClusterScope, select: str) -> list[Row]:
    if not scope.sees(None):
        return []
    return [dict(row) for row in await reading.rows(select, (scope.cluster_id,))]
