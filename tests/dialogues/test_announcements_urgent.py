"""What cannot wait for the end of the night, and why: in both languages, as its text is."""

from datetime import UTC, datetime

from tests.phone import Phone
from tests.town import Town

NIGHT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


async def test_what_is_urgent_breaks_through_with_its_reason(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """At night, and it says why, to each in their own language."""
    await town.clock_to(NIGHT)
    said = ("urgente", "helada esta noche", "frost tonight", "Cubran las colmenas", "Cover them")
    for words in ("/anunciar", *said, "todas las personas", "ahora"):
        await rosa.says(words)
    await rosa.taps("Ver cómo quedará")
    rosa.sees("No espera a que pase la noche")
    rosa.sees_not("No hay texto", "No hay motivo")
    assert "Sent to you at once because: frost tonight" in rosa.screen
    await rosa.taps("Enviar")
    rosa.sees_above("Cubran las colmenas", "Motivo: helada esta noche")

    ana.sees("Urgente", "Cubran las colmenas", "Te llega enseguida porque: helada esta noche")
    mary.sees("Urgent", "Cover them", "Sent to you at once because: frost tonight")


async def test_a_reason_in_one_language_is_for_both(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Whom it lacks for is said first, and without any it does not go on; a correction adds it."""
    said = ("urgente", "omitir", "omitir", "Cubran las colmenas", "Cover the hives")
    for words in ("/anunciar", *said, "todas las personas", "ahora"):
        await rosa.says(words)
    await rosa.taps("Ver cómo quedará")
    rosa.sees("Necesita un motivo, al menos en un idioma.", "¿Por qué no puede esperar")
    await rosa.says("helada esta noche")
    await rosa.taps("Ver cómo quedará")
    rosa.sees("No hay motivo en inglés: 1 persona que lee inglés recibirá el de español.")
    rosa.sees_not("No hay texto")
    await rosa.taps("Enviar")
    mary.sees("Cover the hives", "Sent to you at once because: helada esta noche")
    await rosa.taps("Corregir")
    await rosa.taps("+ Motivo en inglés")
    await rosa.says("frost tonight")
    await rosa.taps("Corregir todas las copias")
    await town.settle()

    mary.sees("Cover the hives", "Sent to you at once because: frost tonight", "Corrected on")
    ana.sees("Te llega enseguida porque: helada esta noche")


async def test_what_is_urgent_breaks_through_in_english(
    town: Town, john: Phone, mary: Phone
) -> None:
    """One's own language is asked in first, and the reason is asked for that kind alone."""
    await town.clock_to(NIGHT)
    await john.says("/announce")
    await john.says("urgent")
    john.sees("Why can it not wait for the end of the night? In English.")
    await john.says("frost tonight")
    john.sees("Why can it not wait for the end of the night? In Spanish.")
    await john.says("skip")
    for said in ("Cover the hives", "Cover the hives", "all members", "now"):
        await john.says(said)
    await john.says("save")
    john.sees("It does not wait for the end of the quiet hours.")
    await john.taps("Send")

    mary.sees("Urgent", "Cover the hives", "Sent to you at once because: frost tonight")
