"""Background tasks are kept, their failures are told, and they end with their nursery."""

import asyncio
import gc

import pytest
from structlog.testing import capture_logs

from bot.nursery import Nursery


async def test_work_is_done_beside_the_caller() -> None:
    """Whoever starts work may wait for what it returns."""
    async with Nursery() as nursery:
        answer = await nursery.start(asyncio.sleep(0, "done"), name="short")

    assert answer == "done"


async def test_work_that_nobody_holds_is_not_collected() -> None:
    """The event loop keeps no strong reference to a task; the nursery does."""
    release, done = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        await release.wait()
        done.set()

    async with Nursery() as nursery:
        nursery.start(work(), name="kept")
        await asyncio.sleep(0)
        gc.collect()
        release.set()
        await done.wait()

    assert done.is_set()


async def test_a_failure_is_logged_without_what_it_says() -> None:
    """An error's message may quote a member, so the log has its class and its place."""

    async def work() -> None:
        raise ValueError("Ana sold 20 kg of honey")

    with capture_logs() as lines:
        async with Nursery() as nursery:
            task = nursery.start(work(), name="digest")
            await asyncio.wait([task])

    assert [(line["event"], line["task"], line["cause"]) for line in lines] == [
        ("task_failed", "digest", "ValueError")
    ]
    assert "Ana" not in str(lines)


async def test_one_failure_leaves_the_others_running() -> None:
    """Tasks are independent of one another."""
    release = asyncio.Event()

    async def fail() -> None:
        raise ValueError

    async def work() -> str:
        await release.wait()
        return "done"

    with capture_logs():
        async with Nursery() as nursery:
            failing = nursery.start(fail(), name="failing")
            working = nursery.start(work(), name="working")
            await asyncio.wait([failing])
            release.set()
            answer = await working

    assert answer == "done"


async def test_leaving_cancels_and_waits_for_the_cleaning_up() -> None:
    """What a task does in `finally` is done before the nursery's block is over."""
    steps: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            steps.append("cleaned up")

    async with Nursery() as nursery:
        nursery.start(work(), name="endless")
        await asyncio.sleep(0)
    steps.append("left")

    assert steps == ["cleaned up", "left"]


async def test_a_closed_nursery_takes_no_work() -> None:
    """A task that nobody would end is refused."""
    nursery = Nursery()
    await nursery.close()

    with pytest.raises(RuntimeError, match="closing"):
        nursery.start(asyncio.sleep(0), name="late")
