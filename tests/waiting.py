"""Waiting for what the bot does in its own time."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object], seconds: float = 15, every: float = 0.01) -> None:
    """Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is watched tells nobody that it changed
            await asyncio.sleep(every)
