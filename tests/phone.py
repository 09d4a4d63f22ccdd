"""A person with a phone, as the dialogues have them: says, taps, sees."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

from PIL import Image

from bot.simulator import Simulator
from bot.simulator.chats import SimUser

Message = dict[str, Any]


def picture(shade: int = 128) -> bytes:
    """A picture of one grey dot."""
    drawn = BytesIO()
    Image.new("L", (1, 1), shade).save(drawn, "PNG")
    return drawn.getvalue()


class Phone:
    """Every act waits until the bot has answered it. Spaces of all kinds compare as plain ones."""

    def __init__(
        self, sim: Simulator, user: SimUser, settle: Callable[[], Awaitable[None]]
    ) -> None:
        self.user = user
        self.taps_made = 0
        self._sim = sim
        self._settle = settle
        self._said: list[int] = []

    @property
    def id(self) -> int:
        return self.user.id

    async def starts(self, payload: str | None = None) -> None:
        self._sim.start(self.id, payload)
        await self._settle()

    async def says(self, text: str) -> None:
        self._said.append(self._sim.send_text(self.id, text)["message_id"])
        await self._settle()

    async def sends_photo(self, data: bytes | None = None, caption: str = "") -> None:
        self._sim.send_photo(self.id, data or picture(), caption=caption)
        await self._settle()

    async def sends_document(self, name: str, data: bytes = b"%PDF-1.7") -> None:
        self._sim.send_document(self.id, data, name)
        await self._settle()

    async def edits(self, before: str, after: str) -> None:
        """Change the last message of their own that read `before`."""
        chat = self._sim.chat(self.id)
        message_id = next(m for m in reversed(self._said) if chat.message(m)["text"] == before)
        self._sim.edit_text(self.id, message_id, after)
        await self._settle()

    async def taps(self, label: str) -> None:
        """Tap a button by its label, or by a part of it: the newest inline one, else the menu's."""
        self.taps_made += 1
        for message in reversed(self.messages):
            button = _find(_inline(message), label)
            if button is not None:
                self._sim.tap(self.id, message["message_id"], button["callback_data"])
                await self._settle()
                return
        button = _find(self._menu(), label)
        assert button is not None, f"no button {label!r}; the phone shows\n{self.screen}"
        self._sim.send_text(self.id, button["text"])
        await self._settle()

    async def presses(self, wanted: Callable[[str], bool]) -> None:
        """Tap the newest inline button that carries what is wanted, whatever its label."""
        for message in reversed(self.messages):
            for button in _inline(message):
                if wanted(button["callback_data"]):
                    self._sim.tap(self.id, message["message_id"], button["callback_data"])
                    await self._settle()
                    return
        raise AssertionError(f"no such button; the phone shows\n{self.screen}")

    async def taps_old(self, message_id: int, data: str) -> None:
        """Tap what is not on the screen any more, or never was."""
        self._sim.tap(self.id, message_id, data, forged=True)
        await self._settle()

    async def blocks(self, blocked: bool = True) -> None:
        self._sim.block(self.id, blocked)
        await self._settle()

    @property
    def messages(self) -> list[Message]:
        return self._sim.chat(self.id).messages

    @property
    def last(self) -> Message:
        """The newest message of the bot."""
        return self._sim.chat(self.id).from_bot[-1]

    @property
    def text(self) -> str:
        return plain(self.last.get("text") or self.last.get("caption") or "")

    @property
    def buttons(self) -> list[str]:
        return [plain(b["text"]) for b in _inline(self.last)]

    @property
    def menu(self) -> list[str]:
        return [plain(b["text"]) for b in self._menu()]

    @property
    def commands(self) -> list[str]:
        return [c["command"] for c in self._sim.commands(self.id)]

    @property
    def toast(self) -> str:
        toasts = self._sim.chat(self.id).toasts
        return plain(toasts[-1]) if toasts else ""

    @property
    def screen(self) -> str:
        """The end of the chat as one could read it, for a failing test."""
        shown = []
        for message in self.messages[-6:]:
            who = "bot" if message["from"]["is_bot"] else self.user.first_name
            labels = "".join(f" [{b['text']}]" for b in _inline(message))
            shown.append(f"{who}: {message.get('text') or message.get('caption') or '…'}{labels}")
        return plain("\n".join(shown) + f"\nmenu: {self.menu}")

    def sees(self, *fragments: str) -> None:
        """The bot's newest message says all this, in its text or its buttons."""
        shown = "\n".join([self.text, *self.buttons])
        missing = [f for f in fragments if plain(f) not in shown]
        assert not missing, f"{missing} missing; the phone shows\n{self.screen}"

    def sees_above(self, *fragments: str) -> None:
        """Some message of the bot that is still there says all this."""
        shown = [plain(m.get("text") or m.get("caption") or "") for m in self.messages]
        assert any(all(plain(f) in text for f in fragments) for text in shown), self.screen

    def sees_not(self, *fragments: str) -> None:
        shown = "\n".join([self.text, *self.buttons])
        found = [f for f in fragments if plain(f) in shown]
        assert not found, f"{found} shown; the phone shows\n{self.screen}"

    def _menu(self) -> list[dict[str, Any]]:
        keyboard = self._sim.chat(self.id).reply_keyboard
        return [button for row in keyboard["keyboard"] for button in row] if keyboard else []


def plain(text: str) -> str:
    for space in "\u00a0\u202f\u2009":
        text = text.replace(space, " ")
    return text


def _inline(message: Message) -> list[dict[str, Any]]:
    markup = message.get("reply_markup", {})
    rows = markup.get("inline_keyboard", [])
    return [button for row in rows for button in row if "callback_data" in button]


def _find(buttons: list[dict[str, Any]], label: str) -> dict[str, Any] | None:
    """The button with this label, else the only one that has it in its label."""
    same = [b for b in buttons if plain(b["text"]) == plain(label)]
    alike = [b for b in buttons if plain(label) in plain(b["text"])]
    if same:
        return same[0]
    return alike[0] if len(alike) == 1 else None
