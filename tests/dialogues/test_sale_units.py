"""The units that are offered for what was sold fit it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.dialogues.stories import TemplateTown
from tests.phone import Phone


@pytest.fixture
async def place(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[TemplateTown]:
    async with TemplateTown(tmp_path, request.param) as place:
        yield place


async def asked_how_much(place: TemplateTown, product: str) -> Phone:
    member = await place.member("Lupe", "es")
    await member.taps("Registrar venta")
    if product not in member.buttons:
        await member.taps("Otro producto")
        await member.says(product)
    else:
        await member.taps(product)
    member.sees("¿Qué cantidad?")
    return member


@pytest.mark.parametrize(
    ("place", "product", "first", "others"),
    [
        ("celaya", "Tazas", "En docenas.", ["en piezas"]),
        ("celaya", "Azulejos", "En metros cuadrados.", []),
        ("celaya", "Figuras", "En piezas.", ["en docenas"]),
        ("boyaca", "Miel", "En kilos.", []),
        ("boyaca", "Jalea real", "En kilos.", ["en piezas"]),
        ("puno", "Vinagre", "En botellas.", ["en piezas"]),
    ],
    indirect=["place"],
)
async def test_units_fit_what_was_sold(
    place: TemplateTown, product: str, first: str, others: list[str]
) -> None:
    """Mugs are counted, tiles measured; a new product is as most others are, or counted."""
    member = await asked_how_much(place, product)

    member.sees(first)
    assert [button for button in member.buttons if button.startswith("en ")] == others
