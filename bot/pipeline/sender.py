"""Delivers the outbox: replies at once and in each chat's order, the bulk in what is left."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import OrderedDict, deque
from collections.abc import Coroutine, Iterable
from typing import Any

import orjson
import structlog

from bot.agenda import quiet
from bot.clock import Clock
from bot.logs import cause as cause_of
from bot.nursery import Nursery
from bot.pipeline.delivery import Delivery
from bot.pipeline.outgoing import Lane, Outgoing, Upload
from bot.pipeline.workshop import Workshop
from storage import failures, outbox, people
from storage.database import Database
from storage.failures import Failure, Kind
from storage.outbox import Result, Row, State

PAGE = 200
# How many bulk messages may be under way at once: enough for 300/s at answers of 0.8 s.
BULK_AT_ONCE = 256
# A bulk message may have become due by the clock alone: look at least this often (seconds).
LOOK_EVERY = 20.0
SENT_REMEMBERED = 50_000
MARK_AGAIN = 1.0

log = structlog.get_logger("sender")


class Sender:
    """The only part that calls Telegram's sending methods."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        delivery: Delivery,
        workshop: Workshop,
        nursery: Nursery,
    ) -> None:
        self._database = database
        self._clock = clock
        self._delivery = delivery
        self._workshop = workshop
        self._nursery = nursery
        self._chats: dict[int, deque[Outgoing]] = {}
        self._sent: OrderedDict[int, int] = OrderedDict()
        self._results: list[Result] = []
        self._refused: list[tuple[Outgoing, str]] = []
        self._blocked: set[int] = set()
        self._to_mark = asyncio.Event()
        self._bulk_wanted = asyncio.Event()
        self._bulk_places = asyncio.Semaphore(BULK_AT_ONCE)
        self._bulk_under_way: set[int] = set()
        self._under_way = 0
        self._marking = False
        self.tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Take up what a stop or a kill left behind, then wait for more."""
        self.tasks.append(self._nursery.start(self._mark_forever(), name="outbox-marks"))
        after = 0
        while rows := await outbox.waiting_replies(self._database.reader, after, PAGE):
            self.submit(_outgoing(row) for row in rows)
            after = rows[-1].id
        self.tasks.append(self._nursery.start(self._bulk_forever(), name="outbox-bulk"))

    def submit(self, batch: Iterable[Outgoing]) -> None:
        """Committed messages: replies go from memory, the bulk is read from the table."""
        for outgoing in batch:
            if outgoing.lane is Lane.BULK:
                self._bulk_wanted.set()
            elif outgoing.method == "answerCallbackQuery":
                self._begin(self._answer_tap(outgoing), "outbox-tap")
            else:
                self._queue(outgoing)

    def look_at_bulk(self) -> None:
        self._bulk_wanted.set()

    @property
    def idle(self) -> bool:
        """Nothing under way and nothing to be marked (the bulk not yet due does not count)."""
        busy = self._under_way or self._results or self._marking or self._bulk_wanted.is_set()
        return not busy

    def _queue(self, outgoing: Outgoing) -> None:
        queue = self._chats.get(outgoing.chat_id)
        if queue is not None:
            queue.append(outgoing)
            return
        self._chats[outgoing.chat_id] = deque((outgoing,))
        self._begin(self._serve(outgoing.chat_id), "outbox-chat")

    async def _serve(self, chat_id: int) -> None:
        """One chat's messages, one after another."""
        queue = self._chats[chat_id]
        try:
            while queue:
                await self._deliver(queue.popleft())
        finally:
            del self._chats[chat_id]
            self._under_way -= 1

    async def _answer_tap(self, outgoing: Outgoing) -> None:
        try:
            await self._deliver(outgoing)
        finally:
            self._under_way -= 1

    async def _deliver_bulk(self, outgoing: Outgoing) -> None:
        try:
            await self._deliver(outgoing)
        finally:
            self._under_way -= 1
            self._bulk_places.release()

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._under_way += 1
        self._nursery.start(work, name=name)

    async def _deliver(self, outgoing: Outgoing) -> None:
        try:
            await self._make(outgoing)
            result = await self._delivery.deliver(outgoing, await self._target(outgoing))
            if result is None:
                # Bulk that found no way: the row is still waiting, and will be looked at again.
                self._bulk_under_way.discard(outgoing.id)
                return
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            log.error("delivery_failed", outbox_id=outgoing.id, **cause_of(error))
            result = Result(outgoing.id, State.GIVEN_UP, cause=type(error).__name__)
        if result.state is State.SENT and result.message_id is not None:
            self._remember(outgoing.id, result.message_id)
        if result.state is State.BLOCKED:
            self._blocked.add(outgoing.chat_id)
        if result.state in (State.REFUSED, State.GIVEN_UP):
            self._refused.append((outgoing, result.cause or ""))
        self._results.append(result)
        self._to_mark.set()

    async def _make(self, outgoing: Outgoing) -> None:
        """A file that is made when it is sent is made now."""
        upload = outgoing.upload
        if upload is not None and upload.maker is not None:
            content = await self._workshop.make(upload.maker, upload.content)
            outgoing.upload = Upload(upload.part, upload.name, content)

    async def _target(self, outgoing: Outgoing) -> int | None:
        if outgoing.target is None:
            return None
        known = self._sent.get(outgoing.target)
        return known or await outbox.message_id(self._database.reader, outgoing.target)

    def _remember(self, outbox_id: int, message_id: int) -> None:
        self._sent[outbox_id] = message_id
        if len(self._sent) > SENT_REMEMBERED:
            self._sent.popitem(last=False)

    async def _mark_forever(self) -> None:
        """Write what was delivered: all that came meanwhile in one transaction."""
        while True:
            await self._to_mark.wait()
            self._to_mark.clear()
            self._marking = True
            results, self._results = self._results, []
            try:
                await self._write_marks(results)
            except sqlite3.OperationalError as error:
                # The disk is full or locked: what was sent stays known here until it can be noted.
                log.error("marks_failed", count=len(results), **cause_of(error))
                self._results = results + self._results
                self._to_mark.set()
                await asyncio.sleep(MARK_AGAIN)
            finally:
                self._marking = False

    async def _write_marks(self, results: list[Result]) -> None:
        refused, self._refused = self._refused, []
        blocked, self._blocked = self._blocked, set()
        now = self._clock.now()
        async with self._database.transaction() as tx:
            await outbox.mark(tx, results, now)
            for chat_id in blocked:
                await people.mark_reachable(tx, chat_id, reachable=False)
            for outgoing, cause in refused:
                await failures.keep(tx, _failure(outgoing, cause), now)
        self._bulk_under_way.difference_update(r.id for r in results)

    async def _bulk_forever(self) -> None:
        while True:
            self._bulk_wanted.clear()
            limit = PAGE + len(self._bulk_under_way)
            now = self._clock.now()
            rows = await outbox.waiting_bulk(self._database.reader, now, limit)
            fresh = [row for row in rows if row.id not in self._bulk_under_way]
            for row in fresh:
                await self._start_bulk(row)
            if not fresh:
                await self._wait_for_bulk()

    async def _start_bulk(self, row: Row) -> None:
        later = quiet.over_at(row.quiet, self._clock.now()) if row.quiet else None
        if later is not None:
            async with self._database.transaction() as tx:
                await outbox.postpone(tx, row.id, later)
            return
        await self._bulk_places.acquire()
        await self._delivery.limits.bulk()
        self._bulk_under_way.add(row.id)
        self._begin(self._deliver_bulk(_outgoing(row)), "outbox-bulk-message")

    async def _wait_for_bulk(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY):
                await self._bulk_wanted.wait()
        except TimeoutError:
            return


def _outgoing(row: Row) -> Outgoing:
    upload = None
    if row.upload is not None and row.upload_part and row.upload_name:
        upload = Upload(row.upload_part, row.upload_name, row.upload, row.maker)
    return Outgoing(
        id=row.id,
        chat_id=row.chat_id,
        method=row.method,
        params=orjson.loads(row.params),
        lane=Lane(row.lane),
        target=row.target,
        purpose=row.purpose,
        upload=upload,
        quiet=row.quiet,
    )


def _failure(outgoing: Outgoing, cause: str) -> Failure:
    raw = orjson.dumps(outgoing.params).decode()
    return Failure(Kind.REFUSED, f"{outgoing.method}: {cause}", "", raw, outgoing.id)
