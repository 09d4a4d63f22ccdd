"""The page about the forms is drawn from them."""

from bot.conversation.diagrams import forms_page
from tests.forms.demo import JOB, Kept, sale
from tests.quality.documents import FORMS, forms


def test_the_page_about_the_forms_is_up_to_date() -> None:
    """Written again by `make docs`."""
    assert FORMS.read_text(encoding="utf-8") == forms()


def test_a_form_is_drawn_with_its_conditions() -> None:
    """A question that is not always asked has a way around it."""
    page = forms_page([sale(Kept()), JOB])

    assert "market --> buyer: exported" in page
    assert "market --> card" in page
    assert "| `amount` | For how much in all? | ¿Por cuánto en total? | money | in turn |" in page
    assert "| `task` | ¿Para qué? | ¿Para qué? | text | in turn, optional |" in page
