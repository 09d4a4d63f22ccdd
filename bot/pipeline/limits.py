"""How fast Telegram lets a bot speak: the one place where the numbers are.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
(30 messages a second in all, one a second in a chat with short bursts allowed, 20 a minute in
a group). Times are those of the event loop, in seconds.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass

# A few replies in a row may go to one chat at once; Telegram allows short bursts.
BURST = 5
# What the bulk leaves free for replies, out of all that may be sent in a second.
RESERVE = 0.05
# The bulk goes out evenly, so that no reply waits for a whole burst of it to be a second old; what
# a busy moment held up is made good, as much as this many seconds of it.
CATCH_UP = 0.1
CHATS_REMEMBERED = 20_000
# When so many chats are paused at once it is the bot that Telegram slows down, not one of them; all
# wait then, so many seconds at the most: who is still refused after that says so anew.
MANY_PAUSED = 5
LONGEST_FOR_ALL = 5.0


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages a second in all and in a private chat, and a minute in a group."""

    overall: int = 30
    chat: int = 1
    group_per_minute: int = 20


class Window:
    """At most `count` in any `seconds`."""

    __slots__ = ("_times", "count", "seconds")

    def __init__(self, count: int, seconds: float) -> None:
        self.count = count
        self.seconds = seconds
        self._times: deque[float] = deque(maxlen=count)

    def delay(self, now: float, reserve: int = 0) -> float:
        """How long until one more fits, `reserve` places being kept free."""
        needed = self.count - reserve
        if len(self._times) < needed:
            return 0.0
        return self._times[-needed] + self.seconds - now

    def since_last(self, now: float, rate: float) -> float:
        """How long until one more keeps to `rate` a second."""
        return self._times[-1] + 1 / rate - now if self._times else 0.0

    def take(self, now: float) -> None:
        self._times.append(now)


class Limits:
    """Whoever wants to send waits here. Replies go before the bulk."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._overall = Window(rates.overall, 1.0)
        self._reserve = min(max(1, int(rates.overall * RESERVE)), rates.overall - 1)
        self._bulk_apart = 1 / (rates.overall - self._reserve)
        self._bulk_due = 0.0
        self._gate = asyncio.Lock()
        self._chats: OrderedDict[int, Window] = OrderedDict()
        self._paused: dict[int, float] = {}
        self._paused_all = 0.0
        self._replies_waiting = 0

    async def reply(self, chat_id: int, *, new_message: bool) -> None:
        """Wait for a place; edits do not count against the chat's own limit."""
        while (delay := self._chat_delay(chat_id, new_message=new_message)) > 0:
            await asyncio.sleep(delay)
        # Only now does the bulk step back: what waits for its own chat needs no place of others.
        self._replies_waiting += 1
        try:
            # In turn, so that of a thousand who wait not all wake whenever there is one place.
            async with self._gate:
                while (delay := self._overall_delay()) > 0:
                    await asyncio.sleep(delay)
                self._overall.take(_now())
        finally:
            self._replies_waiting -= 1
        if new_message:
            self._window(chat_id).take(_now())

    async def bulk(self) -> None:
        """Wait for a place in what the replies leave of the whole."""
        while (delay := self._bulk_delay()) > 0:
            await asyncio.sleep(delay)
        now = _now()
        self._bulk_due = max(self._bulk_due, now - CATCH_UP) + self._bulk_apart
        self._overall.take(now)

    async def bulk_chat(self, chat_id: int) -> None:
        """Wait until this chat may get another bulk message: the burst is for conversations."""
        window = self._window(chat_id)
        while (delay := max(window.delay(_now()), self._pause(chat_id, _now()))) > 0 or (
            delay := window.since_last(_now(), self._rates.chat)
        ) > 0:
            await asyncio.sleep(delay)
        window.take(_now())

    def pause(self, chat_id: int, seconds: float) -> None:
        """A 429 stops its chat for as long as Telegram said; one in many chats stops all."""
        now = _now()
        self._paused = {c: u for c, u in self._paused.items() if u > now}
        self._paused[chat_id] = max(now + seconds, self._paused.get(chat_id, 0.0))
        if len(self._paused) >= MANY_PAUSED:
            self._paused_all = max(self._paused_all, now + min(seconds, LONGEST_FOR_ALL))

    def _chat_delay(self, chat_id: int, *, new_message: bool) -> float:
        now = _now()
        own = self._window(chat_id).delay(now) if new_message else 0.0
        return max(own, self._pause(chat_id, now))

    def _overall_delay(self) -> float:
        now = _now()
        return max(self._overall.delay(now), self._paused_all - now)

    def _bulk_delay(self) -> float:
        now = _now()
        yielding = 0.01 if self._replies_waiting else 0.0
        held = max(self._paused_all, self._bulk_due) - now
        return max(self._overall.delay(now, self._reserve), yielding, held)

    def _pause(self, chat_id: int, now: float) -> float:
        return max(self._paused_all, self._paused.get(chat_id, 0.0)) - now

    def _window(self, chat_id: int) -> Window:
        window = self._chats.get(chat_id)
        if window is None:
            window = self._chats[chat_id] = self._new_window(chat_id)
            if len(self._chats) > CHATS_REMEMBERED:
                self._chats.popitem(last=False)
        return window

    def _new_window(self, chat_id: int) -> Window:
        if chat_id < 0:
            return Window(self._rates.group_per_minute, 60.0)
        return Window(BURST * self._rates.chat, float(BURST))


def _now() -> float:
    return asyncio.get_running_loop().time()
