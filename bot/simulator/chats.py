"""A private chat as its person sees it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from bot.simulator.wire import Json


@dataclass(slots=True)
class SimUser:
    """A person with a phone. `label`, `invite` (a start payload) and `example` are for the page.

    The example is what they could type of a sale: its quantity and its amount.
    """

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    label: str | None = None
    invite: str | None = None
    example: Json | None = None

    def as_user(self) -> Json:
        return {"id": self.id, "is_bot": False} | self._known("language_code")

    def as_chat(self) -> Json:
        return {"id": self.id, "type": "private"} | self._known()

    def shown(self) -> Json:
        page = {"label": self.label, "invite": self.invite, "example": self.example}
        return self.as_user() | page

    def _known(self, *more: str) -> Json:
        names = ("first_name", "last_name", "username", *more)
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@dataclass(slots=True)
class Entry:
    """A message and what only Telegram knows of it."""

    message: Json
    sent_at: datetime
    by_bot: bool
    with_reply_keyboard: bool = False

    @property
    def content_kind(self) -> str:
        kinds = ("text", "photo", "document", "location", "venue", "poll", "contact")
        return next((kind for kind in kinds if kind in self.message), "other")


@dataclass
class Chat:
    """The messages, newest last, and what stands around them.

    `changes` counts what the bot did that shows: messages, edits, deletions, keyboards, toasts.
    `toasts` are the texts of answered taps, the latest last.
    """

    user: SimUser
    started: bool = False
    blocked: bool = False
    reply_keyboard: Json | None = None
    force_reply: Json | None = None
    toasts: list[str] = field(default_factory=list)
    typing: int = 0
    pinned: int | None = None
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    changes: int = 0
    entries: dict[int, Entry] = field(default_factory=dict)
    _last_id: int = 0
    _waiting: list[asyncio.Future[None]] = field(default_factory=list)

    @property
    def messages(self) -> list[Json]:
        """Oldest first, as they stand now."""
        return [entry.message for entry in self.entries.values()]

    @property
    def from_bot(self) -> list[Json]:
        return [entry.message for entry in self.entries.values() if entry.by_bot]

    def message(self, message_id: int) -> Json:
        """Raises KeyError when it is not there (any more)."""
        return self.entries[message_id].message

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def note_change(self) -> None:
        self.changes += 1
        waiting, self._waiting = self._waiting, []
        for waiter in waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def changed(self, since: int | None, timeout: float) -> int:
        """Wait until `changes` is more than `since` (now, if not given) and return it.

        Raises TimeoutError after `timeout` real seconds.
        """
        since = self.changes if since is None else since
        async with asyncio.timeout(timeout):
            while self.changes <= since:
                waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._waiting.append(waiter)
                await waiter
        return self.changes
