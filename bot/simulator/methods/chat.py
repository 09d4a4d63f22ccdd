"""Methods about a chat as a whole, and marks on its messages."""

from bot.simulator.chats import Chat
from bot.simulator.errors import bad
from bot.simulator.methods.registry import Method
from bot.simulator.table import Request
from bot.simulator.wire import Json
from bot.simulator.world import World

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def send_chat_action(world: World, request: Request) -> bool:
    chat = world.reachable(request.params["chat_id"])
    if request.params["action"] not in _ACTIONS:
        raise bad("wrong parameter action in request")
    chat.typing += 1
    world.show(chat, "typing", text=request.params["action"])
    return True


def set_message_reaction(world: World, request: Request) -> bool:
    chat = world.reachable(request.params["chat_id"])
    message_id = _present(chat, request.params["message_id"], "react")
    reaction = request.params.get("reaction", [])
    if len(reaction) > 1:
        raise bad("REACTIONS_TOO_MANY")
    chat.reactions[message_id] = reaction
    world.show(chat, "edit", message=chat.message(message_id), reaction=reaction)
    return True


def pin_chat_message(world: World, request: Request) -> bool:
    chat = world.reachable(request.params["chat_id"])
    chat.pinned = _present(chat, request.params["message_id"], "pin")
    world.show(chat, "edit", message=chat.message(chat.pinned), pinned=True)
    return True


def unpin_chat_message(world: World, request: Request) -> bool:
    chat = world.reachable(request.params["chat_id"])
    if chat.pinned is None:
        raise bad("message to unpin not found")
    chat.pinned = None
    return True


def get_chat(world: World, request: Request) -> Json:
    chat = world.known(request.params["chat_id"])
    info = chat.user.as_chat() | {
        "accent_color_id": chat.user.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": _NO_GIFTS,
    }
    if chat.pinned in chat.entries:
        info["pinned_message"] = chat.entries[chat.pinned].message
    return info


def get_chat_member(world: World, request: Request) -> Json:
    chat = world.known(request.params["chat_id"])
    user_id = request.params["user_id"]
    if user_id == world.bot["id"]:
        return {"user": world.bot, "status": "member"}
    if user_id != chat.user.id:
        raise bad("PARTICIPANT_ID_INVALID")
    return {"user": chat.user.as_user(), "status": "member"}


def leave_chat(world: World, request: Request) -> bool:
    world.known(request.params["chat_id"])
    raise bad("chat member status can't be changed in private chats")


_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def _present(chat: Chat, message_id: int, verb: str) -> int:
    if message_id not in chat.entries:
        raise bad(f"message to {verb} not found")
    return message_id


METHODS: dict[str, Method] = {
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "leaveChat": leave_chat,
}
