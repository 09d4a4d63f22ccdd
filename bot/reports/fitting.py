"""Words beside a bar or in a box of a picture: broken between words, never within one."""

from __future__ import annotations

import textwrap

LINES = 2
# Less room than this holds nothing worth reading.
NARROWEST = 3


def fitted(words: str, width: int) -> str:
    """In lines of `width` letters, two at most; what is too long ends in an ellipsis."""
    if width < NARROWEST:
        return ""
    short = " ".join(w if len(w) <= width else f"{w[: width - 1]}…" for w in words.split())
    lines = textwrap.wrap(
        short,
        width,
        max_lines=LINES,
        placeholder="…",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)
