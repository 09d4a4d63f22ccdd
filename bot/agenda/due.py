"""Work that becomes due by itself: what it is, and what it may do when its time has come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram.constants import ParseMode

from bot.conversation.keyboards import Keyboard, inline
from bot.language.text import Text
from bot.language.voice import Voice
from bot.pipeline.machine import Batch
from bot.pipeline.outgoing import Lane, Outgoing
from storage.database import Transaction
from storage.due import Due


class Occasion:
    """One piece of due work, in one transaction. `now` is UTC."""

    def __init__(self, batch: Batch, due: Due) -> None:
        self._batch = batch
        self.due = due

    @property
    def tx(self) -> Transaction:
        return self._batch.tx

    @property
    def now(self) -> datetime:
        return self._batch.now

    def tell(
        self,
        chat_id: int,
        voice: Voice,
        text: Text,
        buttons: Keyboard | None = None,
        *,
        quiet: str | None,
    ) -> None:
        """A message in the bulk lane; `quiet` is the rule of the hours it must not be sent in."""
        params: dict[str, object] = {
            "chat_id": chat_id,
            "text": voice.html(text),
            "parse_mode": ParseMode.HTML,
        }
        if buttons:
            params["reply_markup"] = inline(buttons, voice)
        self._batch.add(
            Outgoing(
                self._batch.next_id(),
                chat_id,
                "sendMessage",
                params,
                Lane.BULK,
                purpose=self.due.kind,
                quiet=quiet,
            )
        )


@dataclass(frozen=True, slots=True)
class DueWork:
    """`run` does one piece and returns the position of the next, or None when all is done.

    `next_at` says when it is due again after a time (UTC), or None for work that comes once.
    Work later than `worth` is not done any more: it is marked missed, and the next one planned.
    """

    kind: str
    run: Callable[[Occasion], Awaitable[int | None]]
    next_at: Callable[[Occasion, datetime], Awaitable[datetime | None]]
    worth: timedelta
