"""Whether polling, sending and saving work."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.logs import name_of

log = structlog.get_logger("health")


@dataclass(slots=True)
class Health:
    """Stamps in UTC; `failing_since` is set while sending fails and nothing got through.

    Silence for longer than `stale_after` is trouble; a database that takes nothing is at once.
    """

    clock: Clock
    started_at: datetime
    stale_after: timedelta
    polled_at: datetime | None = None
    sent_at: datetime | None = None
    failing_since: datetime | None = None
    rebuilt: int = 0
    # What polling, sending and saving last failed for: names of classes and numbers, no words.
    not_polled: str | None = None
    not_sent: str | None = None
    not_saved: str | None = None
    failures: int = 0

    def polled(self) -> None:
        self.polled_at = self.clock.now()
        self.not_polled = None

    def failed_to_poll(self, cause: str) -> None:
        self.not_polled = cause

    def sent(self) -> None:
        self.sent_at = self.clock.now()
        if self.failures:
            log.info("sending_again", count=self.failures)
        self.failing_since, self.not_sent, self.failures = None, None, 0

    def failed_to_send(self, cause: str) -> None:
        """A line in the log at the 1st, 2nd, 4th, 8th: a line that is down fails by the second."""
        self.failing_since = self.failing_since or self.clock.now()
        self.not_sent = cause
        self.failures += 1
        if self.failures.bit_count() == 1:
            log.warning("send_failed", cause=cause, count=self.failures)

    def written(self, error: sqlite3.Error | None) -> None:
        self.not_saved = name_of(error) if error else None

    @property
    def polling(self) -> bool:
        return self.clock.now() - (self.polled_at or self.started_at) < self.stale_after

    @property
    def sending(self) -> bool:
        since = self.failing_since
        return since is None or self.clock.now() - since < self.stale_after

    @property
    def saving(self) -> bool:
        return self.not_saved is None

    @property
    def well(self) -> bool:
        return self.polling and self.sending and self.saving

    @property
    def cause(self) -> str | None:
        """Why it is not well, as far as is known."""
        if not self.saving:
            return self.not_saved
        if not self.polling:
            return self.not_polled
        return None if self.sending else self.not_sent

    def stamps(self) -> dict[str, datetime]:
        known = {"polled": self.polled_at, "sent": self.sent_at}
        return {name: at for name, at in known.items() if at is not None}

    def report(self) -> dict[str, object]:
        return {
            "status": "ok" if self.well else "stale",
            "polling": self.polling,
            "sending": self.sending,
            "saving": self.saving,
            "cause": self.cause,
            "polled_at": self.polled_at.isoformat() if self.polled_at else None,
            "sent_at": self.sent_at.isoformat() if self.sent_at else None,
            "clients_rebuilt": self.rebuilt,
        }
