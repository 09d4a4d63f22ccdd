"""A member who fills forms in, without machine or network: taps, says, edits, and what they see."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from itertools import count
from re import sub
from typing import Any

from telegram import Update

from bot.conversation.engine import Forms
from bot.conversation.keyboards import read_cluster
from bot.language.voice import Language, Voice
from bot.pipeline.outgoing import Outgoing
from bot.pipeline.turn import Turn
from storage import conversations, speakers
from storage.database import Database
from storage.people import Speaker
from storage.scope import MemberScope, Role

# A Monday, ten in the morning in Bogotá.
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
CHAT = 77


@dataclass
class Shown:
    """A message of the bot, as it stands in the chat."""

    text: str
    buttons: list[list[dict[str, str]]]


@dataclass
class Member:
    """Each act is one turn; what is kept between turns goes through the database and back."""

    database: Database
    forms: Forms
    language: Language = "es"
    territory: str = "CO"
    currency: str = "COP"
    zone: str = "America/Bogota"
    now: datetime = NOW
    cluster: int = 1
    chat: dict[int, Shown] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)
    calls: list[Outgoing] = field(default_factory=list)
    said: dict[str, int] = field(default_factory=dict)
    _ids: Any = field(default_factory=lambda: count(1))
    _by_outbox: dict[int, int] = field(default_factory=dict)

    # Acts

    async def starts(self, form: str, **how: Any) -> None:
        async def run(turn: Turn) -> None:
            await self.forms.start(turn, form, **how)

        await self.act(run)

    async def says(self, words: str) -> bool:
        message = next(self._ids)
        self.said[words] = message
        return await self._message({"message_id": message, "text": words})

    async def sends_photo(self, file_id: str = "photo-1", caption: str | None = None) -> bool:
        photo = {"file_id": file_id, "file_unique_id": file_id, "width": 9, "height": 9}
        return await self._message(
            {"message_id": next(self._ids), "photo": [photo]}
            | ({"caption": caption} if caption else {})
        )

    async def sends_document(self, name: str = "recibo.pdf") -> bool:
        document = {"file_id": "doc-1", "file_unique_id": "doc-1", "file_name": name}
        return await self._message({"message_id": next(self._ids), "document": document})

    async def edits(self, before: str, after: str) -> bool:
        found: list[bool] = []

        async def run(turn: Turn) -> None:
            found.append(await self.forms.edited(turn))

        message = self._of_person({"message_id": self.said[before], "text": after, "edit_date": 1})
        await self.act(run, {"edited_message": message})
        return found[0]

    async def taps(self, label: str) -> None:
        """The button with this label, or the only one whose label holds it."""
        buttons = [b for row in self.last.buttons for b in row]
        same = [b for b in buttons if plain(b["text"]) == label]
        alike = [b for b in buttons if label in plain(b["text"])]
        assert same or len(alike) == 1, f"no one button {label!r}:\n{self.screen}"
        await self.taps_data((same or alike)[0]["callback_data"])

    async def taps_data(self, data: str, message: int | None = None) -> None:
        query = {
            "id": "q",
            "from": _person(),
            "chat_instance": "c",
            "data": data,
            "message": _of_bot(message or max(self.chat, default=1)),
        }
        before = len(self.toasts)

        async def run(turn: Turn) -> None:
            await self.forms.tapped(turn, data)

        await self.act(run, {"callback_query": query})
        assert len(self.toasts) == before + 1, "every tap is answered once"

    async def switches(self, language: Language) -> None:
        self.language = language
        await self.act(self.forms.show)

    async def act(
        self, run: Callable[[Turn], Awaitable[Any]], update: dict[str, Any] | None = None
    ) -> Any:
        """One turn in a transaction of its own, with the state as the database has it."""
        async with self.database.transaction() as tx:
            loaded, conversation = await speakers.load(tx, CHAT, CHAT, "Ana")
            turn = Turn(
                tx=tx,
                now=self.now,
                chat_id=CHAT,
                speaker=self._speaker(loaded),
                voice=Voice.of(self.language, self.territory, self.currency, self.zone),
                conversation=conversation,
                next_id=self._ids.__next__,
                update=Update.de_json({"update_id": 1} | update, None) if update else None,
            )
            answer = await run(turn)
            if turn.conversation_changed:
                self._learn_panel(turn)
                await conversations.save_many(tx, [turn.conversation])
        for outgoing in turn.outgoing:
            self._deliver(outgoing)
        return answer

    # What they see

    @property
    def last(self) -> Shown:
        return self.chat[max(self.chat)]

    @property
    def text(self) -> str:
        return plain(self.last.text)

    @property
    def labels(self) -> list[str]:
        return [plain(b["text"]) for row in self.last.buttons for b in row]

    @property
    def screen(self) -> str:
        rows = [" ".join(f"[{plain(b['text'])}]" for b in row) for row in self.last.buttons]
        return "\n".join([self.text, *rows])

    @property
    def toast(self) -> str:
        return self.toasts[-1]

    def sees(self, *fragments: str) -> None:
        missing = [fragment for fragment in fragments if fragment not in self.screen]
        assert not missing, f"{missing} not in:\n{self.screen}"

    def sees_not(self, *fragments: str) -> None:
        found = [fragment for fragment in fragments if fragment in self.screen]
        assert not found, f"{found} in:\n{self.screen}"

    def data(self, label: str) -> str:
        buttons = [b for row in self.last.buttons for b in row]
        return next(b["callback_data"] for b in buttons if label in plain(b["text"]))

    def arg(self, arg: str) -> str:
        """The data of the button with this argument, which must be shown."""
        shown = [b["callback_data"] for row in self.last.buttons for b in row]
        return next(data for data in shown if data.endswith(f":{arg}"))

    # Telegram's part

    async def _message(self, message: dict[str, Any]) -> bool:
        answer = await self.act(self.forms.typed, {"message": self._of_person(message)})
        return bool(answer)

    def _of_person(self, message: dict[str, Any]) -> dict[str, Any]:
        return {"date": 1, "chat": {"id": CHAT, "type": "private"}, "from": _person()} | message

    def _speaker(self, loaded: Speaker) -> Speaker:
        return Speaker(
            telegram_id=loaded.telegram_id,
            name="Ana",
            language=self.language,
            scope=MemberScope(self.cluster, 1, 1, 1, Role.MEMBER),
            territory=self.territory,
            currency=self.currency,
            zone=self.zone,
        )

    def _learn_panel(self, turn: Turn) -> None:
        """The sender would have written the message id into the outbox's row."""
        for outgoing in turn.outgoing:
            if outgoing.method == "sendMessage":
                self._by_outbox[outgoing.id] = next(self._ids)
        conversation = turn.conversation
        if conversation.panel_outbox in self._by_outbox:
            conversation.panel_message = self._by_outbox[conversation.panel_outbox or 0]
            conversation.panel_outbox = None

    def _deliver(self, outgoing: Outgoing) -> None:
        self.calls.append(outgoing)
        params = json.loads(json.dumps(outgoing.params))
        markup = params.get("reply_markup", {}).get("inline_keyboard", [])
        assert all(0 < len(row) <= 8 for row in markup), "every row has a button, and few"
        assert sum(map(len, markup)) <= 100, "Telegram shows no more"
        assert all(0 < len(b["text"]) <= 64 for row in markup for b in row), "labels are short"
        for button in (b for row in markup for b in row):
            # Which cluster it is about is read before a form hears of the tap.
            button["callback_data"], _cluster = read_cluster(button["callback_data"])
        match outgoing.method:
            case "sendMessage":
                message = self._by_outbox.get(outgoing.id) or next(self._ids)
                self.chat[message] = Shown(_readable(params["text"]), markup)
            case "editMessageText":
                self.chat[params["message_id"]] = Shown(_readable(params["text"]), markup)
            case "deleteMessage":
                self.chat.pop(params.get("message_id") or self._by_outbox[outgoing.target or 0])
            case "answerCallbackQuery":
                self.toasts.append(params.get("text", ""))


def _readable(html: str) -> str:
    text = unescape(sub(r"</?(b|i)>", "", html))
    assert 0 < len(text.encode("utf-16-le")) // 2 <= 4096, "it fits into a message"
    return text


def plain(text: str) -> str:
    """With plain spaces."""
    return sub("[\u00a0\u202f]", " ", text)


def _person() -> dict[str, Any]:
    return {"id": CHAT, "is_bot": False, "first_name": "Ana"}


def _of_bot(message_id: int) -> dict[str, Any]:
    bot = {"id": 1, "is_bot": True, "first_name": "Ayni"}
    return {
        "message_id": message_id,
        "date": 1,
        "chat": {"id": CHAT, "type": "private"},
        "from": bot,
    }
