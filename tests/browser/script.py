"""A bot that says what a test tells it to, and a phone on the page as a test handles it."""

from typing import Any

from playwright.async_api import Locator, Page

from tests.simulator.client import Client

Json = dict[str, Any]


class ScriptedBot:
    def __init__(self, api: Client) -> None:
        self.api = api
        self._offset = 0

    async def says(self, chat_id: int, text: str, *rows: list[str], **params: Any) -> int:
        """The message's id; `rows` are inline buttons whose data is their label."""
        markup = {"reply_markup": keyboard(*rows)} if rows else {}
        sent = await self.api.does("sendMessage", chat_id=chat_id, text=text, **markup, **params)
        return int(sent["message_id"])

    async def edits(self, chat_id: int, message_id: int, text: str, *rows: list[str]) -> None:
        markup = {"reply_markup": keyboard(*rows)} if rows else {}
        await self.api.does(
            "editMessageText", chat_id=chat_id, message_id=message_id, text=text, **markup
        )

    async def hears(self, kind: str) -> Json:
        """What came next, and that it is of this kind."""
        updates = await self.api.does("getUpdates", offset=self._offset, limit=1, timeout=10)
        assert updates, f"the bot waited for {kind} in vain"
        self._offset = updates[0]["update_id"] + 1
        content: Json = updates[0][kind]
        return content


async def at_rest(page: Page) -> None:
    """Nothing slides any more: while it does, a height of 40 may read as 39.999996."""
    await page.evaluate(
        """Promise.allSettled(document.getAnimations()
          .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
          .map((one) => one.finished))"""
    )


def keyboard(*rows: list[str]) -> Json:
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": label} for label in row] for row in rows
        ]
    }


class Handset:
    """One of the page's phones."""

    def __init__(self, page: Page, number: int = 1) -> None:
        self.page = page
        self.root = page.get_by_test_id(f"phone-{number}")
        self.composer = self.part("composer")
        self.messages = self.part("message")

    def part(self, test_id: str) -> Locator:
        return self.root.get_by_test_id(test_id)

    def message(self, text: str) -> Locator:
        return self.messages.filter(has_text=text)

    def inline(self, label: str) -> Locator:
        return self.part("inline-button").get_by_text(label, exact=True)

    def reply(self, label: str) -> Locator:
        return self.part("reply-button").get_by_text(label, exact=True)

    async def types(self, text: str) -> None:
        await self.composer.fill(text)
        await self.part("send").click()

    async def chooses(self, message: str, item: str) -> None:
        """An item of a message's own menu."""
        await self.message(message).hover()
        await self.message(message).get_by_test_id("message-menu").click()
        await self.page.get_by_test_id(f"menu-{item}").click()
