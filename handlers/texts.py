"""What the text of an announcement can be."""

from __future__ import annotations

from bot.conversation.forms import Refusal
from bot.conversation.words import utf16
from bot.language.text import Text, _, _n
from bot.pipeline.turn import Turn

# What Telegram lets a message and the words under a file have, less what we write around it.
LONGEST, LONGEST_CAPTION = 3000, 600


def unfit(turn: Turn, es: str | None, en: str | None, *, captions: bool) -> Refusal | None:
    """Why these texts cannot be sent; below a photo or a document fewer words fit."""
    if not (es or en):
        own = f"text_{turn.voice.language}"
        return Refusal(_("It needs a text, in one language at least."), own)
    for field, text in (("text_es", es), ("text_en", en)):
        if captions and text and utf16(text) > LONGEST_CAPTION:
            return Refusal(too_long(LONGEST_CAPTION), field)
    return None


def too_long(most: int) -> Text:
    return _n(
        "With a photo or a document, the text can have {n} character at most.",
        "With a photo or a document, the text can have {n} characters at most.",
        most,
    )
