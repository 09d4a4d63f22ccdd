"""Commands as an operator types them, in this process or as a program of their own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from bot import cli
from tests.faults.process import ROOT

TOKEN = "12345:a-token-that-nobody-may-see"


def types(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(cli.ayni, arguments, env=environment)


@dataclass(frozen=True)
class Ended:
    code: int | None
    said: str


async def runs(folder: Path, *arguments: str, **environment: str) -> Ended:
    """As a program of its own, until it ends."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=_environment(environment),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        said, _nothing = await asyncio.wait_for(program.communicate(), 60)
    finally:
        if program.returncode is None:
            program.kill()
    return Ended(program.returncode, said.decode())


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"} | dict(more)
