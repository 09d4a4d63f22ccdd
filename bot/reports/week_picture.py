"""A picture of what is taken when: a row for each day or each machine, hours from left to right.

A name stands where it fits whole; where none does a number stands, and the names below the hours.
`draw` is run in the drawing process: Matplotlib is imported there, and only there.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.reports.lettering import (
    DPI,
    PALE,
    READ,
    TITLE,
    WIDTH,
    cut,
    fitted,
    flowing,
    look,
    width,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Tone = Literal["taken", "own", "out", "closed"]
Minutes = tuple[int, int]

# All in pixels: the margin, a row, a line of words, what lies below the rows for the hours.
MARGIN, ROW, LINE, HOURS, GAP = 30, 100, 46, 66, 14
# Of many rows each is lower; this much of the picture is theirs.
ROOM = 860
WIDEST_LABEL = 300
KEY_COLUMNS = 2
SWATCH = 40
# Colours that are told apart by those who do not see red or green, and in grey.
COLOURS: dict[Tone, tuple[str, str]] = {
    "taken": ("#4d7099", "white"),
    "own": ("#f2b134", "#222222"),
    "out": ("#4a4a4a", "white"),
    "closed": ("#e4e4e1", "#222222"),
}
OPEN, LINES = "#ffffff", "#c9c9c4"


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
    """`span` is what of the day is shown, `hours` the labels below it, by the minute of the day.

    `legend` explains the tones.
    """

    title: str
    subtitle: str
    rows: Sequence[Row]
    span: Minutes
    hours: Sequence[tuple[int, str]]
    legend: Sequence[tuple[Tone, str]]


def draw(picture: Picture) -> bytes:
    """A PNG."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - in the drawing process only

    plan = Plan(picture)
    figure = Figure(figsize=(WIDTH / DPI, plan.high / DPI), dpi=DPI, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(plan.high, 0)
    _draw_head(axes, plan)
    _draw_table(axes, plan)
    for at, row in enumerate(picture.rows):
        _draw_row(axes, plan, at, row)
    _draw_below(axes, plan)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()


class Plan:
    """Where everything lies, in pixels from the upper left corner."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.title = wrapped(picture.title, WIDTH - 2 * MARGIN, TITLE, bold=True)
        self.row = max(min(ROW, ROOM // max(len(picture.rows), 1)), LINE + GAP)
        most = self.row // LINE
        self.labels = [fitted(row.label, WIDEST_LABEL, most) for row in picture.rows]
        widest = max((width(one) for label in self.labels for one in label), default=0)
        self.left = MARGIN + widest + GAP
        self.scale = (WIDTH - MARGIN - self.left) / (picture.span[1] - picture.span[0])
        self.top = MARGIN + len(self.title) * TITLE * 1.25 + LINE + GAP
        self.bottom = self.top + self.row * len(picture.rows)
        self.numbers = self._numbers()
        entries = [SWATCH + GAP + width(label) for _tone, label in picture.legend]
        self.legend = flowing(entries, MARGIN)
        self.legend_rows = 1 + max((row for row, _left in self.legend), default=0)
        below = HOURS + LINE * (self.legend_rows + -(-len(self.numbers) // KEY_COLUMNS)) + MARGIN
        self.high = round(self.bottom + below)

    def _numbers(self) -> dict[str, int]:
        """Of the names that do not fit where they should stand, in the order of the picture."""
        names = [
            taken.words
            for row in self.picture.rows
            for taken in row.taken
            if taken.words and not self.fits(taken)
        ]
        return {name: number for number, name in enumerate(dict.fromkeys(names), start=1)}

    def x(self, minute: int) -> float:
        first, last = self.picture.span
        return self.left + (min(max(minute, first), last) - first) * self.scale

    def y(self, row: int) -> float:
        return self.top + row * self.row

    def said(self, taken: Taken) -> list[str]:
        """The lines in which its words stand there."""
        return wrapped(taken.words, self.x(taken.span[1]) - self.x(taken.span[0]) - GAP)

    def fits(self, taken: Taken) -> bool:
        lines = self.said(taken)
        return len(lines) * LINE < self.row and " ".join(lines) == " ".join(taken.words.split())


def _draw_head(axes: Axes, plan: Plan) -> None:
    y = float(MARGIN)
    for line in plan.title:
        axes.text(MARGIN, y, line, va="top", **look(TITLE, bold=True))
        y += TITLE * 1.25
    axes.text(MARGIN, y, plan.picture.subtitle, va="top", **look(READ, color=PALE))


def _draw_table(axes: Axes, plan: Plan) -> None:
    wide, high = WIDTH - MARGIN - plan.left, plan.bottom - plan.top
    axes.broken_barh([(plan.left, wide)], (plan.top, high), facecolor=COLOURS["closed"][0])
    for minute, label in plan.picture.hours:
        x = plan.x(minute)
        axes.plot([x, x], [plan.top, plan.bottom], color=LINES, linewidth=1.2, zorder=2)
        # What stands at an end stays on the picture.
        half = width(label) / 2
        at = min(max(x, half + GAP), WIDTH - half - GAP)
        axes.text(at, plan.bottom + GAP, label, va="top", ha="center", **look(READ))
    for n in range(len(plan.picture.rows) + 1):
        y = plan.y(n)
        axes.plot([plan.left, WIDTH - MARGIN], [y, y], color=LINES, linewidth=1.2, zorder=2)


def _draw_row(axes: Axes, plan: Plan, at: int, row: Row) -> None:
    y = plan.y(at)
    label: dict[str, Any] = {"va": "center", "linespacing": 1.1} | look(READ)
    axes.text(MARGIN, y + plan.row / 2, "\n".join(plan.labels[at]), **label)
    for start, end in row.open:
        x = plan.x(start)
        axes.broken_barh([(x, plan.x(end) - x)], (y + 4, plan.row - 8), facecolor=OPEN, zorder=1)
    for taken in row.taken:
        _draw_taken(axes, plan, y, taken)


def _draw_taken(axes: Axes, plan: Plan, y: float, taken: Taken) -> None:
    fill, ink = COLOURS[taken.tone]
    x, end = (plan.x(minute) for minute in taken.span)
    axes.broken_barh(
        [(x, end - x)],
        (y + 8, plan.row - 16),
        facecolor=fill,
        edgecolor="white",
        linewidth=2,
        zorder=3,
    )
    number = plan.numbers.get(taken.words)
    words = str(number) if number else "\n".join(plan.said(taken))
    middle: dict[str, Any] = {"va": "center", "ha": "center", "linespacing": 1.1, "zorder": 4}
    axes.text((x + end) / 2, y + plan.row / 2, words, **middle, **look(READ, color=ink))


def _draw_below(axes: Axes, plan: Plan) -> None:
    """What the colours mean, and the numbers."""
    top = plan.bottom + HOURS
    for (row, left), (tone, label) in zip(plan.legend, plan.picture.legend, strict=True):
        y = top + row * LINE + LINE / 2
        axes.broken_barh([(left, SWATCH)], (y - 15, 30), facecolor=COLOURS[tone][0])
        axes.text(left + SWATCH + GAP, y, label, va="center_baseline", **look(READ))
    top += plan.legend_rows * LINE
    column = (WIDTH - 2 * MARGIN) / KEY_COLUMNS
    for at, (name, number) in enumerate(plan.numbers.items()):
        x, y = MARGIN + at % KEY_COLUMNS * column, top + at // KEY_COLUMNS * LINE + LINE / 2
        axes.text(x, y, f"{number}", va="center_baseline", **look(READ, bold=True))
        room = column - SWATCH - 2 * GAP
        axes.text(x + SWATCH + GAP, y, cut(name, room), va="center_baseline", **look(READ))
