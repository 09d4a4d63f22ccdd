"""One link for a meeting: each newcomer names their own firm, and gets into none by naming it."""

import asyncio
from datetime import timedelta

import pytest

from storage import firms, invitations
from storage.firms import Kind
from storage.scope import Role
from tests.dialogues.meeting import firms_of, joins, link_for_all, opens, uses_left
from tests.dialogues.people import coordinator, link_in
from tests.dialogues.test_inviting import typed_in_terminal
from tests.phone import Phone
from tests.town import Town


async def test_one_link_for_a_meeting(town: Town) -> None:
    """Said in words wherever the firm would stand; several people come in, each with their firm."""
    rosa = await coordinator(town)
    await rosa.says("/invitar")
    await rosa.taps("Cada quien dice la suya")
    rosa.sees(
        "¿Cuántas personas la pueden usar?", "cada quien me dice el nombre de su empresa", "50"
    )
    await rosa.taps("20")
    rosa.sees("Empresa: Cada quien dice la suya", "Personas: 20", "Días: 7")
    rosa.sees_not("Papel", "Observación", "Coordinación")
    await rosa.taps("Hacerla")
    rosa.sees_above("Integrante · Cada quien dice la suya", "Se puede usar 20 veces")
    link = link_in(rosa.text)
    clara = await town.stranger("Clara", "es")
    await clara.starts(link)
    clara.sees("como integrante", "Te voy a preguntar el nombre de tu empresa")
    await clara.taps("Unirme")
    clara.sees("¿De qué empresa u organización eres?")
    await clara.says("Escuela de Sogamoso")
    await clara.taps("Escuela")
    clara.sees("¿Qué permites?")
    await clara.taps("Totales")
    await clara.taps("Listo")
    clara.sees_above("Te damos la bienvenida a Apicultores de Boyacá")
    assert "Registrar venta" in clara.menu
    eva = await town.stranger("Eva", "en")
    await joins(eva, link, "Hive & Co")
    eva.sees_above("Welcome to Beekeepers of Boyacá, Eva!")
    await rosa.says("/invitaciones")
    assert "Cada quien dice la suya · 18 usos" in rosa.buttons
    await rosa.taps("Cada quien dice la suya · 18 usos")
    rosa.sees("Integrante · Cada quien dice la suya", "Se puede usar 18 veces.")
    made = await firms.find(town.app.database.reader, town.made.scope, "escuela de sogamoso")

    expected = {"Rosa": None, "Clara": "Escuela de Sogamoso", "Eva": "Hive & Co"}
    assert await firms_of(town) == expected
    assert made is not None
    assert made.kind is Kind.SCHOOL


async def test_a_firm_that_is_there_is_asked_for(town: Town) -> None:
    """Nobody gets into it by its name: the coordination is asked, told by which invitation."""
    await town.member("Ana", "es", firm="Miel de Tota")
    rosa = await coordinator(town)
    link = await link_for_all(rosa)
    luis = await town.stranger("Luis", "es")
    await opens(luis, link, "MIEL  DE TÓTA")
    luis.sees(
        "Ya hay una empresa Miel de Tota en el clúster. ¿Es la tuya?", "la coordinación decide"
    )
    await town.restarts()
    assert await firms_of(town) == {"Ana": "Miel de Tota", "Rosa": None}
    await luis.taps("Sí, es la mía")
    luis.sees("Solicitud enviada ✓", "Apicultores de Boyacá")
    assert luis.menu == []
    rosa.sees("Luis pide unirse", "Miel de Tota (Empresa)", "Esta empresa ya está aquí, con 1")
    rosa.sees("Llegó con la invitación en la que cada quien dice su empresa. Vale hasta:")
    await rosa.taps("Aceptar")
    rosa.sees("Aceptada por Rosa.")
    luis.sees("aceptó tu solicitud", "Vas a registrar para Miel de Tota")
    await luis.taps("Unirme")
    await luis.taps("Listo")
    luis.sees_above("Te damos la bienvenida")

    assert await firms_of(town) == {"Ana": "Miel de Tota", "Rosa": None, "Luis": "Miel de Tota"}
    assert await uses_left(town) == 20


async def test_a_no_leads_to_another_name(town: Town) -> None:
    """By a tap or in words; another name that is there is asked about as well."""
    for name, firm in (("Ana", "Miel de Tota"), ("Ivo", "El Roble")):
        await town.member(name, "en", firm=firm)
    link = await link_for_all(await coordinator(town))
    eva = await town.stranger("Eva", "en")
    await opens(eva, link, "miel de tota")
    eva.sees("There is a firm Miel de Tota in the cluster already. Is it yours?")
    await eva.taps("No, I type another name")
    eva.sees("Of which firm or organisation are you?", "Type its name.")
    await eva.says("el roble")
    eva.sees("There is a firm El Roble")
    await eva.says("no")
    eva.sees("Of which firm or organisation are you?")
    await eva.says("Miel de Tota")
    await eva.says("Miel de Eva")
    eva.sees("What kind of organisation is it?")
    await eva.taps("Business")
    await eva.taps("Done")

    eva.sees_above("Welcome to Beekeepers of Boyacá, Eva!")
    assert (await firms_of(town))["Eva"] == "Miel de Eva"
    assert await uses_left(town) == 19


