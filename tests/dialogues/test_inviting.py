"""The coordinator makes an invitation in the chat: a link and a picture, listed and withdrawn."""

import asyncio
from datetime import timedelta

import pytest
from click.testing import CliRunner

from bot.cli import ayni
from storage import firms, invitations, people
from storage.firms import Kind
from storage.scope import Role
from tests.dialogues.people import coordinator, link_in
from tests.phone import Phone
from tests.town import TOKEN, Town


async def typed_in_terminal(town: Town, *firm: str) -> str:
    """What `ayni invite` says while the bot runs."""
    env = {
        "AYNI_TOKEN": TOKEN,
        "AYNI_DATABASE": str(town.path),
        "AYNI_API_URL": town.sim.api_url,
    }
    done = await asyncio.to_thread(CliRunner().invoke, ayni, ["invite", "boyaca", *firm], env=env)
    return done.output


async def test_the_usual_invitation_takes_three_taps(town: Town, rosa: Phone, john: Phone) -> None:
    """From the coordination on: one more person of a firm, within a week."""
    await town.member("Ana", "es", firm="Miel de Tota")
    await rosa.taps("Coordinación")
    rosa.taps_made = 0
    await rosa.taps("Invitar a alguien")
    rosa.sees(
        "¿De qué empresa u organización?", "Para una persona, como integrante, durante 7 días"
    )
    await rosa.taps("Miel de Tota")
    rosa.sees("Empresa: Miel de Tota\nPapel: Integrante\nPersonas: 1\nDías: 7")
    await rosa.taps("Hacerla")
    assert rosa.taps_made == 3
    rosa.sees_above("La invitación está lista", "Integrante · Miel de Tota", "Se puede usar 1 vez.")
    await john.says("/invite")
    john.sees("Of which firm or organisation?", "For one person, as a member, for 7 days")
    await john.says("miel de tota")
    john.sees("Role: Member", "People: 1", "Days: 7")
    await john.says("save")

    john.sees_above("The invitation is ready", "Member · Miel de Tota", "It can be used 1 time.")
    made = await invitations.in_force(town.app.database.reader, town.made.scope, town.clock.now())
    until = (town.clock.now() + timedelta(days=7)).date()
    found = [(i.role, i.uses_left, i.expires_at.date()) for i in made]
    assert found == [(Role.MEMBER, 1, until)] * 2


async def test_an_invitation_is_changed_before_it_is_made(town: Town) -> None:
    """Role, how many and how long, on the card; who opens the link joins that firm."""
    rosa = await coordinator(town)
    await town.member("Ana", "es", firm="Miel de Tota")
    await rosa.says("/invitar")
    await rosa.taps("Miel de Tota")
    await rosa.taps("✏️ Papel")
    assert "Responsable de equipo" not in rosa.buttons
    await rosa.taps("Observación")
    await rosa.taps("✏️ Personas")
    await rosa.taps("5")
    await rosa.taps("✏️ Días")
    await rosa.taps("14")
    rosa.sees("Papel: Observación", "Empresa: Miel de Tota", "Personas: 5", "Días: 14")
    await rosa.taps("✏️ Papel")
    await rosa.taps("Integrante")
    await rosa.taps("Hacerla")
    rosa.sees_above("La invitación está lista", "Se puede usar 5 veces")
    token = link_in(rosa.text)
    clara = await town.stranger("Clara", "es")
    await clara.starts(token)
    clara.sees("Apicultores de Boyacá", "Miel de Tota")
    await clara.taps("Unirme")
    await clara.taps("Listo")

    clara.sees_above("Te damos la bienvenida")
    assert "Registrar venta" in clara.menu
    [left] = await invitations.in_force(town.app.database.reader, town.made.scope, town.clock.now())
    assert left.uses_left == 4


async def test_without_a_firm_one_coordinates_or_observes(town: Town, john: Phone) -> None:
    """A member reports for a firm: so which of the two is asked, also when the card is changed."""
    await town.member("Ana", "es", firm="Miel de Tota")
    await john.says("/invite")
    await john.taps("Miel de Tota")
    john.sees("Role: Member")
    await john.taps("✏️ Firm")
    await john.taps("No firm")
    john.sees("What will they be in the cluster?", "Coordinator", "Observer")
    john.sees_not("Keeper of equipment")
    await john.says("member")
    john.sees("That is none of these.")
    await john.taps("Coordinator")
    john.sees("Firm: No firm", "Role: Coordinator", "People: 1")
    await john.taps("Make it")

    john.sees_above("The invitation is ready", "Coordinator\nIt can be used 1 time.")


async def test_a_new_firm_is_made_with_its_kind(town: Town) -> None:
    """Typed where no button has it; the kind is asked only then."""
    mary = await coordinator(town, "Mary", "en")
    await mary.says("/invite")
    await mary.says("Escuela de Sogamoso")
    mary.sees("What kind of organisation is it?")
    await mary.taps("School")
    await mary.taps("✏️ People")
    await mary.taps("20")
    await mary.taps("✏️ Days")
    await mary.says("a year")
    mary.sees("Type a number")
    await mary.says("366")
    mary.sees("at most 365")
    await mary.says("365")
    await mary.taps("Make it")
    made = await firms.find(town.app.database.reader, town.made.scope, "Escuela de Sogamoso")

    mary.sees_above("Escuela de Sogamoso", "It can be used 20 times.")
    assert made is not None
    assert made.kind is Kind.SCHOOL


