"""Announcing: looked at first, counted, sent to each in their language, corrected, taken back."""

from datetime import UTC, datetime

from storage.audience import Audience, By
from tests.dialogues.announced import announce, figures
from tests.phone import Phone
from tests.town import Town


async def test_an_announcement_in_both_languages(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Seen as it will look, counted by language, sent; each reads it in their own."""
    await rosa.taps("Coordinación")
    await rosa.taps("Anunciar")
    await rosa.taps("Nuevo anuncio")
    await rosa.taps("Noticia")
    await rosa.says("Llegó el azúcar & la cera")
    await rosa.says("Sugar & wax have come")
    await rosa.taps("Todas las personas")
    await rosa.taps("Ahora")
    await rosa.taps("Ver cómo quedará")
    rosa.sees_above("Noticia · Apicultores de Boyacá", "Llegó el azúcar & la cera")
    rosa.sees_above("News · Beekeepers of Boyacá", "Sugar")
    rosa.sees("Lo recibirán 3 personas: 2 en español, 1 en inglés", "Enviar", "Descartar")
    await rosa.taps("Enviar")

    ana.sees("Llegó el azúcar & la cera", "Leído")
    mary.sees("News · Beekeepers of Boyacá", "Sugar & wax have come", "Read")
    await rosa.taps("Actualizar")
    rosa.sees_above("Enviados: 3 de 3", "Leídos: 0")
    await rosa.says("/anuncios")
    rosa.sees("23 nov · Llegó el azúcar & la cera")


async def test_an_announcement_begun_in_english(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """Typed throughout; without an English text one is told who gets the Spanish one."""
    for said in ("/announce", "funding call", "skip", "Convocatoria abierta", "all members", "now"):
        await john.says(said)
    await john.says("save")
    john.sees("3 people will get it: 1 in Spanish, 2 in English", "There is no text in English: 2")
    await john.taps("Send")

    await john.says("/announcements")
    john.sees("23 Nov · Convocatoria abierta")
    mary.sees("Funding call", "Convocatoria abierta", "It was written in Spanish only.")
    ana.sees("Convocatoria", "Convocatoria abierta")
    ana.sees_not("solo en español")


async def test_a_read_button_is_counted_once(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """One tap; the button says so, and a second tap changes nothing."""
    await announce(town, rosa, "Hola", "Hello")
    ana.taps_made = 0
    await ana.taps("Leído")
    assert ana.taps_made == 1
    assert ana.toast == "Anotado, gracias."
    ana.sees("Hola", "✓ Leído")
    await ana.taps("✓ Leído")
    await rosa.says("/anuncios")
    await rosa.taps("Hola")

    rosa.sees("Enviados: 3 de 3", "En espera: 0", "Me han bloqueado: 0", "Leídos: 1")


async def test_a_photo_goes_with_it(town: Town, rosa: Phone, ana: Phone) -> None:
    """Sent at any question of the form; the words stand below it."""
    await rosa.says("/anunciar")
    await rosa.taps("Noticia")
    await rosa.sends_photo()
    await rosa.says("Mira")
    await rosa.taps("Omitir")
    await rosa.taps("Todas las personas")
    await rosa.taps("Ahora")
    rosa.sees("Foto o documento: foto")
    await rosa.taps("Ver cómo quedará")
    await rosa.taps("Enviar")

    assert "photo" in ana.last
    ana.sees("Mira", "Leído")
    await ana.taps("Leído")
    ana.sees("✓ Leído")


async def test_below_a_photo_fewer_words_fit(town: Town, rosa: Phone) -> None:
    """The refusal says how many, and asks for that text again."""
    await rosa.says("/anunciar")
    await rosa.taps("Noticia")
    await rosa.sends_photo()
    await rosa.says("palabra " * 100)
    await rosa.taps("Omitir")
    await rosa.taps("Todas las personas")
    await rosa.taps("Ahora")
    await rosa.taps("Ver cómo quedará")

    rosa.sees("el texto puede tener 600 caracteres", "¿Qué dice en español?")


async def test_a_text_in_one_language_at_least(town: Town, john: Phone) -> None:
    """Skipping both is refused with what is missing."""
    for said in ("/announce", "news", "skip", "skip", "all members", "now", "save"):
        await john.says(said)

    john.sees("It needs a text, in one language at least.", "What does it say in English?")


async def test_ones_own_language_is_asked_first(town: Town, rosa: Phone, john: Phone) -> None:
    """On the way back and on the card as well; the other one can be skipped."""
    await rosa.says("/anunciar")
    await rosa.taps("Noticia")
    rosa.sees("¿Qué dice en español?")
    await john.says("/announce")
    await john.taps("News")
    john.sees("What does it say in English?")
    await john.says("New wax is here")
    john.sees("What does it say in Spanish?", "Skip")
    await john.taps("‹ Back")
    john.sees("What does it say in English?", "✓ New wax is here")
    await john.taps("✓ New wax is here")
    await john.says("Llegó cera nueva")
    await john.taps("All members")
    await john.taps("Now")

    shown = [label for label in john.buttons if "Text in" in label]
    assert shown == ["✏️ Text in English", "✏️ Text in Spanish"]
    john.sees("Text in English: New wax is here\nText in Spanish: Llegó cera nueva")


async def test_the_language_is_changed_between_the_two(town: Town, john: Phone) -> None:
    """What was told stays, and what is open still is asked."""
    await john.says("/announce")
    await john.taps("News")
    await john.says("New wax is here")
    await john.says("/language")
    await john.taps("Español")
    john.sees("¿Qué dice en español?", "New wax is here")
    await john.says("Llegó cera nueva")

    john.sees("¿Para quién es?")


async def test_only_those_who_read_english(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """The others hear nothing."""
    before = len(ana.messages)
    await announce(town, rosa, None, "Hello", Audience(By.LANGUAGE, "en"))

    mary.sees("Hello")
    assert len(ana.messages) == before
    assert (await figures(town)).total == 1


async def test_a_draft_is_changed_and_discarded(town: Town, rosa: Phone, ana: Phone) -> None:
    """Nobody else ever sees it."""
    before = len(ana.messages)
    for said in ("/anunciar", "noticia", "Hola", "omitir", "todas las personas", "ahora"):
        await rosa.says(said)
    await rosa.taps("Ver cómo quedará")
    await rosa.taps("Cambiar")
    await rosa.taps("✏️ Texto en español")
    await rosa.says("Hola a todos")
    await rosa.taps("Ver cómo quedará")
    rosa.sees_above("Hola a todos")
    await rosa.taps("Descartar")
    rosa.sees("Descartado. No se le escribió a nadie.")
    await rosa.taps("‹ Anuncios")

    rosa.sees("Todavía no se ha anunciado nada", "Nuevo anuncio")
    assert len(ana.messages) == before


async def test_send_tapped_twice_sends_once(town: Town, rosa: Phone, ana: Phone) -> None:
    """The second tap shows how it goes."""
    for said in ("/anunciar", "noticia", "Hola", "omitir", "todas las personas", "ahora"):
        await rosa.says(said)
    await rosa.taps("Ver cómo quedará")
    preview = rosa.last["message_id"]
    await rosa.taps("Enviar")
    await rosa.taps_old(preview, "send:1")

    rosa.sees_above("Enviados: 2 de 2")
    assert [m["text"] for m in ana.messages if "Noticia" in m.get("text", "")] == [ana.last["text"]]


async def test_only_the_schools_get_it(town: Town, rosa: Phone, ana: Phone) -> None:
    """Where there are several kinds of organisations, each can be chosen."""
    lupe = await town.member("Lupe", "es", firm="Escuela")
    async with town.app.database.transaction() as tx:
        await tx.write("UPDATE firm SET kind = 'school' WHERE name = 'Escuela'")
    for said in ("/anunciar", "convocatoria", "Becas", "omitir"):
        await rosa.says(said)
    rosa.sees("Las empresas", "Las escuelas y centros de capacitación")
    await rosa.taps("Las escuelas")
    await rosa.taps("Ahora")
    await rosa.taps("Ver cómo quedará")
    rosa.sees("Lo recibirá 1 persona, en español.")
    await rosa.taps("Enviar")

    lupe.sees("Convocatoria", "Becas")
    ana.sees_not("Becas")


async def test_at_a_time_of_its_own(town: Town, rosa: Phone, ana: Phone) -> None:
    """It goes out then, and not before."""
    for said in ("/anunciar", "noticia", "Hola", "omitir", "todas las personas"):
        await rosa.says(said)
    await rosa.taps("En otro momento")
    await rosa.says("mañana")
    await rosa.says("9 de la mañana")
    await rosa.taps("Ver cómo quedará")
    rosa.sees("Sale el 24 nov 2026, 9:00")
    await rosa.taps("Enviar")
    rosa.sees("Sale el 24 nov 2026, 9:00")
    ana.sees_not("Leído")
    await town.clock_to(datetime(2026, 11, 24, 14, 1, tzinfo=UTC))

    ana.sees("Hola", "Leído")


async def test_quiet_hours_are_waited_out(town: Town, rosa: Phone, ana: Phone) -> None:
    """At eleven at night the preview says when it goes out; it goes out then."""
    await town.clock_to(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
    for said in ("/anunciar", "noticia", "Hola", "omitir", "todas las personas", "ahora"):
        await rosa.says(said)
    await rosa.taps("Ver cómo quedará")
    rosa.sees("De noche no se le escribe a nadie: sale el 24 nov 2026, 8:00")
    await rosa.taps("Enviar")
    await rosa.taps("Actualizar")
    rosa.sees("Enviados: 0 de 2", "En espera: 2")
    await town.clock_to(datetime(2026, 11, 24, 13, 1, tzinfo=UTC))

    ana.sees("Hola")


async def test_who_blocked_the_bot_is_told_apart(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Before sending and after."""
    await mary.blocks()
    for said in ("/anunciar", "noticia", "Hola", "omitir", "todas las personas", "ahora"):
        await rosa.says(said)
    await rosa.taps("Ver cómo quedará")
    rosa.sees("Lo recibirán 2 personas", "A 1 persona no le puedo escribir: me bloqueó.")
    await rosa.taps("Enviar")
    await rosa.taps("Actualizar")

    rosa.sees_above("Enviados: 2 de 3", "Me han bloqueado: 1")


async def test_members_announce_nothing(town: Town, ana: Phone, rosa: Phone) -> None:
    """Neither by command nor by a forged button; the menu does not offer it."""
    sent = await announce(town, rosa, "Hola", "Hello")
    await ana.says("/anunciar")
    ana.sees("Esto solo lo puede hacer la coordinación")
    for name in ("send", "redraft", "discard", "report", "correct", "recall", "recallnow", "told"):
        await ana.taps_old(ana.last["message_id"], f"{name}:{sent.id}")
        ana.sees("Esto solo lo puede hacer la coordinación")

    assert "Anuncios" not in ana.menu
    assert (await figures(town)).sent == 2
