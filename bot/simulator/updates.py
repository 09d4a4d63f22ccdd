"""Updates for the bot: kept until it acknowledges them, delivered again until then."""

import asyncio
from collections import deque
from collections.abc import Sequence
from itertools import islice

from bot.simulator.errors import ApiError
from bot.simulator.wire import Json

FIRST_UPDATE_ID = 483_920_001
MAX_BATCH = 100
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    def __init__(self) -> None:
        self.acknowledged_up_to = FIRST_UPDATE_ID - 1
        self._next_id = FIRST_UPDATE_ID
        self._pending: deque[tuple[int, Json]] = deque()
        self._wanted: frozenset[str] = frozenset()
        self._arrived: asyncio.Future[None] | None = None
        self._acknowledgements: dict[int, list[asyncio.Future[None]]] = {}
        self._empty: list[asyncio.Future[None]] = []

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def awaited(self) -> bool:
        """Whether a poll hangs."""
        return self._arrived is not None

    def pending(self) -> list[Json]:
        return [update for _, update in self._pending]

    def add(self, kind: str, content: Json) -> Json | None:
        """None when the bot's last `allowed_updates` leave this kind out."""
        if self._wanted and kind not in self._wanted:
            return None
        if not self._wanted and kind in _NOT_BY_DEFAULT:
            return None
        return self.add_raw({kind: content})

    def add_raw(self, update: Json) -> Json:
        """Anything at all, also what Telegram would never send; gives it an id if it has none."""
        given = update.get("update_id")
        update_id = max(given, self._next_id) if isinstance(given, int) else self._next_id
        self._next_id = update_id + 1
        update = {"update_id": update_id} | update
        self._pending.append((update_id, update))
        if self._arrived and not self._arrived.done():
            self._arrived.set_result(None)
        return update

    def want(self, kinds: Sequence[str]) -> None:
        """What the bot asks for holds until it asks for something else; [] is all usual kinds."""
        self._wanted = frozenset(kinds)

    def acknowledge(self, offset: int) -> None:
        """All before `offset` are done; a negative one keeps only the last so many."""
        pending = self._pending
        if offset < 0:
            offset = pending[max(len(pending) + offset, 0)][0] if pending else 0
        while pending and pending[0][0] < offset:
            update_id, _ = pending.popleft()
            self.acknowledged_up_to = update_id
            _resolve(self._acknowledgements.pop(update_id, []))
        if not pending:
            _resolve(self._empty)
            self._empty = []

    def drop_all(self) -> None:
        self.acknowledge(self._next_id)

    def first(self) -> tuple[int, Json] | None:
        return self._pending[0] if self._pending else None

    async def arrival(self, timeout: float) -> None:
        """Wait until something is pending, `timeout` seconds at most.

        Raises ApiError 409 when another wait takes this one's place.
        """
        if self._pending or timeout <= 0:
            return
        arrived = self._arrived = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(arrived, timeout)
        except TimeoutError:
            pass
        finally:
            if self._arrived is arrived:
                self._arrived = None

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Raises ApiError 409 when another poll takes this one's place."""
        if offset:
            self.acknowledge(offset)
        self.interrupt()
        await self.arrival(timeout)
        limit = limit if 1 <= limit <= MAX_BATCH else MAX_BATCH
        return [update for _, update in islice(self._pending, limit)]

    def interrupt(self) -> None:
        """End the poll that waits, if one does, with Telegram's Conflict."""
        waiting, self._arrived = self._arrived, None
        if waiting and not waiting.done():
            waiting.set_exception(
                ApiError(
                    409,
                    "terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            )

    async def acknowledged(self, update_id: int) -> None:
        if update_id > self.acknowledged_up_to:
            done = asyncio.get_running_loop().create_future()
            self._acknowledgements.setdefault(update_id, []).append(done)
            await done

    async def idle(self) -> None:
        if self._pending:
            done = asyncio.get_running_loop().create_future()
            self._empty.append(done)
            await done


def _resolve(waiting: list[asyncio.Future[None]]) -> None:
    for done in waiting:
        if not done.done():
            done.set_result(None)