async def test_an_invitation_in_force_is_sent_again_or_withdrawn(town: Town) -> None:
    """The list says what each is for; a withdrawn link lets nobody in."""
    rosa = await coordinator(town)
    await rosa.says("/invitaciones")
    rosa.sees("No hay ninguna invitación vigente", "Invitar a alguien")
    await makes(rosa)
    token = link_in(rosa.text)
    await rosa.says("/invitaciones")
    rosa.sees("1 invitación vigente", "Coordinación · 1 uso")
    await rosa.taps("Coordinación · 1 uso")
    await rosa.taps("Envíame la imagen")
    assert link_in(rosa.text) == token
    await rosa.says("/invitaciones")
    await rosa.taps("Coordinación · 1 uso")
    await rosa.taps("Retirarla")
    rosa.sees("¿Retirar esta invitación?")
    asked, data = rosa.last["message_id"], "revokenow:1"
    await rosa.taps("Sí, retirarla")
    assert rosa.toast == "Retirada."
    rosa.sees("No hay ninguna invitación vigente")
    said = len(rosa.messages)
    await rosa.taps_old(asked, data)
    assert (rosa.toast, len(rosa.messages)) == ("Ya está retirada.", said)
    rosa.sees("No hay ninguna invitación vigente")
    eva = await town.stranger("Eva", "es")
    await eva.starts(token)

    eva.sees("retirada")


async def test_many_invitations_are_turned_like_pages(town: Town) -> None:
    """All are counted; a page whose last one was withdrawn meanwhile leads to the first again."""
    rosa = await coordinator(town)
    async with town.app.database.transaction() as tx:
        made = [
            await invitations.create(
                tx,
                town.made.scope,
                role=Role.OBSERVER,
                firm_id=None,
                expires_at=town.clock.now() + timedelta(days=7),
                uses=uses,
                now=town.clock.now(),
            )
            for uses in range(2, 11)
        ]
    await rosa.says("/invitaciones")
    rosa.sees("9 invitaciones vigentes", "Observación · 9 usos")
    rosa.sees_not("Observación · 10 usos")
    await rosa.taps("Más ›")
    rosa.sees("9 invitaciones vigentes", "Observación · 10 usos")
    rosa.sees_not("Observación · 2 usos")
    await rosa.says("/invitaciones")
    async with town.app.database.transaction() as tx:
        await invitations.revoke(tx, town.made.scope, made[-1].id, town.clock.now())
    await rosa.taps("Más ›")

    rosa.sees("8 invitaciones vigentes", "Observación · 2 usos")


async def makes(rosa: Phone) -> None:
    await rosa.taps("Invitar a alguien")
    await rosa.taps("Sin empresa")
    await rosa.taps("Coordinación")
    await rosa.taps("Hacerla")


async def test_who_is_coordinator_no_more_makes_no_invitation(town: Town) -> None:
    """The form that was begun before is refused at its end, and says why."""
    rosa, mary = await coordinator(town), await coordinator(town, "Mary", "en")
    await mary.says("/invite")
    await mary.taps("No firm")
    await mary.taps("Observer")
    await rosa.says("/integrantes mary")
    await rosa.taps("Mary")
    await rosa.taps("Papel")
    await rosa.taps("Observación")
    await rosa.taps("Sí, cambiarlo")
    await mary.taps("Make it")

    mary.sees_above("Only coordinators can do this")
    reader = town.app.database.reader
    assert await invitations.in_force(reader, town.made.scope, town.clock.now()) == []


async def test_two_spellings_are_one_firm_by_whichever_way(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invited in the chat, invited from the terminal, or asking to join: reports stay together."""
    # As where there are more firms than buttons.
    monkeypatch.setattr("handlers.firm_steps.FIRMS", 0)
    monkeypatch.setattr("bot.operator.SystemClock", lambda: town.clock)
    await town.member("Ana", "es", firm="Miel de Tota")
    mary = await coordinator(town, "Mary", "en")
    await mary.says("/invite")
    for answer in ("miel de tóta", "Business"):
        await mary.says(answer)
    await mary.taps("Make it")
    links = [link_in(mary.text), link_in(await typed_in_terminal(town, "--firm", "MIEL  DE TOTA"))]
    for name, link in zip(("Clara", "Eva"), links, strict=True):
        phone = await town.stranger(name, "en")
        await phone.starts(link)
        await phone.taps("Join")
        await phone.taps("Done")
    luis = await town.stranger("Luis", "en")
    await luis.starts("ask-boyaca")
    await luis.taps("Ask to join")
    for answer in ("Miel de Totá", "Business", "ask to join"):
        await luis.says(answer)
    await mary.taps("Accept")
    await luis.taps("Join")
    await luis.taps("Done")
    reading, scope = town.app.database.reader, town.made.scope
    [firm] = await firms.listing(reading, scope)
    members = await people.members(reading, scope)
    together = [m.name for m in members if m.scope.firm_id == firm.id]

    assert firm.name == "Miel de Tota"
    assert (firm.name, together) == ("Miel de Tota", ["Ana", "Clara", "Eva", "Luis"])
