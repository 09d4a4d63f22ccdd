"""Announcements with a photo or a document: sent, corrected below it, taken back with it."""

from datetime import timedelta
from typing import Literal

import pytest

from tests.dialogues.announced import figures
from tests.phone import Message, Phone
from tests.town import Town

Kind = Literal["photo", "document"]
KINDS = pytest.mark.parametrize("kind", ["photo", "document"])


async def sends(phone: Phone, kind: Kind) -> None:
    if kind == "photo":
        await phone.sends_photo()
    else:
        await phone.sends_document("bases.pdf")


def copy(phone: Phone, kind: Kind) -> Message:
    """The newest message with such a file that the phone shows."""
    return next(m for m in reversed(phone.messages) if kind in m)


def edited_below(town: Town, phone: Phone) -> int:
    return sum(
        c.method == "editMessageCaption" and c.params["chat_id"] == phone.id for c in town.sim.calls
    )


@KINDS
async def test_with_a_file_in_spanish(
    town: Town, rosa: Phone, ana: Phone, mary: Phone, kind: Kind
) -> None:
    """Each gets the file with the words below it; corrected, they stand below the same file."""
    await rosa.says("/anunciar")
    await rosa.taps("Convocatoria")
    await sends(rosa, kind)
    for said in ("Bases de la convocatoria", "Rules of the call", "todas las personas", "ahora"):
        await rosa.says(said)
    await rosa.taps("Ver cómo quedará")
    assert [kind in m for m in rosa.messages[-3:]] == [True, True, False]
    await rosa.taps("Enviar")
    sent = copy(ana, kind)
    ana.sees("Bases de la convocatoria", "Leído")
    mary.sees("Rules of the call", "Read")
    await rosa.says("/anuncios")
    await rosa.taps("Bases de la convocatoria")
    await rosa.taps("Corregir")
    await rosa.taps("✏️ Texto en español")
    await rosa.says("Bases corregidas")
    await rosa.taps("Corregir todas las copias")

    assert edited_below(town, ana) == 1
    ana.sees_above("Bases corregidas", "Corregido el")
    assert copy(ana, kind)["message_id"] == sent["message_id"]
    assert copy(ana, kind)[kind] == sent[kind]
    await rosa.taps("Ver cómo va")
    await rosa.taps("Retirar")
    await rosa.taps("Sí, retirarlo")
    assert not any(kind in m for phone in (ana, mary) for m in phone.messages)


@KINDS
async def test_with_a_file_in_english(
    town: Town, john: Phone, ana: Phone, mary: Phone, kind: Kind
) -> None:
    """Added from the card at the end; after three days a copy can only say that it is withdrawn."""
    for said in ("/announce", "news", "Minutes", "Minutes", "all members", "now"):
        await john.says(said)
    await john.taps("+ Photo or document")
    await sends(john, kind)
    john.sees("Photo or document: " + ("photo" if kind == "photo" else "bases.pdf"))
    await john.taps("See how it will look")
    await john.taps("Send")
    mary.sees("News", "Minutes", "Read")
    await mary.taps("Read")
    mary.sees("✓ Read")
    await john.says("/announcements")
    await john.taps("Minutes")
    await john.taps("Correct")
    await john.taps("✏️ Text in English")
    await john.says("Minutes of Monday")
    await john.taps("Correct every copy")
    mary.sees("Minutes of Monday", "Corrected on", "Read")
    await town.clock_to(town.clock.now() + timedelta(days=3))
    await john.says("/announcements")
    await john.taps("Minutes of Monday")
    await john.taps("Take back")
    await john.taps("Yes, take it back")

    assert edited_below(town, mary) == 2
    assert "Withdrawn." in copy(mary, kind)["caption"]
    assert "Retirado." in copy(ana, kind)["caption"]
    assert (await figures(town)).changed == 3


@KINDS
async def test_below_a_file_fewer_words_fit_when_correcting_too(
    town: Town, john: Phone, mary: Phone, kind: Kind
) -> None:
    """The copies could not hold more."""
    await john.says("/announce")
    await john.says("news")
    await sends(john, kind)
    for said in ("Minutes", "Minutes", "all members", "now"):
        await john.says(said)
    await john.taps("See how it will look")
    await john.taps("Send")
    await john.says("/announcements")
    await john.taps("Minutes")
    await john.taps("Correct")
    await john.taps("✏️ Text in English")
    await john.says("word " * 150)
    await john.taps("Correct every copy")

    john.sees("the text can have 600 characters at most", "What does it say in English?")
    mary.sees("Minutes")


async def test_the_longest_poster_that_can_be(town: Town, rosa: Phone, ana: Phone) -> None:
    """All words that fit, and what is added when it is called off: Telegram takes them all."""
    for said in ("/evento", "feria", "F" * 100, "omitir", "12 de diciembre", "de 9 am a 5 pm"):
        await rosa.says(said)
    for said in ("P" * 150, "100000", "T" * 350, "omitir"):
        await rosa.says(said)
    await rosa.sends_photo()
    await rosa.taps("+ Último día")
    await rosa.says("14 de diciembre")
    await rosa.taps("Guardar")
    await rosa.taps("Enviar")
    ana.sees("T" * 350)
    await rosa.says("/ferias")
    await rosa.taps("12")
    await rosa.taps("Cancelarlo")
    await rosa.taps("Sí, cancelarlo")

    ana.sees("Cancelado: no se realizará.", "T" * 350, "Corregido el")
    assert edited_below(town, ana) == 1
