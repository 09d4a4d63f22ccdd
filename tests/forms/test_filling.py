"""Filling a form in: by buttons, by typing, back and forth."""

from tests.forms.demo import Kept
from tests.forms.member import Member


async def test_a_form_is_filled_in_by_buttons_alone(ana: Member, kept: Kept) -> None:
    """Each question offers its usual answers; the last leads to the card."""
    await ana.starts("sale")
    await ana.taps("Polen")
    await ana.taps("200.000")
    await ana.taps("Local")
    ana.sees("Producto: Polen", "200.000", "✏️ Monto", "+ Nota")
    await ana.taps("Save")

    ana.sees("Guardado ✓")
    assert kept.saved[0]["product"] == "pollen"
