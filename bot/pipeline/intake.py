"""Polling: updates are acknowledged to Telegram only after their turns are on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import structlog

from bot.logs import cause as cause_of
from bot.pipeline.health import Health
from bot.pipeline.machine import Machine
from bot.pipeline.transport import Answer, Telegram, UnreachableError

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
MOST_UPDATES = 100
FIRST_WAIT, LONGEST_WAIT = 0.2, 10.0
# How long an answer may be late, beyond the long poll itself, before the client is thrown away.
GRACE = 10.0

log = structlog.get_logger("intake")


class TokenRefusedError(Exception):
    """Telegram does not know the token: trying again cannot help."""


class Poller:
    """Asks for updates, one long poll after another, for ever."""

    def __init__(
        self, telegram: Telegram, machine: Machine, health: Health, *, long_poll: int
    ) -> None:
        self._telegram = telegram
        self._machine = machine
        self._health = health
        self._long_poll = long_poll
        self._offset = 0
        self._wait = FIRST_WAIT

    async def run(self) -> None:
        """Raises TokenRefusedError; everything else is waited out."""
        while True:
            updates = await self._fetch()
            if updates is None:
                await asyncio.sleep(self._wait)
                self._wait = min(self._wait * 2, LONGEST_WAIT)
                continue
            self._wait = FIRST_WAIT
            if updates:
                await self._take(updates)
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
        self._health.rebuilt += 1
        await self._telegram.close()

    async def _refused(self, answer: Answer) -> None:
        log.warning("poll_refused", status=answer.status)
        if answer.status in (401, 404):
            raise TokenRefusedError
        if answer.status == 409 and "webhook" in answer.description:
            # Set by whatever served this bot before; while it stands, nothing comes by polling.
            await self._telegram.call("deleteWebhook", {})
        if answer.retry_after:
            await asyncio.sleep(answer.retry_after)

    async def _take(self, updates: list[dict[str, Any]]) -> None:
        readable = [u for u in updates if isinstance(u.get("update_id"), int)]
        try:
            await self._machine.take(readable)
        except sqlite3.OperationalError as error:
            # A full disk or a lock: nothing was acknowledged, so Telegram will give them again.
            log.error("batch_failed", count=len(updates), **cause_of(error))
            await asyncio.sleep(LONGEST_WAIT / 2)
            return
        if readable:
            self._offset = max(u["update_id"] for u in readable) + 1
