"""A picture of bars and lines, one panel below another, in a size that reads well on a phone.

All words and figures come as they are to be read. `draw` is run in the drawing process: Matplotlib
is imported there, and only there.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.reports.lettering import (
    DPI,
    PALE,
    READ,
    TALLEST,
    TITLE,
    WIDTH,
    cut,
    flowing,
    look,
    width,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# All in pixels: the margin, the space beside words, between lines of them and between panels.
MARGIN, GAP, LEAD, PANEL_GAP = 40, 14, 1.25, 40
INNER = WIDTH - 2 * MARGIN
BAR, ROW, AXIS_LEFT, AXIS_BELOW = 36, 50, 90, 60
# How high a panel of lines is: as high as the picture has room for.
PLOT, LEAST_PLOT, SWATCH, BELOW_LEGEND = 400, 190, 70, 30
GRID, FILL, FAINT = "#dddddd", "#5b7fa6", "#9a9a9a"
# Told apart by those who do not see red or green, by their marks in grey too.
COLOURS = ("#5b7fa6", "#d98200", "#4a4a4a", "#8a5a83")
MARKS = ("o", "s", "^", "D")
MOST_TICKS = 3
# Beside bars shorter than this part of the picture, words stand above them instead.
SHORTEST = 0.35


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

    plot = _plot_high(page)
    high = _height(page, plot)
    figure = Figure(figsize=(WIDTH / DPI, high / DPI), dpi=DPI, facecolor="white")
    sheet = _Sheet(figure, high, plot)
    sheet.write(page.title, TITLE, bold=True)
    sheet.write(page.subtitle, READ, color=PALE)
    for panel in page.panels:
        sheet.top += PANEL_GAP
        sheet.write(panel.title, READ, bold=True)
        sheet.top += GAP
        if isinstance(panel, Bars):
            _draw_bars(sheet, panel)
        else:
            _draw_lines(sheet, panel)
    sheet.top += GAP
    sheet.write(page.note, READ, color=PALE)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()


def _plot_high(page: Page) -> int:
    return max(LEAST_PLOT, min(PLOT, TALLEST - _height(page, 0)))


def _height(page: Page, plot: int) -> int:
    above = _lines_high(page.title, TITLE, bold=True) + _lines_high(page.subtitle, READ)
    panels = (
        PANEL_GAP + _lines_high(panel.title, READ, bold=True) + GAP + _panel_high(panel, plot)
        for panel in page.panels
    )
    below = GAP + _lines_high(page.note, READ)
    return round(2 * MARGIN + above + sum(panels) + below)


def _lines_high(words: str, pixels: int, *, bold: bool = False) -> float:
    return len(wrapped(words, INNER, pixels, bold=bold)) * pixels * LEAD


def _panel_high(panel: Bars | Lines, plot: int) -> float:
    if isinstance(panel, Lines):
        rows = 1 + max((row for row, _left in _legend(panel.lines)), default=0)
        return rows * ROW + BELOW_LEGEND + plot + AXIS_BELOW
    return len(panel.labels) * (ROW if _beside(panel) else READ * LEAD + ROW + GAP)


class _Sheet:
    """The whole picture, measured in pixels from its upper left corner, filled from the top."""

    def __init__(self, figure: Figure, high: int, plot: int) -> None:
        self.figure, self.high, self.plot_high = figure, high, plot
        self.top = float(MARGIN)
        self.axes = figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(high, 0)

    def write(self, words: str, pixels: int, *, bold: bool = False, color: str = "#222222") -> None:
        for line in wrapped(words, INNER, pixels, bold=bold):
            words_look = look(pixels, color=color, bold=bold)
            self.axes.text(MARGIN, self.top, line, va="top", **words_look)
            self.top += pixels * LEAD

    def plot(self, left: float, right: float) -> Axes:
        """Axes of their own from here down."""
        bottom = 1 - (self.top + self.plot_high) / self.high
        wide = (WIDTH - right - left) / WIDTH
        return self.figure.add_axes((left / WIDTH, bottom, wide, self.plot_high / self.high))


def _beside(panel: Bars) -> bool:
    """Whether there is room for label, bar and amount in one row."""
    return INNER - _widest(panel.labels) - _widest(panel.shown) - 2 * GAP >= SHORTEST * INNER


def _widest(words: Sequence[str]) -> float:
    return max((width(one) for one in words), default=0)


def _draw_bars(sheet: _Sheet, panel: Bars) -> None:
    most = max(panel.values, default=0) or 1
    beside = _beside(panel)
    left = MARGIN + (_widest(panel.labels) + GAP if beside else 0)
    room = WIDTH - MARGIN - left - _widest(panel.shown) - GAP
    for label, value, shown in zip(panel.labels, panel.values, panel.shown, strict=True):
        if not beside:
            sheet.write(cut(label, INNER), READ)
        middle = sheet.top + ROW / 2
        long = room * value / most
        sheet.axes.broken_barh([(left, long)], (middle - BAR / 2, BAR), facecolor=FILL)
        at: dict[str, Any] = {"va": "center_baseline"} | look(READ)
        if beside:
            sheet.axes.text(MARGIN, middle, label, **at)
        sheet.axes.text(left + long + GAP / 2, middle, shown, **at)
        sheet.top += ROW if beside else ROW + GAP


def _draw_lines(sheet: _Sheet, panel: Lines) -> None:
    rows = 1
    for at, (row, left) in enumerate(_legend(panel.lines)):
        line, middle = panel.lines[at], sheet.top + (row + 0.5) * ROW
        sheet.axes.plot([left, left + SWATCH], [middle, middle], **_stroke(at, line))
        at_words: dict[str, Any] = {"va": "center_baseline"} | look(READ)
        sheet.axes.text(left + SWATCH + GAP, middle, line.label, **at_words)
        rows = row + 1
    sheet.top += rows * ROW + BELOW_LEGEND
    # The last label stands half beyond the last point.
    axes = sheet.plot(MARGIN + AXIS_LEFT, max(MARGIN, _widest(panel.labels[-1:]) / 2))
    for at, line in enumerate(panel.lines):
        points = [(n, value) for n, value in enumerate(line.values) if value is not None]
        across, up = [n for n, _value in points], [value for _n, value in points]
        axes.plot(across, up, clip_on=False, zorder=2 if line.faint else 3, **_stroke(at, line))
    _draw_scale(axes, panel)
    sheet.top += sheet.plot_high + AXIS_BELOW


def _legend(lines: Sequence[Line]) -> list[tuple[int, float]]:
    """Row and left edge of each: as many in a row as fit."""
    return flowing([SWATCH + GAP + width(line.label) for line in lines], MARGIN)


def _stroke(at: int, line: Line) -> dict[str, Any]:
    return {
        "color": FAINT if line.faint else COLOURS[at % len(COLOURS)],
        "marker": "" if line.faint else MARKS[at % len(MARKS)],
        "markersize": 9,
        "linewidth": 3.5,
        "linestyle": "--" if line.faint else "-",
    }


def _draw_scale(axes: Axes, panel: Lines) -> None:
    for edge in axes.spines.values():
        edge.set_visible(False)
    last = len(panel.labels) - 1
    step = -(-max(last, 1) // (MOST_TICKS - 1))
    ticks = list(range(last, -1, -step))[::-1]
    axes.set_xticks(ticks, [panel.labels[n] for n in ticks], **look(READ))
    scale = [0, panel.top / 2, panel.top]
    axes.set_yticks(scale, [f"{n:g}" for n in scale])
    axes.tick_params(length=0, pad=10)
    axes.tick_params(axis="y", labelsize=look(READ)["fontsize"])
    axes.set_xlim(-0.5, max(last, 1) + 0.5)
    axes.set_ylim(0, panel.top)
    axes.grid(axis="y", color=GRID, linewidth=1)
    axes.set_axisbelow(True)
