"""What was begun as an announcement only, and is a fair or a training with places and answers."""

from storage import announcements
from storage.announcements import State
from tests.dialogues.announced import last_told
from tests.phone import Phone
from tests.town import Town

WRITTEN = ("feria", "Trae tus frascos.", "Bring your jars.")


async def test_what_was_written_goes_on_as_an_event(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """With its texts, its poster and for whom it is; the announcement alone is not kept."""
    await rosa.says("/anunciar")
    rosa.sees("quieres saber quién va, usa /evento.")
    await rosa.sends_photo()
    for words in (*WRITTEN, "quienes leen español", "ahora"):
        await rosa.says(words)
    await rosa.taps("Ver cómo quedará")
    alone = await last_told(town)
    await rosa.taps("Convertir en evento")
    for words in ("Feria de la miel", "Honey fair", "12 de diciembre", "de 9 am a 5 pm", "Tunja"):
        await rosa.says(words)
    await rosa.says("omitir")
    rosa.sees("Feria", "Texto en español: Trae tus frascos.", "Texto en inglés: Bring your jars.")
    await rosa.taps("Guardar")
    rosa.sees("Quienes leen español", "Lo recibirán 2 personas")
    await rosa.taps("Enviar")

    assert "photo" in ana.last
    ana.sees("Feria de la miel", "Trae tus frascos.", "Voy")
    mary.sees_not("Honey fair")
    found = await announcements.find(town.app.database.reader, town.made.scope, alone.id)
    assert found is not None
    assert found.state is State.DISCARDED


async def test_given_up_halfway_it_is_an_announcement_still(town: Town, john: Phone) -> None:
    """Nothing that was written is lost; what has gone out is offered no such thing."""
    await john.says("/announce")
    for words in ("training", "Queen rearing on Friday", "skip", "all members", "now", "save"):
        await john.says(words)
    await john.taps("Make it an event")
    await john.taps("Cancel")
    await john.says("/announcements")
    await john.taps("Queen rearing")
    john.sees("This is how it will look.", "Make it an event")
    preview = john.last["message_id"]
    await john.taps("Send")
    await john.taps_old(preview, f"makeevent:{(await last_told(town)).id}")

    john.sees_above("Sent:")
    john.sees_not("What is it called")


async def test_what_is_no_event_is_offered_none(town: Town, john: Phone) -> None:
    """Neither news, nor words that an event has no room for."""
    for kind, words in (("news", "Wax has come"), ("fair", "Bring your jars. " * 100)):
        await john.says("/announce")
        for said in (kind, words, "skip", "all members", "now", "save"):
            await john.says(said)
        john.sees("This is how it will look.")
        john.sees_not("Make it an event")
