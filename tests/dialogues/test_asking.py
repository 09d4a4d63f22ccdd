"""Asking to join: a stranger asks, the first coordinator decides, everybody concerned is told."""

from datetime import UTC, datetime, timedelta

from storage import roster
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
    """By the cluster's public link; the menu stands as soon as they tap on it."""
    rosa = await coordinator(town)
    clara = await town.stranger("Clara", "es")
    await clara.starts("ask-boyaca")
    clara.sees("Apicultores de Boyacá", "la coordinación decide", "English")
    await in_spanish(clara)
    clara.sees("Solicitud enviada ✓", "Apicultores de Boyacá")
    rosa.sees("Clara pide unirse a Apicultores de Boyacá", "Colmena Clara (Empresa)", "Aceptar")
    await rosa.taps("Aceptar")
    rosa.sees("Aceptada por Rosa.")
    assert rosa.buttons == []
    clara.sees("Te damos la bienvenida a Apicultores de Boyacá", "Registras para Colmena Clara")
    await clara.taps("Ver el menú")

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
    mary.sees("Declined by Mary.")

    eva.sees("Your request to join Beekeepers of Boyacá was declined", "talk to the coordination")
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
    clara.sees("Te damos la bienvenida")


async def test_the_list_of_requests_decides_as_well(town: Town) -> None:
    """A card that got lost in the chat is found there, and closed there."""
    rosa = await coordinator(town)
    await rosa.says("/solicitudes")
    rosa.sees("Nadie espera para entrar", "start=ask-boyaca", "Invitar a alguien")
    clara = await town.stranger("Clara", "es")
    await clara.starts()
    await in_spanish(clara, "Miel de Tota")
    await rosa.says("/solicitudes")
    await rosa.taps("Clara · Miel de Tota")
    await rosa.taps("Aceptar")
    rosa.sees("Aceptada por Rosa.")

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
    await rosa.taps("Aceptar")
    found = await roster.found(town.app.database.reader, town.made.scope, "tota")

    clara.sees("Registras para Miel de Tota")
    assert {listed.person.firm for listed in found} == {"Miel de Tota"}
    assert {listed.name for listed in found} == {"Ana", "Clara"}


async def test_nobody_asks_twice_at_once_nor_soon_after_a_no(town: Town) -> None:
    """Each refusal says when it is worth another try."""
    rosa = await coordinator(town)
    clara, eva = await town.stranger("Clara", "es"), await town.stranger("Eva", "en")
    await clara.starts()
    await in_spanish(clara)
    await clara.starts("ask-boyaca")
    clara.sees("Ya pediste unirte")
    await rosa.taps("No aceptar")
    await clara.starts("ask-boyaca")
    clara.sees("no fue aceptada hace unos días", "la próxima semana")
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
    ana.sees("Te damos la bienvenida a Ceramistas de Celaya")
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
