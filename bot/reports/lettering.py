"""Letters on the pictures: how large, how wide, and where a text is broken.

A phone shows a picture of 1080 pixels at a third of its size, so what must be read is 36 high.
Run in the drawing process: Matplotlib is imported there, and only there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

# As wide as a phone shows it, in pixels.
WIDTH, DPI = 1080, 120
# Telegram makes what is higher smaller, and its letters with it.
TALLEST = 1280
TITLE, READ = 48, 36
INK, PALE = "#222222", "#595959"
_POINTS = 72


def look(pixels: float, *, color: str = INK, bold: bool = False) -> dict[str, Any]:
    """For Matplotlib. Names and amounts may hold dollar signs, which are no formulas here."""
    weight = "bold" if bold else "normal"
    size = pixels * _POINTS / DPI
    return {"fontsize": size, "color": color, "weight": weight, "parse_math": False}


@lru_cache(4096)
def width(words: str, pixels: float = READ, *, bold: bool = False) -> float:
    """In pixels."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - in the drawing process
    from matplotlib.textpath import text_to_path  # noqa: PLC0415 - in the drawing process

    font = FontProperties(size=pixels, weight="bold" if bold else "normal")
    wide, _high, _below = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    return float(wide)


def wrapped(words: str, room: float, pixels: float = READ, *, bold: bool = False) -> list[str]:
    """In lines that fit, broken at spaces only; a word that is too long for any ends in dots."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, pixels, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(cut(word, room, pixels, bold=bold))
    return lines


def cut(words: str, room: float, pixels: float = READ, *, bold: bool = False) -> str:
    """As much of it as fits."""
    if width(words, pixels, bold=bold) <= room:
        return words
    shorter = (f"{words[:n].rstrip()}…" for n in range(len(words), 0, -1))
    return next((one for one in shorter if width(one, pixels, bold=bold) <= room), "…")


def fitted(words: str, room: float, most: int) -> list[str]:
    """In at most so many lines; of the last, what fits."""
    lines = wrapped(words, room)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), room)]


def flowing(widths: Sequence[float], margin: float, gap: float = 28) -> list[tuple[int, float]]:
    """Row and left edge of each: as many in a row as fit."""
    placed: list[tuple[int, float]] = []
    row, left = 0, margin
    for wide in widths:
        if left > margin and left + wide > WIDTH - margin:
            row, left = row + 1, margin
        placed.append((row, left))
        left += wide + gap
    return placed
