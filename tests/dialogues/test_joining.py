"""Coming in by an invitation link, in both languages, and links that lead nowhere."""

from datetime import timedelta

import pytest

from storage import consents, firms, invitations, speakers
from storage.consents import Purpose
from storage.firms import Kind
from storage.invitations import Invitation
from storage.scope import Role
from tests.phone import Phone
from tests.town import Town


async def invitation(
    town: Town, *, role: Role = Role.MEMBER, uses: int = 1, days: int = 14
) -> Invitation:
    now = town.clock.now()
    async with town.app.database.transaction() as tx:
        firm = await firms.named(tx, town.made.scope, "Colmena Clara", Kind.BUSINESS, now)
        return await invitations.create(
            tx,
            town.made.scope,
            role=role,
            firm_id=firm.id,
            expires_at=now + timedelta(days=days),
            uses=uses,
            now=now,
        )


async def allowed(town: Town, phone: Phone) -> set[Purpose]:
    reader = town.app.database.reader
    speaker, _ = await speakers.load(reader, phone.id, phone.id, "")
    assert speaker.scope is not None
    return await consents.in_force(reader, speaker.scope)


async def test_a_beekeeper_joins_in_spanish(town: Town) -> None:
    """The link shows who invites as what; one tap joins, consents are asked, the menu stands."""
    clara = await town.stranger("Clara Rincón", "es")
    await clara.starts((await invitation(town)).token)
    clara.sees("¡Hola, Clara!", "Apicultores de Boyacá", "Colmena Clara", "Unirme", "English")
    await clara.taps("Unirme")
    clara.sees("¿Qué permites?", "Totales: lo que registras", "Contacto")
    await clara.taps("Totales")
    await clara.taps("Comparación")
    await clara.taps("Listo")

    clara.sees_above("¡Te damos la bienvenida a Apicultores de Boyacá, Clara!")
    assert "Registrar venta" in clara.menu
    assert "ayuda" in clara.commands
    assert await allowed(town, clara) == {Purpose.TOTALS, Purpose.COMPARISON}


async def test_a_beekeeper_joins_in_english_on_a_spanish_phone(town: Town) -> None:
    """The language is chosen on the invitation itself, and everything follows it."""
    mary = await town.stranger("Mary", "es")
    await mary.starts((await invitation(town)).token)
    await mary.taps("English")
    mary.sees("Beekeepers of Boyacá", "invites you", "Join", "Español")
    await mary.taps("Join")
    await mary.says("totals and contact")

    mary.sees_above("Welcome to Beekeepers of Boyacá, Mary!")
    assert "Record a sale" in mary.menu
    assert "help" in mary.commands
    assert await allowed(town, mary) == {Purpose.TOTALS, Purpose.CONTACT}


async def test_nothing_stale_stays_of_an_invitation(town: Town) -> None:
    """The card becomes the question, and goes when it is answered."""
    clara = await town.stranger("Clara", "es")
    token = (await invitation(town)).token
    await clara.starts(token)
    await clara.taps("English")
    await clara.taps("Join")
    clara.sees("What do you allow?")
    asked = [m["message_id"] for m in clara.messages if "reply_markup" in m]
    await clara.taps("Done")

    assert len(asked) == 1
    assert asked[0] not in [m["message_id"] for m in clara.messages]


async def test_an_invitation_is_opened_twice(town: Town) -> None:
    """Whoever comes back to the link goes on as if it were the first time."""
    clara = await town.stranger("Clara", "es")
    token = (await invitation(town)).token
    for _time in range(2):
        await clara.starts(token)
        await clara.taps("Unirme")
        clara.sees("¿Qué permites?")
        clara.sees_not("Habías empezado")


