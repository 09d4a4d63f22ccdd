"""What is taken, in both languages: what else is offered, and any other time that is typed."""

import pytest

from storage.scope import Role
from tests.dialogues.equipment import share_three
from tests.phone import Phone
from tests.town import Town


async def asks_in_vain(town: Town, phone: Phone, *words: str) -> None:
    """Tomorrow from nine to eleven the extractor is Juan's already."""
    await share_three(town)
    juan = await town.member("Juan", "es", firm="Apiario El Roble")
    for said in ("/reservar", "Centrífuga", "mañana", "de 9 a 11"):
        await juan.says(said)
    await juan.taps("hasta 11:00")
    for said in words:
        await phone.says(said)


async def test_taken_offers_three_alternatives(town: Town, ana: Phone, mary: Phone) -> None:
    """Another hour, another day, its sister: one tap books it."""
    await share_three(town)
    await mary.says("/book")
    for label in ("Honey extractor", "24", "9:00", "until 11:00"):
        await mary.taps(label)
    await ana.says("/reservar")
    for words in ("Centrífuga", "mañana", "9 a 11"):
        await ana.says(words)
    ana.sees(
        "Ocupado. Apiario El Roble ya reservó Centrífuga: mar 24 nov, 9:00",
        "mar 24 nov, 11:00 a. m. a 1:00 p. m.",
        "mié 25 nov, 9:00 a 11:00 a. m.",
        "24 nov 9:00 a. m. · Centrífuga 2",
    )
    await ana.taps("Centrífuga 2")

    ana.sees("Reservado ✓", "Centrífuga 2", "9:00 a 11:00 a. m. (2 h)")


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("a las 3", "3:00 p. m.", "hasta 5:00 p. m. · 2 h"),
        ("mejor de 11 a 12", "11:00 a. m.", "hasta 12:00 p. m. · 1 h"),
        ("¿y a las 4 de la tarde?", "4:00 p. m.", "hasta 6:00 p. m. · 2 h"),
        ("3pm", "3:00 p. m.", "hasta 5:00 p. m. · 2 h"),
    ],
)
async def test_another_time_is_typed_after_taken(
    town: Town, ana: Phone, words: str, start: str, end: str
) -> None:
    """Of the same machine and the same day; a start alone lasts as long as what was wanted."""
    await asks_in_vain(town, ana, "/reservar", "Centrífuga", "mañana", "9 a 11")
    ana.sees("Ocupado.", "Con un toque queda reservado", "Puedes escribir «de 9 a 11»")
    await ana.says(words)
    ana.sees("Centrífuga", "24 nov", f"Inicio: {start}", end)
    ana.sees_not("Centrífuga 2", "25 nov")
    await ana.taps(end)

    ana.sees("Reservado ✓", "Centrífuga", "24 nov", start.split(" ", maxsplit=1)[0])


@pytest.mark.parametrize(
    ("commands", "whose", "others"),
    [
        (
            ("/reservar", "Centrífuga", "mañana", "a las 10"),
            "Ocupado. Apiario El Roble ya reservó Centrífuga: mar 24 nov, 9:00",
            "mié 25 nov, 10:00 a 11:00 a. m.",
        ),
        (
            ("/book", "Honey extractor", "tomorrow", "10am"),
            "Your firm has booked Honey extractor already: Tue, 24 Nov, 9:00",
            "Wed, 25 Nov, 10:00 – 11:00 am",
        ),
    ],
)
async def test_a_start_alone_that_is_taken_says_whose(
    town: Town, ana: Phone, mary: Phone, commands: tuple[str, ...], whose: str, others: str
) -> None:
    """And what else there is: for as short a time as it is lent."""
    phone = mary if commands[0] == "/book" else ana
    await asks_in_vain(town, phone, *commands)

    phone.sees(whose, others)


async def test_it_may_be_taken_again(town: Town, ana: Phone) -> None:
    """Half of it is Juan's: said like the first time."""
    await asks_in_vain(town, ana, "/reservar", "Centrífuga", "mañana", "9 a 11")
    await ana.says("mejor de 10 a 12")

    ana.sees("Ocupado. Apiario El Roble", "mar 24 nov, 11:00 a. m. a 1:00 p. m.")


