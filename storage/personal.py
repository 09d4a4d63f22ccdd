"""All that is held about a person, of every cluster: to be sent to them, and to be forgotten.

Every table that points to a member or a person, or that knows a chat, is named here; a test over
the schema says when one is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import masks
from storage.database import Reading, Transaction
from storage.moments import stored
from storage.outbox import WITHDRAWN, State
from storage.scope import ClusterScope

# What stands where a name was, in every language.
NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of a table that point to a member, by any of `columns`.

    `within` narrows it to the cluster where the table has no index that begins with it. Forgetting
    deletes them, but for those that are `kept`, or sets what could tell who it was as `blank`
    says; what is neither stays, for the member that it points to is nobody then.
    """

    columns: tuple[str, ...] = ("member_id",)
    within: str = "cluster_id = :cluster_id"
    blank: str = ""
    deleted: bool = False
    kept: str = "false"

    @property
    def where(self) -> str:
        points = " OR ".join(f"{column} = :member_id" for column in self.columns)
        return f"{self.within} AND ({points})"


def _of(table: str, column: str) -> str:
    return f"{column} IN (SELECT id FROM {table} WHERE cluster_id = :cluster_id)"


# A form's `told` begins with the chat's id, which is that of the person.
UNTOLD = "told = 'forgotten:' || id"
OF_MEMBER: Mapping[str, Held] = {
    # But for the one by which their figures count in totals: without it these would fall.
    "consent": Held(deleted=True, kept="purpose = 'totals' AND withdrawn_at IS NULL"),
    "sale_change": Held(within=_of("sale", "sale_id")),
    "sale": Held(blank=f"{UNTOLD}, note = NULL, photo = NULL"),
    "job_change": Held(within=_of("job", "job_id")),
    "job": Held(blank=f"{UNTOLD}, note = NULL"),
    "head_count": Held(),
    "week_without_sales": Held(),
    "block": Held(),
    "booking": Held(
        blank="cancelled_at = CASE WHEN ends_at > :now THEN coalesce(cancelled_at, :now)"
        " ELSE cancelled_at END"
    ),
    "event": Held(blank=UNTOLD),
    "rsvp": Held(),
    "announcement": Held(blank=UNTOLD),
    "announcement_copy": Held(),
    "pulse_turnout": Held(within=_of("pulse_round", "round_id")),
    "pulse_ignored": Held(deleted=True),
    "join_request_card": Held(within=_of("join_request", "request_id"), deleted=True),
    "audit": Held(columns=("member_id", "about")),
    # Nobody answers any more for whom they let in.
    "invitation": Held(columns=("made_by",), blank="revoked_at = coalesce(revoked_at, :now)"),
}
# What people write or photograph, by the kind of record; each has a history beside it.
WORDS = {"sale": ("note", "photo"), "job": ("note",)}
OF_PERSON = {
    "person": """SELECT id, telegram_id, name, language, phone_language, reachable, created_at,
                        last_seen_at FROM person WHERE id = :person_id""",
    "member": """SELECT member.id, cluster.name_es AS cluster, firm.name AS firm, member.role,
                        member.state, member.joined_at
                 FROM member JOIN cluster ON cluster.id = member.cluster_id
                 LEFT JOIN firm ON firm.id = member.firm_id WHERE member.person_id = :person_id""",
    "join_request": """SELECT join_request.id, cluster.name_es AS cluster, join_request.firm,
                              join_request.kind, asked_at, accepted, decided_at
                       FROM join_request JOIN cluster ON cluster.id = join_request.cluster_id
                       WHERE person_id = :person_id""",
}
OF_CHAT = {
    "conversation": """SELECT form, parked, panel_at, live FROM conversation
                       WHERE chat_id = :chat_id""",
    "told_by": "SELECT message_id, form, record_id, field FROM told_by WHERE chat_id = :chat_id",
    "outbox": """SELECT id, method, params, state, created_at, done_at FROM outbox
                 WHERE chat_id = :chat_id ORDER BY id""",
    "failure": "SELECT id, kind, at, raw FROM failure WHERE person = :chat_id",
}
# What outlives being forgotten, under a mask: for a week, and until a coordinator lets them in.
OF_MASK = {
    "wrong_invitation": "SELECT at FROM wrong_invitation WHERE who = :who",
    "knock": """SELECT cluster.name_es AS cluster, knock.at, knock.declined FROM knock
                JOIN cluster ON cluster.id = knock.cluster_id WHERE knock.who = :who""",
    "barred": """SELECT cluster.name_es AS cluster FROM barred
                 JOIN cluster ON cluster.id = barred.cluster_id WHERE barred.who = :who""",
}


