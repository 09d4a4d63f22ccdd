"""The drawing process: it draws while its parent lives, and says nothing by itself."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

# A terminal and a service manager send these to the whole family; its parent decides.
OURS_ALONE = {signal.SIGINT, signal.SIGTERM}


@contextmanager
def family_signals_held() -> Iterator[None]:
    """A process that is begun inside never gets them, from its first moment on."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, OURS_ALONE)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def prepare() -> None:
    """The first thing the process does."""
    # Its standard error is the bot's log, and a warning of a missing letter quotes the letter.
    warnings.simplefilter("ignore")
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed tells nobody; the system closes what this waits for."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
