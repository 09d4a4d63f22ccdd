"""Every text a person reads stands in both languages, with the same blanks and marks."""

from collections import Counter
from html.parser import HTMLParser
from string import Formatter

import pytest
from babel.messages.catalog import Message

from tests.quality.catalogs import (
    LANGUAGES,
    TEMPLATE,
    extract,
    messages,
    path_of,
    read,
    render,
    strings,
    untranslated,
    updated,
)

# What Telegram's HTML knows.
TAGS = {"a", "b", "blockquote", "code", "em", "i", "pre", "s", "strong", "tg-spoiler", "u"}

each_language = pytest.mark.parametrize("language", LANGUAGES)


class Marks(HTMLParser):
    """The tags of a text in order, and whether each is closed by its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: Counter[str] = Counter()
        self.balanced = True
        self.feed(text)
        self.close()
        signs = text.count("<") - sum(self.seen.values())
        self.balanced &= not self.open and signs == 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        self.seen[f"/{tag}"] += 1
        self.balanced &= bool(self.open) and self.open.pop() == tag


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def originals(message: Message) -> tuple[str, ...]:
    """One text of the code for each plural form of the translation."""
    if isinstance(message.id, str):
        return (message.id,)
    singular, plural = message.id
    return (singular, *[plural] * (len(strings(message)) - 1))


def pairs(language: str) -> list[tuple[str, str]]:
    """Each text with what was made of it, as far as anything was."""
    found = messages(read(language))
    both = (zip(originals(message), strings(message), strict=True) for message in found)
    return [(text, made) for pairs in both for text, made in pairs if made]


def test_the_template_holds_the_texts_of_the_code() -> None:
    """`make catalogs` was run after the last change to a text."""
    assert TEMPLATE.read_text(encoding="utf-8") == render(extract())


@each_language
def test_a_catalog_holds_the_texts_of_the_code(language: str) -> None:
    """`make catalogs` would change nothing: no text is missing, left over, or out of order."""
    written = path_of(language).read_text(encoding="utf-8")

    assert written == render(updated(language, extract()))


@each_language
def test_every_text_is_translated(language: str) -> None:
    """No text is empty, and none is a guess that nobody looked at."""
    catalog = read(language)

    assert [message.id for message in untranslated(catalog)] == []
    assert [message.id for message in messages(catalog) if message.fuzzy] == []


@each_language
def test_a_translation_has_the_blanks_of_its_text(language: str) -> None:
    """A blank that is missing loses what the member said; one too many breaks the message."""
    wrong = [pair for pair in pairs(language) if blanks(pair[0]) != blanks(pair[1])]

    assert wrong == []


@each_language
def test_blanks_have_names(language: str) -> None:
    """`{amount}` can be moved by a translator; `{}` and `{0}` say nothing to them."""
    unnamed = [
        text for text, _ in pairs(language) if any(not name.isidentifier() for name in blanks(text))
    ]

    assert unnamed == []


@each_language
def test_a_translation_has_the_marks_of_its_text(language: str) -> None:
    """Telegram refuses a message whose tags are unknown or do not close."""
    marks = [(text, Marks(text), Marks(translation)) for text, translation in pairs(language)]

    assert [text for text, one, other in marks if not (one.balanced and other.balanced)] == []
    assert [text for text, one, other in marks if one.seen != other.seen] == []
    assert [text for text, one, _ in marks if {t.strip("/") for t in one.seen} - TAGS] == []


def test_spanish_is_no_copy_of_english() -> None:
    """A sentence that reads the same in both was not translated."""
    copied = [text for text, spanish in pairs("es") if text == spanish and is_sentence(text)]

    assert copied == []


def is_sentence(text: str) -> bool:
    words = [word for word in text.split() if word.isalpha()]
    return len(words) > 2
