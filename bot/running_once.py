"""One program a database: a second one would number its messages as the first does."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunningError(Exception):
    """Another Ayni serves this database."""


@contextmanager
def running_once(database: Path) -> Iterator[None]:
    """Raises AlreadyRunningError. The system lets go of the lock however the program ends."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(f"{database.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError from None
        yield
