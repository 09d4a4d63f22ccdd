"""A picture of what is taken: drawn whatever the names are, as wide as a phone."""

from io import BytesIO

from PIL import Image, ImageColor

from bot.reports.week_picture import COLOURS, Picture, Row, Taken, draw

HOURS = [(8 * 60, "8"), (13 * 60, "13"), (18 * 60, "18")]


def drawn(*rows: Row) -> Image.Image:
    picture = Picture("Mill", "a week", rows, HOURS, [("own", "yours"), ("taken", "taken")])
    return Image.open(BytesIO(draw(picture))).convert("RGB")


def test_what_is_taken_is_seen_where_it_is() -> None:
    """From eight to thirteen is the left half of the row, in the colour of its tone."""
    image = drawn(Row("Mon", [(480, 1080)], [Taken((480, 780), "", "own")]))
    middle = 96 + 108 // 2
    left, right = (image.getpixel((x, middle)) for x in (400, 900))

    assert image.size == (1080, 96 + 108 + 78)
    assert left == ImageColor.getrgb(COLOURS["own"][0])
    assert right == (255, 255, 255)


def test_names_are_no_formulas() -> None:
    """Dollar signs, braces and backslashes stand as they are; long names are cut."""
    names = ("$\\frac{1}{", "Ganado & Cía. $5 $6", "x" * 200, "")
    taken = [Taken((480 + 60 * n, 540 + 60 * n), name, "taken") for n, name in enumerate(names)]

    assert drawn(Row("$a_b$", [(480, 1080)], taken)).width == 1080


def test_an_empty_week_is_a_picture_too() -> None:
    """Closed all along."""
    image = drawn(*(Row(day, [], []) for day in "MTWTFSS"))

    assert image.height == 96 + 7 * 108 + 78