@pytest.mark.parametrize("words", ["rather from 10 to 12", "10am"])
async def test_what_is_typed_after_taken_may_be_taken_too(
    town: Town, ana: Phone, mary: Phone, words: str
) -> None:
    """The answer is the same, with what else there is now; tapping one of those books it."""
    await share_three(town)
    await ana.says("/reservar")
    for label in ("Centrífuga", "24", "10:00", "hasta 12:00"):
        await ana.taps(label)
    await mary.says("/book")
    for said in ("Honey extractor", "tomorrow", "11am to 1pm"):
        await mary.says(said)
    mary.sees("Taken. Miel de Tota has booked Honey extractor", "Wed, 25 Nov, 11:00 am – 1:00 pm")
    await mary.says(words)
    mary.sees("Taken. Miel de Tota has booked Honey extractor", "Wed, 25 Nov, 10:00 am – 12:00 pm")
    await mary.says("gibberish")
    mary.sees("You wrote “gibberish”", "Wed, 25 Nov, 10:00 am – 12:00 pm")
    await mary.taps("Wed, 25 Nov, 10:00 am – 12:00 pm")

    mary.sees("Booked ✓", "Honey extractor", "25 Nov", "10:00 am – 12:00 pm (2 h)")


async def test_after_taken_the_day_is_changed_too(town: Town, mary: Phone) -> None:
    """None of what is offered: the hours of that day; Back from there leads to the calendar."""
    await asks_in_vain(town, mary, "/book", "Honey extractor", "tomorrow", "9 to 11")
    await mary.taps("None of these")
    mary.sees("At what time do you start?", "11:00 am")
    mary.sees_not("Taken", "Honey extractor 2", "✓")
    await mary.taps("‹ Back")
    mary.sees("Which day?")
    await mary.taps("25")
    await mary.taps("9:00")
    await mary.taps("until 11:00")

    mary.sees("Booked ✓", "25 Nov")


async def test_what_was_taken_leaves_no_draft(town: Town, ana: Phone) -> None:
    """Whoever begins anew is not asked about it."""
    await asks_in_vain(town, ana, "/reservar", "Centrífuga", "mañana", "9 a 11")
    await ana.says("/venta")
    ana.sees("¿Qué vendiste?")
    ana.sees_not("Guardo lo que")
    await ana.says("/reservar")

    ana.sees("¿Qué quieres reservar?")


async def test_another_time_to_move_to_is_typed(town: Town, mary: Phone) -> None:
    """Where the first one is taken; until then the booking stays where it was."""
    await asks_in_vain(town, mary, "/book", "Honey extractor", "tomorrow", "noon to 2pm")
    await mary.taps("until 2:00 pm")
    await mary.taps("Move")
    await mary.says("tomorrow")
    await mary.says("9am to 11am")
    mary.sees("Your firm has booked", "Your booking stays as it was", "12:00 – 2:00 pm")
    await mary.says("what about 3?")
    await mary.taps("until 5:00 pm")

    mary.sees("Moved ✓", "24 Nov", "3:00 – 5:00 pm")


async def test_an_offer_that_comes_too_late_leads_on_too(town: Town, ana: Phone) -> None:
    """The one below news of a breakdown: somebody was faster, and another time is typed."""
    await asks_in_vain(town, ana, "/reservar", "Centrífuga", "mañana", "3 a 5")
    await ana.taps("hasta 5:00")
    eva = await town.member("Eva", "es", firm=None, role=Role.COORDINATOR)
    await eva.says("/equipos")
    for label in ("Centrífuga", "Dejar fuera de servicio", "Avería"):
        await eva.taps(label)
    await eva.says("mañana")
    for label in ("Dejar fuera de servicio", "Sí, dejarlo fuera de servicio"):
        await eva.taps(label)
    ana.sees("Tu reserva quedó cancelada.")
    luis = await town.member("Luis", "es", firm="Apiario El Roble")
    for said in ("/reservar", "Centrífuga 2", "mañana", "3 a 5"):
        await luis.says(said)
    await luis.taps("hasta 5:00")
    await ana.taps("Centrífuga 2")
    ana.sees("Ocupado. Apiario El Roble ya reservó Centrífuga 2", "3:00 a 5:00 p. m.")
    await ana.says("a las 10")
    ana.sees("Centrífuga 2", "Inicio: 10:00 a. m.", "hasta 12:00 p. m. · 2 h")
    await ana.taps("hasta 12:00")

    ana.sees("Reservado ✓", "Centrífuga 2", "24 nov")
