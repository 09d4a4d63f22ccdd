"""Figures of interleaved repeats: medians, ratios pair by pair, and the bars."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """What must hold: `value` at least or at most `limit`."""

    what: str
    value: float
    limit: float
    at_least: bool = False

    @property
    def passes(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        verdict = "pass" if self.passes else "FAIL"
        return f"  [{verdict}] {self.what}: {self.value:.3g} (bar: {sign} {self.limit:g})"

    def as_json(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "value": self.value,
            "limit": self.limit,
            "passes": self.passes,
        }


@dataclass(slots=True)
class Comparison:
    """Repeats of the same measurement, ours and the peer's in turn."""

    title: str
    ours: list[Figures] = field(default_factory=list)
    peer: list[Figures] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    def ratios(self, figure: str) -> list[float]:
        pairs = zip(self.ours, self.peer, strict=False)
        return [a[figure] / b[figure] for a, b in pairs if b.get(figure) and figure in a]

    def ratio(self, figure: str) -> float:
        return statistics.median(self.ratios(figure))

    def median(self, figure: str) -> float:
        """Ours."""
        return statistics.median(run[figure] for run in self.ours)

    def highest(self, figure: str) -> float:
        """Ours."""
        return max(run[figure] for run in self.ours)

    def show(self) -> None:
        print(f"\n{self.title}")
        print(f"  {'median of ' + str(len(self.ours)):28}{'ours':>12}{'peer':>12}{'ours/peer':>12}")
        for figure in self.ours[0] if self.ours else self.peer[0]:
            self._show_figure(figure)
        for bar in self.bars:
            print(bar)

    def _show_figure(self, figure: str) -> None:
        cells = [f"{median(runs, figure):12.4g}" for runs in (self.ours, self.peer)]
        ratios = self.ratios(figure)
        if ratios:
            cells.append(f"{statistics.median(ratios):12.3f}")
            cells.append("  pairs " + " ".join(f"{ratio:.2f}" for ratio in ratios))
        print(f"  {figure:28}{''.join(cells)}")

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "ours": self.ours,
            "peer": self.peer,
            "bars": [bar.as_json() for bar in self.bars],
        }


def median(runs: Sequence[Figures], figure: str) -> float:
    values = [run[figure] for run in runs if figure in run]
    return statistics.median(values) if values else float("nan")


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent do not exceed (nearest rank)."""
    return sorted(values)[ceil(len(values) * percent / 100) - 1] if values else float("nan")
