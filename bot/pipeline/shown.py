"""What messages show by now, so that none is edited into what it is: Telegram refuses that."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import orjson

REMEMBERED = 10_000


class Shown:
    """Of the messages sent or edited last; after a restart Telegram's refusal does no harm."""

    def __init__(self) -> None:
        self._contents: OrderedDict[tuple[int, int], int] = OrderedDict()

    def already(self, method: str, params: dict[str, Any]) -> bool:
        """Whether this edit would change nothing."""
        if method != "editMessageText":
            return False
        return self._contents.get((params["chat_id"], params["message_id"])) == _content(params)

    def note(self, method: str, params: dict[str, Any], message_id: int | None) -> None:
        """`message_id` is the one Telegram answered with, where it answered with a message."""
        about = message_id or params.get("message_id")
        if about is None:
            return
        key = (params["chat_id"], about)
        self._contents.pop(key, None)
        if method in ("sendMessage", "editMessageText"):
            self._contents[key] = _content(params)
            if len(self._contents) > REMEMBERED:
                self._contents.popitem(last=False)


def _content(params: dict[str, Any]) -> int:
    return hash((params["text"], orjson.dumps(params.get("reply_markup"))))
