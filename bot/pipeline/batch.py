"""What the turns of one transaction leave behind: messages, and where each chat is."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import datetime

from bot.pipeline.outgoing import Outgoing
from bot.pipeline.rows import row_of
from bot.pipeline.turn import Turn
from storage import conversations, outbox
from storage.conversations import Conversation
from storage.database import Transaction


class Batch:
    """What the turns of one transaction leave behind, written in one go at its end."""

    def __init__(self, tx: Transaction, now: datetime, ids: Iterator[int]) -> None:
        self.tx = tx
        self.now = now
        self.outgoing: list[Outgoing] = []
        self._ids = ids
        self._rows: list[outbox.Row] = []
        self._conversations: dict[int, Conversation] = {}

    def next_id(self) -> int:
        return next(self._ids)

    def keep(self, turn: Turn) -> None:
        """Take over a turn that went well."""
        for outgoing in turn.outgoing:
            outgoing.fleeting = turn.fleeting or turn.forgotten
        self.tx.confidential |= turn.fleeting or turn.forgotten
        if turn.forgotten:
            self._forget(turn.chat_id)
        self._rows += [row_of(outgoing, self.now) for outgoing in turn.outgoing]
        self.outgoing += turn.outgoing
        if turn.conversation_changed and not turn.forgotten:
            self._conversations[turn.chat_id] = turn.conversation

    def _forget(self, chat_id: int) -> None:
        """Also what earlier turns of this batch would have written of that chat."""
        self._rows = [row for row in self._rows if row.chat_id != chat_id]
        self._conversations.pop(chat_id, None)

    def add(self, outgoing: Outgoing) -> None:
        """A message that nobody's turn said: due work, or the bot's own affairs."""
        self._rows.append(row_of(outgoing, self.now))
        self.outgoing.append(outgoing)

    def conversation(self, loaded: Conversation) -> Conversation:
        """The chat's state as an earlier turn of this batch left it.

        A copy, since a turn that fails halfway must not change what the batch will write.
        """
        earlier = self._conversations.get(loaded.chat_id)
        return copy.deepcopy(earlier) if earlier else loaded

    async def form_in(self, chat_id: int) -> str | None:
        """The name of the form that is being filled in there."""
        kept = self._conversations.get(chat_id)
        form = kept.form if kept else await conversations.form_in(self.tx, chat_id)
        return form["form"] if form else None

    async def write(self) -> None:
        if self._rows:
            await outbox.add(self.tx, self._rows, self.now)
        if self._conversations:
            await conversations.save_many(self.tx, self._conversations.values())
