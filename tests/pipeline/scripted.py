"""A delivery to a Telegram that answers as a test told it to."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.clock import MovableClock
from bot.pipeline.delivery import Delivery
from bot.pipeline.health import Health
from bot.pipeline.limits import Limits, Rates
from bot.pipeline.outgoing import Outgoing, Upload
from bot.pipeline.transport import Answer, Telegram, UnreachableError
from storage.outbox import Result

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
DONE = Answer(ok=True, status=200, result=True)
DOWN = UnreachableError("ClientConnectorError")
Call = tuple[str, dict[str, Any]]


def no(status: int, description: str, retry_after: float | None = None) -> Answer:
    return Answer(ok=False, status=status, description=description, retry_after=retry_after)


def _sent(params: dict[str, Any]) -> Answer:
    message_id = params.get("message_id", 40)
    return Answer(ok=True, status=200, result={"message_id": message_id})


class Scripted(Telegram):
    """Answers as it was told to, one call after another, then with a sent message for ever."""

    def __init__(self, *answers: Answer | UnreachableError) -> None:
        super().__init__("http://127.0.0.1:1", "1:x", timeout=1)
        self.calls: list[Call] = []
        self.patience: list[float] = []
        self._answers = deque(answers)

    async def call(
        self,
        method: str,
        params: dict[str, Any],
        *,
        upload: Upload | None = None,
        wait: float = 0,
        patience: float = 1,
    ) -> Answer:
        self.patience.append(patience)
        self.calls.append((method, params))
        answer = self._answers.popleft() if self._answers else _sent(params)
        if isinstance(answer, UnreachableError):
            raise answer
        return answer


class Bench:
    """A delivery to a scripted Telegram."""

    def __init__(self, *answers: Answer | UnreachableError) -> None:
        self.telegram = Scripted(*answers)
        self.clock = MovableClock(NOON)
        self.health = Health(self.clock, NOON, stale_after=timedelta(minutes=1))
        limits = Limits(Rates(overall=1000, chat=1000))
        self.delivery = Delivery(self.telegram, limits, self.health, self.clock)

    async def delivers(self, outgoing: Outgoing, target: int | None = None) -> Result | None:
        return await self.delivery.deliver(outgoing, target)


def message(**more: Any) -> Outgoing:
    return Outgoing(1, 7, "sendMessage", {"chat_id": 7, "text": "hola"}, **more)


def edit(message_id: int | None = 30, text: str = "hola", **more: Any) -> Outgoing:
    about = {} if message_id is None else {"message_id": message_id}
    return Outgoing(1, 7, "editMessageText", {"chat_id": 7, "text": text} | about, **more)


def deletion(**more: Any) -> Outgoing:
    return Outgoing(1, 7, "deleteMessage", {"chat_id": 7, "message_id": 30}, **more)
