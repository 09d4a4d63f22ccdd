"""What is said in place of a file or a picture that came to nothing."""

from __future__ import annotations

from telegram.constants import ParseMode

from bot.language.text import _
from bot.pipeline.outgoing import Outgoing
from bot.pipeline.speaking import voice_of
from storage import speakers
from storage.database import Reading

PICTURE = _(
    "I could not make the picture: something went wrong on our side and it has been noted. Please"
    " try again in a few minutes; the rest is in /menu as always."
)
FILE = _(
    "I could not make the file: something went wrong on our side and it has been noted. Please try"
    " again in a few minutes; the rest is in /menu as always."
)


async def apologise(reading: Reading, outgoing: Outgoing) -> None:
    """Make of a message with a file one without: what would have stood below it, with its buttons.

    It is in the language of whose chat it is, who is found as in a turn of theirs.
    """
    speaker, _conversation = await speakers.load(reading, outgoing.chat_id, outgoing.chat_id, "")
    sorry = voice_of(speaker).html(PICTURE if outgoing.method == "sendPhoto" else FILE)
    caption = outgoing.params.get("caption")
    text = f"{sorry}\n\n{caption}" if caption else sorry
    kept = {k: v for k, v in outgoing.params.items() if k in ("chat_id", "reply_markup")}
    outgoing.method, outgoing.upload = "sendMessage", None
    outgoing.params = kept | {"text": text, "parse_mode": ParseMode.HTML}
