"""Server-sent events over HTTP."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from aiohttp import web

from bot.simulator.events import Events

_STILL_HERE_EVERY = 15.0


async def stream(
    request: web.Request, events: Events, user_ids: Iterable[int | None]
) -> web.StreamResponse:
    """Tells what happens until the page goes away."""
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    # A page that is closed or loaded again takes its connection with it.
    with suppress(ConnectionResetError):
        await _tell(request, response, events, user_ids)
    return response


async def _tell(
    request: web.Request,
    response: web.StreamResponse,
    events: Events,
    user_ids: Iterable[int | None],
) -> None:
    async with events.listening(*user_ids) as queue:
        await response.prepare(request)
        await response.write(b": listening\n\n")
        while True:
            try:
                line = await asyncio.wait_for(queue.get(), _STILL_HERE_EVERY)
            except TimeoutError:
                line = b": still here\n\n"
            await response.write(line)
