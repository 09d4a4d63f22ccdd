"""The heart: updates in, turns run, their effects and answers committed together."""

from __future__ import annotations

import itertools
import sqlite3
import traceback
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

import orjson
import structlog
from telegram import Chat, Update

from bot.clock import Clock
from bot.features import Who
from bot.logs import cause as cause_of
from bot.pipeline.apology import SORRY
from bot.pipeline.batch import Batch
from bot.pipeline.confidence import chat_of, without_words
from bot.pipeline.rights import refusal
from bot.pipeline.saying import NotAMemberError
from bot.pipeline.sender import Sender
from bot.pipeline.speaking import acquaint, name_of, voice_of
from bot.pipeline.turn import Turn
from storage import failures, outbox, speakers, updates
from storage.database import Database
from storage.errors import NotAllowedError
from storage.failures import Failure, Kind

log = structlog.get_logger("machine")


class Dispatcher(Protocol):
    """Finds the one handler of an update and runs it."""

    async def run(self, turn: Turn) -> None: ...

    def read(self, raw: dict[str, Any]) -> Update: ...

    def confided(self, raw: dict[str, Any], form: str | None) -> bool:
        """Whether what this update says is kept nowhere; `form` is the one being filled in."""
        ...


class Machine:
    """Runs turns, one after another, in transactions that they share."""

    def __init__(
        self, database: Database, clock: Clock, dispatcher: Dispatcher, sender: Sender
    ) -> None:
        self._database = database
        self._clock = clock
        self._dispatcher = dispatcher
        self._sender = sender
        self._ids: Iterator[int] = itertools.count(1)

    async def start(self) -> None:
        self._ids = itertools.count(await outbox.last_id(self._database.reader) + 1)

    async def take(self, raws: Sequence[dict[str, Any]]) -> None:
        """Handle these updates. When this returns, all they led to is on the disk.

        Raises sqlite3.OperationalError when the disk takes nothing: then none of them counts.
        """
        try:
            await self._take_together(raws)
        except sqlite3.OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - whichever update is to blame, it stops nobody
            await self._take_apart(raws, error)

    async def _take_apart(self, raws: Sequence[dict[str, Any]], error: Exception) -> None:
        """Together they cannot be written: each on its own, and the one that cannot is kept."""
        if len(raws) > 1:
            for raw in raws:
                await self.take([raw])
            return
        async with self.batch() as batch:
            for raw in raws:
                await updates.note_new(batch.tx, [raw["update_id"]], batch.now)
                await self._note(batch, Kind.HANDLER, error, raw)

    async def _take_together(self, raws: Sequence[dict[str, Any]]) -> None:
        async with self.batch() as batch:
            ids = [raw["update_id"] for raw in raws]
            new = await updates.note_new(batch.tx, ids, batch.now)
            for raw in raws:
                if raw["update_id"] in new:
                    new.discard(raw["update_id"])
                    await self._handle(batch, raw)

    @asynccontextmanager
    async def batch(self) -> AsyncIterator[Batch]:
        """A transaction in which things are said; they are sent once it is committed."""
        async with self._database.transaction() as tx:
            batch = Batch(tx, self._clock.now(), self._ids)
            yield batch
            await batch.write()
        self._sender.submit(batch.outgoing)

    async def _handle(self, batch: Batch, raw: dict[str, Any]) -> None:
        try:
            update = self._dispatcher.read(raw)
        except Exception as error:  # noqa: BLE001 - kept for the operator, whatever it is
            await self._note(batch, Kind.UNREADABLE, error, raw)
            return
        try:
            async with batch.tx.turn():
                await self._turn(batch, update)
        except Exception as error:
            if not batch.tx.open:
                # The disk took back the whole transaction: nothing of this batch is left.
                raise
            if not await self._refused(batch, update, error):
                await self._note(batch, Kind.HANDLER, error, raw)
                await self._apologise(batch, update)

    async def _turn(self, batch: Batch, update: Update) -> None:
        turn = await self._begin(batch, update)
        if turn is None:
            return
        await self._dispatcher.run(turn)
        turn.toast()
        batch.keep(turn)

    async def _begin(self, batch: Batch, update: Update) -> Turn | None:
        """The turn of whoever speaks; None when nobody does, or not in a private chat."""
        user, chat = update.effective_user, update.effective_chat
        if user is None or chat is None or chat.type != Chat.PRIVATE:
            return None
        speaker, loaded = await speakers.load(batch.tx, user.id, chat.id, name_of(user))
        speaker = await acquaint(batch.tx, user, speaker, batch.now)
        return Turn(
            tx=batch.tx,
            now=batch.now,
            chat_id=chat.id,
            speaker=speaker,
            voice=voice_of(speaker),
            conversation=batch.conversation(loaded),
            next_id=batch.next_id,
            update=update,
        )

    async def _refused(self, batch: Batch, update: Update, error: Exception) -> bool:
        """Whether it failed because they were let go halfway; else not allowed is a bug of ours."""
        if not isinstance(error, NotAMemberError | NotAllowedError):
            return False
        async with batch.tx.turn():
            turn = await self._begin(batch, update)
            no = refusal(turn.speaker, Who.MEMBERS) if turn else None
            if turn is None or no is None:
                return False
            turn.say(no)
            turn.toast()
            batch.keep(turn)
            return True

    async def _note(self, batch: Batch, kind: Kind, error: Exception, raw: dict[str, Any]) -> None:
        log.error("update_failed", kind=kind, update_id=raw["update_id"], **cause_of(error))
        try:
            async with batch.tx.turn():
                await self._keep(batch, kind, error, raw)
        except Exception as another:
            if not batch.tx.open:
                raise
            # Even this update must stop nobody.
            log.error("failure_not_kept", update_id=raw["update_id"], **cause_of(another))

    async def _keep(self, batch: Batch, kind: Kind, error: Exception, raw: dict[str, Any]) -> None:
        detail = "".join(traceback.format_exception(error))
        if self._dispatcher.confided(raw, await batch.form_in(chat_of(raw))):
            # The error's own words may quote the member too: only the places remain.
            raw, detail = without_words(raw), "".join(traceback.format_tb(error.__traceback__))
        failure = Failure(
            kind, type(error).__name__, detail, orjson.dumps(raw).decode(), raw["update_id"]
        )
        await failures.keep(batch.tx, failure, batch.now)

    async def _apologise(self, batch: Batch, update: Update) -> None:
        """Tell the member that it is our fault; failing at that too is only logged."""
        try:
            async with batch.tx.turn():
                turn = await self._begin(batch, update)
                if turn is None:
                    return
                turn.say(SORRY)
                turn.toast()
                batch.keep(turn)
        except Exception as error:  # noqa: BLE001 - the failure itself is noted already
            log.error("apology_failed", update_id=update.update_id, **cause_of(error))
