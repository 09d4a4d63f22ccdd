"""What the first member to type an amount would wait for is there already."""

from bot.conversation.understanding import countries
from bot.conversation.understanding.warm import warm_up
from bot.language import currencies
from tests.language.places import voice_of


def test_the_tables_of_a_place_are_built_before_they_are_needed() -> None:
    """Those of its money and those of the countries, as the readers look them up."""
    for table in (currencies._marks, currencies._patterns, countries._names):
        table.cache_clear()
    warm_up(["CO"])
    numbers = voice_of("es-CO").numbers
    currencies._patterns(numbers)
    countries._names()

    assert currencies._patterns.cache_info().misses == 1
    assert countries._names.cache_info().misses == 1
