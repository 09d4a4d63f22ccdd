"""What Telegram makes of a text: what it removes, how it counts, what it finds in it."""

import re

from bot.simulator.errors import bad
from bot.simulator.wire import Json

MAX_TEXT = 4096
MAX_CAPTION = 1024

_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_TO_SPACE = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_INVISIBLE = re.compile(
    "[\\s\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000-\U000e007f]*"
)
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<url>(?<![\w@-])(?:https?://(?=\w)|(?:[\w-]+\.)+(?:com|org|net|mx|pe|cl|es|co|io)\b"
    r"(?=[/?#]|(?![\w@-])))(?:[^\s<>\"]*[^\s<>\".,;:!?)])?)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)


_STYLES = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
    ]
)


def units(text: str) -> int:
    """Telegram counts in UTF-16 units: most emoji are two."""
    return len(text) + sum(character > "\uffff" for character in text)


def cleaned(text: str) -> str:
    """Without what Telegram drops from every text, and with what it makes a space."""
    return _TO_SPACE.sub(" ", _REMOVED.sub("", text))


def is_invisible(text: str) -> bool:
    return _INVISIBLE.fullmatch(text) is not None


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without white space at both ends, the entities moved and cut accordingly."""
    leading = units(text) - units(text.lstrip(" \n"))
    text = text.strip(" \n")
    length = units(text)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - leading, 0)
        end = min(entity["offset"] + entity["length"] - leading, length)
        if begin < end:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return text, kept


def found_entities(text: str, given: list[Json]) -> list[Json]:
    """Commands, links, mentions and the like that Telegram finds by itself, beside those given.

    In bold type and the like, but not in code or in what is a link already.
    """
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in given
        if entity["type"] not in _STYLES
    ]
    found = list(given)
    for match in _FOUND.finditer(text):
        begin = units(text[: match.start()])
        end = begin + units(match.group())
        if not any(begin < other_end and other_begin < end for other_begin, other_end in taken):
            found.append({"type": match.lastgroup, "offset": begin, "length": end - begin})
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def explicit_entities(text: str, entities: list[Json]) -> list[Json]:
    """Entities the bot counted itself."""
    length = units(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] <= 0:
            raise bad("can't parse entities: entity has a wrong offset or length")
        if entity["offset"] + entity["length"] > length:
            raise bad(
                f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of "
                f"the text at UTF-16 offset {length}"
            )
    return entities
