"""A Telegram that only answers: fast, patient with anything, 25 ms away in each direction.

The tests have a strict one. This one must cost so little that what is measured is the bot.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Mapping
from time import monotonic, time
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

ONE_WAY = 0.025
BOT = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
FIXED_ANSWERS: Mapping[bytes, Any] = {
    b"getMe": BOT,
    b"getMyCommands": [],
    b"getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}

Params = dict[str, Any]


class Chat:
    """A private chat as its member sees it: the last message, and what can be tapped under it."""

    def __init__(self, chat_id: int) -> None:
        self.id = chat_id
        self.message_id = 0
        self.text = ""
        self.keyboard: list[list[dict[str, Any]]] = []
        self.message: Params = {}
        self.heard = 0
        self.waiter: asyncio.Future[None] | None = None
        self.person = {
            "id": chat_id,
            "is_bot": False,
            "first_name": f"Ana {chat_id}",
            "language_code": "es",
        }
        self.itself = {"id": chat_id, "type": "private", "first_name": self.person["first_name"]}

    def take(self, message: Params, text: str, markup: Params | None) -> None:
        """The bot sent or changed a message."""
        self.message_id, self.text, self.message = message["message_id"], text, message
        self.keyboard = (markup or {}).get("inline_keyboard", [])
        self.heard += 1
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)


class Telegram:
    """The server, and the side of the members: `say` and `tap` make updates."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.calls: Counter[str] = Counter()
        self.sent: list[tuple[float, int]] = []
        self.polled = asyncio.Event()
        self.url = ""
        self._loop = asyncio.get_running_loop()
        self._server: asyncio.Server | None = None
        self._updates: deque[tuple[int, Params]] = deque()
        self._poll: tuple[Connection, asyncio.TimerHandle] | None = None
        self._last_update = self._last_message = 0

    async def start(self) -> None:
        self._server = await self._loop.create_server(lambda: Connection(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        if self._poll is not None:
            self._poll[1].cancel()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def chat(self, chat_id: int) -> Chat:
        if chat_id not in self.chats:
            self.chats[chat_id] = Chat(chat_id)
        return self.chats[chat_id]

    def say(self, chat: Chat, text: str) -> None:
        message: Params = {
            "message_id": self._next_message(),
            "from": chat.person,
            "chat": chat.itself,
            "date": int(time()),
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        self._push({"message": message})

    def tap(self, chat: Chat, data: str) -> None:
        query = {
            "id": str(self._last_update + 1),
            "from": chat.person,
            "message": chat.message,
            "chat_instance": str(chat.id),
            "data": data,
        }
        self._push({"callback_query": query})

    def receive(self, connection: Connection, method: bytes, body: bytes) -> None:
        """A whole request has left the bot; it is here after the way."""
        self._loop.call_later(ONE_WAY, self._handle, connection, method, body)

    def _handle(self, connection: Connection, method: bytes, body: bytes) -> None:
        params = orjson.loads(body) if body[:1] == b"{" else dict(parse_qsl(body.decode()))
        self.calls[method.decode()] += 1
        if method == b"getUpdates":
            self._get_updates(connection, params)
        elif method.startswith(b"send") or method in (b"editMessageText", b"editMessageCaption"):
            self._answer(connection, self._message(method, params))
        else:
            self._answer(connection, FIXED_ANSWERS.get(method, True))

    def _message(self, method: bytes, params: Params) -> Params:
        chat = self.chat(int(params["chat_id"]))
        markup = params.get("reply_markup")
        if isinstance(markup, str):
            markup = orjson.loads(markup)
        text = params.get("text", "")
        message: Params = {
            "message_id": int(params.get("message_id", 0)) or self._next_message(),
            "from": BOT,
            "chat": chat.itself,
            "date": int(time()),
            "text": text,
        }
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        if method.startswith(b"send"):
            self.sent.append((monotonic(), chat.id))
        chat.take(message, text, markup)
        return message

    def _get_updates(self, connection: Connection, params: Params) -> None:
        self.polled.set()
        offset = int(params.get("offset") or 0)
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        timeout = self._loop.call_later(float(params.get("timeout") or 0), self._end_poll)
        self._poll = connection, timeout
        if self._updates:
            self._end_poll()

    def _end_poll(self) -> None:
        if self._poll is None:
            return
        (connection, timeout), self._poll = self._poll, None
        timeout.cancel()
        count = min(100, len(self._updates))
        self._answer(connection, [self._updates[i][1] for i in range(count)])

    def _push(self, update: Params) -> None:
        self._last_update += 1
        self._updates.append((self._last_update, {"update_id": self._last_update} | update))
        if self._poll is not None:
            self._loop.call_soon(self._end_poll)

    def _next_message(self) -> int:
        self._last_message += 1
        return self._last_message

    def _answer(self, connection: Connection, result: object) -> None:
        body = orjson.dumps({"ok": True, "result": result})
        self._loop.call_later(ONE_WAY, connection.answer, body)


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive and Content-Length, which is all that the clients use here."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._buffer = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are written to like asyncio's, but do not descend from them.
        self._transport = cast(asyncio.WriteTransport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._buffer[:end])
            body_at = end + 4
            until = body_at + content_length(head)
            if len(self._buffer) < until:
                return
            method = head.split(b" ", 2)[1].rpartition(b"/")[2]
            self._telegram.receive(self, method, bytes(self._buffer[body_at:until]))
            del self._buffer[:until]

    def answer(self, body: bytes) -> None:
        if self._transport is not None:
            self._transport.write(HEAD % len(body) + body)


def content_length(head: bytes) -> int:
    lowered = head.lower()
    at = lowered.find(b"\r\ncontent-length:")
    if at < 0:
        if b"transfer-encoding" in lowered:
            raise ValueError("chunked bodies are not understood here")
        return 0
    return int(lowered[at + 17 :].split(b"\r\n", 1)[0])
