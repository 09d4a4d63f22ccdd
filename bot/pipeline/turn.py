"""A turn: one update, all that is said in answer, and the one live message of the chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

import orjson

from bot.conversation.keyboards import Keyboard, inline
from bot.language.text import Text
from bot.pipeline.saying import Saying
from storage.conversations import Live

if TYPE_CHECKING:
    pass

# Telegram lets a bot delete its message for 48 hours; an hour is kept for the way.
DELETABLE = timedelta(hours=47)


@dataclass(slots=True)
class Turn(Saying):
    """What a handler is given."""

    def edit(self, text: Text, buttons: Keyboard | None = None) -> None:
        """Change the message whose button was tapped; without one, say it anew."""
        if self.tapped_message is None:
            self.say(text, buttons)
            return
        if self.tapped_message == self.conversation.panel_message:
            self.show(text, buttons)
            return
        params = self._content(text, buttons)
        self._put("editMessageText", params | {"message_id": self.tapped_message})

    def edit_buttons(self, buttons: Keyboard) -> None:
        """Change nothing but the buttons of the message whose button was tapped."""
        if self.tapped_message is not None:
            markup = {"reply_markup": inline(buttons, self.voice, self.speaker.cluster_id)}
            self._put("editMessageReplyMarkup", markup | {"message_id": self.tapped_message})

    def show(self, text: Text, buttons: Keyboard | None = None) -> None:
        """Put this on the chat's one live message, the panel.

        A tap on the panel changes it in place; after something was typed it moves to the bottom
        of the chat, so that question and answer are always together and only one is alive.
        """
        params = self._content(text, buttons)
        digest = crc32(orjson.dumps(params))
        if self.tapped_message is not None and self._adopt(self.tapped_message):
            if digest != self.conversation.panel_digest:
                self._put("editMessageText", params | {"message_id": self.tapped_message})
        else:
            newest = self._newest_known
            self.drop_panel()
            self.conversation.panel_outbox = self._put("sendMessage", params)
            self.conversation.panel_message = None
            self.conversation.panel_at = self.now
            self.conversation.panel_after = newest
        self.conversation.panel_digest = digest
        self.conversation_changed = True

    def adopt(self) -> None:
        """From here on the tapped message is the panel; another one that was is taken away."""
        query = self.update.callback_query if self.update else None
        if query is None or query.message is None or self._adopt(query.message.message_id):
            return
        self.drop_panel()
        self.conversation.panel_message = query.message.message_id
        sent = query.message.api_kwargs.get("date")
        self.conversation.panel_at = datetime.fromtimestamp(sent, UTC) if sent else None
        self.conversation_changed = True

    def drop_panel(self) -> None:
        """Remove the panel from the chat; one too old to be deleted only loses its buttons."""
        c = self.conversation
        if c.panel_message is None and c.panel_outbox is None:
            return
        params = {"message_id": c.panel_message} if c.panel_message is not None else {}
        target = c.panel_outbox if c.panel_message is None else None
        young = c.panel_at is not None and self.now - c.panel_at < DELETABLE
        method = "deleteMessage" if young else "editMessageReplyMarkup"
        self._put(method, params, target=target)
        self.leave_panel()

    def keep_live(self, live: Live) -> None:
        """The tapped message keeps itself up to date, until something else is put there."""
        self.conversation.live = live
        self.conversation_changed = True

    def leave_panel(self) -> None:
        """Let the panel stand as it is: it is history now, and the next one is a new message."""
        c = self.conversation
        c.panel_message = c.panel_outbox = c.panel_digest = c.panel_at = c.panel_after = None
        self.conversation_changed = True

    def _adopt(self, message_id: int) -> bool:
        """Whether the tapped message is the panel, or must be it (its id is not known yet)."""
        c = self.conversation
        unknown = c.panel_message is None and c.panel_outbox is not None
        # One from before the panel was tapped on its way out.
        if unknown and message_id > (c.panel_after or 0):
            c.panel_message, c.panel_outbox = message_id, None
        return c.panel_message == message_id

    @property
    def _newest_known(self) -> int:
        """Of all message ids that this turn knows; what is sent now has a greater one."""
        update = self.update
        message = (update.message or update.edited_message) if update else None
        known = (message and message.message_id, self.tapped_message)
        return max(at or 0 for at in (*known, self.conversation.panel_message))
