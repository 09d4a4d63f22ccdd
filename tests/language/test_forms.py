"""What people write in nine places is read as meant, and asked where it may be two things."""

from collections import Counter
from collections.abc import Callable
from datetime import time
from functools import singledispatch
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.understanding.countries import read_country
from bot.conversation.understanding.people import read_people
from bot.conversation.understanding.quantities import read_quantity
from bot.language.dates import read_day, read_days
from bot.language.formats import amount_of
from bot.language.money import read_money
from bot.language.numbers import neat, read_number
from bot.language.reading import Reading
from bot.language.times import read_time, read_times
from bot.language.voice import Voice
from storage.values import DayRange, Money, PeopleCount, Quantity
from tests.language.places import PLACES, TODAY, UNITS, voice_of

Form = tuple[str, str, str, str]


def _forms() -> list[Form]:
    table = Path(__file__).with_name("forms.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in table if line and not line.startswith("#")]
    return [(place, kind, written, meaning) for place, kind, written, meaning in rows]


FORMS = _forms()

READERS: dict[str, Callable[[str, Voice], Reading[Any]]] = {
    "number": read_number,
    "money": read_money,
    "quantity": lambda raw, voice: read_quantity(raw, voice, UNITS),
    "day": lambda raw, voice: read_day(raw, voice, TODAY),
    "day ahead": lambda raw, voice: read_day(raw, voice, TODAY, "future"),
    "days": lambda raw, voice: read_days(raw, voice, TODAY),
    "days ahead": lambda raw, voice: read_days(raw, voice, TODAY, "future"),
    "time": read_time,
    "times": read_times,
    "country": read_country,
    "people": read_people,
}


@singledispatch
def _told(value: object) -> str:
    return str(value)


@_told.register
def _money(value: Money) -> str:
    return f"{value.currency} {neat(amount_of(value))}"


@_told.register
def _quantity(value: Quantity) -> str:
    return f"{value.amount} {value.unit}"


@_told.register
def _days(value: DayRange) -> str:
    return f"{value.first}..{value.last}"


@_told.register
def _time(value: time) -> str:
    return f"{value:%H:%M}"


@_told.register
def _times(value: tuple) -> str:  # type: ignore[type-arg] # dispatched on the plain class
    return "-".join(map(_time, value))


@_told.register
def _people(value: PeopleCount) -> str:
    parts = (value.total, value.women, value.young, value.disability)
    return "/".join("?" if part is None else str(part) for part in parts)


@pytest.mark.parametrize(("place", "kind", "written", "meaning"), FORMS)
def test_a_written_form_means(place: str, kind: str, written: str, meaning: str) -> None:
    """Each row of the table is read as it says: one meaning, several that are asked, or none."""
    found = READERS[kind](written, voice_of(place))

    assert [_told(value) for value in found.values] == (
        [] if meaning == "-" else meaning.split(" or ")
    )


def test_the_table_is_wide_enough() -> None:
    """At least 150 forms, and of each of the nine places its fair share."""
    places = Counter(place for place, *_ in FORMS)

    assert len(FORMS) >= 150
    assert places.keys() == PLACES.keys()
    assert min(places.values()) >= 15
    assert len(set(FORMS)) == len(FORMS)
