"""Who told nothing of a week: the coordinator sees all of them, and reminds them with two taps."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import no_sales
from storage.scope import Role
from tests.dialogues.books import TODAY, sale, scope_of, told_before
from tests.dialogues.test_digest import agrees
from tests.phone import Phone
from tests.town import START, Town

# Eight in the morning of the Monday after, in Boyacá.
MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)
LONG_AGO = START - timedelta(days=30)
REMINDED = ("quiere saber cómo le va", "would like to hear how")


def reminders(phone: Phone) -> int:
    texts = [str(m.get("text", "")) for m in phone.messages if m["from"]["is_bot"]]
    return sum(any(words in text for words in REMINDED) for text in texts)


@pytest.fixture
async def mary(town: Town) -> Phone:
    """She was there before the week began."""
    return await town.member("Mary", "en", firm="Apiario El Roble", joined=LONG_AGO)


async def test_all_silent_firms_are_reminded(
    town: Town, ana: Phone, mary: Phone, rosa: Phone
) -> None:
    """Once a firm and week, in their language; never who sold something, or said it was nothing."""
    luz = await town.member("Luz", "es", firm="Colmena Clara", joined=LONG_AGO)
    nobody = await town.member("Nil", "en", firm="Abejas de Iza", joined=LONG_AGO)
    colleague = await town.member("Carl", "en", firm="Apiario El Roble")
    await told_before(town, ana, sale())
    scope = await scope_of(town, luz)
    async with town.app.database.transaction() as tx:
        await no_sales.tell(tx, scope, TODAY, town.clock.now())
    await nobody.blocks()
    await town.clock_to(MONDAY)
    digest = rosa.last["message_id"]
    rosa.sees("Aún no ha registrado nada: Abejas de Iza y Apiario El Roble.", "Recordar a todas")
    await rosa.taps("Recordar a todas")
    rosa.sees("¿Enviar un recordatorio a 1 empresa", "2 personas")
    assert rosa.last["message_id"] != digest
    assert [reminders(p) for p in (mary, colleague)] == [0, 0]
    await rosa.taps("Sí, enviar recordatorio")
    rosa.sees("Recordatorio para 1 empresa")
    await rosa.taps_old(rosa.last["message_id"], f"remindallnow:{TODAY}")
    await rosa.taps("Recordar a todas")
    rosa.sees("No hay a quién recordar")
    await rosa.says("/bitacora")
    rosa.sees("le recordó a Mary")

    assert [reminders(p) for p in (ana, luz, mary, colleague)] == [0, 0, 1, 1]
    mary.sees("Hello, Mary.", "Apiario El Roble", "Record a sale")


async def test_nobody_is_woken_by_a_reminder(town: Town, mary: Phone, john: Phone) -> None:
    """Asked for at night, it waits for the morning."""
    await town.clock_to(MONDAY)
    await town.clock_to(MONDAY + timedelta(hours=15))
    await john.taps("Remind them all")
    await john.taps("Yes, remind them")
    at_night = reminders(mary)
    await town.clock_to(MONDAY + timedelta(hours=25))

    assert (at_night, reminders(mary)) == (0, 1)


async def test_the_list_shows_all_of_them(
    town: Town, john: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest names a few; the rest is a tap away, in pages."""
    monkeypatch.setattr("handlers.silent_firms.PAGE", 10)
    for number in range(14):
        await town.member(f"P{number}", "en", firm=f"Firm {number:02}", joined=LONG_AGO)
    await town.clock_to(MONDAY)
    john.sees("Firm 11 and 2 more.")
    await john.taps("See all")
    john.sees("14 firms have told nothing yet of the week of 23–29 November:", "• Firm 09")
    john.sees_not("Firm 10")
    await john.taps("More ›")
    john.sees("• Firm 10", "• Firm 13", "Remind them all")
    await john.taps("‹ First")

    john.sees("• Firm 00")


async def test_forged_weeks_remind_nobody(town: Town, mary: Phone, john: Phone) -> None:
    """Weeks to come, before our time, and what is no week."""
    await john.says("/myweek")
    message = john.last["message_id"]
    for week in ("", "x", "0001-01-01", "9999-12-31", "2027-01-04", "2026-11-23.x"):
        for tap in ("silent", "silentpage", "remindall", "remindallnow"):
            await john.taps_old(message, f"{tap}:{week}")

    assert reminders(mary) == 0


async def test_the_digest_stays_when_its_buttons_are_tapped(
    town: Town, ana: Phone, mary: Phone, rosa: Phone
) -> None:
    """Each tap answers below it, in both languages."""
    await told_before(town, mary, sale())
    await town.clock_to(MONDAY)
    for phone, label in (
        (ana, "No hubo ventas"),
        (ana, "Registrar venta"),
        (mary, "My sales"),
        (mary, "Record a sale"),
        (rosa, "Integrantes"),
    ):
        digest = next(m for m in phone.messages if "29" in str(m.get("text")))
        before = digest["text"], digest["reply_markup"]
        await phone.taps(label)
        assert phone.last["message_id"] != digest["message_id"]
        same = next(m for m in phone.messages if m["message_id"] == digest["message_id"])
        assert (same["text"], same["reply_markup"]) == before


async def test_firms_that_do_not_count_are_told_as_a_number(
    town: Town, ana: Phone, mary: Phone, rosa: Phone, john: Phone
) -> None:
    """So that totals of fewer firms than have reported are no riddle; no names."""
    await agrees(town, mary)
    await town.member("Jane", "en", firm="Apiario El Roble", role=Role.MEMBER)
    await told_before(town, ana, sale())
    await told_before(town, mary, sale())
    await town.clock_to(MONDAY)

    rosa.sees("Registraron 2 de 2 empresas.", "1 empresa no ha dado permiso para contar")
    john.sees("2 of 2 firms reported.", "1 firm has not agreed to be counted in totals.")
    john.sees_not("Remind them all")
