"""A pasted text that is longer than a message, or than fits: nothing of it answers another step."""

from datetime import timedelta

from tests.phone import Phone
from tests.town import Town

LONG = "palabra " * 512


async def test_the_rest_of_a_pasted_text_is_no_answer(town: Town, rosa: Phone) -> None:
    """The phone sends it in two messages; what is kept is the beginning of the first."""
    await rosa.says("/anunciar")
    await rosa.taps("Noticia")
    await rosa.says(LONG)
    rosa.sees("caben como máximo 3.000", "Conservar los primeros 3.000 caracteres")
    rosa.sees_not("Ninguna de estas")
    await rosa.says("y aquí termina.")
    rosa.sees("¿Qué dice en español?", "llegó en varios mensajes", "Conservar los primeros")
    await rosa.taps("Conservar los primeros 3.000 caracteres")
    rosa.sees("¿Qué dice en inglés?", "palabra palabra")

    rosa.sees_not("aquí termina")


async def test_a_shorter_text_that_is_written_then_is_the_answer(town: Town, john: Phone) -> None:
    """Later than the parts of one text can come."""
    await john.says("/announce")
    await john.taps("News")
    await john.says(LONG)
    john.sees("What does it say in English?", "Keep the first 3.000 characters")
    town.clock.move_to(town.clock.now() + timedelta(minutes=1))
    await john.says("Hello")

    john.sees("What does it say in Spanish?", "Hello")
