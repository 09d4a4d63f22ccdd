"""Typed words that stand for a button: Back, Skip, Save, yes, no. And comparing words leniently."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bot.language.text import Text, _p
from bot.language.typed import folded
from bot.language.voice import Voice

# Marks of direction: inside of a sentence of ours they would reverse the rest of it.
_TURNING = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])

# Each lists what people type, parted by "|"; a translation lists what they type in its language.
BACK = _p("typed words, parted by |", "back|go back|previous")
SKIP = _p(
    "typed words, parted by |",
    "skip|none|nothing|no answer|i have none|i do not have any|i do not have it",
)
CANCEL = _p("typed words, parted by |", "cancel|stop|forget it")
SAVE = _p("typed words, parted by |", "save|send|ok|done|ready")
YES = _p("typed words, parted by |", "yes|y|yeah|yep|sure|of course|ok")
NO = _p("typed words, parted by |", "no|n|nope|not")
DONE = _p("typed words, parted by |", "done|ready|ok|that is all")


def means(voice: Voice, words: str, listed: Text) -> bool:
    """Whether these words are one of those listed, in the voice's language or in English."""
    return plain(words) in names_in(voice, listed)


def names_in(voice: Voice, listed: Text | None) -> frozenset[str]:
    if listed is None:
        return frozenset()
    return _listed(voice.plain(listed)) | _listed(listed.msgid)


@lru_cache(64)
def _listed(words: str) -> frozenset[str]:
    return frozenset(plain(word) for word in words.split("|"))


def plain(words: str) -> str:
    """Without case, accents, marks and needless spaces: what two spellings have in common."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded(words)).split())


def cleaned(words: str) -> str:
    """Without control characters, and without those that turn the text around them about."""
    kept = words.translate(_TURNING)
    return "".join(c for c in kept if c == "\n" or unicodedata.category(c) != "Cc").strip()


def is_dash(words: str) -> bool:
    """What people put into a field that they leave empty."""
    return bool(words.strip()) and set(words) <= set("-–—._/ ")


def is_blank(words: str) -> bool:
    """Whether nothing of it can be seen."""
    return not any(unicodedata.category(c)[0] in "LNPS" for c in words)


def utf16(words: str) -> int:
    """The length as Telegram counts it."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def clip(words: str, most: int) -> str:
    """At most so many characters as Telegram counts them, with an ellipsis where it was cut."""
    if utf16(words) <= most:
        return words
    cut = words.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)]
    return cut.decode("utf-16-le", "ignore").rstrip() + "…"
