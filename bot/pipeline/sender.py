"""Delivers the outbox: replies at once and in each chat's order, the bulk in what is left."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections import OrderedDict, deque
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import structlog

from bot.agenda import quiet
from bot.clock import Clock
from bot.logs import cause as cause_of
from bot.nursery import Nursery
from bot.pipeline.delivery import Delivery
from bot.pipeline.marks import AGAIN, Marks
from bot.pipeline.outgoing import Lane, Outgoing, Upload
from bot.pipeline.rows import outgoing_of
from bot.pipeline.unmade import apologise
from bot.pipeline.workshop import Workshop
from storage import outbox
from storage.database import Database
from storage.outbox import Result, Row, State

PAGE = 200
# How many bulk messages may be under way at once: enough for 300/s at answers of 0.8 s.
BULK_AT_ONCE = 256
# A bulk message may have become due by the clock alone: look at least this often (seconds).
LOOK_EVERY = 20.0
SENT_REMEMBERED = 50_000
# How long a stop waits for the answers to what is under way (seconds).
FINISHING = 3.0

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
        self._marks = Marks(database, clock, self._written)
        self._bulk_wanted = asyncio.Event()
        self._bulk_places = asyncio.Semaphore(BULK_AT_ONCE)
        # By their ids, the chat that each is for.
        self._bulk_under_way: dict[int, int] = {}
        self._under_way = 0
        self._resting = False
        self._closing = False
        self.tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Take up what a stop or a kill left behind, then wait for more."""
        self.tasks.append(self._nursery.start(self._marks.write_forever(), name="outbox-marks"))
        after = 0
        while rows := await outbox.waiting_replies(self._database.reader, after, PAGE):
            self.submit(outgoing_of(row) for row in rows)
            after = rows[-1].id
        self.tasks.append(self._nursery.start(self._bulk_forever(), name="outbox-bulk"))

    def submit(self, batch: Iterable[Outgoing]) -> None:
        """Committed messages: replies go from memory, the bulk is read from the table."""
        if self._closing:
            return
        for outgoing in batch:
            if outgoing.lane is Lane.BULK:
                self._bulk_wanted.set()
            elif outgoing.method == "answerCallbackQuery":
                self._begin(self._answer_tap(outgoing), "outbox-tap")
            else:
                self._queue(outgoing)

    async def close(self) -> None:
        """Send no more, and note what is on its way: a stop, unlike a kill, repeats nothing."""
        self._closing = True
        await self._delivery.close(FINISHING)
        try:
            await self._marks.write()
        except sqlite3.Error as error:
            log.error("marks_failed", **cause_of(error))

    def look_at_bulk(self) -> None:
        self._bulk_wanted.set()

    @property
    def idle(self) -> bool:
        """Nothing under way and nothing to be marked (the bulk not yet due does not count)."""
        looking = self._bulk_wanted.is_set() or not self._resting
        return not (self._under_way or self._marks.busy or looking)

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
        # First the poller asks for more: its next updates come while these go out.
        await asyncio.sleep(0)
        try:
            while queue:
                await self._deliver(queue.popleft())
        finally:
            del self._chats[chat_id]
            self._under_way -= 1

    async def _answer_tap(self, outgoing: Outgoing) -> None:
        await asyncio.sleep(0)
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
            if result is not None and result.state is State.REFUSED and outgoing.upload:
                await self._say_instead(outgoing, result.cause or "")
                result = await self._delivery.deliver(outgoing, None)
            if result is None:
                # The row is still waiting, and will be looked at again.
                self._bulk_under_way.pop(outgoing.id, None)
                return
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            log.error("delivery_failed", outbox_id=outgoing.id, **cause_of(error))
            result = Result(outgoing.id, State.GIVEN_UP, cause=type(error).__name__)
        if result.state is State.SENT and result.message_id is not None:
            self._remember(outgoing.id, result.message_id)
        self._marks.note(outgoing, result)

    async def _make(self, outgoing: Outgoing) -> None:
        """A file that is made when it is sent is made now."""
        upload = outgoing.upload
        if upload is None or upload.maker is None:
            return
        try:
            content = await self._workshop.make(upload.maker, upload.content)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for the file
            log.error("making_failed", outbox_id=outgoing.id, **cause_of(error))
            await self._say_instead(outgoing, type(error).__name__)
        else:
            outgoing.upload = Upload(upload.part, upload.name, content)

    async def _say_instead(self, outgoing: Outgoing, cause: str) -> None:
        """The file came to nothing: the operator finds why, and the member is not left waiting."""
        self._marks.fail(outgoing, cause)
        await apologise(self._database.reader, outgoing)

    async def _target(self, outgoing: Outgoing) -> int | None:
        if outgoing.target is None:
            return None
        known = self._sent.get(outgoing.target)
        return known or await outbox.message_id(self._database.reader, outgoing.target)

    def _remember(self, outbox_id: int, message_id: int) -> None:
        self._sent[outbox_id] = message_id
        if len(self._sent) > SENT_REMEMBERED:
            self._sent.popitem(last=False)

    def _written(self, results: Sequence[Result]) -> None:
        for result in results:
            if result.id in self._bulk_under_way:
                del self._bulk_under_way[result.id]
                # What waited for its chat can go on.
                self._bulk_wanted.set()

    async def _bulk_forever(self) -> None:
        while True:
            self._bulk_wanted.clear()
            try:
                found = await self._begin_bulk()
            except sqlite3.OperationalError as error:
                log.error("bulk_failed", **cause_of(error))
                await asyncio.sleep(AGAIN)
                continue
            if not found:
                await self._wait_for_bulk()

    async def _begin_bulk(self) -> bool:
        """Whether some were due that are not under way."""
        if self._closing:
            return False
        # Also what is marked while it is read, and looks as if it waited still, is of a busy chat.
        before = dict(self._bulk_under_way)
        now = self._clock.now()
        rows = await outbox.waiting_bulk(self._database.reader, now, before.values(), PAGE)
        later = {row.id: until for row in rows if (until := self._quiet_until(row)) is not None}
        if later:
            async with self._database.transaction() as tx:
                for outbox_id, until in later.items():
                    await outbox.postpone(tx, outbox_id, until)
        fresh = list(_one_a_chat(row for row in rows if row.id not in later))
        for row in fresh:
            await self._start_bulk(row)
        return bool(later or fresh or before.keys() - self._bulk_under_way.keys())

    def _quiet_until(self, row: Row) -> datetime | None:
        try:
            return quiet.over_at(row.quiet, self._clock.now()) if row.quiet else None
        except (KeyError, ValueError):
            # A rule that cannot be read; delivering finds it too, and keeps it for the operator.
            return None

    async def _start_bulk(self, row: Row) -> None:
        await self._bulk_places.acquire()
        await self._delivery.limits.bulk()
        self._bulk_under_way[row.id] = row.chat_id
        self._begin(self._deliver_bulk(outgoing_of(row)), "outbox-bulk-message")

    async def _wait_for_bulk(self) -> None:
        self._resting = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY):
                await self._bulk_wanted.wait()
        self._resting = False


def _one_a_chat(rows: Iterable[Row]) -> Iterator[Row]:
    """So that they come in order, and of two edits the later one stays."""
    chats: set[int] = set()
    for row in rows:
        if row.chat_id not in chats:
            chats.add(row.chat_id)
            yield row
