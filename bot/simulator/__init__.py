"""A strict Telegram on this machine, for the demo and for tests.

Python
------
    async with Simulator(clock, token="1:demo") as sim:   # port=0, api_port=0, zone=..., max_calls=
        ana = sim.add_user("Ana", language_code="es")     # -> SimUser; started=True: pressed Start
        sim.start(ana.id, "payload of the link")          # -> the message; presses Start
        message = sim.send_text(ana.id, "hola", reply_to=None)
        sim.edit_text(ana.id, message["message_id"], "buenas")   # an own text or caption
        sim.tap(ana.id, message_id, "data", forged=False)        # -> id of the callback query
        sim.send_photo(ana.id, data, caption="")
        sim.send_document(ana.id, data, "orders.csv", mime_type=None, caption="")
        sim.send_location(...), sim.send_contact(...), sim.send_content(ana.id, {"sticker": ...})
        sim.block(ana.id), sim.block(ana.id, False), sim.delete(ana.id, message_id)
        sim.inject_raw({...})                             # any update at all -> its id

What people do is plain functions, done when they return; `PersonError` (a ValueError) says what a
real phone would not do. Messages are JSON objects as the Bot API shows them, never changed in
place. `sim.last_update` is the id of the update made last.

    sim.users                 # {id: SimUser}
    chat = sim.chat(ana.id)   # messages, from_bot, message(id), reply_keyboard, force_reply,
                              # toasts, started, blocked, pinned, reactions, typing, changes
    sim.commands(ana.id)      # the command menu this person is shown
    await sim.changed(ana.id, timeout=5, since=chat.changes)   # what the bot did that shows
    await sim.acknowledged(update_id=None)                     # told by the bot to be done
    await sim.idle_updates(); sim.pending_updates

    sim.url                   # the page and its control; never refused
    sim.api_url               # the Bot API (instead of https://api.telegram.org)
    sim.base_url, sim.base_file_url      # the same as python-telegram-bot wants it
    sim.remember(method, params, at)     # sent by the bot then; before anybody looks -> its id
    sim.calls, sim.refusals   # Call: n, at, monotonic, method, params, status, answer, injected;
    sim.forget_calls()        # refusals: those answered 400, 401, 403, 404 and not injected

    sim.faults.latency_ms = 20; sim.faults.chat_latency_ms[ana.id] = 5000
    sim.faults.add("send*", status=429, retry_after=3, times=1, chat_id=None)   # or 5xx, 400, 403
    sim.faults.hang_methods.append("getUpdates"); sim.faults.clear()
    await sim.refuse(True)    # connection refused, and those there are dropped; False: open again
    sim.flood_limits = True   # 429 above 30 messages/s in all or 1/s in a chat (after 5)

A call is done when it arrives and answered after the latency, so that what a killed bot sent last
is seen by people though the bot never heard so. Latency, long polls and flood limits are measured
in real time; dates, the 48 hours for deleting and the 15 minutes for answering a tap go by the
clock.

HTTP (JSON, from this machine only)
-----------------------------------
    POST /bot<token>/<method>, GET /file/bot<token>/<file_path>        on both doors
    GET  /, /page/*                                                    the phone page
    GET  /sim/users                  POST /sim/users {first_name, last_name?, username?,
                                     language_code?, id?, label?, invite?}
    GET  /sim/users/{id}/chat        {messages, reply_keyboard, force_reply, commands, started,
                                     blocked, toasts}
    POST /sim/users/{id}/send        {text, reply_to?}, or multipart: file, kind=photo|document,
                                     caption?, reply_to?
    POST /sim/users/{id}/edit        {message_id, text}
    POST /sim/users/{id}/tap         {message_id, data, forged?} -> {callback_query_id}
    POST /sim/users/{id}/start       {payload?}
    POST /sim/users/{id}/block       {blocked}
    POST /sim/users/{id}/delete      {message_id}
    GET  /sim/events?user={id}       server-sent events `chat` {user, kind, message?, text?, alert?,
                                     reply_keyboard?, force_reply?, commands?, blocked?}; kind: new,
                                     edit, delete, keyboard, toast, typing, commands, blocked;
                                     several users, and raw, in one: ?user=1&user=2&raw=1
    GET  /sim/events?raw=1           events `call` {n, at, method, params, status, answer} and
                                     `update`
    GET  /sim/calls                  the last 200 calls
    GET  /sim/clock                  {now, zone}
    POST /sim/clock                  {to} | {advance_seconds} | {preset: "monday-8"}
    GET  /sim/faults, POST           {latency_ms, chat_latency_ms, rules, hang_methods, refuse,
                                     flood_limits}; what is not given stays
    GET  /sim/files/{file_id}
"""

from bot.simulator.bot_api import Call
from bot.simulator.chats import Chat, SimUser
from bot.simulator.errors import PersonError
from bot.simulator.faults import Faults, Rule
from bot.simulator.server import Simulator
from bot.simulator.wire import Json

__all__ = ["Call", "Chat", "Faults", "Json", "PersonError", "Rule", "SimUser", "Simulator"]
