"""The bulk lane: announcements, digests, prompts and reminders, read from the outbox when due."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import structlog

from bot.agenda import quiet
from bot.clock import Clock
from bot.logs import cause as cause_of
from bot.nursery import Nursery
from bot.pipeline.limits import Limits
from bot.pipeline.marks import AGAIN
from bot.pipeline.outgoing import Outgoing
from bot.pipeline.rows import outgoing_of
from storage import outbox
from storage.database import Database
from storage.outbox import Result, Row, State

PAGE = 200
# How many may be under way at once: enough for 300/s at answers of 0.8 s.
AT_ONCE = 256
# One may have become due by the clock alone: look at least this often (seconds).
LOOK_EVERY = 20.0
# One that finds no way is put off, by twice as much each time Telegram breaks on it, and given up
# after so many times (eleven hours). While nothing gets through it is no message's fault.
FIRST_PUT_OFF = timedelta(seconds=15)
LONGEST_PUT_OFF = timedelta(hours=1)
MOST_PUT_OFFS = 18

log = structlog.get_logger("bulk")

Deliver = Callable[[Outgoing], Awaitable[bool]]
"""Sends one; whether it is known what became of it, so that it will be marked."""


class Bulk:
    """Takes up what is due, one message a chat at once, as fast as the limits let it."""

    def __init__(
        self, database: Database, clock: Clock, limits: Limits, nursery: Nursery, deliver: Deliver
    ) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits
        self._nursery = nursery
        self._deliver = deliver
        self._wanted = asyncio.Event()
        self._places = asyncio.Semaphore(AT_ONCE)
        # By their ids, the chat that each is for, until it is marked.
        self.under_way: dict[int, int] = {}
        self._put_offs: dict[int, int] = {}
        self._resting = False
        self._closing = False

    def look(self) -> None:
        """Some were written, or the clock was moved."""
        self._wanted.set()

    def close(self) -> None:
        """Begin no more."""
        self._closing = True

    @property
    def idle(self) -> bool:
        """Nothing under way; what is not yet due does not count."""
        return self._resting and not (self.under_way or self._wanted.is_set())

    def written(self, results: Sequence[Result]) -> None:
        """What became of these stands in the outbox: what waited for their chats can go on."""
        for result in results:
            if self.under_way.pop(result.id, None) is not None:
                self._wanted.set()

    async def run(self) -> None:
        while True:
            self._wanted.clear()
            try:
                found = await self._begin_some()
            except sqlite3.OperationalError as error:
                log.error("bulk_failed", **cause_of(error))
                await asyncio.sleep(AGAIN)
                continue
            if not found:
                await self._rest()

    async def put_off(self, outgoing: Outgoing) -> Result | None:
        """Later, so that the others get their turn; a result when it was put off too often."""
        tries = self._put_offs.get(outgoing.id, 0)
        if tries >= MOST_PUT_OFFS:
            return Result(outgoing.id, State.GIVEN_UP, cause="Telegram never took it")
        if outgoing.unanswered < outgoing.attempts:
            self._put_offs[outgoing.id] = tries + 1
        until = self._clock.now() + min(FIRST_PUT_OFF * 2**tries, LONGEST_PUT_OFF)
        try:
            await self._postpone({outgoing.id: until})
        except sqlite3.OperationalError as error:
            # Then it is simply looked at again.
            log.error("put_off_failed", outbox_id=outgoing.id, **cause_of(error))
        return None

    async def _begin_some(self) -> bool:
        """Whether some were due that are not under way."""
        if self._closing:
            return False
        # Also what is marked while it is read, and looks as if it waited still, is of a busy chat.
        before = dict(self.under_way)
        now = self._clock.now()
        rows = await outbox.waiting_bulk(self._database.reader, now, before.values(), PAGE)
        later = {row.id: until for row in rows if (until := _quiet_until(row, now)) is not None}
        if later:
            await self._postpone(later)
        fresh = list(_one_a_chat(row for row in rows if row.id not in later))
        for row in fresh:
            await self._begin(row)
        return bool(later or fresh or before.keys() - self.under_way.keys())

    async def _begin(self, row: Row) -> None:
        await self._places.acquire()
        await self._limits.bulk()
        self.under_way[row.id] = row.chat_id
        self._nursery.start(self._send(outgoing_of(row)), name="outbox-bulk-message")

    async def _send(self, outgoing: Outgoing) -> None:
        try:
            known = await self._deliver(outgoing)
        finally:
            self._places.release()
        if known:
            self._put_offs.pop(outgoing.id, None)
        else:
            # The row is still waiting, and will be looked at again.
            self.under_way.pop(outgoing.id, None)

    async def _postpone(self, times: dict[int, datetime]) -> None:
        async with self._database.transaction() as tx:
            for outbox_id, until in times.items():
                await outbox.postpone(tx, outbox_id, until)

    async def _rest(self) -> None:
        self._resting = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY):
                await self._wanted.wait()
        self._resting = False


def _quiet_until(row: Row, now: datetime) -> datetime | None:
    try:
        return quiet.over_at(row.quiet, now) if row.quiet else None
    except (KeyError, ValueError):
        # A rule that cannot be read; delivering finds it too, and keeps it for the operator.
        return None


def _one_a_chat(rows: Iterable[Row]) -> Iterator[Row]:
    """So that they come in order, and of two edits the later one stays."""
    chats: set[int] = set()
    for row in rows:
        if row.chat_id not in chats:
            chats.add(row.chat_id)
            yield row
