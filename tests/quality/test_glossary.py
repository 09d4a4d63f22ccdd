"""One word for one thing: the glossary names what is there, and texts use its words."""

import re

import pytest

from tests.quality.catalogs import messages, read, strings
from tests.quality.glossary import Word, words
from tests.quality.sources import ROOT

# What people may type is more than what they are told.
TYPED = "typed words, parted by |"
WORDS = list(words())


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.english)
def test_a_word_is_where_the_glossary_says(word: Word) -> None:
    """A file or a name that was changed takes its row along."""
    texts = [(ROOT / file).read_text(encoding="utf-8") for file in word.files]

    assert texts
    assert [name for name in word.names if not re.search(rf"\b{name}\b", texts[0])] == []


def test_no_word_stands_twice() -> None:
    """Two rows for one word would be two meanings."""
    english = [word.english for word in WORDS]

    assert sorted(set(english)) == sorted(english)


def test_spanish_texts_use_the_words_of_the_glossary() -> None:
    """A thing that has two names is taken for two things."""
    found = [
        (avoided, string)
        for message in messages(read("es"))
        if message.context != TYPED
        for string in strings(message)
        for word in WORDS
        for avoided in word.avoided
        if re.search(rf"\b{avoided}s?\b", string, re.IGNORECASE)
    ]

    assert found == []


def test_spanish_quotes_as_spanish_does() -> None:
    """«…» in every text, so that none looks as if it came from elsewhere."""
    found = [
        string
        for message in messages(read("es"))
        for string in strings(message)
        if re.search("[“”„]", string)
    ]

    assert found == []


def test_the_bot_says_i() -> None:
    """One voice: whoever writes here is the assistant, not an office of several people."""
    we = re.compile(
        r"\b(?:dínoslo|dinos|nos dijiste|nuestr[oa]s?|nosotros|avísanos)\b", re.IGNORECASE
    )
    found = [s for m in messages(read("es")) for s in strings(m) if we.search(s)]

    assert found == []
