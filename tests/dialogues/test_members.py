"""The coordinator looks after the members: sees them, pauses, changes roles, reminds kindly."""

from datetime import timedelta

import pytest

from storage.scope import Role
from tests.dialogues.people import coordinator
from tests.phone import Phone
from tests.town import Town


@pytest.fixture
async def rosa(town: Town) -> Phone:
    return await coordinator(town)


async def test_one_large_button_holds_all_of_the_coordination(
    town: Town, rosa: Phone, john: Phone
) -> None:
    """The menu stays as small as a member's; the panel leads to all that there is to lead."""
    luz = await town.member("Luz", "es", firm=None)
    assert set(rosa.menu) - set(luz.menu) == {"Coordinación"}
    await john.taps("Coordination")
    assert john.buttons == [
        *("Requests", "Members", "Announce", "Fairs and trainings", "Equipment"),
        *("Invite somebody", "Figures", "Pulse", "Export", "Trail"),
    ]
    shown = john.last["reply_markup"]["inline_keyboard"]
    assert {len(row) for row in shown} == {2}
    await john.taps("Pulse")
    john.sees("There are no results of the pulse yet")
    for button, seen in (
        ("Integrantes", "Integrantes de Apicultores de Boyacá"),
        ("Equipo", "Agregar equipo"),
        ("Cifras", "Ventas por mes · Apicultores de Boyacá"),
    ):
        await rosa.says("Coordinación")
        await rosa.taps(button)
        rosa.sees(seen)
    await luz.says("/coordinacion")

    luz.sees("Esto solo lo puede hacer la coordinación")


async def test_help_keeps_the_coordination_apart(rosa: Phone, john: Phone, mary: Phone) -> None:
    """In one line below all that members do too."""
    await john.says("/help")
    own, _, led = john.text.partition("Coordination\n")
    assert "/events" in own
    assert "/members" not in own
    assert "/coordination  See all that the coordination can do\n" in led
    assert "/requests · /invite · /invitations · /members" in led
    await rosa.says("/ayuda")
    rosa.sees("Coordinación", "/solicitudes · /invitar")
    await mary.says("/help")

    mary.sees_not("Coordination", "/requests")


