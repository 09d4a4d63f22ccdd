"""When polling and sending last worked, and the page that tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot.clock import Clock


@dataclass(slots=True)
class Health:
    """Stamps in UTC; `failing_since` is set while sending fails and nothing got through.

    Silence for longer than `stale_after` is trouble.
    """

    clock: Clock
    started_at: datetime
    stale_after: timedelta
    polled_at: datetime | None = None
    sent_at: datetime | None = None
    failing_since: datetime | None = None
    rebuilt: int = 0

    def polled(self) -> None:
        self.polled_at = self.clock.now()

    def sent(self) -> None:
        self.sent_at = self.clock.now()
        self.failing_since = None

    def failed_to_send(self) -> None:
        self.failing_since = self.failing_since or self.clock.now()

    @property
    def polling(self) -> bool:
        return self.clock.now() - (self.polled_at or self.started_at) < self.stale_after

    @property
    def sending(self) -> bool:
        since = self.failing_since
        return since is None or self.clock.now() - since < self.stale_after

    def stamps(self) -> dict[str, datetime]:
        known = {"polled": self.polled_at, "sent": self.sent_at}
        return {name: at for name, at in known.items() if at is not None}

    def report(self) -> dict[str, object]:
        return {
            "status": "ok" if self.polling and self.sending else "stale",
            "polling": self.polling,
            "sending": self.sending,
            "polled_at": self.polled_at.isoformat() if self.polled_at else None,
            "sent_at": self.sent_at.isoformat() if self.sent_at else None,
            "clients_rebuilt": self.rebuilt,
        }

    async def page(self, _request: web.Request) -> web.Response:
        report = self.report()
        return web.json_response(report, status=200 if report["status"] == "ok" else 503)
