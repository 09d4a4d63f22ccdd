"""Bars and lines that are read on a phone, however long the names are."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.reports.charts import INNER, Bars, Line, Lines, Page, draw
from bot.reports.lettering import READ, TALLEST, cut, fitted, width, wrapped

MONTHS = Bars("Pesos", ["Septiembre", "Octubre"], [2, 1], ["$25.607.000", "$130.828.000"])
LONG = Bars("Pesos", ["Miel de abejas nativas del páramo"], [1], ["$130.828.000"])
LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x17F, categories=("L", "N", "Zs"))
TREND = Lines("Trend", ["4 jun", "11 jun", "18 jun"], [Line("Needs", [40, None, 70])])


def drawn(*panels: Bars | Lines) -> Image.Image:
    return Image.open(BytesIO(draw(Page("Sales $5 by {month}", "Tota", panels))))


def test_every_picture_is_as_wide_as_a_phone_shows_it() -> None:
    """Its height is what its panels need; an empty one is a picture too."""
    heights = [drawn(*panels).height for panels in ([], [MONTHS], [MONTHS, LONG], [MONTHS, TREND])]

    assert drawn(MONTHS).width == 1080
    assert heights == sorted(set(heights))


def test_a_pulse_is_not_made_smaller() -> None:
    """Telegram shrinks what is higher than 1280: the lines have the room that the bars leave."""
    faces = Bars("¿Cómo está la calidad de vida?", list("54321"), [1] * 5, list("11111"))
    image = drawn(Bars("Ayuda", ["Sí", "En parte", "No"], [2, 1, 0], list("210")), faces, TREND)

    assert image.height <= TALLEST
    assert drawn(TREND).height < image.height


def test_lines_are_broken_at_spaces_and_fit() -> None:
    """A word that is too long for any line ends in dots, and nothing is lost before that."""
    words = "¿Encuentras en el clúster lo que necesitas para tu trabajo?"
    lines = wrapped(words, INNER)

    assert " ".join(lines) == words
    assert all(width(line) <= INNER for line in lines)
    assert wrapped("x" * 200, INNER)[0].endswith("…")
    assert width(cut("x" * 200, 300)) <= 300
    assert fitted("Planta de embotellado de Puno", 300, 2)[1].endswith("…")


def test_letters_are_as_large_as_they_say() -> None:
    """A capital is about three quarters of the size: on the picture, that is what is dark."""
    image = drawn(Bars("H", [], [], [])).convert("L")
    dark = [
        y
        for y in range(160, image.height)
        if any(ink < 128 for ink in image.crop((40, y, 70, y + 1)).tobytes())
    ]

    assert READ * 0.65 < len(dark) < READ


@given(st.text(LATIN), st.integers(60, 600))
@settings(max_examples=50)
def test_a_name_always_fits(words: str, room: int) -> None:
    """Whatever somebody is called, in at most two lines."""
    lines = fitted(words, room, 2)

    assert len(lines) <= 2
    assert all(width(line) <= room for line in lines)