async def test_links_that_lead_nowhere_explain_themselves(town: Town) -> None:
    """Unknown, used, expired and withdrawn links each say what they are and what to do."""
    used, expired, withdrawn = [await invitation(town) for _ in range(3)]
    clara = await town.stranger("Clara", "es")
    await clara.starts(used.token)
    await clara.taps("Unirme")
    await clara.taps("Listo")
    async with town.app.database.transaction() as tx:
        await invitations.revoke(tx, town.made.scope, withdrawn.id, town.clock.now())
    eva = await town.stranger("Eva", "en")

    await eva.starts("nothing-we-know")
    eva.sees("I do not know this invitation", "ask your coordinator")
    await eva.starts(used.token)
    eva.sees("used as many times as it could be")
    await eva.starts(withdrawn.token)
    eva.sees("withdrawn")
    await town.clock_to(town.clock.now() + timedelta(days=15))
    await eva.starts(expired.token)
    eva.sees("expired")
    await clara.starts(used.token)
    clara.sees("Ya eres parte del clúster")


async def test_an_invitation_used_up_while_it_was_read(town: Town) -> None:
    """Two open the link that one may use: the second is told so at the end, kindly."""
    token = (await invitation(town)).token
    clara, eva = await town.stranger("Clara", "es"), await town.stranger("Eva", "en")
    await clara.starts(token)
    await eva.starts(token)
    await clara.taps("Unirme")
    await eva.taps("Join")
    await clara.taps("Listo")
    await eva.taps("Done")

    clara.sees_above("¡Te damos la bienvenida")
    eva.sees("used as many times as it could be")


async def test_guessing_is_throttled(town: Town) -> None:
    """After five wrong links not even a right one works, until an hour has passed."""
    token = (await invitation(town)).token
    eva = await town.stranger("Eva", "es")
    for guess in range(5):
        await eva.starts(f"guess-{guess}")
        eva.sees("No conozco esta invitación")
    await eva.starts(token)
    eva.sees("Espera una hora")
    await town.clock_to(town.clock.now() + timedelta(minutes=61))
    await eva.starts(token)

    eva.sees("Unirme")


async def test_a_stranger_is_told_how_to_come_in(town: Town) -> None:
    """Without a link there is nothing to do but a kind word and the next step."""
    eva = await town.stranger("Eva", "es")
    await eva.starts()
    eva.sees("Soy Ayni", "pide el enlace a tu coordinación")
    await eva.says("/permisos")
    eva.sees("Pedir unirme")
    await eva.taps_old(eva.last["message_id"], "sale.undo:1")

    assert eva.toast == "Este botón ya no sirve."


async def test_consents_are_withdrawn_by_a_button(town: Town, ana: Phone, mary: Phone) -> None:
    """A tap gives or withdraws; the mark on the button follows at once, in both languages."""
    await ana.says("/permisos")
    await ana.taps("⬜ Historias")
    ana.sees("✅ Historias")
    await ana.taps("✅ Historias")
    ana.sees("⬜ Historias")
    await mary.says("/consents")
    await mary.taps("⬜ Contact")
    mary.sees("✅ Contact")

    assert await allowed(town, ana) == set()
    assert await allowed(town, mary) == {Purpose.CONTACT}


@pytest.mark.parametrize(
    ("language", "join", "cancel", "not_yet", "yes"),
    [
        ("es", "Unirme", "Cancelar", "Todavía no te uniste.", "sí"),
        ("es", "Unirme", "Cancelar", "Todavía no te uniste.", "unirme"),
        ("en", "Join", "Cancel", "You have not joined yet.", "yes"),
    ],
)
async def test_a_cancel_at_the_permissions_keeps_the_invitation(
    town: Town, language: str, join: str, cancel: str, not_yet: str, yes: str
) -> None:
    """Its card was gone then, and nothing led on."""
    clara = await town.stranger("Clara", language)
    await clara.starts((await invitation(town)).token)
    clara.sees("como integrante." if language == "es" else "to join as a member.")
    await clara.taps(join)
    await clara.taps(cancel)
    clara.sees(not_yet, join)
    await clara.says("hola" if language == "es" else "hello")
    clara.sees(join, "Colmena Clara")
    await clara.says(yes)

    clara.sees("¿Qué permites?" if language == "es" else "What do you allow?")
