"""The process that draws: it outlives Ctrl+C, ends with the bot, and keeps quiet."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import warnings
from collections.abc import AsyncIterator

import pytest

from bot.pipeline.workshop import Workshop
from storage.database import Database
from tests.faults.process import ROOT

PARENT = """
import asyncio, os
from bot.pipeline.workshop import Workshop

async def work():
    shop = Workshop(None, {})
    print(await shop.draw(os.getpid), flush=True)
    await asyncio.sleep(600)

if __name__ == "__main__":
    asyncio.run(work())
"""


def warns() -> str:
    warnings.warn("Glyph 241 (\\N{LATIN SMALL LETTER N WITH TILDE}) missing", stacklevel=1)
    return "drawn"


@pytest.fixture
async def shop(database: Database) -> AsyncIterator[Workshop]:
    shop = Workshop(database.reader, {})
    yield shop
    await shop.close()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_to_the_family_leaves_the_drawing_process(
    shop: Workshop, stop: signal.Signals
) -> None:
    """Ctrl+C reaches it too; it would print a trace where the bot ends in order."""
    process = await shop.draw(os.getpid)
    os.kill(process, stop)

    assert await shop.draw(os.getpid) == process


async def test_the_drawing_process_ends_with_a_bot_that_was_killed() -> None:
    """Both hold the same pipe: it ends when neither does."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT),
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert program.stdout is not None
    drawing = int(await asyncio.wait_for(program.stdout.readline(), 60))
    program.kill()
    try:
        rest = await asyncio.wait_for(program.stdout.read(), 60)
    except TimeoutError:
        os.kill(drawing, signal.SIGKILL)
        raise
    await program.wait()

    assert drawing != program.pid
    assert rest == b""


async def test_warnings_of_the_drawing_process_are_not_said(
    shop: Workshop, capfd: pytest.CaptureFixture[str]
) -> None:
    """They name the letters of a member's words, and would stand in the log."""
    drawn = await shop.draw(warns)

    assert drawn == "drawn"
    assert capfd.readouterr().err == ""
