"""One line of the doctor's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    well: bool
    text: Text
