"""Methods that change a message where it stands, and the answer to a tap."""

from bot.simulator.chats import Chat, Entry
from bot.simulator.content import body, caption_content, text_content, without
from bot.simulator.errors import bad
from bot.simulator.markup import check_markup
from bot.simulator.methods.media import media_content
from bot.simulator.methods.registry import Method
from bot.simulator.table import Request
from bot.simulator.text import units
from bot.simulator.wire import Json
from bot.simulator.world import World

MAX_TOAST = 200
_WITH_CAPTION = ("photo", "document")


def edit_text(world: World, request: Request) -> Json:
    chat, entry = _editable(world, request.params)
    if entry.content_kind != "text":
        raise bad("there is no text in the message to edit")
    return _replace(world, chat, entry, text_content(request.params), request.params)


def edit_caption(world: World, request: Request) -> Json:
    chat, entry = _editable(world, request.params)
    if entry.content_kind not in _WITH_CAPTION:
        raise bad("there is no caption in the message to edit")
    file = {kind: entry.message[kind] for kind in _WITH_CAPTION if kind in entry.message}
    return _replace(world, chat, entry, file | caption_content(request.params), request.params)


def edit_media(world: World, request: Request) -> Json:
    chat, entry = _editable(world, request.params)
    content = media_content(world, request.params["media"], request.files)
    return _replace(world, chat, entry, content, request.params)


def edit_markup(world: World, request: Request) -> Json:
    chat, entry = _editable(world, request.params)
    return _replace(world, chat, entry, body(entry.message), request.params)


def answer_callback(world: World, request: Request) -> bool:
    params = request.params
    text = params.get("text", "")
    if units(text) > MAX_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    if not params.get("url", "https://t.me/").startswith(("https://t.me/", "tg://")):
        raise bad("URL_INVALID")
    chat = world.take_callback(params["callback_query_id"])
    if text:
        chat.toasts.append(text)
    world.show(chat, "toast", text=text, alert=params.get("show_alert", False))
    return True


def _editable(world: World, params: Json) -> tuple[Chat, Entry]:
    chat = world.reachable(params["chat_id"])
    entry = chat.entries.get(params["message_id"])
    if entry is None:
        raise bad("message to edit not found")
    if not entry.by_bot or entry.with_reply_keyboard or "forward_origin" in entry.message:
        raise bad("message can't be edited")
    return chat, entry


def _replace(world: World, chat: Chat, entry: Entry, content: Json, params: Json) -> Json:
    """Without a keyboard given, the one the message had is gone."""
    old = entry.message
    markup = params.get("reply_markup") or {}
    if markup.get("inline_keyboard"):
        check_markup(markup)
        content = content | {"reply_markup": markup}
    if content == body(old) | {key: old[key] for key in ("reply_markup",) if key in old}:
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    rest = without(old, *body(old), "reply_markup")
    return world.replace(chat, entry, rest | {"edit_date": world.timestamp()} | content)


METHODS: dict[str, Method] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "answerCallbackQuery": answer_callback,
}
