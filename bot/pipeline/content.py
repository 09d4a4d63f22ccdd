"""What a message holds before it is in a language: its text, its buttons, a file of Telegram's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram.constants import ParseMode

from bot.conversation.kept import Attachment
from bot.conversation.keyboards import Keyboard, Menu, inline
from bot.language.text import Text
from bot.language.voice import Voice


@dataclass(frozen=True, slots=True)
class Content:
    text: Text
    buttons: Keyboard = ()
    file: Attachment | None = None
    menu: Menu | None = None

    def sending(self, voice: Voice, cluster_id: int | None) -> tuple[str, dict[str, Any]]:
        """The method that sends it about this cluster, and its parameters but for the chat."""
        if self.file is None:
            return "sendMessage", self._words("text", voice, cluster_id)
        method = f"send{self.file.kind.capitalize()}"
        return method, self._words("caption", voice, cluster_id) | {
            self.file.kind: self.file.file_id
        }

    def editing(self, voice: Voice, cluster_id: int | None) -> tuple[str, dict[str, Any]]:
        """The method that gives a message sent so this text and these buttons."""
        part = "text" if self.file is None else "caption"
        return f"editMessage{part.capitalize()}", self._words(part, voice, cluster_id)

    def _words(self, part: str, voice: Voice, cluster_id: int | None) -> dict[str, Any]:
        params: dict[str, Any] = {part: voice.html(self.text), "parse_mode": ParseMode.HTML}
        if self.menu is not None:
            params["reply_markup"] = self.menu.as_telegram(voice)
        elif any(self.buttons):
            params["reply_markup"] = inline(self.buttons, voice, cluster_id)
        return params