Rows = list[dict[str, Any]]


async def held(reading: Reading, telegram_id: int) -> dict[str, Rows]:
    """Everything, by table; values as they are stored. Empty for somebody never met."""
    found: dict[str, Rows] = {}
    person = await _person(reading, telegram_id)
    who = await masks.mask(reading, telegram_id)
    args = {"person_id": person, "chat_id": telegram_id, "who": who}
    for table, sql in (OF_PERSON | OF_CHAT | OF_MASK).items():
        found[table] = [dict(row) for row in await reading.rows(sql, args)]
    for member in await _members(reading, person):
        for table, of in OF_MEMBER.items():
            rows = await reading.rows(f"SELECT * FROM {table} WHERE {of.where}", member)
            found.setdefault(table, []).extend(_readable(dict(row)) for row in rows)
    return {table: rows for table, rows in found.items() if rows}


async def seats(
    reading: Reading, telegram_id: int, now: datetime
) -> list[tuple[ClusterScope, int]]:
    """The events ahead where they keep a seat, with the cluster of each."""
    rows = await reading.rows(
        """SELECT event.cluster_id, event.id FROM person
           JOIN member ON member.person_id = person.id
           JOIN rsvp ON rsvp.cluster_id = member.cluster_id AND rsvp.member_id = member.id
           JOIN event ON event.id = rsvp.event_id
           WHERE person.telegram_id = ? AND rsvp.answer = 'going'
             AND event.starts_at > ? AND event.cancelled_at IS NULL""",
        (telegram_id, stored(now)),
    )
    return [(ClusterScope(row["cluster_id"]), row["id"]) for row in rows]


async def forget(tx: Transaction, telegram_id: int, now: datetime) -> bool:
    """Erase who they were; the figures stay, told by nobody. False for somebody never met.

    Their row remains as an anonymous one, so that no count changes and no unique answer collides.
    """
    person = await _person(tx, telegram_id)
    if person is None:
        return False
    for member in await _members(tx, person):
        if member["state"] == "suspended":
            await masks.bar(tx, ClusterScope(member["cluster_id"]), telegram_id)
        await _forget_member(tx, member | {"now": stored(now)})
    await _forget_chat(tx, telegram_id, now)
    await _forget_requests(tx, person, now)
    await tx.write("UPDATE member SET state = 'left' WHERE person_id = ?", (person,))
    await tx.write(
        """UPDATE person SET telegram_id = -id, name = :name, language = NULL,
                  phone_language = NULL, reachable = 0, current_member_id = NULL,
                  menu_digest = NULL, created_at = :day, last_seen_at = :day WHERE id = :id""",
        {"name": NOBODY, "day": stored(now)[:10] + "T00:00:00+00:00", "id": person},
    )
    return True


async def _forget_member(tx: Transaction, member: dict[str, Any]) -> None:
    for sql in _own_words():
        await tx.write(sql, member)
    for table, of in OF_MEMBER.items():
        if of.deleted:
            await tx.write(f"DELETE FROM {table} WHERE {of.where} AND NOT ({of.kept})", member)
        elif of.blank:
            await tx.write(f"UPDATE {table} SET {of.blank} WHERE {of.where}", member)


