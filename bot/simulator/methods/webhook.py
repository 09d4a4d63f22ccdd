"""Methods that say where updates go, and the two that end a bot's stay on a server."""

import re
from urllib.parse import urlsplit

from bot.simulator.errors import bad
from bot.simulator.methods.registry import Method
from bot.simulator.table import Request
from bot.simulator.wire import Json
from bot.simulator.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_PORTS = (443, 80, 88, 8443)


def set_webhook(world: World, request: Request) -> bool:
    params = request.params
    if not params["url"]:
        return delete_webhook(world, request)
    _check_address(params["url"])
    if "secret_token" in params and not _SECRET.fullmatch(params["secret_token"]):
        raise bad("secret token contains unallowed characters")
    if "allowed_updates" in params:
        world.updates.want(params["allowed_updates"])
    if params.get("drop_pending_updates"):
        world.updates.drop_all()
    world.webhook = {"url": params["url"], "secret_token": params.get("secret_token")}
    world.updates.interrupt()
    world.webhook_changed.set()
    return True


def delete_webhook(world: World, request: Request) -> bool:
    if request.params.get("drop_pending_updates"):
        world.updates.drop_all()
    world.webhook = {}
    world.webhook_changed.set()
    return True


def get_webhook_info(world: World, request: Request) -> Json:
    info: Json = {
        "url": world.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    return {**info, **world.webhook.get("last_error", {})}


def log_out(world: World, request: Request) -> bool:
    world.logged_out = True
    return True


def close(world: World, request: Request) -> bool:
    return True


def _check_address(url: str) -> None:
    """As Telegram does, except that this machine itself may be reached without HTTPS."""
    parts = urlsplit(url)
    if parts.hostname in ("127.0.0.1", "localhost"):
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in (None, *_PORTS):
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


METHODS: dict[str, Method] = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "logOut": log_out,
    "close": close,
}
