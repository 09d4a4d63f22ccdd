"""On a member's card: when they last reported; a reminder to whoever has done so is asked first."""

from datetime import timedelta

from storage import jobs, no_sales
from tests.dialogues.books import TODAY, sale, scope_of, told_before
from tests.phone import Phone
from tests.storage.village import hiring
from tests.town import Town

DAY = timedelta(days=1)


async def opens(by: Phone, whom: str) -> None:
    await by.says(f"/members {whom}")
    await by.taps(whom)


async def test_the_card_says_when_they_last_reported(town: Town, rosa: Phone, mary: Phone) -> None:
    """A sale, a job, or the word that there was none; in words, beside when they were here."""
    await opens(rosa, "Mary")
    rosa.sees("Último registro: aún nada", "Última actividad: hoy")
    await told_before(town, mary, sale())
    await town.clock_to(town.clock.now() + DAY * 3)
    await opens(rosa, "Mary")
    rosa.sees("Último registro: hace 3 días", "Última actividad: hace 3 días")
    async with town.app.database.transaction() as tx:
        await no_sales.tell(tx, await scope_of(town, mary), TODAY - DAY * 7, town.clock.now())
    await town.clock_to(town.clock.now() + DAY)
    await opens(rosa, "Mary")
    rosa.sees("Último registro: ayer")
    async with town.app.database.transaction() as tx:
        await jobs.record(tx, await scope_of(town, mary), hiring(), "form:9", town.clock.now())
    await opens(rosa, "Mary")

    rosa.sees("Último registro: hoy")


async def test_a_colleagues_report_is_told_apart(
    town: Town, john: Phone, rosa: Phone, mary: Phone
) -> None:
    """Who has not reported may be of a firm that has; who need not is not asked when they did."""
    carl = await town.member("Carl", "en", firm="Apiario El Roble")
    await told_before(town, carl, sale())
    await town.clock_to(town.clock.now() + DAY * 2)
    await opens(john, "Mary")
    john.sees("Last report: nothing yet; their firm's: 2 days ago")
    await told_before(town, mary, sale())
    await opens(john, "Mary")
    john.sees("Last report: today\n")
    await opens(john, "Carl")
    john.sees("Last report: 2 days ago; their firm's: today")
    await opens(john, "Rosa")

    john.sees_not("Last report")


async def test_who_has_reported_is_reminded_only_if_one_insists(
    town: Town, rosa: Phone, john: Phone, ana: Phone, mary: Phone
) -> None:
    """It is said kindly, and nothing is sent before a second tap; then once, as always."""
    await told_before(town, mary, sale(sold_on=TODAY - DAY))
    said = len(mary.messages)
    await opens(rosa, "Mary")
    await rosa.taps("Recordarle")
    rosa.sees("Apiario El Roble ya registró lo suyo de la semana del 16 al 22 de noviembre")
    rosa.sees("¿Enviarle de todos modos un recordatorio a Mary?")
    await rosa.taps("No")
    rosa.sees("Papel: Integrante")
    assert len(mary.messages) == said
    await rosa.taps("Recordarle")
    await rosa.taps("Sí, enviar")
    assert rosa.toast == "Se lo recordaré amablemente a Mary."
    rosa.sees("Papel: Integrante")
    mary.sees("would like to hear how Apiario El Roble is doing")
    whom = (await scope_of(town, mary)).member_id
    await rosa.taps_old(rosa.last["message_id"], f"remindnow:{whom}")
    assert "Dale tres días" in rosa.toast
    await told_before(town, ana, sale())
    await opens(john, "Ana")
    await john.taps("Remind")

    john.sees("Miel de Tota has already reported for the week of 23–29 November.")
    assert len([m for m in mary.messages if "would like" in str(m.get("text"))]) == 1


async def test_a_forged_yes_reminds_nobody_who_may_not_be(
    town: Town, john: Phone, rosa: Phone
) -> None:
    """Neither who reports for no firm, nor who is not there."""
    await john.says("/members")
    message = john.last["message_id"]
    heard = len(rosa.messages)
    me = await scope_of(town, rosa)
    for argument in (str(me.member_id), "999", "", "x", "2~"):
        await john.taps_old(message, f"remindnow:{argument}")

    assert len(rosa.messages) == heard
