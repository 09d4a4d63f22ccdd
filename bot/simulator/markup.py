"""Keyboards: what Telegram takes and what it refuses."""

from urllib.parse import urlsplit

import orjson

from bot.simulator.errors import bad
from bot.simulator.wire import Json

MAX_DATA_BYTES = 64
MAX_PLACEHOLDER = 64
# Buttons in a row and in all, of each kind.
MOST_BUTTONS = {"inline keyboard": (8, 100), "reply keyboard": (12, 300)}
MAX_KEYBOARD_BYTES = 10_000
_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
)


def check_markup(markup: Json) -> None:
    """Raises ApiError for a keyboard Telegram, or we, would not have."""
    if "inline_keyboard" in markup:
        for button in _buttons(markup["inline_keyboard"], "inline keyboard"):
            _inline_button(button)
    elif "keyboard" in markup:
        for button in _buttons(markup["keyboard"], "reply keyboard"):
            _text(button, "reply keyboard")
    elif markup.get("remove_keyboard") is False or markup.get("force_reply") is False:
        raise bad("object expected as reply markup")
    if len(markup.get("input_field_placeholder", "")) > MAX_PLACEHOLDER:
        raise bad("INPUT_FIELD_PLACEHOLDER_INVALID")
    if len(orjson.dumps(markup)) > MAX_KEYBOARD_BYTES:
        raise bad("REPLY_MARKUP_TOO_LONG")


def is_reply_keyboard(markup: Json) -> bool:
    """A keyboard of the person's whole chat, or what asks for an answer; not one of a message."""
    return "inline_keyboard" not in markup


def holds_data(markup: Json | None, data: str) -> bool:
    rows = (markup or {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)


def _buttons(rows: list[list[Json]], kind: str) -> list[Json]:
    if not rows or not all(rows):
        raise bad(f"can't parse {kind}: it has no buttons, or a row without any")
    in_a_row, in_all = MOST_BUTTONS[kind]
    if max(map(len, rows)) > in_a_row or sum(map(len, rows)) > in_all:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return [button for row in rows for button in row]


def _text(button: Json, kind: str) -> None:
    if not button["text"].strip():
        raise bad(f"can't parse {kind} button: button text must be non-empty")


def _inline_button(button: Json) -> None:
    _text(button, "inline keyboard")
    actions = [action for action in _ACTIONS if action in button]
    if not actions:
        raise bad(
            "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: a button has exactly one action")
    if not 1 <= len(button.get("callback_data", "-").encode()) <= MAX_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not _is_link(button["url"]):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: unsupported URL")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _is_link(url: str) -> bool:
    parts = urlsplit(url if "://" in url or url.startswith("tg:") else f"http://{url}")
    if parts.scheme == "tg":
        return True
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in url
