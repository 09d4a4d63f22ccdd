"""One message to Telegram, tried until it is clear what became of it."""

from __future__ import annotations

import asyncio
import contextlib
import random
from typing import Any

from bot.agenda import quiet
from bot.clock import Clock
from bot.pipeline.health import Health
from bot.pipeline.limits import Limits
from bot.pipeline.outgoing import Lane, Outgoing
from bot.pipeline.shown import Shown
from bot.pipeline.transport import Answer, Telegram, UnreachableError
from storage.outbox import Result, State

# Seconds between tries when Telegram does not answer or answers 5xx: doubled up to the longest.
FIRST_WAIT = 0.5
LONGEST_WAIT = 10.0
# Telegram answering 5xx to one message for an hour is about that message, not about Telegram.
MOST_FAULTS = 360
# A bulk message gives its place to others after so many tries.
BULK_TRIES = 3
# What was not answered in time has perhaps arrived: each time the answer may take twice as long, so
# that a slow line brings it twice or thrice and not for ever.
MOST_PATIENCE = 16

# Refusals that mean the work is done already: a repetition after a kill, or too late to matter.
HARMLESS = (
    "message is not modified",
    "message to delete not found",
    "message can't be deleted",
    "query is too old",
)
GONE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
# Whoever deleted their account, or never pressed Start: as little our fault as a block.
UNREACHABLE = ("chat not found", "user not found")
NEW_MESSAGE = ("send", "copy", "forward")


class Delivery:
    """`limits` says when, `telegram` how; every outcome is a Result, nothing is raised."""

    def __init__(self, telegram: Telegram, limits: Limits, health: Health, clock: Clock) -> None:
        self.limits = limits
        self._telegram = telegram
        self._health = health
        self._clock = clock
        self._shown = Shown()
        self._closing = False
        self._in_flight = 0
        self._landed = asyncio.Event()

    async def close(self, timeout: float) -> None:
        """Call Telegram no more, and wait for the answers to the calls that are under way."""
        self._closing = True
        if self._in_flight:
            self._landed.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(timeout):
                    await self._landed.wait()

    async def deliver(self, outgoing: Outgoing, target: int | None) -> Result | None:
        """`target` is the message id that an edit or a deletion of an earlier one is about.

        None for what was not sent and stays as it is: a bulk message whose quiet hours have begun
        meanwhile; anything at all when closing. A bulk message that found no way is WAITING still.
        """
        method, params = self._aim(outgoing, target)
        if method is None:
            return Result(outgoing.id, State.SENT)
        while outgoing.lane is Lane.REPLY or outgoing.attempts < BULK_TRIES:
            await self._wait_for_place(outgoing, method)
            if self._closing or self._quiet(outgoing):
                return None
            answer = await self._try(outgoing, method, params)
            if answer is None:
                continue
            if _anew(outgoing, method) and not answer.ok and _says(answer, GONE):
                method, params = "sendMessage", _without_message(params)
                continue
            if (result := self._result(outgoing, answer)) is not None:
                if result.state is State.SENT:
                    self._shown.note(method, params, result.message_id)
                return result
            await asyncio.sleep(_backoff(outgoing))
        return Result(outgoing.id, State.WAITING)

    def _aim(self, outgoing: Outgoing, target: int | None) -> tuple[str | None, dict[str, Any]]:
        """The call; None where there is nothing left to be done."""
        method, params = _aimed(outgoing, target)
        if _anew(outgoing, method) and self._shown.gone(params):
            return "sendMessage", _without_message(params)
        done = method is not None and self._shown.already(method, params)
        return (None if done else method), params

    def _quiet(self, outgoing: Outgoing) -> bool:
        rule = outgoing.quiet
        return rule is not None and quiet.over_at(rule, self._clock.now()) is not None

    async def _wait_for_place(self, outgoing: Outgoing, method: str) -> None:
        if method == "answerCallbackQuery":
            return
        if outgoing.lane is Lane.REPLY:
            new = method.startswith(NEW_MESSAGE)
            await self.limits.reply(outgoing.chat_id, new_message=new)
            return
        if outgoing.attempts:
            await self.limits.bulk()
        await self.limits.bulk_chat(outgoing.chat_id)

    async def _try(self, outgoing: Outgoing, method: str, params: dict[str, Any]) -> Answer | None:
        """The answer, or None when there was none and it is worth trying again."""
        outgoing.attempts += 1
        try:
            answer = await self._call(outgoing, method, params)
        except UnreachableError as error:
            self._health.failed_to_send(str(error))
            outgoing.unanswered += 1
            await asyncio.sleep(_backoff(outgoing))
            return None
        if answer.status == 429:
            self.limits.pause(outgoing.chat_id, answer.retry_after or 1.0)
            if method == "answerCallbackQuery":
                await asyncio.sleep(answer.retry_after or 1.0)
            return None
        return answer

    async def _call(self, outgoing: Outgoing, method: str, params: dict[str, Any]) -> Answer:
        self._in_flight += 1
        try:
            patience = min(2**outgoing.unanswered, MOST_PATIENCE)
            return await self._telegram.call(
                method, params, upload=outgoing.upload, patience=patience
            )
        finally:
            self._in_flight -= 1
            if not self._in_flight:
                self._landed.set()

    def _result(self, outgoing: Outgoing, answer: Answer) -> Result | None:
        """What became of it; None to try again."""
        if answer.ok:
            self._health.sent()
            return Result(outgoing.id, State.SENT, _message_id(answer.result))
        # A token that was withdrawn says nothing of this message; polling ends the program for it.
        if answer.status >= 500 or answer.status == 401:
            self._health.failed_to_send(str(answer.status))
            if outgoing.attempts < MOST_FAULTS:
                return None
            return Result(outgoing.id, State.GIVEN_UP, cause=answer.description)
        self._health.sent()
        if answer.status == 403 or _says(answer, UNREACHABLE):
            return Result(outgoing.id, State.BLOCKED, cause=answer.description)
        if _says(answer, HARMLESS + GONE):
            return Result(outgoing.id, State.SENT)
        return Result(outgoing.id, State.REFUSED, cause=answer.description)


def _aimed(outgoing: Outgoing, target: int | None) -> tuple[str | None, dict[str, Any]]:
    """The call with the message id it is about; None where there is nothing to be done."""
    if outgoing.target is None:
        return outgoing.method, outgoing.params
    if target is not None:
        return outgoing.method, outgoing.params | {"message_id": target}
    if _anew(outgoing, outgoing.method):
        return "sendMessage", outgoing.params
    return None, outgoing.params


def _anew(outgoing: Outgoing, method: str | None) -> bool:
    """Whether an edit of what never arrived, or is gone, is said anew: somebody waits for it."""
    asked_for = outgoing.lane is Lane.REPLY and outgoing.purpose is None
    return asked_for and method == "editMessageText"


def _without_message(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name != "message_id"}


def _message_id(result: Any) -> int | None:
    return result.get("message_id") if isinstance(result, dict) else None


def _says(answer: Answer, phrases: tuple[str, ...]) -> bool:
    words = answer.description.lower()
    return any(phrase in words for phrase in phrases)


def _backoff(outgoing: Outgoing) -> float:
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(outgoing.attempts, 10))
    # Spread, so that all do not come back at the same moment; not a secret.
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads the load, guards nothing
