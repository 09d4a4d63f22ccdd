"""Updates of many people straight into the machine, and two clusters to try their rights on."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import orjson

import handlers
from bot.clock import MovableClock
from bot.conversation.engine import Forms
from bot.features import Table
from bot.pipeline.dispatch import Dispatch
from bot.pipeline.machine import Machine
from bot.pipeline.outgoing import Outgoing
from bot.pipeline.rights import refusal
from bot.pipeline.sender import Sender
from bot.pipeline.transport import Telegram
from bot.simulator import Simulator
from storage import roster
from storage.database import Database, Transaction
from tests.storage.filled import Filled, fill
from tests.storage.village import settle
from tests.town import START, TOKEN

# Stands in every name and text of the first cluster: whoever is told it was told too much.
SECRET = "Zafiro"
SECRETS = {
    "firm": ("name",),
    "product": ("name_es", "name_en"),
    "sale": ("note",),
    "job": ("note",),
    "resource": ("name_es", "name_en"),
    "event": ("name_es", "name_en"),
    "announcement": ("text_es",),
    "join_request": ("firm",),
}
BOT = {"id": 1, "is_bot": True, "first_name": "Ayni", "username": "ayni_bot"}
Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Two:
    """The first cluster, whose every name is secret, and another with the same in it."""

    secret: Filled
    other: Filled

    @property
    def cluster_id(self) -> int:
        return self.secret.village.cluster.id

    @property
    def ids(self) -> list[int]:
        """Of records and people of the secret cluster, of all kinds."""
        f = self.secret
        members = [scope.member_id for scope in f.village.people]
        several = (f.sales[:2], f.jobs[:2], f.resources, f.bookings, f.requests, f.announcements)
        rest = (*f.events, *f.rounds, f.block, f.invitation.id)
        return sorted({*members, *rest, *itertools.chain(*several)})


async def two_clusters(database: Database) -> Two:
    """Phones of the first are 100 to 104, of the other 200 to 204; number 102 is suspended."""
    async with database.transaction() as tx:
        secret = await fill(tx, await settle(tx, "valle"))
        other = await fill(tx, await settle(tx, "otro", first_phone=200))
        await _keep_secret(tx, secret.village.cluster.id)
        village = secret.village
        carlos = village.carlos.member_id
        await roster.set_state(tx, village.coordinator, carlos, suspended=True)
    return Two(secret, other)


async def _keep_secret(tx: Transaction, cluster_id: int) -> None:
    for table, columns in SECRETS.items():
        marked = ", ".join(f"{c} = coalesce({c}, '') || ' {SECRET}'" for c in columns)
        await tx.write(f"UPDATE {table} SET {marked} WHERE cluster_id = ?", (cluster_id,))
    await tx.write(
        f"""UPDATE person SET name = name || ' {SECRET}'
            WHERE id IN (SELECT person_id FROM member WHERE cluster_id = ?)""",
        (cluster_id,),
    )


class Crowd:
    """What the machine says in answer is kept here instead of being sent."""

    def __init__(self, database: Database, clock: MovableClock, dispatch: Dispatch) -> None:
        self.database = database
        self._ids = itertools.count(10_000_000)
        self._said: list[Outgoing] = []
        self._machine = Machine(database, clock, dispatch, cast("Sender", self))

    def submit(self, outgoing: Sequence[Outgoing]) -> None:
        self._said += outgoing

    async def takes(self, raws: Iterable[Raw]) -> str:
        """All that is said in answer, to whomever."""
        self._said.clear()
        await self._machine.start()
        await self._machine.take(list(raws))
        return "\n".join(orjson.dumps(outgoing.params).decode() for outgoing in self._said)

    def typed(self, who: int, text: str) -> Raw:
        message = {**self._message(who), "from": _person(who), "text": text}
        if text.startswith("/"):
            length = len(text.split(" ", maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {"update_id": next(self._ids), "message": message}

    def tapped(self, who: int, data: str) -> Raw:
        number = next(self._ids)
        query = {
            "id": str(number),
            "from": _person(who),
            "chat_instance": "1",
            "data": data,
            "message": {**self._message(who), "from": BOT, "text": "…"},
        }
        return {"update_id": number, "callback_query": query}

    def _message(self, who: int) -> Raw:
        chat = {"id": who, "type": "private", "first_name": "Somebody"}
        return {"message_id": next(self._ids), "date": 1_795_446_000, "chat": chat}


@asynccontextmanager
async def a_crowd(folder: Path) -> AsyncIterator[Crowd]:
    """Before a machine that handles, with nothing that sends and nothing that becomes due."""
    clock = MovableClock(START)
    database = await Database.open(folder / "ayni.db")
    table = Table(handlers.FEATURES)
    forms = Forms(table.forms, refusal)
    dispatch = Dispatch(
        table,
        forms,
        handlers.not_understood,
        handlers.old_button,
        handlers.awaited,
        handlers.elsewhere,
    )
    async with Simulator(clock, TOKEN) as sim:
        telegram = Telegram(sim.api_url, TOKEN, timeout=10, connections=2)
        await dispatch.start(telegram, sim.api_url, TOKEN)
        yield Crowd(database, clock, dispatch)
        await telegram.close()
    await database.close()


def _person(who: int) -> Raw:
    return {"id": who, "is_bot": False, "first_name": "Somebody", "language_code": "en"}


async def contents(database: Database, cluster_id: int, besides: Iterable[int] = ()) -> str:
    """Every row of the cluster, and what is known of its people but those who act (by phone)."""
    reader = database.reader
    tables = await reader.rows(
        """SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
           WHERE m.type = 'table' AND c.name = 'cluster_id' ORDER BY m.name"""
    )
    rows = {
        t["name"]: [
            tuple(row)
            for row in await reader.rows(
                f"SELECT * FROM {t['name']} WHERE cluster_id = ?", (cluster_id,)
            )
        ]
        for t in tables
    }
    people = await reader.rows(
        """SELECT person.telegram_id, person.name, person.language, person.current_member_id
           FROM person JOIN member ON member.person_id = person.id
           WHERE member.cluster_id = ?""",
        (cluster_id,),
    )
    acting = set(besides)
    return repr((rows, [tuple(p) for p in people if p["telegram_id"] not in acting]))
