"""A picture of what is taken when: a row for each day or each machine, hours from left to right.

`draw` is run in the drawing process: Matplotlib is imported there, and only there.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.reports.fitting import fitted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Tone = Literal["taken", "own", "out", "closed"]
Minutes = tuple[int, int]

# As wide as a phone shows it, in pixels.
WIDTH, DPI = 1080, 120
TITLE, BELOW, ROW = 96, 78, 108
LEFT, RIGHT = 0.19, 0.95
# Colours that are told apart by those who do not see red or green, and in grey.
COLOURS: dict[Tone, tuple[str, str]] = {
    "taken": ("#5b7fa6", "white"),
    "own": ("#f2b134", "#222222"),
    "out": ("#4a4a4a", "white"),
    "closed": ("#e4e4e1", "#222222"),
}
OPEN, LINES, INK, PALE = "#ffffff", "#c9c9c4", "#222222", "#666666"
# Names may hold dollar signs, which are no formulas here.
PLAIN: dict[str, Any] = {"color": INK, "parse_math": False}
# What a letter of the smallest text takes, in pixels.
LETTER = 10.5


@dataclass(frozen=True, slots=True)
class Taken:
    """From and until are minutes of the day, on the clock."""

    span: Minutes
    words: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Row:
    """`open` are the minutes in which there is something to be had at all."""

    label: str
    open: Sequence[Minutes]
    taken: Sequence[Taken]


@dataclass(frozen=True, slots=True)
class Picture:
    """`hours` are the labels below the marks, by the minute of the day; `legend` explains tones."""

    title: str
    subtitle: str
    rows: Sequence[Row]
    hours: Sequence[tuple[int, str]]
    legend: Sequence[tuple[Tone, str]]


def draw(picture: Picture) -> bytes:
    """A PNG."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - in the drawing process only

    table = ROW * len(picture.rows)
    height = TITLE + table + BELOW
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor="white")
    axes = figure.add_axes((LEFT, BELOW / height, RIGHT - LEFT, table / height))
    shown = (picture.hours[0][0], picture.hours[-1][0])
    axes.set_xlim(shown)
    axes.set_ylim(len(picture.rows), 0)
    axes.set_facecolor(COLOURS["closed"][0])
    for at, row in enumerate(picture.rows):
        _draw_row(axes, at, row, shown)
    _draw_frame(axes, picture)
    figure.text(0.02, 1 - 40 / height, picture.title, fontsize=15, weight="bold", **PLAIN)
    figure.text(0.02, 1 - 72 / height, picture.subtitle, fontsize=11, color=PALE, parse_math=False)
    _draw_legend(figure.add_axes((0.02, 0, 0.96, 42 / height)), picture)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()


def _draw_row(axes: Axes, at: int, row: Row, shown: Minutes) -> None:
    scale = WIDTH * (RIGHT - LEFT) / (shown[1] - shown[0])
    for start, end in row.open:
        axes.broken_barh([(start, end - start)], (at + 0.06, 0.88), facecolor=OPEN, zorder=1)
    for taken in row.taken:
        start, end = max(taken.span[0], shown[0]), min(taken.span[1], shown[1])
        fill, ink = COLOURS[taken.tone]
        axes.broken_barh(
            [(start, end - start)],
            (at + 0.12, 0.76),
            facecolor=fill,
            edgecolor="white",
            linewidth=1.5,
            zorder=3,
        )
        words = fitted(taken.words, _letters((end - start) * scale))
        axes.text(
            start + 4 / scale,
            at + 0.5,
            words,
            color=ink,
            fontsize=9.5,
            va="center",
            ha="left",
            zorder=4,
            clip_on=True,
            parse_math=False,
        )


def _letters(pixels: float) -> int:
    """How many fit, with a little room around them."""
    return int(pixels / LETTER) - 1


def _draw_frame(axes: Axes, picture: Picture) -> None:
    for edge in axes.spines.values():
        edge.set_visible(False)
    axes.set_xticks([minute for minute, _label in picture.hours])
    axes.set_xticklabels([label for _minute, label in picture.hours], fontsize=10, **PLAIN)
    axes.set_yticks([n + 0.5 for n in range(len(picture.rows))])
    labels = [fitted(row.label, _letters(WIDTH * LEFT)) for row in picture.rows]
    axes.set_yticklabels(labels, fontsize=11, **PLAIN)
    axes.tick_params(length=0, pad=6)
    axes.grid(axis="x", color=LINES, linewidth=0.8, zorder=2)
    for n in range(len(picture.rows) + 1):
        axes.axhline(n, color=LINES, linewidth=0.8, zorder=2)


def _draw_legend(axes: Axes, picture: Picture) -> None:
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH * 0.96)
    axes.set_ylim(0, 42)
    left = 0.0
    for tone, label in picture.legend:
        axes.broken_barh([(left, 26)], (10, 22), facecolor=COLOURS[tone][0])
        axes.text(left + 36, 21, label, fontsize=10, va="center", **PLAIN)
        left += 70 + len(label) * (LETTER + 1)
