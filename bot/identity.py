"""The bot's token: whether it is there, looks like one, and is known to Telegram."""

from __future__ import annotations

import re

from bot.config import Settings
from bot.language.text import Text, _
from bot.pipeline.transport import Telegram, TokenRefusedError, UnreachableError

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class NoTokenError(Exception):
    """The setting is empty."""


class OddTokenError(Exception):
    """It is no token: cut off, or something else was put there."""


class AnsweredError(Exception):
    """Telegram answered, and neither with the bot's name nor with a word on the token."""


Trouble = NoTokenError | OddTokenError | TokenRefusedError | AnsweredError | UnreachableError
TROUBLES = (NoTokenError, OddTokenError, TokenRefusedError, AnsweredError, UnreachableError)
# What trying again cannot mend.
FINAL = (NoTokenError, OddTokenError, TokenRefusedError)


def token_of(settings: Settings) -> str:
    """Raises NoTokenError or OddTokenError."""
    token = settings.token.get_secret_value()
    if not token:
        raise NoTokenError
    if not TOKEN.fullmatch(token):
        raise OddTokenError
    return token


async def bot_name(settings: Settings) -> str:
    """As Telegram knows it. Raises one of TROUBLES."""
    telegram = Telegram(settings.api_url, token_of(settings), timeout=settings.answer_timeout)
    try:
        answer = await telegram.call("getMe", {})
    finally:
        await telegram.close()
    if answer.status in (401, 404):
        raise TokenRefusedError
    if not answer.ok or not isinstance(answer.result, dict):
        raise AnsweredError(str(answer.status))
    return str(answer.result["username"])


def told(trouble: Trouble) -> Text:
    """What is wrong and what to do; the token is in none of it."""
    match trouble:
        case NoTokenError():
            return _("AYNI_TOKEN is empty: put the token there that BotFather gave you.")
        case OddTokenError():
            return _("AYNI_TOKEN does not look like a token (digits, a colon, letters).")
        case TokenRefusedError():
            return _("Telegram refuses the token: check AYNI_TOKEN, or ask BotFather for it anew.")
        case UnreachableError():
            return _(
                "Telegram cannot be reached ({cause}). Is the line up, and AYNI_API_URL right?",
                cause=str(trouble),
            )
    return _("Telegram answered {status}; try again later.", status=str(trouble))