async def test_a_firm_named_by_two_at_once(town: Town) -> None:
    """The second is asked whether it is theirs, as if the first had been there long."""
    mary = await coordinator(town, "Mary", "en")
    link = await link_for_all(await coordinator(town))
    clara, eva = await town.stranger("Clara", "es"), await town.stranger("Eva", "en")
    await opens(clara, link, "Miel Nueva")
    await opens(eva, link, "Miel nueva")
    await clara.taps("Empresa")
    await eva.taps("Business")
    await clara.taps("Listo")
    await eva.taps("Done")
    eva.sees("A firm of that name has come to the cluster just now.", "There is a firm Miel Nueva")
    assert (await firms_of(town)).get("Eva") is None
    await eva.says("yes")
    eva.sees("Asked ✓")
    mary.sees("Eva asks to join", "They came by the invitation with which each says their firm")
    await mary.taps("Decline")
    await mary.taps("Yes, decline")

    assert (await firms_of(town))["Clara"] == "Miel Nueva"
    assert "Eva" not in await firms_of(town)
    assert await uses_left(town) == 19


@pytest.mark.parametrize("late", ["used up", "withdrawn", "expired"])
async def test_a_link_that_ends_in_the_middle(town: Town, late: str) -> None:
    """Told at the end, as with any link; no firm is left behind."""
    rosa = await coordinator(town)
    link = await link_for_all(rosa, "1")
    clara, eva = await town.stranger("Clara", "es"), await town.stranger("Eva", "en")
    await opens(eva, link, "Hive & Co")
    await eva.taps("Business")
    if late == "used up":
        await joins(clara, link, "Miel Nueva")
    elif late == "withdrawn":
        await rosa.says("/invitaciones")
        for button in ("Cada quien dice la suya", "Retirarla", "Sí, retirarla"):
            await rosa.taps(button)
    else:
        await town.clock_to(town.clock.now() + timedelta(days=8))
    await eva.taps("Done")

    eva.sees(
        {"used up": "used as many times"}.get(late, late), "ask your coordinator for a new one"
    )
    assert await firms.find(town.app.database.reader, town.made.scope, "Hive & Co") is None
    assert "Eva" not in await firms_of(town)


async def test_the_last_use_is_one_persons(town: Town) -> None:
    """Many finish at once: as many come in as the link has uses, and no more firms are made."""
    link = await link_for_all(await coordinator(town), "3")
    phones = [await town.stranger(f"P{n}", "en") for n in range(6)]
    for n, phone in enumerate(phones):
        await opens(phone, link, f"Firm {n}")
        await phone.taps("Business")
    await asyncio.gather(*(phone.taps("Done") for phone in phones))
    joined = {name for name, firm in (await firms_of(town)).items() if firm}
    made = await firms.listing(town.app.database.reader, town.made.scope)

    assert (len(joined), len(made), await uses_left(town)) == (3, 3, 0)


async def test_what_was_answered_waits(town: Town) -> None:
    """Another firm named on second thoughts, cancelled, taken up again: by the same link."""
    link = await link_for_all(await coordinator(town))
    clara = await town.stranger("Clara", "es")
    await opens(clara, link, "Miel Nueva")
    await clara.starts(link)
    await clara.taps("Unirme")
    clara.sees("Habías empezado", "Miel Nueva")
    await clara.taps("Seguir")
    clara.sees("¿Qué tipo de organización es?")
    await clara.edits("Miel Nueva", "Miel de Clara")
    clara.sees("Miel de Clara")
    await clara.taps("Cancelar")
    clara.sees("Todavía no te uniste.")
    await clara.taps("Unirme")
    await clara.says("Miel de Clara")
    await clara.says("empresa")
    await clara.says("totales")

    clara.sees_above("Te damos la bienvenida")
    assert (await firms_of(town))["Clara"] == "Miel de Clara"


async def test_other_roles_are_not_for_a_meeting(
    town: Town, john: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card changes with the firm, and the terminal refuses what the chat does not offer."""
    monkeypatch.setattr("bot.operator.SystemClock", lambda: town.clock)
    await town.member("Ana", "es", firm="Miel de Tota")
    await john.says("/invite")
    await john.taps("Miel de Tota")
    await john.taps("✏️ Role")
    await john.taps("Observer")
    await john.taps("✏️ Firm")
    await john.taps("Each says their own")
    john.sees("How many people may use it?")
    await john.says("60")
    john.sees("Firm: Each says their own", "People: 60")
    john.sees_not("Observer", "Role")
    await john.taps("Make it")
    john.sees_above("Member · Each says their own", "It can be used 60 times.")
    for role in ("coordinator", "observer"):
        said = await typed_in_terminal(town, "--own-firm", "--role", role)
        assert "--own-firm is for members" in said
    said = await typed_in_terminal(town, "--own-firm", "--firm", "Miel de Tota")
    assert "--own-firm is for members" in said
    said = await typed_in_terminal(town, "--own-firm", "--uses", "40")
    eva = await town.stranger("Eva", "en")
    await joins(eva, link_in(said), "Hive & Co")

    eva.sees_above("Welcome to Beekeepers of Boyacá, Eva!")
    assert "Each says their own · 40 uses" in said
    made = await invitations.in_force(town.app.database.reader, town.made.scope, town.clock.now())
    assert [(i.role, i.firm_id, i.uses_left) for i in made] == [
        (Role.MEMBER, None, 60),
        (Role.MEMBER, None, 39),
    ]


async def test_a_member_needs_no_link(town: Town, ana: Phone) -> None:
    """They are told so, and stay with their firm."""
    link = await link_for_all(await coordinator(town))
    before = await firms_of(town)
    await ana.starts(link)
    ana.sees("Ya eres parte del clúster")

    assert await firms_of(town) == before
