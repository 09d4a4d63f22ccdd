"""Updates sent to the bot's webhook, the oldest first, each until it is taken."""

import asyncio

import aiohttp

from bot.simulator.errors import ApiError
from bot.simulator.wire import dumps
from bot.simulator.world import World

ANSWER_TIMEOUT = 60
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
_LOOK_AGAIN = 30.0


async def deliver_updates(world: World) -> None:
    """Runs until cancelled; sleeps while there is no webhook."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_TIMEOUT)
    pause = FIRST_PAUSE
    async with aiohttp.ClientSession(timeout=timeout) as client:
        while True:
            if not world.webhook:
                await world.webhook_changed.wait()
                world.webhook_changed.clear()
                continue
            if await _delivered(world, client):
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)


async def _delivered(world: World, client: aiohttp.ClientSession) -> bool:
    """Send the oldest update, if there is one; False when the bot did not take it."""
    try:
        await world.updates.arrival(_LOOK_AGAIN)
    except ApiError:
        return True
    webhook, first = world.webhook, world.updates.first()
    if not webhook or first is None:
        return True
    update_id, update = first
    headers = {"Content-Type": "application/json"}
    if webhook["secret_token"]:
        headers["X-Telegram-Bot-Api-Secret-Token"] = webhook["secret_token"]
    try:
        async with client.post(webhook["url"], data=dumps(update), headers=headers) as got:
            failure = None if got.ok else f"Wrong response from the webhook: {got.status}"
    except (aiohttp.ClientError, TimeoutError) as error:
        failure = f"Connection failed: {type(error).__name__}"
    if failure is None:
        world.updates.acknowledge(update_id + 1)
        return True
    webhook["last_error"] = {
        "last_error_date": world.timestamp(),
        "last_error_message": failure,
    }
    return False
