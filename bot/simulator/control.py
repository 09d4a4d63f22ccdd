"""What the page, or any client on this machine, does over HTTP: people, clock, faults, files.

Answers 400 with {"error": ...} for what a phone would not do and for what makes no sense, 404
for a person or file there is none of, 409 where the clock cannot be moved.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.clock import MovableClock
from bot.simulator.answers import Refused, body, refusal, reply
from bot.simulator.stream import stream
from bot.simulator.wire import Json

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

PAGE = Path(__file__).with_name("page")
_SHOWN_CALLS = 200
_LOCAL = ("127.0.0.1", "localhost")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_this_page(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page of another site, open in the same browser, neither writes nor reads here."""
    origin = request.headers.get("Origin")
    if (request.url.host not in _LOCAL) or (origin and urlsplit(origin).netloc != request.host):
        raise web.HTTPForbidden(text="only from this machine's own page")
    return await handler(request)


def control_routes(sim: "Simulator") -> list[web.RouteDef]:
    control = _Control(sim)
    person = r"/sim/users/{id:\d+}"
    return [
        web.get("/", _page),
        web.get("/page/{path:.+}", _page),
        web.get("/sim/users", control.users),
        web.post("/sim/users", control.add_user),
        web.get(person + "/chat", control.chat),
        web.post(person + "/send", control.send),
        web.post(person + "/edit", control.edit),
        web.post(person + "/tap", control.tap),
        web.post(person + "/start", control.start),
        web.post(person + "/block", control.block),
        web.post(person + "/delete", control.delete),
        web.get("/sim/events", control.events),
        web.get("/sim/calls", control.calls),
        web.get("/sim/clock", control.clock),
        web.post("/sim/clock", control.move_clock),
        web.get("/sim/faults", control.faults),
        web.post("/sim/faults", control.change_faults),
        web.get("/sim/files/{file_id}", control.file),
    ]


async def _page(request: web.Request) -> web.StreamResponse:
    path = (PAGE / request.match_info.get("path", "index.html")).resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


