"""Files that are made when they are sent: pictures, workbooks, certificates.

A turn only says which file is wanted. It is made here, outside of the turn and of its transaction,
from a connection that only reads; drawing runs in a process of its own, so that neither its time
nor its memory is the bot's.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import Any, TypeVar

import orjson

from bot.pipeline.drawing import family_signals_held, prepare
from storage.database import Reading

T = TypeVar("T")
Maker = Callable[["Workshop", dict[str, Any]], Awaitable[bytes]]


class Workshop:
    """`makers` are the features' own, by name; each is given what the turn said, read from JSON."""

    def __init__(self, reading: Reading, makers: Mapping[str, Maker]) -> None:
        self.reading = reading
        self._makers = makers
        self._drawers: ProcessPoolExecutor | None = None

    async def make(self, name: str, wanted: bytes) -> bytes:
        """Raises KeyError for a file nobody makes, and whatever its maker raises."""
        return await self._makers[name](self, orjson.loads(wanted))

    async def draw(self, work: Callable[..., T], *args: Any) -> T:
        """Run a plain function of a module in the drawing process, begun at its first use."""
        if self._drawers is None:
            # A process begun anew, not a copy of this one with its threads and connections.
            fresh = multiprocessing.get_context("spawn")
            self._drawers = ProcessPoolExecutor(1, mp_context=fresh, initializer=prepare)
        loop = asyncio.get_running_loop()
        try:
            with family_signals_held():
                drawing = loop.run_in_executor(self._drawers, work, *args)
            return await drawing
        except BrokenExecutor:
            # It was killed, for its memory perhaps: the next drawing has a new one.
            await self.close()
            raise

    async def close(self) -> None:
        if self._drawers is not None:
            drawers, self._drawers = self._drawers, None
            await asyncio.to_thread(drawers.shutdown, cancel_futures=True)
