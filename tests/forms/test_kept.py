"""Answers survive the way to JSON and back, whatever they are."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from bot.conversation.kept import Attachment, Option, pack, unpack
from bot.language.text import Both, Country, Currency, _, _n, both, raw
from storage.values import DayRange, Money, PeopleCount, Quantity, TimeRange

MOMENT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

VALUES = [
    *(None, True, 0, 12, "miel", Decimal("1.50"), Money(45, "COP"), Quantity(500, "kg")),
    *(date(2026, 11, 23), time(9, 30), MOMENT, Country("EC"), Currency("USD"), Both("a", "b")),
    DayRange(date(2026, 11, 23), date(2026, 11, 25)),
    TimeRange(MOMENT, MOMENT.replace(hour=17)),
    PeopleCount(3, women=2),
    Option("honey", both("Miel", "Honey")),
    Option("local"),
    Attachment("document", "id", "recibo.pdf"),
    (Option("red"), Option("own", raw("<b>"))),
    _("Sold on {day}.", day=date(2026, 11, 23)),
    _n("{n} box", "{n} boxes", 3),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    """Nothing of it is lost or rounded, and its kind is the same."""
    back = unpack(json.loads(json.dumps(pack(value))))

    assert back == value
    assert type(back) is type(value)


def test_a_value_of_no_known_kind_is_refused() -> None:
    """A step that keeps one fails at once, and not at the next start."""
    with pytest.raises(TypeError, match="complex"):
        pack(1j)
