"""What is said in place of an answer that came to nothing: it was our fault, and it is noted."""

from __future__ import annotations

from telegram.constants import ParseMode

from bot.language.text import _
from bot.pipeline.outgoing import Outgoing
from bot.pipeline.speaking import voice_of
from storage import speakers
from storage.database import Reading

SORRY = _(
    "Something went wrong on our side and it has been noted. Nothing you had saved is lost. Please"
    " try again, or type /menu."
)
PICTURE = _(
    "I could not make the picture: something went wrong on our side and it has been noted. Please"
    " try again in a few minutes; the rest is in /menu as always."
)
FILE = _(
    "I could not make the file: something went wrong on our side and it has been noted. Please try"
    " again in a few minutes; the rest is in /menu as always."
)


async def apologise(reading: Reading, outgoing: Outgoing) -> None:
    """Make of a reply that Telegram refuses, or whose file cannot be made, one that it takes.

    What would have stood below the file, with its buttons, is kept; what was refused as a text is
    not said again. It is in the language of whose chat it is, who is found as in a turn of theirs.
    """
    speaker, _conversation = await speakers.load(reading, outgoing.chat_id, outgoing.chat_id, "")
    voice, params = voice_of(speaker), outgoing.params
    instead = {"chat_id": outgoing.chat_id, "parse_mode": ParseMode.HTML}
    if outgoing.upload is None:
        instead["text"] = voice.html(SORRY)
    else:
        sorry = voice.html(PICTURE if outgoing.method == "sendPhoto" else FILE)
        instead["text"] = "\n\n".join(filter(None, (sorry, params.get("caption"))))
        instead |= {k: v for k, v in params.items() if k == "reply_markup"}
    outgoing.method, outgoing.params, outgoing.upload = "sendMessage", instead, None
