"""Who is speaking in a turn, and what is said in answer: rows of the outbox, never the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.constants import CallbackQueryLimit, ParseMode

from bot.conversation.keyboards import Keyboard, Menu, inline
from bot.conversation.words import is_blank
from bot.language.text import Text
from bot.language.voice import Voice
from bot.pipeline.changes import rewritten
from bot.pipeline.content import Content
from bot.pipeline.outgoing import Lane, Outgoing, Upload
from bot.pipeline.speaking import shown, voice_of
from storage.conversations import Conversation
from storage.database import Transaction
from storage.people import Speaker
from storage.scope import MemberScope

if TYPE_CHECKING:
    from bot.conversation.engine import Forms
    from bot.features import Table


class NotAMemberError(Exception):
    """A verb of a cluster was asked for by somebody who is in none."""


@dataclass(slots=True)
class Bot:
    """What of the machine a handler may ask for: the table, the forms, the bot's own name."""

    username: str = ""
    _table: Table | None = None
    _forms: Forms | None = None

    @property
    def table(self) -> Table:
        if self._table is None:
            raise RuntimeError("this turn was begun outside of the machine")
        return self._table

    @property
    def forms(self) -> Forms:
        if self._forms is None:
            raise RuntimeError("this turn was begun outside of the machine")
        return self._forms


@dataclass(slots=True)
class Saying:
    """Who speaks, and what is said to them. `now` is aware UTC."""

    tx: Transaction
    now: datetime
    chat_id: int
    speaker: Speaker
    voice: Voice
    conversation: Conversation
    next_id: Callable[[], int]
    update: Update | None = None
    bot: Bot = field(default_factory=Bot)
    outgoing: list[Outgoing] = field(default_factory=list)
    conversation_changed: bool = False
    answered: bool = False
    # Of what is said in this turn no row remains once it is sent.
    fleeting: bool = False
    # Nothing of this chat is kept: whoever speaks asked to be forgotten.
    forgotten: bool = False
    # What is said stands in a new message, and the one whose button was tapped stays as it is.
    anew: bool = False

    def become(self, speaker: Speaker) -> None:
        """From here on this is who speaks: they joined, or chose a language or a cluster."""
        self.speaker = speaker
        self.voice = voice_of(speaker)

    @property
    def scope(self) -> MemberScope:
        if self.speaker.scope is None:
            raise NotAMemberError
        return self.speaker.scope

    @property
    def first_name(self) -> str:
        """What a greeting calls them; on record is the whole name."""
        user = self.update.effective_user if self.update else None
        first = shown(user.first_name) if user else ""
        return self.speaker.name if is_blank(first) else first

    @property
    def today(self) -> date:
        """The day it is in the cluster's zone."""
        return self.voice.local(self.now).date()

    @property
    def tapped_message(self) -> int | None:
        """The message whose button was tapped, in this turn, and that may be changed."""
        query = self.update.callback_query if self.update and not self.anew else None
        return query.message.message_id if query and query.message else None

    def say(self, text: Text, buttons: Keyboard | None = None, *, menu: Menu | None = None) -> int:
        """A new message; its id in the outbox."""
        params: dict[str, Any] = self._content(text, buttons)
        if menu is not None:
            params["reply_markup"] = menu.as_telegram(self.voice)
        return self._put("sendMessage", params)

    def send_file(
        self,
        kind: str,
        upload: Upload | str,
        caption: Text | None = None,
        buttons: Keyboard | None = None,
    ) -> int:
        """A photo or a document (`kind`): a file of ours, or the file_id of one Telegram has."""
        params: dict[str, Any] = {}
        if caption is not None:
            params |= {"caption": self.voice.html(caption), "parse_mode": ParseMode.HTML}
        if buttons and any(buttons):
            params["reply_markup"] = inline(buttons, self.voice, self.speaker.cluster_id)
        if isinstance(upload, str):
            return self._put(f"send{kind.capitalize()}", params | {kind: upload})
        return self._put(f"send{kind.capitalize()}", params, upload=upload)

    def show_as(self, voice: Voice, content: Content) -> int:
        """A message exactly as somebody else gets it, in their language; its id in the outbox."""
        return self._put(*content.sending(voice, self.speaker.cluster_id))

    def toast(self, text: Text | None = None, *, alert: bool = False) -> None:
        """Answer the tap: a short notice, or just the end of the button's waiting."""
        query = self.update.callback_query if self.update else None
        if query is None or self.answered:
            return
        self.answered = True
        params: dict[str, Any] = {"callback_query_id": query.id}
        if text is not None:
            most = CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
            params["text"] = self.voice.plain(text)[:most]
            params["show_alert"] = alert
        self._put("answerCallbackQuery", params)

    def call_bot(self, method: str, chat_id: int, **params: Any) -> None:
        """A method that is about the bot itself (its command menu), in that chat's order."""
        self._add(Outgoing(self.next_id(), chat_id, method, params))

    def tell(
        self,
        chat_id: int,
        voice: Voice,
        text: Text,
        buttons: Keyboard | None = None,
        *,
        menu: Menu | None = None,
        cluster_id: int | None = None,
        quiet: str | None = None,
    ) -> int:
        """To somebody else, of the speaker's cluster or another; not in the hours of `quiet`."""
        about = self.speaker.cluster_id if cluster_id is None else cluster_id
        method, params = Content(text, buttons or (), menu=menu).sending(voice, about)
        params["chat_id"] = chat_id
        outgoing = Outgoing(self.next_id(), chat_id, method, params, Lane.BULK, quiet=quiet)
        return self._add(outgoing)

    async def change(self, earlier: int, chat_id: int, voice: Voice, content: Content) -> int:
        """Give somebody else's message (its id in the outbox) this text; `content` has its file."""
        method, params = await rewritten(
            self.tx, earlier, chat_id, voice, self.speaker.cluster_id, content
        )
        params = {"chat_id": chat_id} | params
        outgoing = Outgoing(self.next_id(), chat_id, method, params, Lane.BULK, target=earlier)
        return self._add(outgoing)

    def change_buttons(
        self, earlier: int, chat_id: int, voice: Voice, cluster_id: int, buttons: Keyboard
    ) -> int:
        """Give somebody else's message (its id in the outbox) other buttons, once it is out."""
        markup = inline(buttons, voice, cluster_id)
        params = {"chat_id": chat_id, "reply_markup": markup}
        of = chat_id, "editMessageReplyMarkup", params, Lane.BULK
        return self._add(Outgoing(self.next_id(), *of, target=earlier))

    def _content(self, text: Text, buttons: Keyboard | None) -> dict[str, Any]:
        return Content(text, buttons or ()).sending(self.voice, self.speaker.cluster_id)[1]

    def _put(
        self,
        method: str,
        params: dict[str, Any],
        *,
        target: int | None = None,
        upload: Upload | None = None,
    ) -> int:
        if method != "answerCallbackQuery":
            params = {"chat_id": self.chat_id} | params
            self._end_live(params.get("message_id"))
        return self._add(
            Outgoing(self.next_id(), self.chat_id, method, params, target=target, upload=upload)
        )

    def _end_live(self, message_id: int | None) -> None:
        live = self.conversation.live
        if live is not None and live.message == message_id:
            self.conversation.live = None
            self.conversation_changed = True

    def _add(self, outgoing: Outgoing) -> int:
        self.outgoing.append(outgoing)
        return outgoing.id
