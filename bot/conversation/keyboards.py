"""What can be tapped: inline buttons under a message, and the menu that stands below the chat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram.constants import InlineKeyboardButtonLimit

from bot.language.text import Text
from bot.language.voice import Voice

_OF_CLUSTER = re.compile(r"(.*)@([1-9][0-9]{0,17})", re.ASCII | re.DOTALL)


def read_cluster(data: str) -> tuple[str, int | None]:
    """A tapped button's data as it was declared, and the cluster that its message was about."""
    found = _OF_CLUSTER.fullmatch(data)
    return (found[1], int(found[2])) if found else (data, None)


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button. Its data comes back as it is or forged: whoever reads it checks it.

    Behind the data stands the cluster that the message is about: members of several may be in
    another one when they tap.
    """

    label: Text
    data: str

    def as_telegram(self, voice: Voice, cluster_id: int | None) -> dict[str, Any]:
        data = self.data if cluster_id is None else f"{self.data}@{cluster_id}"
        if len(data.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
            raise ValueError(f"callback data is too long: {len(data.encode())} bytes")
        return {"text": voice.plain(self.label), "callback_data": data}


@dataclass(frozen=True, slots=True)
class Link:
    """An inline button that opens an address."""

    label: Text
    url: str

    def as_telegram(self, voice: Voice, _cluster_id: int | None) -> dict[str, Any]:
        return {"text": voice.plain(self.label), "url": self.url}


Keyboard = Sequence[Sequence[Button | Link]]


@dataclass(frozen=True, slots=True)
class Menu:
    """The persistent keyboard of large buttons; a tap arrives as the label's text.

    Without buttons it takes away the one that stands there.
    """

    rows: Sequence[Sequence[Text]]
    placeholder: Text | None = None

    def as_telegram(self, voice: Voice) -> dict[str, Any]:
        if not self.rows:
            return {"remove_keyboard": True}
        markup: dict[str, Any] = {
            "keyboard": [[{"text": voice.plain(label)} for label in row] for row in self.rows],
            "resize_keyboard": True,
            "is_persistent": True,
        }
        if self.placeholder is not None:
            markup["input_field_placeholder"] = voice.plain(self.placeholder)
        return markup


def inline(keyboard: Keyboard, voice: Voice, cluster_id: int | None) -> dict[str, Any]:
    rows = [[b.as_telegram(voice, cluster_id) for b in row] for row in keyboard if row]
    return {"inline_keyboard": rows}
