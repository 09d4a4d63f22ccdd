"""What a message holds, from what the bot or a person gave."""

from typing import Any

from bot.simulator.chats import Chat
from bot.simulator.errors import bad
from bot.simulator.html_entities import parse_html
from bot.simulator.text import (
    MAX_CAPTION,
    MAX_TEXT,
    cleaned,
    explicit_entities,
    found_entities,
    is_invisible,
    trimmed,
    units,
)
from bot.simulator.wire import Json

_CONTENT = ("text", "photo", "document", "location", "venue", "poll", "contact", "dice")


def text_content(params: Json) -> Json:
    """Of sendMessage and editMessageText. Raises ApiError."""
    if not params["text"].strip():
        raise bad("message text is empty")
    text, entities = _formatted(params["text"], params.get("parse_mode"), params.get("entities"))
    if is_invisible(text):
        raise bad("text must be non-empty")
    if units(text) > MAX_TEXT:
        raise bad("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if options := params.get("link_preview_options"):
        content["link_preview_options"] = options
    return content


def caption_content(params: Json) -> Json:
    """Of all that has a caption; empty without one. Raises ApiError."""
    text, entities = _formatted(
        params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities")
    )
    if units(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    if is_invisible(text):
        return {}
    content: Json = {"caption": text}
    if entities:
        content["caption_entities"] = entities
    if params.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def persons_text(text: str, *, caption: bool = False) -> Json:
    """What a person wrote; no markup is read in it. Raises ApiError."""
    text, entities = _formatted(text, None, None)
    key = "caption" if caption else "text"
    content: Json = {} if caption and not text else {key: text}
    if entities:
        content["caption_entities" if caption else "entities"] = entities
    return content


def reply_content(chat: Chat, params: Json) -> Json:
    """The message answered to, without the one that one answered to. Raises ApiError."""
    reply = params.get("reply_parameters")
    if reply is None:
        return {}
    entry = chat.entries.get(reply["message_id"])
    if entry is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    return {"reply_to_message": without(entry.message, "reply_to_message")}


def body(message: Json) -> Json:
    """What the message says, apart from who said it, when, and its keyboard."""
    taken = (*_CONTENT, "entities", "caption", "caption_entities", "link_preview_options")
    more = ("show_caption_above_media", "has_media_spoiler")
    return {key: message[key] for key in (*taken, *more) if key in message}


def without(message: Json, *keys: str) -> Json:
    return {key: value for key, value in message.items() if key not in keys}


def _formatted(
    source: str, parse_mode: str | None, given: list[Any] | None
) -> tuple[str, list[Json]]:
    text, entities = cleaned(source), given or []
    if parse_mode:
        if parse_mode.upper() != "HTML":
            raise bad("unsupported parse_mode")
        text, entities = parse_html(text)
    elif given:
        entities = explicit_entities(text, given)
    text, entities = trimmed(text, entities)
    return text, found_entities(text, entities)
