"""What was looked at and not sent: it is kept, and found again among the announcements."""

from datetime import UTC, datetime

from tests.dialogues.announced import announce
from tests.phone import Phone
from tests.town import Town

DRAFT = ("/anunciar", "noticia", "Llegó la cera", "omitir", "todas las personas", "ahora")


async def test_what_was_not_sent_is_found_and_sent(town: Town, rosa: Phone, ana: Phone) -> None:
    """She is called away at the preview; days later it is on top of the list, and goes out once."""
    await announce(town, rosa, "Hay asamblea", None)
    for said in DRAFT:
        await rosa.says(said)
    await rosa.taps("Ver cómo quedará")
    await town.clock_to(datetime(2026, 11, 26, 15, 0, tzinfo=UTC))
    await rosa.says("/anuncios")
    rosa.sees("✎ 23 nov · Llegó la cera", "✎ todavía no se ha enviado")
    ana.sees_not("Llegó la cera")
    await rosa.taps("✎ 23 nov · Llegó la cera")
    rosa.sees_above("Noticia · Apicultores de Boyacá", "Llegó la cera")
    rosa.sees("Así quedará.", "Lo recibirán 2 personas")
    await rosa.taps("Enviar")

    ana.sees("Llegó la cera", "Leído")
    await rosa.says("/anuncios")
    rosa.sees("· Llegó la cera", "· Hay asamblea")
    rosa.sees_not("✎")


async def test_what_was_not_sent_is_found_and_discarded(
    town: Town, rosa: Phone, john: Phone, mary: Phone
) -> None:
    """By another coordinator, who reads it in English; then it is on no list any more."""
    for said in DRAFT:
        await rosa.says(said)
    await rosa.taps("Ver cómo quedará")
    await john.says("/announcements")
    john.sees("Llegó la cera", "✎ was not sent yet")
    await john.taps("Llegó la cera")
    john.sees("This is how it will look.", "Send", "Change", "Discard")
    await john.taps("Discard")
    john.sees("Discarded. Nobody was written to.")
    await john.taps("‹ Announcements")

    john.sees("Nothing was announced yet.")
    mary.sees_not("Llegó la cera")


async def test_its_time_has_passed_meanwhile(town: Town, john: Phone, mary: Phone) -> None:
    """Found again after it, the preview says that it goes out at once."""
    for said in ("/announce", "news", "skip", "Wax has come", "all members", "at another time"):
        await john.says(said)
    for said in ("tomorrow", "9 am", "save"):
        await john.says(said)
    john.sees("It goes out on 24 Nov 2026", "once you tap Send")
    await town.clock_to(datetime(2026, 11, 25, 15, 0, tzinfo=UTC))
    await john.says("/announcements")
    await john.taps("Wax has come")
    john.sees("Its time has passed: it goes out as soon as you tap Send.")
    await john.taps("Send")

    mary.sees("Wax has come", "Read")
