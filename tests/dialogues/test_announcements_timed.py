"""To whom an announcement goes, and when: at a time, not at night, at night for a reason."""

from datetime import UTC, datetime

from tests.phone import Phone
from tests.town import Town

# Eleven at night and eight in the morning in Bogotá.
NIGHT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
NEWS = ("/announce", "news", "Wax has come", "Wax has come", "all members")


async def test_at_a_time_of_its_own_in_english(town: Town, john: Phone, mary: Phone) -> None:
    """It goes out then and not before; corrected meanwhile, it was never otherwise."""
    for said in (*NEWS, "at another time", "tomorrow", "9 am", "save"):
        await john.says(said)
    john.sees("2 people will get it", "It goes out on 24 Nov 2026, 9:00 am, once you tap Send.")
    await john.taps("Send")
    john.sees("It goes out on 24 Nov 2026, 9:00 am")
    await john.taps("Correct")
    await john.taps("✏️ Text in English")
    await john.says("Wax and sugar have come")
    await john.taps("Correct every copy")
    mary.sees_not("have come")
    await town.clock_to(datetime(2026, 11, 24, 14, 1, tzinfo=UTC))

    mary.sees("Wax and sugar have come", "Read")
    mary.sees_not("Corrected")


async def test_at_a_time_of_its_own_taken_back_before(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Nobody ever hears of it."""
    for said in ("/anunciar", "noticia", "Cera", "Wax", "todas las personas", "en otro momento"):
        await rosa.says(said)
    for said in ("mañana", "9 de la mañana", "guardar"):
        await rosa.says(said)
    await rosa.taps("Enviar")
    await rosa.taps("Retirar")
    await rosa.taps("Sí, retirarlo")
    await town.clock_to(datetime(2026, 11, 24, 14, 1, tzinfo=UTC))

    ana.sees_not("Cera")
    mary.sees_not("Wax")


async def test_quiet_hours_are_waited_out_in_english(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """At eleven at night the preview says when it goes out, and the report that all wait."""
    await town.clock_to(NIGHT)
    for said in (*NEWS, "now", "save"):
        await john.says(said)
    john.sees("Nobody is written to at night: it goes out on 24 Nov 2026, 8:00 am")
    await john.taps("Send")
    await john.taps("Refresh")
    john.sees("Sent: 0 of 3", "Waiting: 3")
    mary.sees_not("Wax has come")
    await town.clock_to(MORNING)

    mary.sees("Wax has come")
    ana.sees("Wax has come")


async def test_only_the_schools_get_it_in_english(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """Counted before, and counted so in the report."""
    lucy = await town.member("Lucy", "en", firm="School")
    async with town.app.database.transaction() as tx:
        await tx.write("UPDATE firm SET kind = 'school' WHERE name = 'School'")
    for said in ("/announce", "funding call", "Grants", "Grants"):
        await john.says(said)
    john.sees("The businesses", "The schools and training centres")
    await john.taps("The schools and training centres")
    await john.taps("Now")
    await john.taps("See how it will look")
    john.sees("1 person will get it, in English.")
    await john.taps("Send")
    await john.taps("Refresh")

    john.sees("The schools and training centres", "Sent: 1 of 1")
    lucy.sees("Funding call", "Grants", "Read")
    mary.sees_not("Grants")
    ana.sees_not("Grants")