async def test_members_are_listed_with_their_last_activity(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """With firm, and the role of whoever has one; days are told as one tells them."""
    await town.clock_to(town.clock.now() + timedelta(days=1))
    await mary.says("/help")
    await rosa.says("/integrantes")

    rosa.sees("Ana · Miel de Tota · ayer")
    rosa.sees("Mary · Apiario El Roble · hoy")
    rosa.sees("Rosa · — · Coordinación · hoy")


async def test_members_are_listed_in_pages(town: Town) -> None:
    """Eight at a time, on and back."""
    mary = await coordinator(town, "Mary", "en")
    for at in range(10):
        await town.member(f"Beekeeper {at}", "en")
    await mary.says("/members")
    mary.sees("Members of Beekeepers of Boyacá\n11 members\n", "Beekeeper 6", "More ›")
    mary.sees("1–8 of 11")
    mary.sees_not("Beekeeper 7")
    await mary.taps("More ›")
    mary.sees("Beekeeper 7", "Beekeeper 9", "9–11 of 11", "‹ Previous")
    mary.sees_not("Beekeeper 6", "More ›")
    await mary.taps("‹ Previous")

    mary.sees("Beekeeper 0")
    mary.sees_not("‹ Previous")


async def test_a_member_is_found_by_name(town: Town, rosa: Phone) -> None:
    """Typed after the command or asked for by a button, with or without accents."""
    await town.member("Martín Peña", "es")
    await rosa.says("/integrantes martin pena")
    rosa.sees("Martín Peña")
    await rosa.says("/integrantes")
    await rosa.taps("Buscar por nombre")
    rosa.sees("¿A quién buscas?")
    await rosa.says("zzz")
    rosa.sees("No encuentro a nadie con «zzz»", "Buscar por nombre")
    await rosa.taps("Buscar por nombre")
    await rosa.says("Peña")
    await rosa.taps("Martín Peña")

    rosa.sees("Empresa: Miel de Tota", "Papel: Integrante", "Última actividad: hoy")


async def test_a_paused_member_sees_nothing_until_let_back(rosa: Phone, mary: Phone) -> None:
    """Asked once more, told in their language; what they had stays."""
    await rosa.says("/integrantes mary")
    await rosa.taps("Mary")
    await rosa.taps("Pausar")
    rosa.sees("¿Poner en pausa a Mary?", "Se lo diré")
    await rosa.taps("Sí, pausar")
    rosa.sees("En pausa", "Que participe otra vez")
    mary.sees("Your membership of Beekeepers of Boyacá is paused")
    assert (mary.menu, "sale" in mary.commands) == (["Help"], False)
    await mary.says("/sale")
    mary.sees("Your membership is paused")
    await mary.starts()
    mary.sees("Your membership is paused")
    await rosa.taps("Que participe otra vez")
    mary.sees("You take part in Beekeepers of Boyacá again")
    assert ("Record a sale" in mary.menu, "sale" in mary.commands) == (True, True)
    await mary.says("/sale")

    mary.sees("What did you sell?")


async def test_a_role_is_changed_after_a_question_and_the_menu_follows(
    town: Town, ana: Phone
) -> None:
    """What it means is said first; who becomes a coordinator has the buttons at once."""
    mary = await coordinator(town, "Mary", "en")
    await mary.says("/members ana")
    await mary.taps("Ana")
    await mary.taps("Role")
    mary.sees("Which role shall Ana have?", "An observer reports nothing, and sees totals only")
    assert mary.buttons == ["Coordinator", "Observer", "‹ Back"]
    await mary.taps("Coordinator")
    mary.sees("Change Ana's role from Member to Coordinator?", "changes anybody's role: yours too")
    await mary.taps("No")
    mary.sees("Role: Member")
    await mary.taps("Role")
    await mary.taps("Coordinator")
    await mary.taps("Yes, change it")
    mary.sees("Role: Coordinator")

    ana.sees("Tu papel en Apicultores de Boyacá ahora es: Coordinación")
    assert "Coordinación" in ana.menu
    assert "integrantes" in ana.commands


async def test_who_coordinates_no_more_is_told_and_loses_the_buttons(
    rosa: Phone, john: Phone
) -> None:
    """Without typing anything; the trail keeps what they were and what they are."""
    assert "Coordination" in john.menu
    await rosa.says("/integrantes john")
    await rosa.taps("John")
    await rosa.taps("Papel")
    await rosa.taps("Observación")
    rosa.sees("¿Cambiar el papel de John de Coordinación a Observación?")
    rosa.sees("Las invitaciones que hizo ya no dejan entrar a nadie.")
    await rosa.taps("Sí, cambiarlo")
    john.sees("Your role in Beekeepers of Boyacá is now: Observer")
    assert "Coordination" not in john.menu
    assert "members" not in john.commands
    await rosa.says("/bitacora")

    rosa.sees("cambió el papel de John: Coordinación → Observación")


async def test_nobody_changes_their_own_rights(town: Town, rosa: Phone) -> None:
    """Their own card has no such buttons, and forged ones are refused: one coordinator is left."""
    mary = await coordinator(town, "Mary", "en")
    await mary.says("/members mary")
    await mary.taps("Mary")
    assert mary.buttons == ["Firm", "‹ Members"]
    own = mary.messages[-1]["message_id"]
    for data in ("pausenow:2", "rolenow:2.member", "rolenow:2.observer~a0"):
        await mary.taps_old(own, data)
        assert mary.toast == "Nobody changes their own rights; ask another coordinator."
    await mary.taps_old(own, "rolenow:1.keeper")
    assert mary.toast == "This button is old."

    await rosa.says("/integrantes mary")
    await rosa.taps("Mary")
    rosa.sees("Papel: Coordinación")


async def test_a_reminder_is_kind_and_rare(town: Town, rosa: Phone, mary: Phone) -> None:
    """In the member's language, with a button to report; again after three days only."""
    await rosa.says("/integrantes mary")
    await rosa.taps("Mary")
    await rosa.taps("Recordarle")
    mary.sees("would like to hear how Apiario El Roble is doing", "Thank you", "Record a sale")
    said = len(mary.messages)
    await rosa.taps("Recordarle")
    assert "Dale tres días" in rosa.toast
    assert len(mary.messages) == said
    await mary.taps("Record a sale")
    mary.sees("What did you sell?")
    await town.clock_to(town.clock.now() + timedelta(days=4))
    await rosa.taps("Recordarle")

    assert rosa.toast == "Se lo recordaré amablemente a Mary."


async def test_who_cannot_report_is_not_reminded(town: Town, rosa: Phone) -> None:
    """An observer has nothing to report, and who blocked the bot hears nothing."""
    await town.member("Otto", "en", firm=None, role=Role.OBSERVER)
    ana = await town.member("Ana", "es")
    await ana.blocks()
    await rosa.says("/integrantes otto")
    await rosa.taps("Otto")
    rosa.sees("Papel: Observación")
    rosa.sees_not("Recordarle")
    await rosa.says("/integrantes ana")
    await rosa.taps("Ana")
    rosa.sees("Me bloqueó")
    await rosa.taps("Recordarle")

    assert "Me bloqueó" in rosa.toast


async def test_the_trail_says_who_did_what(town: Town, rosa: Phone, ana: Phone) -> None:
    """Changes and views alike, newest first, in the language of whoever reads it."""
    mary = await coordinator(town, "Mary", "en")
    await mary.says("/log")
    mary.sees("Nothing is noted yet")
    await rosa.says("/integrantes")
    await rosa.taps("Ana")
    await rosa.taps("Pausar")
    await rosa.taps("Sí, pausar")
    await mary.says("/log")
    mary.sees("Rosa: looked at the list of members")
    mary.sees("Rosa: looked at the card of Ana")
    mary.sees("Rosa: paused Ana")
    await rosa.says("/bitacora")

    rosa.sees("Rosa: puso en pausa a Ana")
