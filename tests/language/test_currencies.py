"""Which currency is meant by a sign or a word depends on the cluster, and on what was chosen."""

import pytest

from bot.language.money import read_money
from bot.language.reading import Reading
from bot.language.voice import Voice
from storage.values import Money
from tests.language.places import voice_of

IN_DOLLARS = Voice.of("es", "CO", "USD", "America/Bogota")


@pytest.mark.parametrize(
    ("written", "currency"),
    [("$1,200", "USD"), ("1200", "USD"), ("1200 dólares", "USD"), ("1200 pesos", "COP")],
)
def test_a_bare_sign_is_the_currency_that_was_chosen(written: str, currency: str) -> None:
    """Somebody in Colombia who chose dollars and writes "$" means dollars, but not by "pesos"."""
    assert read_money(written, IN_DOLLARS).value == Money(120_000, currency)


@pytest.mark.parametrize("code", ["usd", "Usd", "USD", "eur", "mxn", "pen", "brl"])
def test_codes_are_known_in_any_case(code: str) -> None:
    """Before the amount or after it."""
    voice = voice_of("es-CO")

    assert read_money(f"{code} 12", voice).value == Money(1200, code.upper())
    assert read_money(f"12{code}", voice).value == Money(1200, code.upper())


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("0", "It has to be more than zero."),
        ("-20 pesos", "It has to be more than zero."),
        ("5 euros 3 dólares", None),
        ("5 euros USD", "I see two different currencies. Please write only one."),
        ("9999999999999", "That number is too large. Please check it."),
        ("12,50", "Amounts in Chilean pesos have no decimals."),
        ("0.001 USD", "Amounts in US dollars have at most 2 decimals."),
        ("cualquier cosa", None),
    ],
)
def test_what_cannot_be_kept_is_explained(written: str, reason: str | None) -> None:
    """Nothing is rounded, and no sign is dropped."""
    voice = voice_of("es-CL", "en")
    found: Reading[Money] = read_money(written, voice)

    assert found.values == ()
    assert (found.reason and voice.plain(found.reason)) == reason
