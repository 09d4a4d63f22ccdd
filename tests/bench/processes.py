"""The bot under test: a process tree on a core of its own, and what it costs."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
CORES = sorted(os.sched_getaffinity(0))
BOT_CORE, OWN_CORE = CORES[0], CORES[-1]

# What may be set in the shell that runs the bench must not change what is measured.
KEPT_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")


class BotProcess:
    """Started on the bots' core; ended with all its children by the end of the block."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
        self._log = log.open("wb")
        mine = os.sched_getaffinity(0)
        # What is started inherits the core.
        os.sched_setaffinity(0, {BOT_CORE})
        self._process = subprocess.Popen(
            command,
            env=kept | dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        os.sched_setaffinity(0, mine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        pids = list(self._tree())
        self._process.terminate()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            for pid in pids:
                if Path(f"/proc/{pid}").exists():
                    os.kill(pid, signal.SIGKILL)
            self._process.wait()
        self._log.close()

    def alive(self) -> bool:
        return self._process.poll() is None

    def cpu_seconds(self) -> float:
        """User and system time of the tree, with the children that ended."""
        total = 0
        for pid in self._tree():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(int(field) for field in fields[11:15])
        return total / TICK

    def memory(self) -> int:
        """Resident bytes of the tree."""
        return sum(
            int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE for pid in self._tree()
        )

    def _tree(self) -> Iterator[int]:
        waiting = [self._process.pid]
        while waiting:
            pid = waiting.pop()
            tasks = Path(f"/proc/{pid}/task")
            if tasks.exists():
                yield pid
                for task in tasks.iterdir():
                    waiting += map(int, (task / "children").read_text().split())


def pin_to_own_core() -> None:
    os.sched_setaffinity(0, {OWN_CORE})
