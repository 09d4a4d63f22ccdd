"""What an announcement says, in both languages, and what its text can be."""

from __future__ import annotations

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled, Refusal
from bot.conversation.words import utf16
from bot.language.text import Text, _, _n
from bot.pipeline.turn import Turn
from handlers.both_languages import ask_both
from storage.announcements import Announcement, Kind

# What Telegram lets a message and the words under a file have, less what we write around it.
LONGEST, LONGEST_CAPTION = 3000, 600
LONGEST_REASON = 200
# An event has its name, its time and its place to be told besides.
LONGEST_ABOUT_EVENT = 1500


def urgent(given: Answers) -> bool:
    return given.get("kind") == Kind.URGENT


# Asked when it is written and when it is corrected; why it is urgent, of that alone.
WORDS = (
    *ask_both(
        "why",
        (
            _("Why can it not wait for the end of the night? In Spanish."),
            _("Why can it not wait for the end of the night? In English."),
        ),
        (_("Reason in Spanish"), _("Reason in English")),
        (
            _("It is written below the text. Without it, the one in English is shown."),
            _("It is written below the text. Without it, the one in Spanish is shown."),
        ),
        max_length=LONGEST_REASON,
        when=urgent,
    ),
    *ask_both(
        "text",
        (_("What does it say in Spanish?"), _("What does it say in English?")),
        (_("Text in Spanish"), _("Text in English")),
        (
            _("Without it, those who read Spanish get the English one."),
            _("Without it, those who read English get the Spanish one."),
        ),
        max_length=LONGEST,
    ),
)


def words_in(filled: Filled) -> dict[str, str | None]:
    asked = (step.name for step in WORDS if step.applies(filled.answers))
    return {name: filled[name] for name in asked}


def words_of(announced: Announcement) -> dict[str, str | None]:
    """As answers to WORDS."""
    return {step.name: getattr(announced, step.name) for step in WORDS}


def unfit(turn: Turn, filled: Filled, *, captions: bool) -> Refusal | None:
    """Why these words cannot be sent; below a photo or a document fewer fit."""
    own = turn.voice.language
    if urgent(filled.answers) and not (filled["why_es"] or filled["why_en"]):
        return Refusal(_("It needs a reason, in one language at least."), f"why_{own}")
    if not (filled["text_es"] or filled["text_en"]):
        return Refusal(_("It needs a text, in one language at least."), f"text_{own}")
    for field in ("text_es", "text_en"):
        if captions and filled[field] and utf16(filled[field]) > LONGEST_CAPTION:
            return Refusal(too_long(LONGEST_CAPTION), field)
    return None


def too_long(most: int) -> Text:
    return _n(
        "With a photo or a document, the text can have {n} character at most.",
        "With a photo or a document, the text can have {n} characters at most.",
        most,
    )
