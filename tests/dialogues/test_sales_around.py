"""Around the sale form: who may use it, a restart in the middle, the other language halfway."""

import pytest

from storage import sales
from storage.scope import Role
from tests.dialogues.books import cop, on_record, sale, scope_of, told_before
from tests.phone import Phone
from tests.town import Town


@pytest.mark.parametrize(
    ("language", "report", "honey", "direct", "save"),
    [
        ("es", "Registrar venta", "Miel", "Directo", "Guardar"),
        ("en", "Record a sale", "Honey", "Direct", "Save"),
    ],
)
async def test_a_restart_in_the_middle_is_not_noticed(
    town: Town, language: str, report: str, honey: str, direct: str, save: str
) -> None:
    """Each answer is on the disk before the next question is asked."""
    ana = await town.member("Ana", language)
    await ana.taps(report)
    await ana.taps(honey)
    await ana.says("20 kg")
    await town.restarts()
    await ana.says("450000")
    ana.sees("20 kg", "$450.000")
    await town.restarts()
    await ana.taps("Local")
    await ana.taps(direct)
    await town.restarts()
    await ana.taps(save)

    ana.sees("✓", "450.000")
    assert [s.amount for s in await on_record(town, ana)] == [cop(450_000)]


async def test_spanish_becomes_english_halfway(town: Town, ana: Phone) -> None:
    """The answers stay, the next question is in the other language, and so is what is saved."""
    await ana.taps("Registrar venta")
    await ana.taps("Miel")
    await ana.says("20")
    await ana.says("/idioma")
    await ana.taps("English")
    ana.sees("For how much in all?", "Honey", "20 kg")
    await ana.says("450.000")
    for label in ("Local", "Direct", "Save"):
        await ana.taps(label)

    ana.sees("Saved ✓", "Honey, 20 kg · $450.000")
    assert [s.product for s in await on_record(town, ana)] == ["honey"]


async def test_english_becomes_spanish_on_the_review_card(town: Town, mary: Phone) -> None:
    """A shortcut that was chosen in one language is read in the other."""
    await told_before(town, mary, sale())
    await mary.taps("Record a sale")
    await mary.taps("Honey, 20 kg")
    await mary.says("/language")
    await mary.taps("Español")
    mary.sees("Miel", "Local", "Directo", "¿Está bien?")
    await mary.taps("Guardar")

    mary.sees("Guardada ✓", "Miel, 20 kg · $450.000")


async def test_a_draft_waits_while_something_else_is_looked_at(town: Town, mary: Phone) -> None:
    """My sales opens beside the half-filled form, which goes on where it was."""
    await told_before(town, mary, sale())
    await mary.taps("Record a sale")
    await mary.taps("Pollen")
    await mary.says("/mysales")
    mary.sees("Honey, 20 kg")
    await mary.says("2 kg")

    mary.sees("Pollen", "2 kg", "For how much in all?")


async def test_editing_one_sale_does_not_lose_another_half_told(town: Town, ana: Phone) -> None:
    """The new sale is put aside and offered again when the correction is saved."""
    await told_before(town, ana, sale())
    await ana.taps("Registrar venta")
    await ana.taps("Polen")
    await ana.says("/misventas")
    await ana.taps("Miel, 20 kg")
    await ana.taps("Editar")
    await ana.taps("✏️ Monto")
    await ana.says("460000")
    await ana.taps("Guardar")
    ana.sees("Cambiada ✓", "Seguir con: Venta")
    await ana.taps("Seguir con: Venta")

    ana.sees("Polen", "¿Qué cantidad?")


async def test_a_stranger_is_told_how_to_come_in(town: Town) -> None:
    """Neither the form nor the list opens for somebody of no cluster."""
    nadie = await town.stranger("Nadie")
    await nadie.starts()
    for command in ("/venta", "/misventas", "/misemana"):
        await nadie.says(command)
        nadie.sees("invitación")


async def test_a_member_of_no_firm_is_told_whom_to_ask(town: Town) -> None:
    """Reports are told for a firm."""
    solo = await town.member("Solo", "es", firm=None)
    for command in ("/venta", "/misventas"):
        await solo.says(command)
        solo.sees("empresa", "coordinación")

    assert "Registrar venta" not in solo.menu


async def test_an_observer_reports_nothing(town: Town) -> None:
    """A public body sees totals only, even where it is listed as a firm."""
    body = await town.member("Alcaldía", "en", firm="Alcaldía de Tota", role=Role.OBSERVER)
    await body.says("/sale")

    body.sees_not("What did you sell?")


async def test_whoever_is_suspended_is_told_so(town: Town, ana: Phone) -> None:
    """The buttons that are still on the screen say so too."""
    (told,) = await told_before(town, ana, sale())
    await ana.taps("Mis ventas")
    async with town.app.database.transaction() as tx:
        await tx.write("UPDATE member SET state = 'suspended' WHERE id = ?", (told.member_id,))
    await ana.taps("Miel, 20 kg")
    ana.sees("en pausa")
    await ana.says("/venta")

    ana.sees("en pausa")


async def make(town: Town, phone: Phone, **member: str) -> None:
    """What the coordinator changes of a member while they are in the middle of something."""
    scope = await scope_of(town, phone)
    async with town.app.database.transaction() as tx:
        for column, value in member.items():
            await tx.write(f"UPDATE member SET {column} = ? WHERE id = ?", (value, scope.member_id))


@pytest.mark.parametrize(
    ("language", "report", "honey", "said"),
    [
        ("es", "Registrar venta", "Miel", "en pausa"),
        ("en", "Record a sale", "Honey", "membership is paused"),
    ],
)
async def test_a_pause_in_the_middle_of_a_sale_is_told(
    town: Town, language: str, report: str, honey: str, said: str
) -> None:
    """To a tap as to words; the half-told sale waits until they are back."""
    ana = await town.member("Ana", language)
    member_id = (await scope_of(town, ana)).member_id
    await ana.taps(report)
    await ana.taps(honey)
    await ana.says("20")
    await ana.says("450.000")
    await make(town, ana, state="suspended")
    await ana.taps("Local")
    ana.sees(said)
    await ana.says("Local")
    ana.sees(said)
    async with town.app.database.transaction() as tx:
        await tx.write("UPDATE member SET state = 'active' WHERE id = ?", (member_id,))
    await ana.says("local")

    ana.sees("20 kg", "$450.000")
    assert await on_record(town, ana) == []


async def test_an_edited_message_of_whoever_is_paused_changes_nothing(
    town: Town, ana: Phone
) -> None:
    """Nor is it an error: the reason is said."""
    for act in ("Registrar venta", "Miel"):
        await ana.taps(act)
    for words in ("20", "450000"):
        await ana.says(words)
    for act in ("Local", "Directo", "Guardar"):
        await ana.taps(act)
    scope = await scope_of(town, ana)
    await make(town, ana, state="suspended")
    await ana.edits("450000", "460000")

    ana.sees("en pausa")
    (recorded,) = await sales.latest(town.app.database.reader, scope, limit=9)
    assert recorded.amount == cop(450_000)


async def test_whoever_reports_no_longer_is_told_so_by_the_form(town: Town, mary: Phone) -> None:
    """Mary became an observer while her form was open."""
    await mary.taps("Record a sale")
    await mary.taps("Honey")
    await make(town, mary, role="observer")
    await mary.says("20 kg")
    mary.sees("Observers see the totals")
    await mary.says("/cancel")

    mary.sees("Nothing was saved")
