"""Members in whole dialogues: each taps, waits for the answer, taps again (a closed loop)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from bot.conversation.keyboards import read_cluster
from tests.bench.telegram import Chat, Telegram

FIRST_MEMBER = 100_000


@dataclass(frozen=True, slots=True)
class Say:
    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    data: str


# What a member does next, seeing the chat; None: what can be done has not come yet.
Step = Callable[[Chat], Say | Tap | None]


def says(text: str) -> Step:
    return lambda chat: Say(text)


def taps_data(*endings: str) -> Step:
    """Tap the first button whose data ends in one of these: labels may be in any language."""

    def step(chat: Chat) -> Tap | None:
        shown = [button["callback_data"] for row in chat.keyboard for button in row]
        found = (d for ending in endings for d in shown if read_cluster(d)[0].endswith(ending))
        return next(map(Tap, found), None)

    return step


@dataclass(slots=True)
class Tally:
    """What the members saw since the last `clear`."""

    steps: int = 0
    dialogues: int = 0
    latencies: list[float] = field(default_factory=list)

    def clear(self) -> None:
        self.steps = self.dialogues = 0
        self.latencies = []


class Members:
    """`count` people at once, each telling the same dialogue again and again."""

    def __init__(self, telegram: Telegram, script: Sequence[Step], count: int) -> None:
        self.tally = Tally()
        self.finished = 0
        self._telegram = telegram
        self._script = script
        self._asked_at: dict[int, tuple[float, int]] = {}
        self._tasks = [
            asyncio.create_task(self._talk(telegram.chat(FIRST_MEMBER + i), i / count))
            for i in range(count)
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def stuck(self, seconds: float) -> list[str]:
        """Those who have waited for so long: whom, at which step, and what they see."""
        now = monotonic()
        return [
            f"{chat_id} at step {step}: {self._telegram.chat(chat_id).text!r} "
            f"{self._telegram.chat(chat_id).keyboard}"
            for chat_id, (asked_at, step) in self._asked_at.items()
            if now - asked_at > seconds
        ]

    async def _talk(self, chat: Chat, delay: float) -> None:
        await asyncio.sleep(delay)
        while True:
            for number, step in enumerate(self._script):
                await self._take(chat, step, number)
            self.tally.dialogues += 1
            self.finished += 1

    async def _take(self, chat: Chat, step: Step, number: int) -> None:
        asked_at = monotonic()
        self._asked_at[chat.id] = asked_at, number
        while (action := step(chat)) is None:
            await heard(chat)
        if isinstance(action, Say):
            self._telegram.say(chat, action.text)
        else:
            self._telegram.tap(chat, action.data)
        await heard(chat)
        self.tally.steps += 1
        self.tally.latencies.append(monotonic() - asked_at)


async def heard(chat: Chat) -> None:
    """Wait until the bot sends or changes a message in this chat."""
    chat.waiter = asyncio.get_running_loop().create_future()
    await chat.waiter
