"""The Bot API over HTTP: one request in, one recorded call, one answer out."""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from aiohttp import BodyPartReader, web
from aiohttp.multipart import MultipartReader

from bot.simulator.errors import ApiError, bad
from bot.simulator.faults import Faults, Flood
from bot.simulator.methods import perform
from bot.simulator.table import Request, Upload, checked
from bot.simulator.wire import Json, dumps
from bot.simulator.world import World

MAX_BODY = 64 * 2**20
_REFUSALS = frozenset({400, 401, 403, 404})
_FLOODING = ("send", "copyMessage", "forwardMessage")


@dataclass(slots=True)
class Call:
    """`status` and `answer` are 0 and None while the call hangs; `injected` by a fault."""

    n: int
    at: datetime
    monotonic: float
    method: str
    params: Json
    status: int = 0
    answer: Json | None = None
    injected: bool = False

    def shown(self) -> Json:
        params = {
            name: f"({len(value.data)} bytes)" if isinstance(value, Upload) else value
            for name, value in self.params.items()
        }
        names = ("n", "at", "method", "status", "answer")
        return {name: getattr(self, name) for name in names} | {"params": params}


class BotApi:
    def __init__(self, world: World, faults: Faults, max_calls: int) -> None:
        self.calls: deque[Call] = deque(maxlen=max_calls)
        self.refusals: deque[Call] = deque(maxlen=max_calls)
        self.flood: Flood | None = None
        self._world = world
        self._faults = faults
        self._made = 0

    async def handle(self, http: web.Request) -> web.StreamResponse:
        if self._faults.refuse and http.transport is not None:
            http.transport.abort()
            return web.Response(status=503)
        call = self._recorded(http.match_info["method"])
        delay = self._faults.delay(None)
        try:
            call.params = await _params(http)
            if http.match_info["token"] != self._world.token:
                raise ApiError(401, "Unauthorized")
            if self._faults.hangs(call.method):
                await asyncio.get_running_loop().create_future()
            delay = self._faults.delay(self._chat_id(call))
            self._finish(call, {"ok": True, "result": await self._result(call)})
        except ApiError as error:
            self._finish(call, error)
        if self._world.events.heard(None):
            self._world.events.tell(None, "call", call.shown())
        if delay > 0:
            await asyncio.sleep(delay)
        return _response(call.status, call.answer)

    async def file(self, http: web.Request) -> web.StreamResponse:
        stored = self._world.files.at_path(http.match_info["path"])
        if http.match_info["token"] != self._world.token or stored is None:
            return _response(404, ApiError(404, "Not Found").answer())
        return web.Response(body=stored.data, content_type="application/octet-stream")

    def _recorded(self, method: str) -> Call:
        self._made += 1
        now = asyncio.get_running_loop().time()
        call = Call(self._made, self._world.clock.now(), now, method, {})
        self.calls.append(call)
        return call

    async def _result(self, call: Call) -> Any:
        error = self._faults.error(call.method, self._chat_id(call)) or self._flood_error(call)
        if error is not None:
            call.injected = True
            raise error
        if self._world.logged_out:
            raise bad("Logged out")
        request = checked(call.method, *_split(call.params))
        if request.method == "getUpdates":
            return await self._poll(request)
        return perform(self._world, request)

    async def _poll(self, request: Request) -> list[Json]:
        params, updates = request.params, self._world.updates
        if self._world.webhook:
            raise ApiError(
                409,
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        if "allowed_updates" in params:
            updates.want(params["allowed_updates"])
        timeout = min(max(params.get("timeout", 0), 0), 50)
        return await updates.poll(params.get("offset", 0), params.get("limit", 100), timeout)

    def _flood_error(self, call: Call) -> ApiError | None:
        chat_id = self._chat_id(call)
        if self.flood is None or chat_id is None or not call.method.startswith(_FLOODING):
            return None
        return self.flood.error(chat_id, call.monotonic)

    def _chat_id(self, call: Call) -> int | None:
        """Of the call's chat, also when it is known by the tap that is answered."""
        chat = self._world.callback_chat(str(call.params.get("callback_query_id", "")))
        given = chat.user.id if chat else call.params.get("chat_id")
        try:
            return None if given is None else int(given)
        except (TypeError, ValueError):
            return None

    def _finish(self, call: Call, outcome: Json | ApiError) -> None:
        if isinstance(outcome, ApiError):
            call.status, call.answer = outcome.status, outcome.answer()
            if not call.injected and outcome.status in _REFUSALS:
                self.refusals.append(call)
        else:
            call.status, call.answer = 200, outcome


def _split(params: Json) -> tuple[Json, dict[str, Upload]]:
    """The parameters, and the parts they refer to by attach://name."""
    files = {name: part for name, part in params.items() if isinstance(part, Upload)}
    if not files:
        return params, files
    texts = [str(value) for name, value in params.items() if name not in files]
    attached = {name for name in files if any(f"attach://{name}" in text for text in texts)}
    return {name: value for name, value in params.items() if name not in attached}, files


async def _params(http: web.Request) -> Json:
    """From the query, and from a body of JSON, a form, or a form with files."""
    params: Json = dict(http.query)
    kind = http.content_type
    try:
        if kind == "application/json":
            body = await http.read()
            sent = orjson.loads(body) if body else {}
            if not isinstance(sent, Mapping):
                raise bad("can't parse JSON: an object expected")
            return params | dict(sent)
        if kind == "multipart/form-data":
            return params | await _parts(await http.multipart())
        return params | dict(await http.post())
    except (ValueError, UnicodeDecodeError):
        raise bad("can't parse the request's body") from None


async def _parts(reader: MultipartReader) -> Json:
    parts: Json = {}
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            parts[part.name] = data.decode()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            parts[part.name] = Upload(part.filename, kind, data)
    return parts


def _response(status: int, answer: Json | None) -> web.Response:
    return web.Response(status=status, body=dumps(answer), content_type="application/json")
