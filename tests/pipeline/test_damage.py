"""A damaged database, one that may not be written, a full disk: each ends in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.simulator import Simulator
from storage import migrations
from tests.pipeline.terminal import TOKEN, runs

PAGE = 4096


def damaged(path: Path) -> Path:
    """Overwritten from its second page on, as a broken disk leaves it: its header is whole."""
    migrations.migrate(path)
    content = bytearray(path.read_bytes())
    content[PAGE:] = b"\xff" * (len(content) - PAGE)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "command", [("run",), ("doctor",), ("cluster", "list"), ("invite", "tota")]
)
async def test_a_command_ends_on_a_database_damaged_in_the_middle(
    home: Path, sim: Simulator, command: tuple[str, ...]
) -> None:
    """It used to hang: a connection that was never closed kept the program alive."""
    damaged(home / "ayni.db")
    ended = await runs(home, *command, AYNI_TOKEN=TOKEN, AYNI_API_URL=sim.api_url)

    assert ended.code not in (0, None)
    assert "Traceback" not in ended.said
