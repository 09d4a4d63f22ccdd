"""A picture of bars and lines, one panel below another, in a size that reads well on a phone.

All words and figures come as they are to be read. `draw` is run in the drawing process: Matplotlib
is imported there, and only there.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.reports.fitting import fitted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# As wide as a phone shows it, in pixels.
WIDTH, DPI = 1080, 120
HEAD, GAP, BAR, LINES_HIGH, FOOT, LEGEND = 150, 96, 58, 360, 70, 44
LEFT, RIGHT = 0.2, 0.93
# Where a title is broken, in letters.
TITLE_WIDTH, NOTE_WIDTH = 68, 76
# How high a line of the note is, in pixels.
NOTE_LINE = 26
# Where the name of a bar is broken, in letters.
LABEL = 16
INK, PALE, GRID, FILL, FAINT = "#222222", "#666666", "#dddddd", "#5b7fa6", "#9a9a9a"
# Told apart by those who do not see red or green, by their marks in grey too.
COLOURS = ("#5b7fa6", "#d98200", "#4a4a4a", "#8a5a83")
MARKS = ("o", "s", "^", "D")
MOST_TICKS = 5
# Names and amounts may hold dollar signs, which are no formulas here.
PLAIN: dict[str, Any] = {"color": INK, "parse_math": False}
# What a letter takes at the end of a bar, and what room there is beside the panel, in pixels.
LETTER, BESIDE = 13.5, 50


@dataclass(frozen=True, slots=True)
class Bars:
    """`shown` stands at the end of each bar."""

    title: str
    labels: Sequence[str]
    values: Sequence[float]
    shown: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """None where there is nothing to show; the line then goes on to the next point.

    A `faint` one stands behind the others.
    """

    label: str
    values: Sequence[float | None]
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """`labels` are those of the points, left to right; `top` is where the scale from 0 ends."""

    title: str
    labels: Sequence[str]
    lines: Sequence[Line]
    top: float = 100


@dataclass(frozen=True, slots=True)
class Page:
    """`note` stands below the panels: why something is not shown in them."""

    title: str
    subtitle: str
    panels: Sequence[Bars | Lines]
    note: str = ""


def draw(page: Page) -> bytes:
    """A PNG."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - in the drawing process only

    titles = [textwrap.fill(panel.title, TITLE_WIDTH) for panel in page.panels]
    heights = [_height(panel) for panel in page.panels]
    gaps = [GAP + 34 * title.count("\n") for title in titles]
    note = textwrap.fill(page.note, NOTE_WIDTH)
    below = NOTE_LINE * (note.count("\n") + 1) if note else 0
    height = HEAD + sum(heights) + sum(gaps) + FOOT + below
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor="white")
    figure.text(0.04, 1 - 52 / height, page.title, fontsize=19, weight="bold", **PLAIN)
    subtitle = textwrap.fill(page.subtitle, NOTE_WIDTH)
    about: dict[str, Any] = PLAIN | {"color": PALE, "fontsize": 12, "va": "top"}
    figure.text(0.04, 1 - 76 / height, subtitle, **about)
    top = HEAD
    for panel, title, high, gap in zip(page.panels, titles, heights, gaps, strict=True):
        above: dict[str, Any] = PLAIN | {"fontsize": 13.5, "weight": "bold", "va": "top"}
        figure.text(0.04, 1 - top / height, title, **above)
        top += gap - 40
        bottom = 1 - (top + high) / height
        legend = LEGEND if isinstance(panel, Lines) else 0
        axes = figure.add_axes(
            (
                LEFT if isinstance(panel, Bars) else 0.09,
                bottom,
                _width(panel),
                (high - legend) / height,
            )
        )
        _draw_panel(axes, panel)
        top += high + 40
    figure.text(0.04, (below + 20) / height, note, **about)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()


def _width(panel: Bars | Lines) -> float:
    return RIGHT - LEFT if isinstance(panel, Bars) else 0.96 - 0.09


def _height(panel: Bars | Lines) -> int:
    return BAR * len(panel.labels) if isinstance(panel, Bars) else LINES_HIGH


def _draw_panel(axes: Axes, panel: Bars | Lines) -> None:
    for edge in axes.spines.values():
        edge.set_visible(False)
    axes.tick_params(length=0, pad=8, colors=INK)
    if isinstance(panel, Bars):
        _draw_bars(axes, panel)
    else:
        _draw_lines(axes, panel)


def _draw_bars(axes: Axes, panel: Bars) -> None:
    places = range(len(panel.labels))
    most = max(panel.values, default=0) or 1
    axes.barh(places, panel.values, height=0.66, color=FILL)
    axes.set_yticks(places, [fitted(name, LABEL) for name in panel.labels], fontsize=13, **PLAIN)
    axes.set_ylim(len(panel.labels) - 0.5, -0.5)
    axes.set_xlim(0, most * _scale(panel))
    axes.set_xticks([])
    for at, (value, shown) in enumerate(zip(panel.values, panel.shown, strict=True)):
        axes.text(value + most * 0.015, at, shown, va="center", fontsize=13, **PLAIN)


def _scale(panel: Bars) -> float:
    """How much longer than the longest bar the axis is, so that what is written beside it fits."""
    wide = WIDTH * (RIGHT - LEFT)
    longest = LETTER * max((len(shown) for shown in panel.shown), default=0)
    return max(1.08, wide / (wide + BESIDE - longest)) if longest < wide / 2 else 2


def _draw_lines(axes: Axes, panel: Lines) -> None:
    for at, line in enumerate(panel.lines):
        points = [(n, value) for n, value in enumerate(line.values) if value is not None]
        axes.plot(
            [n for n, _value in points],
            [value for _n, value in points],
            color=FAINT if line.faint else COLOURS[at % len(COLOURS)],
            marker="" if line.faint else MARKS[at % len(MARKS)],
            markersize=6,
            linewidth=2.2,
            linestyle="--" if line.faint else "-",
            zorder=2 if line.faint else 3,
            label=line.label,
            clip_on=False,
        )
    last = len(panel.labels) - 1
    step = -(-max(last, 1) // MOST_TICKS)
    ticks = list(range(last, -1, -step))[::-1]
    axes.set_xticks(ticks, [panel.labels[n] for n in ticks], fontsize=11)
    axes.set_xlim(-0.5, last + 0.5)
    axes.set_ylim(0, panel.top)
    axes.tick_params(axis="y", labelsize=11)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.legend(
        loc="lower center",
        bbox_to_anchor=(0.47, 1.02),
        ncols=len(panel.lines),
        frameon=False,
        fontsize=11.5,
        handlelength=1.4,
        columnspacing=1.2,
    )
