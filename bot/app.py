"""The one place where the parts are put together."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from contextlib import AsyncExitStack
from datetime import timedelta
from types import TracebackType
from typing import Self

import structlog
from telegram.error import InvalidToken, TelegramError

import handlers
from bot import __version__
from bot.agenda import upkeep
from bot.agenda.agenda import Agenda
from bot.clock import Clock
from bot.config import Settings
from bot.conversation.engine import Forms
from bot.conversation.understanding.warm import warm_up
from bot.features import Table
from bot.logs import cause
from bot.nursery import Nursery
from bot.pipeline import bulk
from bot.pipeline.delivery import Delivery
from bot.pipeline.dispatch import Dispatch
from bot.pipeline.health import Health
from bot.pipeline.intake import GRACE, Poller
from bot.pipeline.limits import Limits
from bot.pipeline.machine import Machine
from bot.pipeline.profile import introduce
from bot.pipeline.rights import refusal
from bot.pipeline.sender import Sender
from bot.pipeline.transport import Telegram, TokenRefusedError
from bot.pipeline.workshop import Workshop
from bot.running_once import running_once
from bot.troubles import listening
from storage import clusters, migrations, stamps
from storage.database import Database

# Seconds between tries to reach Telegram at the start.
TRY_AGAIN = 2.0
STAMP_EVERY = 60.0
# Twice what the bulk may have under way at once: no reply waits for a connection.
CONNECTIONS = 2 * bulk.AT_ONCE
# For how many territories the readers' tables are built at the start: it takes 50 ms for each.
WARMED = 4

log = structlog.get_logger("app")


class App:
    """The bot, from an open database to its end: `async with App(...) as app: await app.run()`."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.health = Health(
            clock, clock.now(), stale_after=timedelta(seconds=3 * settings.long_poll + GRACE)
        )
        self.ready = asyncio.Event()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Raises AlreadyRunningError, and what Database.open does."""
        async with self._stack as stack:
            stack.enter_context(running_once(self.settings.database))
            await self._put_together()
            # All went well: what was opened is closed when the block is left.
            self._stack = stack.pop_all()
        return self

    async def _put_together(self) -> None:
        settings = self.settings
        token = settings.token.get_secret_value()
        self.database = await Database.open(settings.database)
        self._stack.push_async_callback(self.database.close)
        self.database.on_written = self.health.written
        if (upgrade := self.database.upgraded) is not None:
            log.info(
                "schema_upgraded", was=upgrade.found, schema=upgrade.now, file=upgrade.copy.name
            )
        self._polling = self._telegram(token, GRACE, connections=2)
        self._sending = self._telegram(token, settings.answer_timeout, connections=CONNECTIONS)
        self.nursery = await self._stack.enter_async_context(Nursery())
        delivery = Delivery(self._sending, Limits(settings.rates), self.health, self.clock)
        table = Table(handlers.FEATURES)
        workshop = Workshop(self.database.reader, table.makers)
        self._stack.push_async_callback(workshop.close)
        self.sender = Sender(self.database, self.clock, delivery, workshop, self.nursery)
        self._stack.push_async_callback(self.sender.close)
        self.forms = Forms(table.forms, refusal)
        self.dispatch = Dispatch(
            table,
            self.forms,
            handlers.not_understood,
            handlers.old_button,
            handlers.awaited,
            handlers.elsewhere,
        )
        self.machine = Machine(self.database, self.clock, self.dispatch, self.sender)
        works = table.due | {upkeep.KIND: upkeep.WORK}
        self.agenda = Agenda(self.database, self.clock, self.machine, works)
        self.database.on_planned = self.agenda.wake
        self.poller = Poller(
            self._polling,
            self.machine,
            self.health,
            self.nursery,
            long_poll=settings.long_poll,
        )
        self.table = table

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def run(self) -> None:
        """Until cancelled, or until a part that nothing works without has failed (then raises)."""
        if self.settings.health_port:
            await self._serve_health()
        # Whether the file can be written is found here, and not by the first member.
        async with self.database.transaction() as tx:
            await stamps.put(tx, "started", self.clock.now())
        await self._meet_telegram()
        await self.machine.start()
        await self.sender.start()
        async with self.machine.batch() as batch:
            await upkeep.plan_first(batch.tx, batch.now)
        await introduce(self.machine, self.table, self.database)
        first = await clusters.listing(self.database.reader)
        warm_up(list(dict.fromkeys(cluster.territory for cluster in first))[:WARMED])
        # What is loaded now stays: the collector need not look through it again and again.
        gc.collect()
        gc.freeze()
        # What a turn makes is soon gone by itself; seldom looking for cycles saves a twentieth.
        gc.set_threshold(50_000, 50, 100)
        # Of clusters, a hundred at most: none is what is worth seeing.
        log.info("running", version=__version__, schema=migrations.newest(), count=len(first))
        self.ready.set()
        parts = [
            self.nursery.start(self.poller.run(), name="poller"),
            self.nursery.start(self.agenda.run(), name="agenda"),
            self.nursery.start(self._keep_stamps(), name="stamps"),
            *self.sender.tasks,
        ]
        done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    def moved(self) -> None:
        """The clock was moved: look at once for what became due."""
        self.agenda.wake()
        self.sender.bulk.look()

    @property
    def idle(self) -> bool:
        """Nothing is being handled, done or sent."""
        return self.agenda.idle and self.sender.idle

    async def _keep_stamps(self) -> None:
        """Write down when polling and sending last worked, for `ayni doctor`."""
        while True:
            await asyncio.sleep(STAMP_EVERY)
            try:
                async with self.database.transaction() as tx:
                    for name, at in self.health.stamps().items():
                        await stamps.put(tx, name, at)
            except sqlite3.OperationalError as error:
                log.error("stamps_failed", **cause(error))

    async def _meet_telegram(self) -> None:
        """Raises TokenRefusedError; a line that is down is waited for."""
        while True:
            try:
                await self.dispatch.start(
                    self._sending, self.settings.api_url, self.settings.token.get_secret_value()
                )
            except InvalidToken:
                raise TokenRefusedError from None
            except TelegramError as error:
                # Its class or status, which the transport put there.
                log.warning("telegram_unreachable", delay=TRY_AGAIN, cause=str(error))
                self.health.failed_to_poll(str(error))
                await asyncio.sleep(TRY_AGAIN)
            else:
                return

    async def _serve_health(self) -> None:
        # Most bots do without a web server, and it costs two megabytes.
        from bot.pipeline.health_page import served  # noqa: PLC0415 - only where there is a page

        port = self.settings.health_port
        with listening(port, "AYNI_HEALTH_PORT"):
            await self._stack.enter_async_context(served(self.health, port))

    def _telegram(self, token: str, timeout: float, *, connections: int) -> Telegram:
        telegram = Telegram(self.settings.api_url, token, timeout=timeout, connections=connections)
        self._stack.push_async_callback(telegram.close)
        return telegram
