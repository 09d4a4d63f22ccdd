"""What became of each message, written down: all that came meanwhile in one transaction."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace

import orjson
import structlog

from bot.clock import Clock
from bot.logs import cause as cause_of
from bot.pipeline.outgoing import Outgoing
from storage import conversations, failures, outbox, people
from storage.database import Database
from storage.failures import Failure, Kind
from storage.outbox import Result, State

# Seconds that results are gathered for: each transaction waits for the disk, and a kill in between
# may repeat what is gathered, so it is short.
GATHER = 0.02
# Seconds until what the disk refused is tried again.
AGAIN = 1.0

# Also what is cut off before its closing quote; an apostrophe within a word is none.
_QUOTED = re.compile(r"""["“«][^"”»]*(?:["”»]|$)|(?<!\w)['‘`].*?(?:['’`](?!\w)|$)""", re.DOTALL)

log = structlog.get_logger("marks")


class Marks:
    """`written` is told of results once they are on the disk."""

    def __init__(
        self, database: Database, clock: Clock, written: Callable[[Sequence[Result]], None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._written = written
        self._results: list[Result] = []
        self._failures: list[Failure] = []
        self._blocked: set[int] = set()
        self._unseen: set[int] = set()
        self._wanted = asyncio.Event()
        self._writing = asyncio.Lock()

    @property
    def busy(self) -> bool:
        return bool(self._results) or self._writing.locked()

    def note(self, outgoing: Outgoing, result: Result) -> None:
        cause = without_quotes(result.cause) if result.cause else result.cause
        result = replace(result, fleeting=outgoing.fleeting, cause=cause)
        if result.state is State.BLOCKED:
            log.info("blocked", method=outgoing.method, outbox_id=outgoing.id)
            self._blocked.add(outgoing.chat_id)
            self._unseen.add(outgoing.chat_id)
        if result.state in (State.REFUSED, State.GIVEN_UP):
            self.fail(outgoing, result.cause or "")
        self._results.append(result)
        self._wanted.set()

    def fail(self, outgoing: Outgoing, cause: str) -> None:
        """For the operator: it could not be sent as it is now, whatever is made of it next."""
        self._unseen.add(outgoing.chat_id)
        log.warning("refused", method=outgoing.method, outbox_id=outgoing.id)
        self._failures.append(_failure(outgoing, without_quotes(cause)))

    async def write_forever(self) -> None:
        while True:
            await self._wanted.wait()
            await asyncio.sleep(GATHER)
            self._wanted.clear()
            try:
                await self.write()
            except sqlite3.OperationalError as error:
                # The disk is full or locked: what was sent stays known here until it can be noted.
                log.error("marks_failed", count=len(self._results), **cause_of(error))
                self._wanted.set()
                await asyncio.sleep(AGAIN)

    async def write(self) -> None:
        """Raises sqlite3.Error, and then keeps what could not be written."""
        async with self._writing:
            results, failed = tuple(self._results), tuple(self._failures)
            blocked, unseen = frozenset(self._blocked), frozenset(self._unseen)
            if not results:
                return
            now = self._clock.now()
            async with self._database.transaction() as tx:
                await outbox.mark(tx, results, now)
                for chat_id in blocked:
                    await people.mark_reachable(tx, chat_id, reachable=False)
                await conversations.unseen(tx, unseen)
                for failure in failed:
                    await failures.keep(tx, failure, now)
            # What was added meanwhile stays for the next time.
            del self._results[: len(results)], self._failures[: len(failed)]
            self._blocked -= blocked
            self._unseen -= unseen
            self._written(results)


def without_quotes(description: str) -> str:
    """What Telegram quotes of a message is a member's words; why it was refused stands around."""
    return _QUOTED.sub("“…”", description)


def _failure(outgoing: Outgoing, cause: str) -> Failure:
    # What was said in confidence is not kept here either.
    raw = "{}" if outgoing.fleeting else orjson.dumps(outgoing.params).decode()
    return Failure(Kind.REFUSED, f"{outgoing.method}: {cause}", "", raw, outgoing.id)
