"""Laying buttons out: few words stand side by side, long ones have a row of their own."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from bot.conversation.keyboards import Button
from bot.language.voice import Voice

# How long a label may be for so many to stand in a row of a narrow phone, unbroken.
_FITS = ((6, 4), (11, 3), (18, 2))


def grid(buttons: Sequence[Button], voice: Voice) -> list[list[Button]]:
    longest = max((_wide(voice.plain(button.label)) for button in buttons), default=0)
    columns = next((many for length, many in _FITS if longest <= length), 1)
    return rows_of(buttons, columns)


def _wide(label: str) -> int:
    """In letters, of which an emoji takes two."""
    return len(label) + sum(east_asian_width(sign) == "W" for sign in label)


def rows_of(buttons: Sequence[Button], columns: int) -> list[list[Button]]:
    return [list(buttons[at : at + columns]) for at in range(0, len(buttons), columns)]
