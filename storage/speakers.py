"""Who is speaking, and where their chat is: one query at the start of each turn."""

from __future__ import annotations

import sqlite3

import orjson

from storage.conversations import Conversation, live_of
from storage.database import Reading
from storage.moments import read_moment, read_moment_if
from storage.people import Speaker
from storage.scope import MemberScope, Role

QUERY = """
SELECT person.id AS person_id, person.name, person.language, person.phone_language,
       person.reachable, person.menu_digest, person.last_seen_at,
       member.id AS member_id, member.cluster_id, member.firm_id, member.role, member.state,
       member.joined_at, firm.name AS firm, cluster.name_es, cluster.name_en, cluster.territory,
       cluster.currency, cluster.zone, cluster.language AS cluster_language,
       conversation.form, conversation.parked, conversation.instances,
       conversation.panel_outbox, conversation.panel_digest, conversation.panel_at,
       conversation.panel_after, conversation.live,
       coalesce(conversation.panel_message, outbox.message_id) AS panel_message,
       EXISTS (SELECT 1 FROM member AS other
               WHERE other.person_id = person.id AND other.state = 'active'
                 AND other.id IS NOT person.current_member_id) AS in_several
FROM (SELECT :telegram_id AS telegram_id, :chat_id AS chat_id) AS asked
LEFT JOIN person ON person.telegram_id = asked.telegram_id
LEFT JOIN member ON member.id = person.current_member_id
LEFT JOIN firm ON firm.id = member.firm_id
LEFT JOIN cluster ON cluster.id = member.cluster_id
LEFT JOIN conversation ON conversation.chat_id = asked.chat_id
LEFT JOIN outbox ON outbox.id = conversation.panel_outbox
"""


async def load(
    reading: Reading, telegram_id: int, chat_id: int, name: str
) -> tuple[Speaker, Conversation]:
    """The speaker (a stranger has only the name Telegram gives) and the chat's conversation."""
    row = await reading.row(QUERY, {"telegram_id": telegram_id, "chat_id": chat_id})
    if row is None:
        raise LookupError("the query asks for one row, always")
    return _speaker(row, telegram_id, name), _conversation(row, chat_id)


async def of_member(reading: Reading, member_id: int) -> tuple[Speaker, Conversation] | None:
    """The same for due work, which knows a member by their id alone.

    They may be speaking in another cluster by now. None for who asked to be forgotten.
    """
    row = await reading.row(
        """SELECT person.telegram_id, person.name FROM member
           JOIN person ON person.id = member.person_id
           WHERE member.id = ? AND person.telegram_id > 0""",
        (member_id,),
    )
    return await load(reading, row["telegram_id"], row["telegram_id"], row["name"]) if row else None


def _speaker(row: sqlite3.Row, telegram_id: int, name: str) -> Speaker:
    if row["person_id"] is None:
        return Speaker(telegram_id, name)
    scope = None
    if row["state"] == "active":
        scope = MemberScope(
            row["cluster_id"], row["member_id"], row["person_id"], row["firm_id"], Role(row["role"])
        )
    return Speaker(
        telegram_id=telegram_id,
        name=row["name"],
        person_id=row["person_id"],
        language=row["language"],
        phone_language=row["phone_language"],
        reachable=bool(row["reachable"]),
        menu_digest=row["menu_digest"],
        last_seen_at=read_moment(row["last_seen_at"]),
        scope=scope,
        joined_at=read_moment_if(row["joined_at"]),
        suspended=row["state"] == "suspended",
        firm=row["firm"],
        cluster_es=row["name_es"],
        cluster_en=row["name_en"],
        territory=row["territory"],
        currency=row["currency"],
        zone=row["zone"],
        cluster_language=row["cluster_language"],
        in_several=bool(row["in_several"]),
    )


def _conversation(row: sqlite3.Row, chat_id: int) -> Conversation:
    if row["instances"] is None:
        return Conversation(chat_id)
    return Conversation(
        chat_id=chat_id,
        form=orjson.loads(row["form"]) if row["form"] else None,
        parked=orjson.loads(row["parked"]) if row["parked"] else {},
        instances=row["instances"],
        panel_message=row["panel_message"],
        panel_outbox=row["panel_outbox"] if row["panel_message"] is None else None,
        panel_digest=row["panel_digest"],
        panel_at=read_moment_if(row["panel_at"]),
        panel_after=row["panel_after"],
        live=live_of(row["live"]),
    )
