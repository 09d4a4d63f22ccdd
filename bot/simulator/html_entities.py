"""Telegram's HTML, with Telegram's refusals: its parser, step by step, over the same states.

Source of the rules and of the words: "HTML style" in the Bot API's documentation and the parser
of the open Bot API server. Stricter in one point: `&nbsp;` and other names Telegram would show
letter by letter are refused, since no one wants to read them.
"""

import re
from dataclasses import dataclass

from bot.simulator.errors import ApiError, bad
from bot.simulator.text import cleaned, units
from bot.simulator.wire import Json

_TAGS = {
    "bold": ("b", "strong"),
    "italic": ("i", "em"),
    "underline": ("u", "ins"),
    "strikethrough": ("s", "strike", "del"),
    "spoiler": ("span", "tg-spoiler"),
    "text_link": ("a",),
    "code": ("code",),
    "pre": ("pre",),
    "blockquote": ("blockquote",),
    "custom_emoji": ("tg-emoji",),
}
_TYPES = {tag: kind for kind, tags in _TAGS.items() for tag in tags}
_ARGUMENTS = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id"}
_CHARACTER = re.compile(r"&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z][a-z0-9]*));?", re.IGNORECASE)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_PLAIN = re.compile(r"[^<&]+")
_SPACES = re.compile(r"\s*")
_START_NAME = re.compile(r"[^\s>]*")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    units: int
    characters: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text to show and its entities, offsets in UTF-16 units. Raises ApiError."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        source = self.source
        while self.at < len(source):
            if source[self.at] == "&":
                self._show(self._character())
            elif source[self.at] != "<":
                self._show(self._take(_PLAIN, self.at))
            elif source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            tag = self.open[-1].tag
            raise _broken(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self.text), _settled(self.entities)

    def _show(self, piece: str) -> None:
        self.text.append(piece)
        self.units += units(piece)

    def _character(self) -> str:
        match = _CHARACTER.match(self.source, self.at)
        if match is None:
            self.at += 1
            return "&"
        hexadecimal, decimal, name = match.groups()
        if name and name.lower() not in _NAMED:
            if not match.group().endswith(";"):
                self.at += 1
                return "&"
            raise self._broken(f'Unsupported character "&{name};"', self.at)
        self.at = match.end()
        if name:
            return _NAMED[name.lower()]
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        valid = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF
        return cleaned(chr(code)) if valid else match.group()

    def _start_tag(self) -> None:
        begin = self.at
        name = self._take(_START_NAME, begin + 1)
        tag = name.lower()
        if self.at >= len(self.source):
            raise self._broken("Unclosed start tag", begin)
        if tag not in _TYPES:
            raise self._broken(f'Unsupported start tag "{tag}"', begin)
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "tg-spoiler":
            raise self._broken('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, argument, self.units, len(self.text)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._take(_SPACES, self.at)
            if self.source[self.at : self.at + 1] == ">":
                self.at += 1
                return argument
            name = self._take(_ATTRIBUTE_NAME, self.at).lower()
            if not name and self.at < len(self.source):
                raise self._broken(f'Empty attribute name in the tag "{tag}"', begin)
            self._take(_SPACES, self.at)
            value = ""
            if self.source[self.at : self.at + 1] == "=":
                value = self._value(begin)
            elif tag == "blockquote" and name == "expandable":
                argument = name
            if self.at >= len(self.source):
                raise self._broken("Unclosed start tag", begin)
            if name == _ARGUMENTS.get(tag):
                argument = value

    def _value(self, begin: int) -> str:
        self._take(_SPACES, self.at + 1)
        quote = self.source[self.at : self.at + 1]
        if quote not in ("'", '"'):
            token_begin = self.at
            token = self._take(_TOKEN, self.at).lower()
            if not re.match(r"[\s>]", self.source[self.at : self.at + 1]):
                raise self._broken("Unexpected end of name token", token_begin)
            return token
        self.at += 1
        value = ""
        while self.source[self.at : self.at + 1] != quote:
            if self.at >= len(self.source):
                raise self._broken("Unclosed start tag", begin)
            if self.source[self.at] == "&":
                value += self._character()
            else:
                value += self.source[self.at]
                self.at += 1
        self.at += 1
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._broken("Unexpected end tag", begin)
        name = self._take(_START_NAME, begin + 2).lower()
        self._take(_SPACES, self.at)
        if self.source[self.at : self.at + 1] != ">":
            raise self._broken("Unclosed end tag", begin)
        self.at += 1
        last = self.open.pop()
        if name and name != last.tag:
            words = f'Unmatched end tag, expected "</{last.tag}>", found "</{name}>"'
            raise self._broken(words, begin)
        if self.units > last.units:
            self._close(last)

    def _close(self, last: _Open) -> None:
        entity: Json = {
            "type": _TYPES[last.tag],
            "offset": last.units,
            "length": self.units - last.units,
        }
        if last.tag == "a":
            url = _checked_link(last.argument or "".join(self.text[last.characters :]))
            if url is None:
                return
            entity["url"] = url
        elif last.tag == "tg-emoji":
            if not last.argument.isdecimal():
                raise _broken("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = last.argument
        elif last.tag == "blockquote" and last.argument:
            entity["type"] = "expandable_blockquote"
        elif last.tag == "code" and last.argument.startswith("language-"):
            entity["language"] = last.argument.removeprefix("language-")
        self.entities.append(entity)

    def _take(self, pattern: re.Pattern[str], begin: int) -> str:
        match = pattern.match(self.source, begin)
        self.at = match.end() if match else begin
        return match.group() if match else ""

    def _broken(self, words: str, place: int) -> ApiError:
        return _broken(f"{words} at byte offset {len(self.source[:place].encode())}")


def _broken(words: str) -> ApiError:
    return bad(f"can't parse entities: {words}")


def _checked_link(url: str) -> str | None:
    """None where Telegram silently leaves the text without its link."""
    url = url.strip()
    if re.fullmatch(r"(?:tg|mailto|tel):\S+", url):
        return url
    if not re.fullmatch(r"(?:https?://)?[^\s/.:@]+(?:\.[^\s/.:@]+)+(?::\d+)?(?:[/?#]\S*)?", url):
        return url if re.fullmatch(r"https?://(?:localhost|\[[0-9a-f:]+\])\S*", url) else None
    if "://" not in url:
        url = f"http://{url}"
    return url if url.count("/") > 2 else f"{url}/"


def _settled(entities: list[Json]) -> list[Json]:
    """In order; <pre><code class="language-x"> is one; nothing else stands inside code."""
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"], entity["type"] != "pre"))
    result: list[Json] = []
    code: Json = {"offset": 0, "length": 0}
    for entity in entities:
        language = entity.pop("language", None)
        if entity["offset"] >= code["offset"] + code["length"]:
            result.append(entity)
            if entity["type"] in ("pre", "code"):
                code = entity
        elif language and code["type"] == "pre" and entity["length"] == code["length"]:
            code["language"] = language
    return result
