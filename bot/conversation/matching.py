"""Typed words against the labels of what can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from bot.conversation.words import plain

T = TypeVar("T")

# How alike two spellings must be to count as a slip of the finger.
_ALIKE = 82
# From so many letters on, one that is wrong, missing, or has changed places with the next.
_SLIP = 4


def best(words: str, among: Sequence[T], label: Callable[[T], str]) -> list[T]:
    """Those whose label the words may mean: the same; else a part of it; else nearly the same."""
    told = plain(words)
    if len(told) < 2:  # one letter is part of almost anything
        return []
    labels = [(item, plain(label(item))) for item in among]
    for test in (_same, _part, _alike):
        found = [item for item, name in labels if name and test(told, name)]
        if found:
            return found
    return []


def fits(words: str, label: str) -> bool:
    """Whether the words are that label, give or take a plural."""
    return _same(plain(words), plain(label))


def _same(told: str, name: str) -> bool:
    return _singular(told) == _singular(name)


def _singular(words: str) -> str:
    """Enough for comparing: "tazas" and "taza", "jars" and "jar", "panales" and "panal"."""
    return " ".join(w[:-2] if w.endswith("es") else w.removesuffix("s") for w in words.split())


def _part(told: str, name: str) -> bool:
    return f" {told}" in f" {name}" or f" {name} " in f" {told} "


def _alike(told: str, name: str) -> bool:
    slip = len(told) >= _SLIP and OSA.distance(told, name, score_cutoff=1) <= 1
    return slip or ratio(told, name) >= _ALIKE
