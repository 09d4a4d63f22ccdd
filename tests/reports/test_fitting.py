"""Names in pictures: broken between words, cut where they are too long, never within a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.fitting import fitted


@pytest.mark.parametrize(
    ("words", "width", "shown"),
    [
        ("Miel", 16, "Miel"),
        ("Apiario El Roble", 8, "Apiario\nEl Roble"),
        ("Apiario El Roble", 6, "Apiar…\nEl…"),
        ("Propóleo de la sierra alta", 10, "Propóleo\nde la…"),
        ("Anticonstitucionalidad", 9, "Anticons…"),
        ("Miel", 2, ""),
        ("", 9, ""),
    ],
)
def test_a_name_is_broken_between_words(words: str, width: int, shown: str) -> None:
    """Two lines at most."""
    assert fitted(words, width) == shown


@given(st.text(max_size=60), st.integers(3, 30))
def test_it_always_fits(words: str, width: int) -> None:
    """Whatever somebody is called."""
    lines = fitted(words, width).split("\n")

    assert len(lines) <= 2
    assert all(len(line) <= width for line in lines)
