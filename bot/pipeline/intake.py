"""Polling: updates are acknowledged to Telegram only after their turns are on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import structlog

from bot.logs import cause as cause_of
from bot.nursery import Nursery
from bot.pipeline.health import Health
from bot.pipeline.machine import Machine
from bot.pipeline.transport import Answer, Telegram, TokenRefusedError, UnreachableError

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
MOST_UPDATES = 100
# How many turns share a transaction: the disk is waited for once, and nobody's answer for long.
# What was sent is noted between them, so this is also how long a kill may leave that unknown.
PIECE = 25
# The next poll is sent when so many are left to be handled.
AHEAD = 50
FIRST_WAIT, LONGEST_WAIT = 0.2, 10.0
# How long an answer may be late, beyond the long poll itself, before the client is thrown away.
GRACE = 10.0

Poll = asyncio.Task[list[dict[str, Any]] | None]

log = structlog.get_logger("intake")


class Poller:
    """Asks for updates, one long poll after another, for ever."""

    def __init__(
        self,
        telegram: Telegram,
        machine: Machine,
        health: Health,
        nursery: Nursery,
        *,
        long_poll: int,
    ) -> None:
        self._telegram = telegram
        self._nursery = nursery
        self._machine = machine
        self._health = health
        self._long_poll = long_poll
        self._offset = 0
        self._wait = FIRST_WAIT

    async def run(self) -> None:
        """Raises TokenRefusedError; everything else is waited out."""
        ahead: Poll | None = None
        while True:
            updates = await (ahead or self._fetch())
            ahead = None
            if updates is None:
                await asyncio.sleep(self._wait)
                self._wait = min(self._wait * 2, LONGEST_WAIT)
                continue
            self._wait = FIRST_WAIT
            if updates:
                ahead = await self._take(updates)
            else:
                # All is acknowledged. After a quiet week Telegram numbers updates anew, lower
                # perhaps, and would take what comes then for acknowledged too.
                self._offset = 0

    async def _fetch(self) -> list[dict[str, Any]] | None:
        """The next updates; None when Telegram could not be asked."""
        params = {
            "offset": self._offset,
            "limit": MOST_UPDATES,
            "timeout": self._long_poll,
            "allowed_updates": ALLOWED,
        }
        try:
            answer = await self._telegram.call("getUpdates", params, wait=self._long_poll)
            if not answer.ok or not isinstance(answer.result, list):
                await self._refused(answer)
                return None
        except UnreachableError as error:
            await self._rebuild(str(error))
            return None
        self._health.polled()
        return answer.result

    async def _rebuild(self, cause: str) -> None:
        """A client whose poll hung is not trusted again: its connections may all be dead."""
        log.warning("poll_failed", cause=cause)
        self._health.failed_to_poll(cause)
        self._health.rebuilt += 1
        await self._telegram.close()

    async def _refused(self, answer: Answer) -> None:
        log.warning("poll_refused", status=answer.status)
        self._health.failed_to_poll(str(answer.status))
        if answer.status in (401, 404):
            raise TokenRefusedError
        if answer.status == 409 and "webhook" in answer.description:
            # Set by whatever served this bot before; while it stands, nothing comes by polling.
            await self._telegram.call("deleteWebhook", {})
        if answer.retry_after:
            await asyncio.sleep(answer.retry_after)

    async def _take(self, updates: list[dict[str, Any]]) -> Poll | None:
        """Handle them in pieces, each acknowledged once it is on the disk.

        When there are many, the next poll is under way while the last pieces are handled, and is
        returned. It brings those pieces again: what lies below the offset by then was handled.
        """
        readable = [u for u in updates if isinstance(u.get("update_id"), int)]
        fresh = [u for u in readable if u["update_id"] >= self._offset]
        ahead: Poll | None = None
        for at in range(0, len(fresh), PIECE):
            if at and ahead is None and len(fresh) - at <= AHEAD:
                ahead = self._nursery.start(self._fetch(), name="poll")
                await asyncio.sleep(0)
            piece = fresh[at : at + PIECE]
            try:
                await self._machine.take(piece)
            except sqlite3.OperationalError as error:
                # A full disk or a lock: what is not acknowledged Telegram will give again.
                log.error("batch_failed", count=len(piece), **cause_of(error))
                await asyncio.sleep(LONGEST_WAIT / 2)
                return ahead
            self._offset = max(u["update_id"] for u in piece) + 1
        return ahead
