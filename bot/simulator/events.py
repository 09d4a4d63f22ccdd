"""What happens, as it happens, for the page: Server-sent events, one queue a listener."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.simulator.wire import Json, dumps

MAX_WAITING = 1000


class Events:
    """Listeners of one person's chat, and listeners of the raw calls and updates."""

    def __init__(self) -> None:
        self._listeners: dict[int | None, set[asyncio.Queue[bytes]]] = {}

    @asynccontextmanager
    async def listening(self, *user_ids: int | None) -> AsyncIterator[asyncio.Queue[bytes]]:
        """None listens to calls and updates. A listener that does not read loses the oldest."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(MAX_WAITING)
        for user_id in user_ids:
            self._listeners.setdefault(user_id, set()).add(queue)
        try:
            yield queue
        finally:
            for user_id in user_ids:
                self._listeners[user_id].discard(queue)

    def heard(self, user_id: int | None) -> bool:
        return bool(self._listeners.get(user_id))

    def tell(self, user_id: int | None, event: str, data: Json) -> None:
        queues = self._listeners.get(user_id)
        if not queues:
            return
        whose = {} if user_id is None else {"user": user_id}
        line = b"event: %s\ndata: %s\n\n" % (event.encode(), dumps(data | whose))
        for queue in queues:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(line)
