"""Weeks of the pulse, and members who answer it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tests.phone import Phone
from tests.town import Town

# The first Thursday at five in the afternoon in Bogotá, after the Monday that dialogues begin on.
THURSDAY = datetime(2026, 11, 26, 22, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
OVER = timedelta(days=6)
NAMES = ("Rosa", "Jairo", "Nubia", "Óscar", "Yolanda", "Pedro", "Lucía", "Mateo")


async def village(town: Town, how_many: int) -> list[Phone]:
    """Members of as many firms, who write Spanish."""
    return [await town.member(name, "es", firm=f"Apiario {name}") for name in NAMES[:how_many]]


async def answers(phone: Phone, first: str, second: str, words: str | None = None) -> None:
    """All three questions, as they come; without words the last is skipped."""
    await phone.taps(first)
    await phone.taps(second)
    if words is None:
        await phone.taps("Omitir" if "Omitir" in phone.buttons else "Skip")
    else:
        await phone.says(words)


async def round_of(
    town: Town, phones: Sequence[Phone], told: Sequence[tuple[str, str, str | None]], at: datetime
) -> None:
    """The round that opens then, answered by as many as there are answers, and over."""
    await town.clock_to(at)
    for phone, answer in zip(phones, told, strict=False):
        await answers(phone, *answer)
    await town.clock_to(at + OVER)
