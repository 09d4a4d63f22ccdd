"""Asking to join: a stranger asks, the first coordinator decides, everybody concerned is told."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import roster_pages
from storage.scope import Role
from tests.dialogues.people import coordinator, joins, second_cluster
from tests.phone import Phone
from tests.town import Town


async def asks(phone: Phone, firm: str, *, kind: str, button: str) -> None:
    await phone.taps(button)
    await phone.says(firm)
    await phone.taps(kind)
    await phone.taps(button)


async def in_spanish(phone: Phone, firm: str = "Colmena Clara") -> None:
    await asks(phone, firm, kind="Empresa", button="Pedir unirme")


async def in_english(phone: Phone, firm: str = "Hive & Co") -> None:
    await asks(phone, firm, kind="Business", button="Ask to join")


async def test_a_stranger_asks_and_is_let_in(town: Town) -> None:
    """By the cluster's public link; they join as by an invitation, asked what they allow."""
    rosa = await coordinator(town)
    clara = await town.stranger("Clara", "es")
    await clara.starts("ask-boyaca")
    clara.sees("Apicultores de Boyacá", "la coordinación decide", "English")
    await in_spanish(clara)
    clara.sees("Solicitud enviada ✓", "Apicultores de Boyacá")
    rosa.sees("Clara pide unirse a Apicultores de Boyacá", "Colmena Clara (Empresa)", "Aceptar")
    await rosa.taps("Aceptar")
    rosa.sees("Aceptada por Rosa.")
    assert rosa.buttons == ["‹ Solicitudes (0)"]
    clara.sees("aceptó tu solicitud", "Vas a registrar para Colmena Clara", "Unirme")
    await clara.taps("Unirme")
    clara.sees("¿Qué permites?", "Totales")
    await clara.taps("Totales")
    await clara.taps("Listo")
    clara.sees_above("Te damos la bienvenida a Apicultores de Boyacá, Clara")
    clara.sees("¿cuántas personas trabajan", "Colmena Clara")
    await clara.says("/permisos")
    clara.sees("✅ Totales", "⬜ Comparación")

    assert "Registrar venta" in clara.menu
    assert "venta" in clara.commands


async def test_a_stranger_asks_in_english_where_there_is_one_cluster(town: Town) -> None:
    """Start alone is enough then; declined, they are told kindly what to do."""
    mary = await coordinator(town, "Mary", "en")
    eva = await town.stranger("Eva", "en")
    await eva.starts()
    eva.sees("you need an invitation", "ask to join with the button below")
    await in_english(eva)
    mary.sees("Eva asks to join Beekeepers of Boyacá", "Hive & Co (Business)")
    await mary.taps("Decline")
    mary.sees("Eva asks to join", "Decline it? I will tell them")
    await mary.taps("Yes, decline")
    mary.sees("Declined by Mary.", "Undo")

    eva.sees("Your request to join Beekeepers of Boyacá was declined", "talk to the coordination")
    eva.sees("You can ask again from 1 December 2026")
    assert eva.menu == []


