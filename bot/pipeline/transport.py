"""Calls of the Bot API over aiohttp: JSON in, JSON out, nothing parsed that nobody reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.pipeline.outgoing import Upload

JSON = {"Content-Type": "application/json"}
# An answer is waited for from when the call has gone out. Whatever else may hang (a full pool, a
# name that is not resolved) ends after so many times as long, and a file has its time on the way.
AT_MOST = 20
SLOWEST_UPLINK = 10_000  # bytes a second


class UnreachableError(Exception):
    """No answer: the line is down or too slow. The message may or may not have arrived."""


class TokenRefusedError(Exception):
    """Telegram does not know the token (401, 404): trying again cannot help."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Telegram said. `retry_after` is in seconds; `status` is the HTTP status."""

    ok: bool
    status: int
    result: Any = None
    description: str = ""
    retry_after: float | None = None


class Telegram:
    """A client of its own connections, which can be thrown away and made anew."""

    def __init__(self, api_url: str, token: str, *, timeout: float, connections: int = 256) -> None:
        self.base_url = f"{api_url.rstrip('/')}/bot{token}"
        self._timeout = timeout
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300)
            # Telegram gives no cookies, and looking for them costs something each time.
            jar = aiohttp.DummyCookieJar()
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=jar)
        return self._session

    async def call(
        self,
        method: str,
        params: dict[str, Any],
        *,
        upload: Upload | None = None,
        wait: float = 0,
        patience: float = 1,
    ) -> Answer:
        """One call; the answer may take `patience` times as long as usual, and `wait` seconds more.

        Raises UnreachableError. An error that Telegram answers is an Answer that is not ok.
        """
        data: bytes | aiohttp.FormData = _form(params, upload) if upload else orjson.dumps(params)
        size = len(upload.content) if upload else 0
        status, body = await self.post(
            f"{self.base_url}/{method}",
            data,
            None if upload else JSON,
            _timeout(self._timeout * patience + wait, size),
        )
        return _answer(status, body)

    async def post(
        self, url: str, data: Any, headers: dict[str, str] | None, timeout: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        try:
            async with self.session.post(
                url, data=data, headers=headers, timeout=timeout
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # The error's own words may hold the address, and the address holds the token.
            raise UnreachableError(type(error).__name__) from None


def _timeout(answer: float, size: int = 0) -> aiohttp.ClientTimeout:
    """For a call of so many bytes whose answer may take so many seconds."""
    total = AT_MOST * answer + size / SLOWEST_UPLINK
    return aiohttp.ClientTimeout(total=total, sock_connect=answer, sock_read=answer)


def _answer(status: int, body: bytes) -> Answer:
    try:
        content = decode(body)
    except ValueError:
        return Answer(False, status if status >= 500 else 502, description="not JSON")
    if not isinstance(content, dict):
        return Answer(False, 502, description="not an object")
    parameters = content.get("parameters") or {}
    return Answer(
        ok=content.get("ok") is True,
        status=status,
        result=content.get("result"),
        description=str(content.get("description", "")),
        retry_after=parameters.get("retry_after"),
    )


def decode(body: bytes) -> Any:
    """Read JSON; half characters (lone surrogates), which orjson refuses, become question marks."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        whole = json.dumps(json.loads(body), ensure_ascii=False).encode("utf-8", "replace")
        return orjson.loads(whole)


def _form(params: dict[str, Any], upload: Upload) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    form.add_field(upload.part, upload.content, filename=upload.name)
    return form


class Backend(BaseRequest):
    """python-telegram-bot's own few calls (getMe at start) over the same client."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    async def initialize(self) -> None:
        """The client opens itself at its first call."""

    async def shutdown(self) -> None:
        """The client is closed by whoever made it."""

    @property
    def read_timeout(self) -> float:
        return 30.0

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        params = request_data.json_parameters if request_data else {}
        try:
            status, body = await self._telegram.post(url, params, None, _timeout(self.read_timeout))
        except UnreachableError as error:
            kind = TimedOut if "Timeout" in str(error) else NetworkError
            raise kind(str(error)) from None
        if status == 429 or status >= 500:
            # The start is tried again in any case; the library's own errors lose the number.
            raise NetworkError(str(status))
        return status, body
