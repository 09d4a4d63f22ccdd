"""Looks for work whose time has come and has it done. APScheduler only says when to look."""

from __future__ import annotations

import asyncio
import sqlite3
import traceback
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.agenda.due import DueWork, Occasion
from bot.clock import Clock
from bot.logs import cause as cause_of
from bot.pipeline.batch import Batch
from bot.pipeline.machine import Machine
from storage import due as due_rows
from storage import failures
from storage.database import Database
from storage.due import Due
from storage.failures import Failure, Kind

LOOK_EVERY = 20
# Seconds until what the disk refused is tried again.
AGAIN = 1.0
AT_ONCE = 50
MOST_ATTEMPTS = 5
AGAIN_AFTER = timedelta(minutes=1)

log = structlog.get_logger("agenda")


class Agenda:
    def __init__(
        self, database: Database, clock: Clock, machine: Machine, works: Mapping[str, DueWork]
    ) -> None:
        self._database = database
        self._clock = clock
        self._machine = machine
        self._works = works
        self._look = asyncio.Event()
        self.idle = True

    def wake(self) -> None:
        """Look now: something was planned, or the clock was moved."""
        self.idle = False
        self._look.set()

    async def run(self) -> None:
        """For ever; a failure of one work is kept for the operator and stops no other."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_job(
            self.wake, "interval", seconds=LOOK_EVERY, misfire_grace_time=None, coalesce=True
        )
        scheduler.start()
        self.wake()
        try:
            await self._pull_in()
            while True:
                await self._look.wait()
                self._look.clear()
                try:
                    await self._do_all()
                except sqlite3.OperationalError as error:
                    # The disk is full or locked, so that not even a failure could be noted.
                    log.error("agenda_failed", **cause_of(error))
                    await asyncio.sleep(AGAIN)
                    self._look.set()
                self.idle = not self._look.is_set()
        finally:
            scheduler.shutdown(wait=False)

    async def _pull_in(self) -> None:
        """A clock that was once ahead has planned for years from now, and nothing would come."""
        for work in self._works.values():
            if work.ahead is None:
                continue
            latest = self._clock.now() + work.ahead
            for due in await due_rows.beyond(self._database.reader, work.kind, latest):
                log.warning("planned_too_far_ahead", kind=due.kind, due_id=due.id)
                try:
                    await self._plan_anew(due, work)
                except Exception as error:  # noqa: BLE001 - the others are planned all the same
                    log.error("due_work_failed", kind=due.kind, due_id=due.id, **cause_of(error))

    async def _plan_anew(self, due: Due, work: DueWork) -> None:
        async with self._machine.batch() as batch:
            at = await work.next_at(Occasion(batch, due), batch.now)
            await due_rows.drop(batch.tx, due.id)
            if at is not None:
                await due_rows.plan(batch.tx, due.kind, due.subject, at)

    async def _do_all(self) -> None:
        """All that is due, piece by piece; what fails comes again later, with its own time."""
        strange = 0
        while True:
            limit = strange + AT_ONCE
            rows = await due_rows.waiting(self._database.reader, self._clock.now(), limit)
            known = [row for row in rows if row.kind in self._works]
            if not known and len(rows) < limit:
                return
            for row in known:
                await self._do(row, self._works[row.kind])
            # Rows of a kind that nobody does any more stay, and must not hide the others.
            strange = len(rows) - len(known)

    async def _do(self, due: Due, work: DueWork) -> None:
        """To its end, so that what was due later comes after it; turns are taken in between."""
        position: int | None = due.position
        try:
            while position is not None:
                async with self._machine.batch() as batch:
                    position = await self._piece(batch, work, replace(due, position=position))
        except Exception as error:  # noqa: BLE001 - kept for the operator, whatever it is
            await self._failed(due, work, error)

    async def _piece(self, batch: Batch, work: DueWork, due: Due) -> int | None:
        """The position of the next; None when there is no more."""
        occasion = Occasion(batch, due)
        if due.position == 0 and batch.now - due.due_at > work.worth:
            await due_rows.miss(batch.tx, due.id, batch.now)
            await self._plan_next(occasion, work)
            return None
        position = await work.run(occasion)
        if position is not None:
            await due_rows.advance(batch.tx, due.id, position)
            return position
        await due_rows.finish(batch.tx, due.id, batch.now)
        await self._plan_next(occasion, work)
        return None

    async def _plan_next(self, occasion: Occasion, work: DueWork) -> None:
        """The latest time that has passed if it is still worth it, else the first to come."""
        due = occasion.due
        at = await work.next_at(occasion, due.due_at)
        while at is not None and occasion.now - at > work.worth:
            at = await work.next_at(occasion, at)
        if at is not None:
            await due_rows.plan(occasion.tx, due.kind, due.subject, at)

    async def _failed(self, due: Due, work: DueWork, error: Exception) -> None:
        log.error("due_work_failed", kind=due.kind, due_id=due.id, **cause_of(error))
        detail = "".join(traceback.format_exception(error))
        async with self._machine.batch() as batch:
            failure = Failure(Kind.DUE, f"{due.kind}: {type(error).__name__}", detail, "", due.id)
            await failures.keep(batch.tx, failure, batch.now)
            if due.attempts + 1 < MOST_ATTEMPTS:
                await due_rows.retry(batch.tx, due.id, batch.now + AGAIN_AFTER * 2**due.attempts)
                return
            await due_rows.fail(batch.tx, due.id, batch.now)
            await self._try_to_plan_next(batch, due, work)

    async def _try_to_plan_next(self, batch: Batch, due: Due, work: DueWork) -> None:
        try:
            async with batch.tx.turn():
                await self._plan_next(Occasion(batch, due), work)
        except Exception as error:
            if not batch.tx.open:
                raise
            log.error("due_work_ended", kind=due.kind, due_id=due.id, **cause_of(error))
            detail = "".join(traceback.format_exception(error))
            failure = Failure(Kind.DUE, f"{due.kind}: no next: {type(error).__name__}", detail, "")
            await failures.keep(batch.tx, failure, batch.now)
