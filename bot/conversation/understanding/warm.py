"""Tables built at the start, so that nobody waits for them in the middle of a sale."""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.understanding.countries import read_country
from bot.language.money import read_money
from bot.language.voice import Voice


def warm_up(territories: Iterable[str]) -> None:
    """The first amount read in a place takes 45 ms, the first country of all 10; then hardly any.

    The tables of both are the same for every language.
    """
    for territory in territories:
        voice = Voice.of("es", territory, "USD", "UTC")
        read_money("1", voice)
        read_country("Perú", voice)
