"""How the control answers over HTTP, and how it says no."""

from types import TracebackType

import orjson
from aiohttp import web

from bot.simulator.errors import ApiError, PersonError
from bot.simulator.wire import Json, dumps


class Refused:
    """Turns what a phone would not do, and what makes no sense, into a 400 with its reason."""

    def __enter__(self) -> None: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, ApiError):
            raise refusal(web.HTTPBadRequest, error.description) from error
        if isinstance(error, PersonError | ValueError):
            raise refusal(web.HTTPBadRequest, str(error)) from error
        if isinstance(error, KeyError | TypeError | AttributeError):
            words = f"wrong or missing field: {error}"
            raise refusal(web.HTTPBadRequest, words) from error


async def body(request: web.Request) -> Json:
    with Refused():
        body = orjson.loads(await request.read() or b"{}")
        if isinstance(body, dict):
            return body
    raise refusal(web.HTTPBadRequest, "an object is expected")


def refusal(kind: type[web.HTTPException], reason: str) -> web.HTTPException:
    return kind(text=dumps({"error": reason}).decode(), content_type="application/json")


def reply(data: object) -> web.Response:
    return web.Response(body=dumps(data), content_type="application/json")
