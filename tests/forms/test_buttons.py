"""Buttons that are old, tapped twice, made up, or of another form do no harm."""

import pytest

from tests.forms.demo import Kept
from tests.forms.member import Member


async def at_amount(ana: Member) -> None:
    await ana.starts("sale")
    await ana.taps("Miel")


async def test_a_second_tap_on_the_same_button_counts_once(ana: Member) -> None:
    """The first has led to the next question, which the second does not answer."""
    await ana.starts("sale")
    honey = ana.data("Miel")
    await ana.taps("Polen")
    await ana.taps_data(honey)

    assert ana.toast == "Eso ya quedó anotado."
    ana.sees("Venta · Polen", "¿Por cuánto en total?")


async def test_saving_twice_records_once(ana: Member, kept: Kept) -> None:
    """An impatient thumb saves one sale."""
    await ana.starts("sale")
    await ana.taps("Miel, 450.000")
    save = ana.data("Guardar")
    await ana.taps_data(save)
    await ana.taps_data(save)

    assert ana.toast == "Eso ya está terminado."
    ana.sees("Guardado ✓")
    assert len(kept.saved) == 1


async def test_a_button_of_an_earlier_form_shows_the_present_one(ana: Member) -> None:
    """Nothing is taken for an answer; the tap says where we are."""
    await at_amount(ana)
    old = ana.data("200.000")
    await ana.taps("Cancelar")
    await ana.starts("job")
    await ana.taps_data(old)

    assert ana.toast == "Ese botón es de un paso anterior. Vamos por aquí:"
    ana.sees("¿Cuántas personas?")


async def test_a_button_of_an_old_message_moves_the_question_down(ana: Member) -> None:
    """An old message far up in the chat is left alone; the question is asked at the bottom."""
    await at_amount(ana)
    panel = max(ana.chat)
    await ana.taps_data("f1:1:0:.0", message=panel - 1)

    ana.sees("¿Por cuánto en total?")
    assert max(ana.chat) > panel
    assert panel not in ana.chat


@pytest.mark.parametrize(
    "arg",
    [
        *(
            ".99",
            ".x",
            ".-1",
            ".²",
            "._",
            "r0",
            "r-",
            "h7",
            "hx",
            "e1",
            "e",
            "y",
            "v",
            "w",
            "g",
            "n",
        ),
        *("z", "s", "k", "q", ".inXXX", ".page9", ".same", ".other", ".d2026-13-40", "."),
    ],
)
async def test_a_forged_button_changes_nothing(ana: Member, arg: str) -> None:
    """Whatever comes back is checked against what was offered."""
    await at_amount(ana)
    before = ana.screen
    prefix = ana.data("200.000").rpartition(":")[0]
    await ana.taps_data(f"{prefix}:{arg}")

    assert ana.screen == before
    assert ana.toast


@pytest.mark.parametrize("data", ["f1:", "f1:1:1:", "f9:1:2:b", "f1:-1:2:b", "f1:1:2:" + "x" * 50])
async def test_data_of_no_known_form_is_old(ana: Member, data: str) -> None:
    """Buttons of an older version come back for years."""
    await at_amount(ana)
    await ana.taps_data(data)

    assert ana.forms.owns(data)
    ana.sees("¿Por cuánto en total?")


async def test_a_button_of_no_form_at_all_is_answered(ana: Member) -> None:
    """Nothing is being filled in, and nothing is begun."""
    await ana.taps_data("f1:5:1:.0")

    assert ana.toast == "Eso ya está terminado."
    assert ana.chat == {}


async def test_a_card_button_for_what_does_not_apply_is_old(ana: Member) -> None:
    """A local sale has no buyer to be changed."""
    await ana.starts("sale")
    await ana.taps("Miel, 450.000")
    before = ana.screen
    await ana.taps_data(ana.data("✏️ Monto")[:-2] + "e3")

    assert ana.screen == before
