"""What messages show by now, so that no call is made that Telegram would refuse as empty."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import orjson

REMEMBERED = 10_000
GONE = None
CHANGING = ("editMessageText", "editMessageReplyMarkup", "deleteMessage")


class Shown:
    """Of the messages sent, edited or deleted last; after a restart a refusal does no harm."""

    def __init__(self) -> None:
        self._contents: OrderedDict[tuple[int, int], int | None] = OrderedDict()

    def gone(self, params: dict[str, Any]) -> bool:
        """Whether the message that this is about was deleted by us."""
        return self._contents.get(_key(params), 0) is GONE

    def already(self, method: str, params: dict[str, Any]) -> bool:
        """Whether this would change nothing."""
        if method not in CHANGING:
            return False
        if method != "editMessageText":
            return self.gone(params)
        return self._contents.get(_key(params)) == _content(params)

    def note(self, method: str, params: dict[str, Any], message_id: int | None) -> None:
        """`message_id` is the one Telegram answered with, where it answered with a message."""
        about = message_id or params.get("message_id")
        if about is None:
            return
        key = (params["chat_id"], about)
        self._contents.pop(key, None)
        if method == "deleteMessage":
            self._contents[key] = GONE
        elif method in ("sendMessage", "editMessageText"):
            self._contents[key] = _content(params)
        if len(self._contents) > REMEMBERED:
            self._contents.popitem(last=False)


def _key(params: dict[str, Any]) -> tuple[int, int]:
    return params["chat_id"], params["message_id"]


def _content(params: dict[str, Any]) -> int:
    return hash((params["text"], orjson.dumps(params.get("reply_markup"))))
