"""What each Bot API method does to the world. `perform` looks it up by its name."""

from bot.simulator.methods import chat, edits, media, profile, sending, webhook
from bot.simulator.methods.registry import Method
from bot.simulator.table import Request
from bot.simulator.world import World

METHODS: dict[str, Method] = {
    **sending.METHODS,
    **media.METHODS,
    **edits.METHODS,
    **chat.METHODS,
    **profile.METHODS,
    **webhook.METHODS,
}


def perform(world: World, request: Request) -> object:
    """The method's result. Raises ApiError."""
    return METHODS[request.method](world, request)
