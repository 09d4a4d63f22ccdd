"""Which firm a member reports for is set and changed by the coordinator, or by an invitation."""

from datetime import timedelta

from storage import invitations
from storage.scope import Role
from tests.dialogues.announced import scope_of
from tests.dialogues.people import coordinator
from tests.phone import Phone
from tests.town import Town


async def test_who_has_no_firm_is_given_one(town: Town, rosa: Phone, mary: Phone) -> None:
    """One of the cluster's; they are told, with the buttons that go with it."""
    luz = await town.member("Luz", "en", firm=None)
    assert "Record a sale" not in luz.menu
    await rosa.says("/integrantes luz")
    await rosa.taps("Luz")
    await rosa.taps("Empresa")
    rosa.sees("¿Por qué empresa u organización registra?", "Apiario El Roble", "Una nueva")
    await rosa.taps("Apiario El Roble")
    rosa.sees("Luz registra ahora por Apiario El Roble")
    luz.sees("In Beekeepers of Boyacá you report for Apiario El Roble now.")
    assert ("Record a sale" in luz.menu, "sale" in luz.commands) == (True, True)
    await rosa.taps("Ver su ficha")
    rosa.sees("Empresa: Apiario El Roble")
    await rosa.says("/bitacora")

    rosa.sees("Rosa: cambió la empresa de Luz")


async def test_a_mistyped_firm_is_mended_and_what_was_told_stays(
    town: Town, john: Phone, ana: Phone
) -> None:
    """A new firm with its kind; both are told that the old reports stay where they are."""
    await ana.says("/venta")
    await ana.says("miel 20 kg en 450 mil")
    await john.says("/members ana")
    await john.taps("Ana")
    await john.taps("Firm")
    john.sees("What was reported so far stays with the firm")
    await john.says("Escuela Apícola de Iza")
    await john.taps("School or training centre")
    john.sees("Ana reports for Escuela Apícola de Iza now", "the trail has it")
    ana.sees("registras por Escuela Apícola de Iza")
    ana.sees("Lo registrado por Miel de Tota se queda ahí.")
    await john.says("/members ana")
    await john.taps("Ana")
    await john.taps("Firm")
    await john.taps("No firm")
    john.sees("Ana belongs to no firm now")

    ana.sees("no perteneces a ninguna empresa")
    assert "Registrar venta" not in ana.menu


async def test_a_firm_of_another_cluster_is_not_given(town: Town, john: Phone, ana: Phone) -> None:
    """Nor a card of somebody who is not there any more."""
    await john.says("/members ana")
    await john.taps("Ana")
    own = john.last["message_id"]
    for data in ("firmof:99", "firmof:x", "firmof:1~z", "firmof:"):
        await john.taps_old(own, data)

    assert await town.app.database.reader.rows("SELECT * FROM failure") == []


async def test_an_invitation_that_names_a_firm_gives_it_to_a_member_without(
    town: Town, john: Phone, mary: Phone
) -> None:
    """Asked first; they stay what they are, and allow what they had allowed."""
    clara = await coordinator(town, "Clara", "es")
    link = await named(town, john, mary)
    await clara.starts(link)
    clara.sees("Ya eres parte de Apicultores de Boyacá", "Apiario El Roble")
    await clara.taps("Sí, registro por ella")
    clara.sees_above("Ahora registras por Apiario El Roble")
    assert {"Registrar venta", "Coordinación"} <= set(clara.menu)
    await clara.starts(link)
    clara.sees("Ya eres parte del clúster")
    otto = await town.member("Otto", "en", firm=None, role=Role.OBSERVER)
    await otto.starts(link)
    otto.sees("You are a member already")
    await mary.starts(link)

    mary.sees("You are a member already")
    assert await uses_left(town) == [4]


async def named(town: Town, by: Phone, of: Phone) -> str:
    """The link of an invitation for five people of the firm of somebody."""
    async with town.app.database.transaction() as tx:
        made = await invitations.create(
            tx,
            await scope_of(town, by),
            role=Role.MEMBER,
            firm_id=(await scope_of(town, of)).firm_id,
            expires_at=town.clock.now() + timedelta(days=7),
            uses=5,
            now=town.clock.now(),
        )
    return made.token


async def uses_left(town: Town) -> list[int]:
    now = town.clock.now()
    made = await invitations.in_force(town.app.database.reader, town.made.scope, now)
    return [one.uses_left for one in made]
