"""What people do with their phones, and what the bot hears of it."""

from collections.abc import Callable
from typing import TypeVar

from bot.simulator.chats import Chat, SimUser
from bot.simulator.content import body, persons_text, without
from bot.simulator.errors import ApiError, PersonError
from bot.simulator.markup import holds_data
from bot.simulator.text import MAX_CAPTION, MAX_TEXT, is_invisible, units
from bot.simulator.wire import Json
from bot.simulator.world import World

T = TypeVar("T")
FIRST_USER_ID = 710_000_001


class People(World):
    """All verbs raise PersonError when a real phone would not do it.

    `last_update` is the id of the update made last, to be waited for with `acknowledged`.
    """

    last_update: int = 0
    _next_user_id: int = FIRST_USER_ID

    def add_user(
        self,
        first_name: str,
        last_name: str | None = None,
        *,
        username: str | None = None,
        language_code: str | None = "es",
        user_id: int | None = None,
        label: str | None = None,
        invite: str | None = None,
        example: Json | None = None,
        started: bool = False,
    ) -> SimUser:
        """A person who has not pressed Start yet, unless `started`."""
        if user_id is None:
            user_id = self._next_user_id
        if user_id in self.users or user_id <= 0:
            raise PersonError(f"there is a person {user_id} already, or it is no person's id")
        self._next_user_id = max(self._next_user_id, user_id + 1)
        names = (first_name, last_name, username)
        user = SimUser(user_id, *names, language_code, label, invite, example)
        self.users[user_id] = user
        self.chats[user_id] = Chat(user, started=started)
        return user

    def chat(self, user_id: int) -> Chat:
        """Raises PersonError for a person who does not exist."""
        chat = self.chats.get(user_id)
        if chat is None:
            raise PersonError(f"there is no person {user_id}")
        return chat

    def start(self, user_id: int, payload: str | None = None) -> Json:
        """Press Start (or Restart after blocking), with the payload of the link if by a link."""
        chat = self.chat(user_id)
        if chat.blocked:
            self.block(user_id, False)
        chat.started = True
        return self.send_text(user_id, f"/start {payload}" if payload else "/start")

    def send_text(self, user_id: int, text: str, *, reply_to: int | None = None) -> Json:
        """Type a text, or tap a button of the reply keyboard, which types its text."""
        return self._send(user_id, _typed(text), reply_to)

    def send_photo(
        self, user_id: int, data: bytes, *, caption: str = "", reply_to: int | None = None
    ) -> Json:
        content: Json = {"photo": _kept(lambda: self.files.add_photo(data))}
        return self._send(user_id, content | _caption(caption), reply_to)

    def send_document(
        self,
        user_id: int,
        data: bytes,
        name: str,
        *,
        mime_type: str | None = None,
        caption: str = "",
        reply_to: int | None = None,
    ) -> Json:
        document = _kept(lambda: self.files.add_document(data, name, mime_type))
        content: Json = {"document": document}
        return self._send(user_id, content | _caption(caption), reply_to)

    def send_location(self, user_id: int, latitude: float, longitude: float) -> Json:
        return self._send(user_id, {"location": {"latitude": latitude, "longitude": longitude}})

    def send_contact(self, user_id: int, phone_number: str) -> Json:
        """Share one's own number."""
        contact = {
            "phone_number": phone_number,
            "first_name": self.chat(user_id).user.first_name,
            "user_id": user_id,
        }
        return self._send(user_id, {"contact": contact})

    def send_content(self, user_id: int, content: Json) -> Json:
        """Any other kind of message, its content as the Bot API shows it (a sticker, a voice)."""
        return self._send(user_id, content)

    def edit_text(self, user_id: int, message_id: int, text: str) -> Json:
        """Edit an own text, or the caption of an own picture or document."""
        chat = self.chat(user_id)
        entry = chat.entries.get(message_id)
        if entry is None or entry.by_bot:
            raise PersonError("there is no such message of one's own")
        old = body(entry.message)
        new = _typed(text) if entry.content_kind == "text" else _recaptioned(old, text)
        if new == old:
            raise PersonError("nothing was changed")
        message = without(entry.message, *old) | {"edit_date": self.timestamp()} | new
        self.replace(chat, entry, message)
        self._tell("edited_message", message)
        return message

    def tap(self, user_id: int, message_id: int, data: str, *, forged: bool = False) -> str:
        """Tap an inline button; the id of the callback query.

        `forged` sends data no button of that message has, as a tampered client can.
        """
        chat = self._writable(user_id)
        entry = chat.entries.get(message_id)
        if entry is None:
            raise PersonError(f"there is no message {message_id}")
        if not forged and not holds_data(entry.message.get("reply_markup"), data):
            raise PersonError(f"message {message_id} has no button with the data {data!r}")
        callback_id = self.new_callback(chat)
        query = {
            "id": callback_id,
            "from": chat.user.as_user(),
            "message": entry.message,
            "chat_instance": str(-7_300_000_000_000_000 - user_id),
            "data": data,
        }
        self._tell("callback_query", query)
        return callback_id

    def block(
        self,
        user_id: int,
        blocked: bool = True,  # noqa: FBT001, FBT002  # block(ana, False) reads as what it does
    ) -> None:
        chat = self.chat(user_id)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        self.events.tell(user_id, "chat", {"kind": "blocked", "blocked": blocked})
        kicked = {"user": self.bot, "status": "kicked", "until_date": 0}
        member = {"user": self.bot, "status": "member"}
        old, new = (member, kicked) if blocked else (kicked, member)
        change = {
            "chat": chat.user.as_chat(),
            "from": chat.user.as_user(),
            "date": self.timestamp(),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self._tell("my_chat_member", change)

    def delete(self, user_id: int, message_id: int) -> None:
        """Delete a message for both; the bot is not told."""
        chat = self.chat(user_id)
        if message_id not in chat.entries:
            raise PersonError(f"there is no message {message_id}")
        self.remove(chat, message_id)

    def inject_raw(self, update: Json) -> int:
        """Put anything at all into the bot's updates; its id."""
        added = self.updates.add_raw(update)
        self.last_update = int(added["update_id"])
        self.events.tell(None, "update", added)
        return self.last_update

    async def acknowledged(self, update_id: int | None = None) -> None:
        """Until the bot has told that this update (the last one, if not given) is done."""
        await self.updates.acknowledged(self.last_update if update_id is None else update_id)

    async def idle_updates(self) -> None:
        """Until the bot has acknowledged all updates."""
        await self.updates.idle()

    async def changed(self, user_id: int, timeout: float = 5.0, *, since: int | None = None) -> int:
        """Wait until the bot changes what this person sees; the new value of `chat.changes`.

        Counted from `since`, a value of `chat.changes`, or from now. Raises TimeoutError after
        `timeout` real seconds.
        """
        return await self.chat(user_id).changed(since, timeout)

    @property
    def pending_updates(self) -> list[Json]:
        return self.updates.pending()

    def _writable(self, user_id: int) -> Chat:
        chat = self.chat(user_id)
        if chat.blocked:
            raise PersonError("one who has blocked the bot restarts it before writing")
        return chat

    def _send(self, user_id: int, content: Json, reply_to: int | None = None) -> Json:
        chat = self._writable(user_id)
        chat.started = True
        chat.force_reply = None
        if reply_to is not None:
            if reply_to not in chat.entries:
                raise PersonError(f"there is no message {reply_to} to answer")
            content = {
                "reply_to_message": without(chat.message(reply_to), "reply_to_message")
            } | content
        message = self.post(chat, content, by_bot=False)
        self._tell("message", message)
        return message

    def _tell(self, kind: str, content: Json) -> None:
        self.last_update = self.tell_bot(kind, content) or self.last_update


def _kept(store: Callable[[], T]) -> T:
    """A phone says by itself that a file is too large, or no picture."""
    try:
        return store()
    except ApiError as error:
        raise PersonError(error.description) from error


def _typed(text: str) -> Json:
    content = persons_text(text)
    if is_invisible(content["text"]) or units(content["text"]) > MAX_TEXT:
        raise PersonError("a message has 1 to 4096 characters")
    return content


def _caption(text: str) -> Json:
    if units(text) > MAX_CAPTION:
        raise PersonError("a caption has at most 1024 characters")
    return persons_text(text, caption=True)


def _recaptioned(old: Json, text: str) -> Json:
    return without(old, "caption", "caption_entities") | _caption(text)
