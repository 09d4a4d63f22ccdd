"""The one place that starts background tasks."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

import structlog

from bot.logs import cause

log = structlog.get_logger("nursery")
T = TypeVar("T")


class Nursery:
    """Holds the tasks that run beside the turns, and ends them all when its block is left.

    A bare `asyncio.create_task` may be collected while it runs, and fails in silence. A task
    started here is kept, its failure is logged, and it is not started again: whoever cannot do
    without it waits for the task that `start` returns.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def start(self, work: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
        """Run `work` beside the caller. `name` stands in the log, so it holds no member's data."""
        if self._closing:
            work.close()
            raise RuntimeError(f"{name} was started in a nursery that is closing")
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self) -> None:
        """Cancel what still runs and wait until all of it has cleaned up."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            log.error("task_failed", task=task.get_name(), **cause(error))
