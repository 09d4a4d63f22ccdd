"""One story a template: from the invitation to the weekly digest, in its territory's formats."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from babel import Locale

from tests.dialogues.stories import SAYS, Formats, Says, TemplateTown, bookable
from tests.phone import Phone

COMMA = ("125,000", "12,345.50", "137,345.50")
POINT = ("125.000", "12.345,50", "137.345,50")
STORIES = {
    "andes": ("es", Formats(*POINT, "Bs {}")),
    "aragon": ("en", Formats(*POINT, "{} €")),
    "boyaca": ("es", Formats(*POINT)),
    "brasil": ("en", Formats(*POINT, "R$ {}")),
    "canada": ("es", Formats(*COMMA)),
    "celaya": ("es", Formats(*COMMA)),
    "chile": ("es", Formats("125.000", "12.345", "137.345")),
    "india": ("en", Formats("1,25,000", "12,345.50", "1,37,345.50", "₹{}")),
    "iowa": ("en", Formats(*COMMA, week="Week of November 23 – 29")),
    "kenya": ("en", Formats(*COMMA, "Ksh {}")),
    "oaxaca": ("en", Formats(*COMMA)),
    "panaderia": ("es", Formats(*POINT)),
    "puno": ("es", Formats(*COMMA, "S/ {}")),
}
# Begun in Spanish, and told to its end in English.
SWITCHES = "chile"


@pytest.fixture
async def place(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[TemplateTown]:
    """A cluster of the template the test is about."""
    async with TemplateTown(tmp_path, request.param) as place:
        yield place
        assert [(call.method, call.answer) for call in place.sim.refusals] == []


async def joins(place: TemplateTown, says: Says, language: str) -> Phone:
    member = await place.stranger(place.template.newcomer.name, language)
    await member.starts(await place.invited())
    await member.taps(says.join)
    await member.taps(says.done)
    await member.taps(says.headcount)
    await member.says("4, 3 mujeres" if language == "es" else "4, 3 women")
    member.sees(says.counted)
    return member


async def sells(place: TemplateTown, member: Phone, says: Says, formats: Formats) -> None:
    await member.taps(says.sale)
    await member.taps(getattr(place.template.products[0], f"name_{_of(says)}"))
    await member.says("12")
    await member.says(formats.home)
    for label in (says.local, says.direct, says.save):
        await member.taps(label)
    member.sees(says.saved, formats.money(formats.home))


async def exports(place: TemplateTown, member: Phone, says: Says, formats: Formats) -> None:
    country = Locale(_of(says)).territories[place.template.export.countries[0]]
    await member.taps(says.sale)
    await member.taps(getattr(place.template.products[1], f"name_{_of(says)}"))
    await member.taps(says.skip)
    await member.says(formats.abroad)
    await member.taps(says.export)
    await member.says(country)
    for label in (says.online, says.save):
        await member.taps(label)
    member.sees(says.saved, formats.money(formats.abroad), says.exported + country)


async def hires(member: Phone, says: Says) -> None:
    for label in (says.job, says.hired, says.save):
        await member.taps(label)
    member.sees(says.saved, says.works)


async def sees_figures(member: Phone, says: Says, formats: Formats) -> None:
    """Both sales in one sum, then each in its market."""
    home, abroad = formats.money(formats.home), formats.money(formats.abroad)
    await member.says(says.figures)
    member.sees(f"{says.both}, {formats.money(formats.both)}.")
    await member.taps(says.by_market)
    member.sees(f"{says.local}: {says.one}, {home}", f"{says.exported}{says.one}, {abroad}")


async def books(place: TemplateTown, member: Phone, says: Says) -> None:
    """Somebody was quicker: another time is one tap away."""
    name = getattr(bookable(place.template), f"name_{_of(says)}")
    await member.taps(says.book)
    await member.taps(name)
    await member.says(says.tomorrow)
    await member.says("9:00 - 11:00")
    member.sees(says.taken)
    await member.taps(member.buttons[0])
    member.sees(says.booked, name)


async def goes_to_the_fair(place: TemplateTown, member: Phone, says: Says) -> None:
    await member.taps(says.fairs)
    await member.taps(getattr(place.template.events[0], f"name_{_of(says)}"))
    await member.taps(says.going)
    member.sees(says.goes)


async def answers(place: TemplateTown, member: Phone, says: Says) -> None:
    """On Thursday at five, by the clocks of the place."""
    await place.clock_to(place.at(3, 17))
    member.sees(says.pulse)
    for label in (says.partly, "4", says.skip):
        await member.taps(label)
    member.sees(says.thanks)


async def reads_the_digest(
    place: TemplateTown, member: Phone, says: Says, formats: Formats
) -> None:
    """On Monday at eight: both sales in one sum."""
    await place.clock_to(place.at(7, 8))
    sold = (place.template.newcomer.firm, says.sales, formats.money(formats.both))
    member.sees(formats.week or says.digest, *sold)


def _of(says: Says) -> str:
    return next(language for language, said in SAYS.items() if said is says)


@pytest.mark.parametrize(
    ("place", "language", "formats"),
    [(name, *told) for name, told in STORIES.items()],
    indirect=["place"],
    ids=list(STORIES),
)
async def test_a_member_lives_a_week(place: TemplateTown, language: str, formats: Formats) -> None:
    """Joins, sells at home and abroad, sees figures, books, goes to a fair, reads the digest."""
    says = SAYS[language]
    coordinator = await place.coordinator()
    await place.books_tomorrow(coordinator, bookable(place.template))
    await place.has_a_fair(coordinator)
    member = await joins(place, says, language)
    await sells(place, member, says, formats)
    if place.name == SWITCHES:
        await member.says("/idioma")
        await member.taps("English")
        says = SAYS["en"]
    await exports(place, member, says, formats)
    await hires(member, says)
    await sees_figures(member, says, formats)
    await books(place, member, says)
    await goes_to_the_fair(place, member, says)
    await answers(place, member, says)
    await reads_the_digest(place, member, says, formats)
