"""(b) Replies at an even pace while thousands of bulk messages go out, and after them."""

from __future__ import annotations

import asyncio
import random
from bisect import bisect_left
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from tests.bench.contenders import Contender, peer, running
from tests.bench.members import FIRST_MEMBER, heard
from tests.bench.report import Figures, percentile
from tests.bench.telegram import Telegram

RATE = 300
MESSAGES = 3000
FIRST_RECIPIENT = 500_000
LAST_RECIPIENT = FIRST_RECIPIENT + MESSAGES - 1
TEXT = (
    "Feria de la miel en Tunja: sábado y domingo, de 8 a 17, en la plaza. Hay doce puestos para "
    "el clúster y el transporte es compartido. Responde con el botón si vas."
)

PEER = peer(
    "ptb",
    "ptb_bulk",
    BENCH_RATE=str(RATE),
    BENCH_FIRST=str(FIRST_RECIPIENT),
    BENCH_LAST=str(LAST_RECIPIENT),
    BENCH_TEXT=TEXT,
)

REPLIES_A_SECOND = 5
ASKS = "/help"
AFTERWARDS = 50
LONGEST = 90
ANSWERED_WITHIN = 45.0


@dataclass(frozen=True, slots=True)
class BulkRun:
    figures: Figures
    during: list[float]
    without: list[float]


class Asking:
    """People who ask five times a second, each of them once, and the seconds each answer took."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._asked = 0

    async def until(self, enough: Callable[[], bool], *, at_most: int) -> list[float]:
        asked: list[asyncio.Task[float]] = []
        while len(asked) < at_most and not enough():
            self._asked += 1
            chat_id = FIRST_MEMBER + self._asked
            asked.append(asyncio.create_task(self._ask(chat_id)))
            await asyncio.sleep(random.uniform(0.5, 1.5) / REPLIES_A_SECOND)
        return await asyncio.gather(*asked)

    async def _ask(self, chat_id: int) -> float:
        chat = self._telegram.chat(chat_id)
        asked_at = monotonic()
        self._telegram.say(chat, ASKS)
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWERED_WITHIN):
                await heard(chat)
        return monotonic() - asked_at


async def measure(contender: Contender, trigger: str | None) -> BulkRun:
    """`trigger` is said to begin; without one the bulk is in the database that was prepared."""
    async with running(contender) as bot:
        asking = Asking(bot.telegram)
        if trigger is not None:
            bot.telegram.say(bot.telegram.chat(FIRST_MEMBER), trigger)
        cpu = bot.process.cpu_seconds()
        during = await asking.until(
            lambda: len(_bulk(bot.telegram)) >= MESSAGES, at_most=LONGEST * REPLIES_A_SECOND
        )
        cpu = bot.process.cpu_seconds() - cpu
        without = await asking.until(lambda: False, at_most=AFTERWARDS)
        times = _bulk(bot.telegram)
    unanswered = sum(seconds >= ANSWERED_WITHIN for seconds in (*during, *without))
    figures = {
        "p50 ms with bulk": percentile(during, 50) * 1000,
        "p99 ms with bulk": percentile(during, 99) * 1000,
        "p50 ms without": percentile(without, 50) * 1000,
        "p99 ms without": percentile(without, 99) * 1000,
        "bulk seconds": times[-1] - times[0],
        "bulk time / (messages/rate)": (times[-1] - times[0]) / (MESSAGES / RATE),
        "most in one second": float(_most_in_one_second(times)),
        "never came": float(MESSAGES - len(times) + unanswered),
        "CPU us/message": cpu / (len(times) + len(during)) * 1e6,
    }
    return BulkRun(figures, during, without)


def _bulk(telegram: Telegram) -> list[float]:
    """When each bulk message came."""
    return [at for at, chat_id in telegram.sent if chat_id >= FIRST_RECIPIENT]


def _most_in_one_second(times: list[float]) -> int:
    return max(bisect_left(times, at + 1.0) - number for number, at in enumerate(times))
