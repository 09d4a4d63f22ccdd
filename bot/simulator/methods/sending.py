"""Methods that put a message without a file into a chat."""

from datetime import timedelta
from typing import Any

from bot.simulator.chats import Chat
from bot.simulator.content import body, reply_content, text_content
from bot.simulator.errors import bad
from bot.simulator.markup import check_markup
from bot.simulator.methods.registry import Method
from bot.simulator.table import Request
from bot.simulator.text import is_invisible, units
from bot.simulator.wire import Json
from bot.simulator.world import World

DELETABLE_FOR = timedelta(hours=48)


def deliver(world: World, chat: Chat, content: Json, params: Json) -> Json:
    """A new message of the bot's, with what all sending methods share. Raises ApiError."""
    markup = params.get("reply_markup")
    if markup is not None:
        check_markup(markup)
    if "message_thread_id" in params:
        raise bad("message thread not found")
    content = reply_content(chat, params) | content
    if params.get("protect_content"):
        content["has_protected_content"] = True
    return world.post(chat, content, by_bot=True, markup=markup)


def send_message(world: World, request: Request) -> Json:
    chat = world.reachable(request.params["chat_id"])
    return deliver(world, chat, text_content(request.params), request.params)


def send_location(world: World, request: Request) -> Json:
    chat = world.reachable(request.params["chat_id"])
    return deliver(world, chat, {"location": _location(request.params)}, request.params)


def send_venue(world: World, request: Request) -> Json:
    params = request.params
    chat = world.reachable(params["chat_id"])
    if not params["title"].strip() or not params["address"].strip():
        raise bad("venue title and address must be non-empty")
    location = _location(params)
    venue = {"location": location, "title": params["title"], "address": params["address"]}
    return deliver(world, chat, {"venue": venue, "location": location}, params)


def send_poll(world: World, request: Request) -> Json:
    params = request.params
    chat = world.reachable(params["chat_id"])
    if is_invisible(params["question"]) or units(params["question"]) > 300:
        raise bad("poll question must have 1 to 300 characters")
    if not 1 <= len(params["options"]) <= 12:
        raise bad("poll must have 1 to 12 options")
    texts = [option["text"] for option in params["options"]]
    if any(is_invisible(text) or units(text) > 100 for text in texts):
        raise bad("poll options must have 1 to 100 characters")
    poll = _poll(str(5_000_000_000_000_000_000 + chat.next_id()), params, texts)
    return deliver(world, chat, {"poll": poll}, params)


def copy_message(world: World, request: Request) -> Json:
    chat, message = _source(world, request.params, "copy")
    content = body(message)
    if "caption" in request.params and "text" not in message:
        content["caption"] = request.params["caption"]
    return {"message_id": deliver(world, chat, content, request.params)["message_id"]}


def forward_message(world: World, request: Request) -> Json:
    chat, message = _source(world, request.params, "forward")
    origin = {"type": "user", "sender_user": message["from"], "date": message["date"]}
    content = body(message) | {"forward_origin": origin}
    return deliver(world, chat, content, request.params)


def delete_message(world: World, request: Request) -> bool:
    chat = world.known(request.params["chat_id"])
    message_id = request.params["message_id"]
    if message_id not in chat.entries:
        raise bad("message to delete not found")
    _delete(world, chat, message_id)
    return True


def delete_messages(world: World, request: Request) -> bool:
    chat = world.known(request.params["chat_id"])
    message_ids = request.params["message_ids"]
    if not 1 <= len(message_ids) <= 100:
        raise bad("there must be from 1 to 100 message identifiers")
    for message_id in message_ids:
        if message_id in chat.entries:
            _delete(world, chat, message_id)
    return True


def _delete(world: World, chat: Chat, message_id: int) -> None:
    if world.clock.now() - chat.entries[message_id].sent_at > DELETABLE_FOR:
        raise bad("message can't be deleted for everyone")
    world.remove(chat, message_id)


def _source(world: World, params: Json, verb: str) -> tuple[Chat, Json]:
    chat = world.reachable(params["chat_id"])
    entry = world.known(params["from_chat_id"]).entries.get(params["message_id"])
    if entry is None:
        raise bad(f"message to {verb} not found")
    return chat, entry.message


def _location(params: Json) -> Json:
    latitude, longitude = params["latitude"], params["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad("wrong latitude or longitude specified")
    return {"latitude": latitude, "longitude": longitude}


def _poll(poll_id: str, params: Json, texts: list[str]) -> Json:
    options: list[Any] = [
        {"persistent_id": str(number), "text": text, "voter_count": 0}
        for number, text in enumerate(texts)
    ]
    return {
        "id": poll_id,
        "question": params["question"],
        "options": options,
        "total_voter_count": 0,
        "is_closed": params.get("is_closed", False),
        "is_anonymous": params.get("is_anonymous", True),
        "type": params.get("type", "regular"),
        "allows_multiple_answers": params.get("allows_multiple_answers", False),
        "allows_revoting": params.get("allows_revoting", True),
        "members_only": params.get("members_only", False),
    }


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendPoll": send_poll,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
