"""One program a database: a second one would number its messages as the first does."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# The doctor looks for a moment; whoever holds the lock for longer than this runs.
TRIES, BETWEEN = 5, 0.1


class AlreadyRunningError(Exception):
    """Another Ayni serves this database."""


@contextmanager
def running_once(database: Path) -> Iterator[None]:
    """Raises AlreadyRunningError. The system lets go of the lock however the program ends."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with _lock_of(database).open("w") as lock:
        if not any(_take(lock, at) for at in range(TRIES)):
            raise AlreadyRunningError
        yield


def is_running(database: Path) -> bool:
    """Raises OSError for a lock that may not be looked at."""
    if not _lock_of(database).exists():
        return False
    with _lock_of(database).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _take(lock: IO[str], earlier: int) -> bool:
    if earlier:
        time.sleep(BETWEEN)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.lock")
