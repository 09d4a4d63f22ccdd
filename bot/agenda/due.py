"""Work that becomes due by itself: what it is, and what it may do when its time has come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.keyboards import Keyboard
from bot.language.text import Text
from bot.language.voice import Voice
from bot.pipeline.batch import Batch
from bot.pipeline.changes import rewritten
from bot.pipeline.content import Content
from bot.pipeline.outgoing import Lane, Outgoing
from bot.pipeline.speaking import voice_of
from storage import outbox
from storage.database import Transaction
from storage.due import Due
from storage.people import Speaker

# Members whom one piece writes to. No turn is taken meanwhile: this is how long a reply may wait.
PAGE = 20
# How far `ahead` weekly work is planned at most: what lies further, a wrong clock has planned.
WEEKLY = timedelta(days=8)


class Occasion:
    """One piece of due work, in one transaction. `now` is UTC.

    What it says goes in the bulk lane; what says it returns the message's id in the outbox.
    """

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
        cluster_id: int,
        quiet: str | None,
    ) -> int:
        """A message about this cluster; `quiet` is the rule of the hours it must not be sent in."""
        content = Content(text, buttons or ())
        return self.send(chat_id, voice, content, cluster_id=cluster_id, quiet=quiet)

    def send(
        self, chat_id: int, voice: Voice, content: Content, *, cluster_id: int, quiet: str | None
    ) -> int:
        """The same, with a file where it has one."""
        method, params = content.sending(voice, cluster_id)
        return self._add(chat_id, method, params, quiet=quiet)

    async def change(
        self, earlier: int, chat_id: int, voice: Voice, content: Content, *, cluster_id: int
    ) -> int:
        """Give an earlier message (its id in the outbox) this text; `content` has the file it had.

        What has not gone out yet goes out so. No phone rings for a change, whatever the hour.
        """
        method, params = await rewritten(self.tx, earlier, chat_id, voice, cluster_id, content)
        return self._add(chat_id, method, params, target=earlier)

    def update(self, message_id: int, speaker: Speaker, chat_id: int, content: Content) -> int:
        """Give a screen other words, in the order of what is put there; nothing if it is gone."""
        method, params = content.editing(voice_of(speaker), speaker.cluster_id)
        return self._add(chat_id, method, params | {"message_id": message_id}, lane=Lane.REPLY)

    async def withdraw(self, earlier: int, chat_id: int) -> int:
        """Delete an earlier message, which Telegram allows for 48 hours; or never send it."""
        await outbox.withdraw(self.tx, earlier, self.now)
        return self._add(chat_id, "deleteMessage", {}, target=earlier)

    def _add(
        self,
        chat_id: int,
        method: str,
        params: dict[str, Any],
        *,
        lane: Lane = Lane.BULK,
        target: int | None = None,
        quiet: str | None = None,
    ) -> int:
        outgoing = Outgoing(
            self._batch.next_id(),
            chat_id,
            method,
            {"chat_id": chat_id} | params,
            lane,
            target=target,
            purpose=self.due.kind,
            quiet=quiet,
        )
        self._batch.add(outgoing)
        return outgoing.id


@dataclass(frozen=True, slots=True)
class DueWork:
    """`run` does one piece and returns the position of the next, or None when all is done.

    `next_at` says when it is due again after a time (UTC), or None for work that comes once.
    Work later than `worth` is not done any more: it is marked missed, and the next one planned.
    What is planned further ahead than `ahead` was planned by a clock that was wrong.
    """

    kind: str
    run: Callable[[Occasion], Awaitable[int | None]]
    next_at: Callable[[Occasion, datetime], Awaitable[datetime | None]]
    worth: timedelta
    ahead: timedelta | None = None


async def once(_occasion: Occasion, _after: datetime) -> datetime | None:
    """The `next_at` of work that comes once."""
    return None
