"""What a message holds before it is in a language: its text, its buttons, a file of Telegram's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram.constants import ParseMode

from bot.conversation.kept import Attachment
from bot.conversation.keyboards import Keyboard, inline
from bot.language.text import Text
from bot.language.voice import Voice


@dataclass(frozen=True, slots=True)
class Content:
    text: Text
    buttons: Keyboard = ()
    file: Attachment | None = None

    def sending(self, voice: Voice) -> tuple[str, dict[str, Any]]:
        """The method that sends it, and its parameters but for the chat."""
        if self.file is None:
            return "sendMessage", self._words("text", voice)
        method = f"send{self.file.kind.capitalize()}"
        return method, self._words("caption", voice) | {self.file.kind: self.file.file_id}

    def editing(self, voice: Voice) -> tuple[str, dict[str, Any]]:
        """The method that gives a message sent so this text and these buttons."""
        part = "text" if self.file is None else "caption"
        return f"editMessage{part.capitalize()}", self._words(part, voice)

    def _words(self, part: str, voice: Voice) -> dict[str, Any]:
        params: dict[str, Any] = {part: voice.html(self.text), "parse_mode": ParseMode.HTML}
        if any(self.buttons):
            params["reply_markup"] = inline(self.buttons, voice)
        return params
