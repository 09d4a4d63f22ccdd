import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.simulator import Simulator, SimUser
from tests.simulator.client import Client, Json, until


class Hook:
    """A bot's own server; `statuses` are what it answers next, 200 after."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[tuple[str | None, Json]] = []
        self.statuses: list[int] = []

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.append((secret, await request.json()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook, app = Hook(), web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_are_sent_to_the_webhook_in_order(
    api: Client, sim: Simulator, ana: SimUser, hook: Hook
) -> None:
    """With the secret, and again until they are taken."""
    hook.statuses = [500, 200]
    sim.send_text(ana.id, "a")
    await api.does("setWebhook", url=hook.url, secret_token="s3cret")
    sim.send_text(ana.id, "b")
    await sim.idle_updates()
    sim.send_text(ana.id, "c")
    await sim.idle_updates()

    assert [update["message"]["text"] for _, update in hook.got] == ["a", "a", "b", "c"]
    assert {secret for secret, _ in hook.got} == {"s3cret"}


async def test_webhook_and_polling_exclude_each_other(
    api: Client, sim: Simulator, ana: SimUser, hook: Hook
) -> None:
    """Until the webhook is deleted, with or without what waits."""
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(api("getUpdates", timeout=30))
        await until(lambda: sim.updates.awaited)
        await api.does("setWebhook", url=hook.url)
    refused = await api.refused("getUpdates")
    await api.does("deleteWebhook")
    sim.send_text(ana.id, "a")
    await api.does("deleteWebhook", drop_pending_updates=True)

    assert poll.result()["error_code"] == 409
    assert refused.startswith("Conflict: can't use getUpdates method while webhook is active")
    assert await api.does("getUpdates") == []
    assert hook.got == []


async def test_the_last_failure_of_a_webhook_is_told(
    api: Client, sim: Simulator, ana: SimUser, hook: Hook
) -> None:
    """For `ayni doctor`."""
    hook.statuses = [403] * 100
    await api.does("setWebhook", url=hook.url)
    sim.send_text(ana.id, "a")
    info: Json = {}
    while "last_error_message" not in info:
        info = await api.does("getWebhookInfo")

    assert info["last_error_message"] == "Wrong response from the webhook: 403"
    assert (info["url"], info["pending_update_count"]) == (hook.url, 1)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://ayni.example"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://ayni.example:99"}, "bad webhook: Webhook can be set up only on ports"),
        ({"url": "https://a.co", "secret_token": "ñ"}, "secret token contains unallowed char"),
    ],
)
async def test_a_webhook_telegram_could_not_use_is_refused(
    api: Client, params: Json, words: str
) -> None:
    """This machine itself may be reached without HTTPS."""
    assert (await api.refused("setWebhook", **params)).startswith(f"Bad Request: {words}")


async def test_after_logging_out_nothing_is_done(api: Client) -> None:
    """As on a bot's way to a server of its own."""
    await api.does("close")
    await api.does("logOut")

    assert await api.refused("getMe") == "Bad Request: Logged out"