class _Control:
    def __init__(self, sim: "Simulator") -> None:
        self.sim = sim

    async def users(self, request: web.Request) -> web.Response:
        return reply([user.shown() for user in self.sim.users.values()])

    async def add_user(self, request: web.Request) -> web.Response:
        wanted = await body(request)
        known = {"last_name", "username", "language_code", "label", "invite"} & wanted.keys()
        with Refused():
            user = self.sim.add_user(
                str(wanted["first_name"]),
                user_id=wanted.get("id"),
                **{key: wanted[key] for key in known},
            )
        return reply(user.shown())

    async def chat(self, request: web.Request) -> web.Response:
        chat = self.sim.chat(self._person(request))
        return reply(
            {
                "bot": self.sim.bot,
                "messages": chat.messages,
                "reply_keyboard": chat.reply_keyboard,
                "force_reply": chat.force_reply,
                "commands": self.sim.commands(chat.user.id),
                "started": chat.started,
                "blocked": chat.blocked,
                "toasts": chat.toasts,
            }
        )

    async def send(self, request: web.Request) -> web.Response:
        user_id = self._person(request)
        with Refused():
            if request.content_type == "multipart/form-data":
                return reply(self._send_file(user_id, dict(await request.post())))
            wanted = await body(request)
            text, reply_to = str(wanted["text"]), wanted.get("reply_to")
            return reply(self.sim.send_text(user_id, text, reply_to=reply_to))

    def _send_file(self, user_id: int, form: Json) -> Json:
        file, caption = form["file"], str(form.get("caption", ""))
        reply_to = int(form["reply_to"]) if form.get("reply_to") else None
        data = file.file.read()
        if form.get("kind") == "photo":
            return self.sim.send_photo(user_id, data, caption=caption, reply_to=reply_to)
        return self.sim.send_document(
            user_id,
            data,
            file.filename,
            mime_type=file.content_type,
            caption=caption,
            reply_to=reply_to,
        )

    async def edit(self, request: web.Request) -> web.Response:
        wanted = await body(request)
        with Refused():
            message_id, text = int(wanted["message_id"]), str(wanted["text"])
            return reply(self.sim.edit_text(self._person(request), message_id, text))

    async def tap(self, request: web.Request) -> web.Response:
        wanted = await body(request)
        with Refused():
            message_id, data = int(wanted["message_id"]), str(wanted["data"])
            forged = bool(wanted.get("forged"))
            tapped = self.sim.tap(self._person(request), message_id, data, forged=forged)
            return reply({"callback_query_id": tapped})

    async def start(self, request: web.Request) -> web.Response:
        wanted = await body(request)
        with Refused():
            return reply(self.sim.start(self._person(request), wanted.get("payload")))

    async def block(self, request: web.Request) -> web.Response:
        wanted = await body(request)
        with Refused():
            self.sim.block(self._person(request), bool(wanted["blocked"]))
        return reply({"blocked": wanted["blocked"]})

    async def delete(self, request: web.Request) -> web.Response:
        wanted = await body(request)
        with Refused():
            self.sim.delete(self._person(request), int(wanted["message_id"]))
        return reply({})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """All that a page wants over one connection: a browser has six for one host."""
        wanted = request.query.getall("user", [])
        if not wanted and "raw" not in request.query:
            raise refusal(web.HTTPBadRequest, "either user or raw is to be given")
        known = {str(user_id): user_id for user_id in self.sim.users}
        if not known.keys() >= set(wanted):
            raise refusal(web.HTTPNotFound, "there is no such person")
        raw = [None] if "raw" in request.query else []
        return await stream(request, self.sim.events, [*(known[one] for one in wanted), *raw])

    async def calls(self, request: web.Request) -> web.Response:
        """The last calls, for a page opened later than they were made."""
        return reply([call.shown() for call in self.sim.calls[-_SHOWN_CALLS:]])

    async def clock(self, request: web.Request) -> web.Response:
        zone = ZoneInfo(self.sim.zone)
        now = self.sim.clock.now().astimezone(zone)
        return reply({"now": now.isoformat(), "zone": self.sim.zone})

    async def move_clock(self, request: web.Request) -> web.Response:
        wanted, clock = await body(request), self.sim.clock
        if not isinstance(clock, MovableClock):
            raise refusal(web.HTTPConflict, "this clock cannot be moved")
        with Refused():
            if "advance_seconds" in wanted:
                clock.advance(timedelta(seconds=float(wanted["advance_seconds"])))
            elif wanted.get("preset") == "monday-8":
                clock.move_to(_next_monday(clock.now().astimezone(ZoneInfo(self.sim.zone))))
            else:
                clock.move_to(datetime.fromisoformat(wanted["to"]))
        return await self.clock(request)

    async def faults(self, request: web.Request) -> web.Response:
        return reply(self.sim.faults.shown() | {"flood_limits": self.sim.flood_limits})

    async def change_faults(self, request: web.Request) -> web.Response:
        wanted = await body(request)
        with Refused():
            self.sim.faults.change(wanted)
        if "flood_limits" in wanted:
            self.sim.flood_limits = bool(wanted["flood_limits"])
        if "refuse" in wanted:
            await self.sim.refuse(bool(wanted["refuse"]))
        return await self.faults(request)

    async def file(self, request: web.Request) -> web.Response:
        stored = self.sim.files.get(request.match_info["file_id"])
        if stored is None:
            raise refusal(web.HTTPNotFound, "there is no such file")
        # Shown as a picture or saved, never run as a page of this one.
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        disposition = "inline" if stored.mime_type.startswith("image/") else "attachment"
        headers["Content-Disposition"] = disposition
        return web.Response(body=stored.data, content_type=stored.mime_type, headers=headers)

    def _person(self, request: web.Request) -> int:
        user_id = int(request.match_info["id"])
        if user_id not in self.sim.users:
            raise refusal(web.HTTPNotFound, "there is no such person")
        return user_id


def _next_monday(now: datetime) -> datetime:
    """8 in the morning, where the cluster is; today's, if it is still to come."""
    eight = datetime.combine(now.date(), time(8), now.tzinfo)
    eight += timedelta(days=-now.weekday() % 7)
    return eight if eight > now else eight + timedelta(days=7)
