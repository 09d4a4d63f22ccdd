"""A picture of what is taken: drawn whatever the names are, and read on a phone."""

from io import BytesIO

from PIL import Image, ImageColor

from bot.reports.lettering import READ, TALLEST, TITLE, width
from bot.reports.week_picture import COLOURS, Picture, Plan, Row, Taken, draw

HOURS = [(8 * 60, "8"), (13 * 60, "13"), (18 * 60, "18")]
DAY = (8 * 60, 18 * 60)


def pictured(*rows: Row) -> Picture:
    return Picture("Mill", "a week", rows, DAY, HOURS, [("own", "yours"), ("taken", "taken")])


def drawn(*rows: Row) -> Image.Image:
    return Image.open(BytesIO(draw(pictured(*rows)))).convert("RGB")


def test_what_is_taken_is_seen_where_it_is() -> None:
    """From eight to thirteen is the left half of the row, in the colour of its tone."""
    row = Row("Mon", [DAY], [Taken((480, 780), "", "own")])
    plan, image = Plan(pictured(row)), drawn(row)
    middle = round(plan.y(0) + 50)
    left, right = (image.getpixel((round(plan.x(at)), middle)) for at in (600, 900))

    assert image.size == (1080, plan.high)
    assert left == ImageColor.getrgb(COLOURS["own"][0])
    assert right == (255, 255, 255)


def test_a_phone_shows_letters_that_can_be_read() -> None:
    """It shows 1080 pixels on 360 of its own: a third of 36 is the size of a small print."""
    assert READ >= 36
    assert TITLE > READ
    assert width("Miel", 72) > 1.9 * width("Miel", 36)


def test_no_name_is_broken_inside_a_word() -> None:
    """What has no room where it stands has a number there, and its name below."""
    narrow = Taken((480, 540), "Apiario El Roble", "taken")
    wide = Taken((600, 900), "Miel Santa Rosa", "own")
    plan = Plan(pictured(Row("Alambique", [DAY], [narrow, wide]), Row("Mon", [DAY], [narrow])))

    assert plan.numbers == {"Apiario El Roble": 1}
    assert " ".join(plan.said(wide)) == "Miel Santa Rosa"
    assert plan.labels == [["Alambique"], ["Mon"]]


def test_many_machines_fit_a_picture() -> None:
    """Telegram would make it smaller, and its letters with it."""
    rows = [
        Row(f"Machine {n}", [DAY], [Taken((480, 540), f"Firm {n}", "taken")]) for n in range(14)
    ]

    assert Plan(pictured(*rows)).high < 1.2 * TALLEST


def test_names_are_no_formulas() -> None:
    """Dollar signs, braces and backslashes stand as they are; long names are cut."""
    names = ("$\\frac{1}{", "Ganado & Cía. $5 $6", "x" * 200, "")
    taken = [Taken((480 + 60 * n, 540 + 60 * n), name, "taken") for n, name in enumerate(names)]

    assert drawn(Row("$a_b$", [DAY], taken)).width == 1080


def test_an_empty_week_is_a_picture_too() -> None:
    """Closed all along."""
    rows = [Row(day, [], []) for day in "MTWTFSS"]

    assert drawn(*rows).height == Plan(pictured(*rows)).high
