"""The simulator as a server on this machine, for the demo and for tests."""

from datetime import datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.clock import Clock
from bot.nursery import Nursery
from bot.simulator.bot_api import MAX_BODY, BotApi, Call
from bot.simulator.control import control_routes, only_from_this_page
from bot.simulator.delivery import deliver_updates
from bot.simulator.faults import Faults, Flood
from bot.simulator.methods import perform
from bot.simulator.people import People
from bot.simulator.table import checked
from bot.simulator.wire import Json

HOST = "127.0.0.1"


class Simulator(People):
    """The whole, with two doors.

    One is for the page and its control and always stays open; the other is for the Bot API alone,
    and `refuse` closes it and opens it again on the same port.
    """

    def __init__(
        self,
        clock: Clock,
        token: str = "1:demo",
        *,
        port: int = 0,
        api_port: int = 0,
        zone: str = "America/Bogota",
        max_calls: int = 50_000,
    ) -> None:
        super().__init__(clock, token)
        self.zone = zone
        self.faults = Faults()
        self._api = BotApi(self, self.faults, max_calls)
        self._ports = [port, api_port]
        self._page_runner = _runner([*self._bot_routes(), *control_routes(self)])
        self._api_runner = _runner(self._bot_routes())
        self._api_site: web.TCPSite | None = None
        self._nursery = Nursery()

    async def __aenter__(self) -> Self:
        await self._page_runner.setup()
        await web.TCPSite(self._page_runner, HOST, self._ports[0]).start()
        self._ports[0] = self._page_runner.addresses[0][1]
        await self._api_runner.setup()
        await self._open()
        self._ports[1] = self._api_runner.addresses[0][1]
        self._nursery.start(deliver_updates(self), name="webhook delivery")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._nursery.close()
        self.updates.interrupt()
        await self._api_runner.cleanup()
        await self._page_runner.cleanup()

    @property
    def url(self) -> str:
        """Of the page; its control is below /sim."""
        return f"http://{HOST}:{self._ports[0]}"

    @property
    def api_url(self) -> str:
        """Where the Bot API is, as https://api.telegram.org is the real one's."""
        return f"http://{HOST}:{self._ports[1]}"

    @property
    def base_url(self) -> str:
        """As python-telegram-bot wants it: the token follows."""
        return f"{self.api_url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.api_url}/file/bot"

    @property
    def calls(self) -> list[Call]:
        """The last calls of the Bot API, oldest first."""
        return list(self._api.calls)

    @property
    def refusals(self) -> list[Call]:
        """Calls refused for what they were (400, 401, 403, 404), not for an injected fault."""
        return list(self._api.refusals)

    def remember(self, method: str, params: Json, at: datetime) -> int:
        """What the bot sent at a time that has passed, in the order of time; the message's id."""
        sent = perform(self, checked(method, params, {}))
        message: Json = sent if isinstance(sent, dict) else {}
        entry = self.chat(params["chat_id"]).entries[message["message_id"]]
        entry.message = message | {"date": int(at.timestamp())}
        entry.sent_at = at
        return int(message["message_id"])

    def forget_calls(self) -> None:
        self._api.calls.clear()
        self._api.refusals.clear()

    @property
    def flood_limits(self) -> bool:
        """Whether more than 30 messages a second, or 1 in a chat, get a 429."""
        return self._api.flood is not None

    @flood_limits.setter
    def flood_limits(self, on: bool) -> None:
        self._api.flood = Flood() if on else None

    async def refuse(self, on: bool) -> None:  # noqa: FBT001  # refuse(True) reads as it does
        """Refuse connections to the Bot API, and drop those there are; or take them again."""
        self.faults.refuse = on
        if on and self._api_site is not None:
            site, self._api_site = self._api_site, None
            await site.stop()
            server = self._api_runner.server
            for connection in server.connections if server else ():
                connection.force_close()
        elif not on and self._api_site is None:
            await self._open()

    async def _open(self) -> None:
        site = web.TCPSite(self._api_runner, HOST, self._ports[1], reuse_address=True)
        await site.start()
        self._api_site = site

    def _bot_routes(self) -> list[web.RouteDef]:
        method = r"/bot{token}/{method:\w+}"
        return [
            web.post(method, self._api.handle),
            web.get(method, self._api.handle),
            web.get("/file/bot{token}/{path:.+}", self._api.file),
        ]


def _runner(routes: list[web.RouteDef]) -> web.AppRunner:
    app = web.Application(client_max_size=MAX_BODY, middlewares=[only_from_this_page])
    app.add_routes(routes)
    return web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
