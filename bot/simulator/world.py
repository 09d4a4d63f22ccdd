"""All that Telegram knows: people, chats, messages, files, menus, and what waits for the bot."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.simulator.chats import Chat, Entry, SimUser
from bot.simulator.commands import Commands
from bot.simulator.errors import ApiError, bad
from bot.simulator.events import Events
from bot.simulator.files import Files
from bot.simulator.markup import is_reply_keyboard
from bot.simulator.updates import Updates
from bot.simulator.wire import Json

MAX_CALLBACKS = 50_000
CALLBACK_LIFE = timedelta(minutes=15)


@dataclass(slots=True)
class Callback:
    chat: Chat
    at: datetime


class World:
    def __init__(self, clock: Clock, token: str = "1:demo", username: str = "ayni_bot") -> None:
        self.clock = clock
        self.token = token
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Ayni",
            "username": username,
        }
        self.users: dict[int, SimUser] = {}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates()
        self.events = Events()
        self.files = Files()
        self.menus = Commands()
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int | None, Json] = {}
        self.webhook: Json = {}
        self.webhook_changed = asyncio.Event()
        self.logged_out = False
        self._callbacks: OrderedDict[str, Callback] = OrderedDict()
        self._last_callback = 4_382_190_000_000_000_000

    def timestamp(self) -> int:
        return int(self.clock.now().timestamp())

    def reachable(self, chat_id: int | str) -> Chat:
        """The chat, if the bot may write there. Raises ApiError."""
        chat = self.known(chat_id)
        if not chat.started:
            raise ApiError(403, "bot can't initiate conversation with a user")
        if chat.blocked:
            raise ApiError(403, "bot was blocked by the user")
        return chat

    def known(self, chat_id: int | str) -> Chat:
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad("chat not found")
        return chat

    def post(self, chat: Chat, content: Json, *, by_bot: bool, markup: Json | None = None) -> Json:
        """Put a new message into a chat, where both sides see it."""
        message: Json = {
            "message_id": chat.next_id(),
            "from": self.bot if by_bot else chat.user.as_user(),
            "chat": chat.user.as_chat(),
            "date": self.timestamp(),
            **content,
        }
        with_reply_keyboard = markup is not None and is_reply_keyboard(markup)
        if markup and not with_reply_keyboard:
            message["reply_markup"] = markup
        entry = Entry(message, self.clock.now(), by_bot, with_reply_keyboard)
        chat.entries[message["message_id"]] = entry
        self._show(entry, chat, "new", message)
        if markup and with_reply_keyboard:
            self._set_keyboard(chat, markup, message["message_id"])
        return message

    def replace(self, chat: Chat, entry: Entry, message: Json) -> Json:
        """A message is never changed in place: calls and updates keep it as it was."""
        entry.message = message
        self._show(entry, chat, "edit", message)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        entry = chat.entries.pop(message_id)
        self._show(entry, chat, "delete", {"message_id": message_id})

    def show(self, chat: Chat, kind: str, **data: object) -> None:
        """The bot changed what the person sees."""
        self.events.tell(chat.user.id, "chat", {"kind": kind, **data})
        chat.note_change()

    def _show(self, entry: Entry, chat: Chat, kind: str, message: Json) -> None:
        if entry.by_bot:
            self.show(chat, kind, message=message)
        else:
            self.events.tell(chat.user.id, "chat", {"kind": kind, "message": message})

    def tell_bot(self, kind: str, content: Json) -> int | None:
        """An update; its id, or None when the bot does not want this kind."""
        update = self.updates.add(kind, content)
        if update is None:
            return None
        self.events.tell(None, "update", update)
        return int(update["update_id"])

    def new_callback(self, chat: Chat) -> str:
        self._last_callback += 1
        callback_id = str(self._last_callback)
        self._callbacks[callback_id] = Callback(chat, self.clock.now())
        if len(self._callbacks) > MAX_CALLBACKS:
            self._callbacks.popitem(last=False)
        return callback_id

    def commands(self, user_id: int) -> list[Json]:
        """The menu this person is shown."""
        return self.menus.shown_to(user_id, self.chats[user_id].user.language_code)

    def callback_chat(self, callback_id: str) -> Chat | None:
        callback = self._callbacks.get(callback_id)
        return callback.chat if callback else None

    def take_callback(self, callback_id: str) -> Chat:
        """Raises ApiError for one that is unknown, old, or answered already."""
        callback = self._callbacks.pop(callback_id, None)
        if callback is None or self.clock.now() - callback.at > CALLBACK_LIFE:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        return callback.chat

    def _set_keyboard(self, chat: Chat, markup: Json, message_id: int) -> None:
        chat.force_reply = None
        if "force_reply" in markup:
            chat.force_reply = markup | {"message_id": message_id}
        else:
            chat.reply_keyboard = markup if "keyboard" in markup else None
        self.show(
            chat,
            "keyboard",
            reply_keyboard=chat.reply_keyboard,
            force_reply=chat.force_reply,
        )