async def test_the_first_coordinator_decides(town: Town) -> None:
    """The others' cards say who it was, each in their language; a later tap changes nothing."""
    rosa, mary = await coordinator(town), await coordinator(town, "Mary", "en")
    clara = await town.stranger("Clara", "es")
    await clara.starts()
    await in_spanish(clara)
    card = mary.last["message_id"]
    data = next(
        button["callback_data"]
        for row in mary.last["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == "Decline"
    )
    await rosa.taps("Aceptar")
    mary.sees("Clara asks to join", "Accepted by Rosa.")
    assert mary.buttons == []
    await mary.taps_old(card, data)

    assert mary.toast == "It was decided already."
    mary.sees("Accepted by Rosa.")
    clara.sees("aceptó tu solicitud")


async def test_the_list_of_requests_decides_as_well(town: Town) -> None:
    """A card that got lost in the chat is found there, and closed there."""
    rosa = await coordinator(town)
    await rosa.says("/solicitudes")
    rosa.sees("Nadie espera para entrar", "start=ask-boyaca", "Invitar a alguien")
    clara = await town.stranger("Clara", "es")
    await clara.starts()
    await in_spanish(clara, "Miel de Tota")
    await rosa.says("/solicitudes")
    rosa.sees("1 persona pide unirse", "start=ask-boyaca")
    await rosa.taps("Clara · Miel de Tota")
    await rosa.taps("Aceptar")
    rosa.sees("Aceptada por Rosa.")
    await rosa.taps("‹ Solicitudes (0)")
    rosa.sees("Nadie espera para entrar")

    rosa.sees_above("Clara pide unirse", "Aceptada por Rosa.")
    still = [m for m in rosa.messages if "Aceptar" in str(m.get("reply_markup", ""))]
    assert still == []


async def test_the_firm_that_is_there_is_found(town: Town) -> None:
    """Written without its accents it is the same firm, whose reports they share."""
    rosa = await coordinator(town)
    await town.member("Ana", "es", firm="Miel de Tota")
    clara = await town.stranger("Clara", "es")
    await clara.starts()
    await in_spanish(clara, "MIEL DE TÓTA")
    rosa.sees("Esta empresa ya está aquí, con 1 persona: compartirá sus registros.")
    await rosa.taps("Aceptar")
    clara.sees("Vas a registrar para Miel de Tota")
    await clara.taps("Unirme")
    await clara.taps("Listo")
    found = await roster_pages.found(town.app.database.reader, town.made.scope, "tota")

    assert {listed.person.firm for listed in found.members} == {"Miel de Tota"}
    assert {listed.name for listed in found.members} == {"Ana", "Clara"}


async def test_nobody_asks_twice_at_once_nor_soon_after_a_no(town: Town) -> None:
    """Each refusal says when it is worth another try."""
    rosa = await coordinator(town)
    clara, eva = await town.stranger("Clara", "es"), await town.stranger("Eva", "en")
    await clara.starts()
    await in_spanish(clara)
    await clara.starts("ask-boyaca")
    clara.sees("Ya pediste unirte")
    await rosa.taps("No aceptar")
    await rosa.taps("Sí, no aceptarla")
    await clara.starts("ask-boyaca")
    clara.sees("Tu solicitud no fue aceptada. Puedes volver a pedirlo desde el 1 de diciembre")
    await eva.starts("ask-boyaca")
    await in_english(eva)
    await eva.starts("ask-boyaca")
    eva.sees("You have asked to join already")
    await town.clock_to(town.clock.now() + timedelta(days=8))
    await clara.starts("ask-boyaca")

    clara.sees("Pedir unirme")


async def test_coordinators_are_not_woken(town: Town) -> None:
    """Asked at night, the cards come in the morning, and the answer in its hours too."""
    rosa = await coordinator(town)
    await town.clock_to(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
    clara = await town.stranger("Clara", "es")
    await clara.starts()
    await in_spanish(clara)
    rosa.sees_not("Clara")
    await town.clock_to(datetime(2026, 11, 24, 13, 5, tzinfo=UTC))

    rosa.sees("Clara pide unirse")


async def test_a_member_of_another_cluster_may_ask_too(town: Town) -> None:
    """Whoever is let in is in both, and may go back; a member has no need to ask."""
    potters = await second_cluster(town)
    ana = await town.member("Ana", "es")
    paco = await town.member("Paco", "es", firm=None)
    await joins(town, paco, potters, Role.COORDINATOR)
    await ana.starts("ask-celaya")
    ana.sees("Ceramistas de Celaya")
    await in_spanish(ana, "Barro de Ana")
    paco.sees("Ana pide unirse a Ceramistas de Celaya")
    await paco.taps("Aceptar")
    ana.sees("la coordinación de Ceramistas de Celaya aceptó tu solicitud")
    await ana.taps("Unirme")
    await ana.taps("Listo")
    ana.sees_above("Te damos la bienvenida a Ceramistas de Celaya")
    await ana.starts("ask-boyaca")
    ana.sees("Ya eres parte del clúster", "Apicultores de Boyacá")
    await ana.taps("Apicultores de Boyacá")

    ana.sees("Ahora estás en Apicultores de Boyacá")


async def test_a_link_to_no_cluster_counts_as_a_guess(town: Town) -> None:
    """Guessing the names of clusters is throttled like guessing invitations."""
    eva = await town.stranger("Eva", "es")
    for guess in range(5):
        await eva.starts(f"ask-guess{guess}")
        eva.sees("No conozco esta invitación")
    await eva.starts("ask-again")

    eva.sees("Espera una hora")


async def test_a_name_turns_no_text_about(town: Town) -> None:
    """Marks that would reverse the rest of a coordinator's card are left out of it."""
    rosa = await coordinator(town)
    user = town.sim.add_user("Eva\u202e", "\u2067nóicanidrooC\n", language_code="es")
    nobody = town.sim.add_user("\u2067\u202e", None, language_code="es")
    for who in (user, nobody):
        phone = Phone(town.sim, who, town.settle)
        await phone.starts()
        await in_spanish(phone)
        assert not {"\u202e", "\u2067"} & set(phone.text)
    rosa.sees_above("Eva nóicanidrooC pide unirse")
    rosa.sees("— pide unirse")

    assert not {"\u202e", "\u2067"} & set(rosa.screen)


async def test_signs_make_names_of_firms_differ(town: Town) -> None:
    """Letters of other scripts keep their vowels, and pictures are names too."""
    mary = await coordinator(town, "Mary", "en")
    for firm in ("🐝🐝", "काला", "कल"):
        await town.member("Asha", "en", firm=firm)
    for name, firm in (("Eva", "🍯"), ("Ravi", "किले"), ("Uma", "क्ल")):
        phone = await town.stranger(name, "en")
        await phone.starts()
        await in_english(phone, firm)
        mary.sees(firm)
        mary.sees_not("here already")
        await mary.taps("Accept")
        phone.sees(f"You will report for {firm}")


async def test_the_public_link_can_be_printed(town: Town, rosa: Phone) -> None:
    """As a picture, whether somebody waits or not."""
    eva = await town.stranger("Eva", "es")
    await eva.starts()
    await in_spanish(eva)
    await rosa.says("/solicitudes")
    await rosa.taps("El enlace como código QR")

    rosa.sees("para pedir unirte", "to ask to join", "start=ask-boyaca")
    assert "photo" in rosa.last


async def test_so_many_cards_a_day_and_the_list_has_the_others(
    town: Town, john: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last one says so; the next day they come again."""
    monkeypatch.setattr("handlers.asking.MOST_CARDS", 2)
    for name in ("Eva", "Ivo", "Uma"):
        phone = await town.stranger(name, "en")
        await phone.starts()
        await in_english(phone, f"Firm of {name}")
    john.sees("Ivo asks to join", "until tomorrow I send no more of these")
    await john.says("/requests")
    john.sees("Eva", "Ivo", "Uma · Firm of Uma")
    await town.clock_to(town.clock.now() + timedelta(hours=25))
    phone = await town.stranger("Zoe", "en")
    await phone.starts()
    await in_english(phone)

    john.sees("Zoe asks to join")
    john.sees_not("until tomorrow")


@pytest.mark.parametrize(
    ("language", "words", "button"),
    [
        ("es", "hola", "Pedir unirme"),
        ("es", "/venta", "Pedir unirme"),
        ("es", "/ayuda", "Pedir unirme"),
        ("es", "quiero unirme", "Pedir unirme"),
        ("en", "hello", "Ask to join"),
        ("en", "/help", "Ask to join"),
    ],
)
async def test_whatever_a_stranger_writes_leads_to_asking(
    town: Town, language: str, words: str, button: str
) -> None:
    """And once they have asked, to reading that it waits."""
    await coordinator(town)
    clara = await town.stranger("Clara", language)
    await clara.says(words)
    clara.sees(button)
    await (in_spanish(clara) if language == "es" else in_english(clara))
    await clara.says(words)

    clara.sees("Ya pediste unirte" if language == "es" else "You have asked to join already.")
