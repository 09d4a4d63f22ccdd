"""Delivers the outbox: replies at once and in each chat's order, the bulk in what is left."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import OrderedDict, deque
from collections.abc import Coroutine, Iterable
from typing import Any

import structlog

from bot.clock import Clock
from bot.logs import cause as cause_of
from bot.nursery import Nursery
from bot.pipeline.apology import apologise
from bot.pipeline.bulk import Bulk
from bot.pipeline.delivery import Delivery
from bot.pipeline.marks import Marks
from bot.pipeline.outgoing import Lane, Outgoing, Upload
from bot.pipeline.rows import outgoing_of
from bot.pipeline.workshop import Workshop
from storage import outbox
from storage.database import Database
from storage.outbox import Result, State

PAGE = 200
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
        self.bulk = Bulk(database, clock, delivery.limits, nursery, self._deliver)
        self._marks = Marks(database, clock, self.bulk.written)
        self._under_way = 0
        self._closing = False
        self.tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Take up what a stop or a kill left behind, then wait for more."""
        self.tasks.append(self._nursery.start(self._marks.write_forever(), name="outbox-marks"))
        after = 0
        while rows := await outbox.waiting_replies(self._database.reader, after, PAGE):
            self.submit(outgoing_of(row) for row in rows)
            after = rows[-1].id
        self.tasks.append(self._nursery.start(self.bulk.run(), name="outbox-bulk"))

    def submit(self, batch: Iterable[Outgoing]) -> None:
        """Committed messages: replies go from memory, the bulk is read from the table."""
        if self._closing:
            return
        for outgoing in batch:
            if outgoing.lane is Lane.BULK:
                self.bulk.look()
            elif outgoing.method == "answerCallbackQuery":
                self._begin(self._answer_tap(outgoing), "outbox-tap")
            else:
                self._queue(outgoing)

    async def close(self) -> None:
        """Send no more, and note what is on its way: a stop, unlike a kill, repeats nothing."""
        self._closing = True
        self.bulk.close()
        await self._delivery.close(FINISHING)
        try:
            await self._marks.write()
        except sqlite3.Error as error:
            log.error("marks_failed", **cause_of(error))

    @property
    def idle(self) -> bool:
        """Nothing under way and nothing to be marked (the bulk not yet due does not count)."""
        return self.bulk.idle and not (self._under_way or self._marks.busy)

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

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._under_way += 1
        self._nursery.start(work, name=name)

    async def _deliver(self, outgoing: Outgoing) -> bool:
        """Whether it is known what became of it; else its row waits still."""
        try:
            await self._make(outgoing)
            result = await self._delivery.deliver(outgoing, await self._target(outgoing))
            if result is not None and result.state is State.REFUSED and _heard(outgoing):
                await self._say_instead(outgoing, result.cause or "")
                result = await self._delivery.deliver(outgoing, None)
            if result is not None and result.state is State.WAITING:
                result = await self.bulk.put_off(outgoing)
            if result is None:
                return False
        except Exception as error:  # noqa: BLE001 - one message must not stop the others
            log.error("delivery_failed", outbox_id=outgoing.id, **cause_of(error))
            result = Result(outgoing.id, State.GIVEN_UP, cause=type(error).__name__)
        if result.state is State.SENT and result.message_id is not None:
            self._remember(outgoing.id, result.message_id)
        self._marks.note(outgoing, result)
        return True

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
        """It came to nothing: the operator finds why, and the member is not left waiting."""
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


def _heard(outgoing: Outgoing) -> bool:
    """Whether somebody waits for it: a reply, and not the end of a button's waiting."""
    says = outgoing.method.startswith("send") or outgoing.method == "editMessageText"
    return outgoing.lane is Lane.REPLY and says
