"""The Bot API as a plain client speaks it."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp

Json = dict[str, Any]


class Client:
    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self._http = http
        self._base = base

    async def __call__(self, method: str, **params: Any) -> Json:
        """The whole answer, whatever its status."""
        async with self._http.post(f"{self._base}/{method}", json=params) as response:
            answer: Json = await response.json()
        assert answer["ok"] is (response.status == 200)
        assert answer.get("error_code", 200) == response.status
        return answer

    async def does(self, method: str, **params: Any) -> Any:
        answer = await self(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """Why Telegram would not do it."""
        answer = await self(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])


async def until(holds: Callable[[], object]) -> None:
    """For what nobody can be told of, such as a poll that hangs at the server."""
    while not holds():  # noqa: ASYNC110  # a test may look; the server need not tell it
        await asyncio.sleep(0.001)


def button(text: str = "Sí", **action: Any) -> Json:
    return {"text": text, **(action or {"callback_data": "yes"})}


def inline(*buttons: Json) -> Json:
    return {"inline_keyboard": [list(buttons)]}
