"""What the pulse asks: three sets that take turns, each of two questions to tap and one to write.

They are those by which a cluster's worth is judged beside its figures: whether members get the
benefits they expected, what they are unhappy with, what else they need; and whether life, the
traditions of the trade and equality gain by it. Their words are the handlers'; these are the names
under which the answers are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scale(StrEnum):
    """Five faces from worst to best; or no, partly, yes. A choice is its place, from 0."""

    FACES = "faces"
    EXTENT = "extent"

    @property
    def choices(self) -> int:
        return 5 if self is Scale.FACES else 3


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    scale: Scale


@dataclass(frozen=True, slots=True)
class Set:
    """`open` is the code of the question that is answered in one's own words."""

    closed: tuple[Question, ...]
    open: str


BENEFITS = Question("benefits", Scale.EXTENT)
COOPERATION = Question("cooperation", Scale.FACES)
NEEDS = Question("needs", Scale.EXTENT)
WELLBEING = Question("wellbeing", Scale.FACES)
TRADITIONS = Question("traditions", Scale.EXTENT)
FAIRNESS = Question("fairness", Scale.FACES)

SETS = (
    Set((BENEFITS, COOPERATION), "discontent"),
    Set((NEEDS, WELLBEING), "wishes"),
    Set((TRADITIONS, FAIRNESS), "changes"),
)
# How many questions a round has, the open one included.
LENGTH = 3


def set_of(number: int) -> Set:
    """What the cluster's round of this number (from 1) asks."""
    return SETS[(number - 1) % len(SETS)]