def _own_words() -> Iterator[str]:
    """What colleagues' records hold of theirs, and the histories of all they had a hand in."""
    for record, fields in WORDS.items():
        of_cluster = f"SELECT id FROM {record} WHERE cluster_id = :cluster_id"
        for field in fields:
            # A note is whose who wrote it last.
            yield f"""UPDATE {record} SET {field} = NULL WHERE cluster_id = :cluster_id
                      AND (SELECT member_id FROM {record}_change
                           WHERE {record}_id = {record}.id AND field = '{field}'
                           ORDER BY id DESC LIMIT 1) = :member_id"""
            yield f"""UPDATE {record}_change SET before = NULL, after = NULL
                      WHERE field = '{field}' AND (
                        {record}_id IN ({of_cluster} AND member_id = :member_id)
                        OR {record}_id IN (
                          SELECT {record}_id FROM {record}_change
                          WHERE {record}_id IN ({of_cluster})
                            AND member_id = :member_id AND field = '{field}'))"""
    # A seat that they had kept is free again.
    yield """DELETE FROM rsvp WHERE cluster_id = :cluster_id AND member_id = :member_id
               AND event_id IN (SELECT id FROM event
                                WHERE cluster_id = :cluster_id AND starts_at > :now)"""


async def _forget_chat(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """What was said to them in bulk stays counted, without its words and without them."""
    chat = (telegram_id,)
    await tx.write("DELETE FROM conversation WHERE chat_id = ?", chat)
    await tx.write("DELETE FROM told_by WHERE chat_id = ?", chat)
    await tx.write("UPDATE failure SET raw = '', detail = '' WHERE person = ?", chat)
    await tx.write("DELETE FROM outbox WHERE chat_id = ? AND lane = 0", chat)
    await tx.write(
        """UPDATE outbox SET state = ?, cause = ?, done_at = ? WHERE chat_id = ? AND state = 0""",
        (State.GIVEN_UP, WITHDRAWN, stored(now), telegram_id),
    )
    await tx.write("UPDATE outbox SET params = '{}', chat_id = 0 WHERE chat_id = ?", chat)


async def _forget_requests(tx: Transaction, person_id: int, now: datetime) -> None:
    """Their requests to join, and the words of the cards that told coordinators of them.

    Cards that wait are not sent, and neither is what would change one that waits.
    """
    cards = """SELECT outbox_id FROM join_request_card WHERE request_id IN
                 (SELECT id FROM join_request WHERE person_id = :person_id)"""
    args = {
        "person_id": person_id,
        "given_up": State.GIVEN_UP,
        "cause": WITHDRAWN,
        "now": stored(now),
    }
    for which in (f"id IN ({cards})", f"target IN ({cards})"):
        await tx.write(
            f"""UPDATE outbox SET state = :given_up, cause = :cause, done_at = :now
                WHERE state = 0 AND {which}""",
            args,
        )
        await tx.write(f"UPDATE outbox SET params = '{{}}' WHERE {which}", args)
    await tx.write(
        """UPDATE invitation SET revoked_at = :now WHERE revoked_at IS NULL AND uses_left > 0
             AND id IN (SELECT invitation_id FROM join_request WHERE person_id = :person_id)""",
        args,
    )
    await tx.write(
        """DELETE FROM join_request_card WHERE request_id IN
             (SELECT id FROM join_request WHERE person_id = ?)""",
        (person_id,),
    )
    await tx.write("DELETE FROM join_request WHERE person_id = ?", (person_id,))


async def _person(reading: Reading, telegram_id: int) -> int | None:
    row = await reading.row("SELECT id FROM person WHERE telegram_id = ?", (telegram_id,))
    return row["id"] if row else None


async def _members(reading: Reading, person_id: int | None) -> list[dict[str, Any]]:
    rows = await reading.rows(
        "SELECT cluster_id, id AS member_id, state FROM member WHERE person_id = ?", (person_id,)
    )
    return [dict(row) for row in rows]


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not isinstance(value, bytes)}
