"""My sales, in both languages: the list, one sale, editing it by form or message, void, history."""

from datetime import timedelta

from tests.dialogues.books import TODAY, answers_to_forged, cop, on_record, sale, told_before
from tests.phone import Phone
from tests.town import Town


async def test_an_empty_list_offers_the_first_sale(ana: Phone) -> None:
    """No dead end: the next step is a button."""
    await ana.taps("Mis ventas")
    ana.sees("Aún no hay ventas", "Registrar venta")
    await ana.taps("Registrar venta")

    ana.sees("¿Qué vendiste?")


async def test_the_list_turns_its_pages(town: Town, ana: Phone) -> None:
    """Newest first, six at a time; a sale leads back to the page it was on."""
    days = [TODAY - timedelta(days=ago) for ago in range(8, 0, -1)]
    await told_before(town, ana, *[sale(sold_on=day, amount=cop(day.day * 1000)) for day in days])
    await ana.taps("Mis ventas")
    first = ana.buttons
    await ana.taps("Anteriores ›")
    second = ana.buttons
    await ana.taps("16 nov")
    ana.sees("$16.000", "La registró Ana", "Editar", "Anular", "Historial")
    await ana.taps("‹ Mis ventas")
    again = ana.buttons
    await ana.taps("‹ Lo más reciente")

    assert first == [
        *[f"{day} nov · Miel, 20 kg · ${day}.000" for day in range(22, 16, -1)],
        "Anteriores ›",
    ]
    assert second == [
        "16 nov · Miel, 20 kg · $16.000",
        "15 nov · Miel, 20 kg · $15.000",
        "‹ Lo más reciente",
    ]
    assert (again, ana.buttons) == (second, first)


async def test_a_sale_is_edited_by_its_card(town: Town, mary: Phone) -> None:
    """Edit opens the review card with all the sale holds; Undo puts back what it was."""
    await told_before(town, mary, sale(note="By phone"))
    await mary.taps("My sales")
    await mary.taps("Honey, 20 kg")
    await mary.taps("Edit")
    mary.sees("Honey", "20 kg", "$450.000", "By phone", "Is it right?")
    await mary.taps("✏️ Amount")
    await mary.says("480.000")
    await mary.taps("✏️ Market")
    await mary.taps("National")
    await mary.taps("Save")
    mary.sees("Changed ✓", "$480.000", "National", "Undo")
    edited = (await on_record(town, mary))[0]
    await mary.taps("Undo")

    mary.sees("Undone.", "$450.000", "Local")
    (restored,) = await on_record(town, mary)
    assert edited.amount == cop(480_000)
    assert (restored.amount, restored.market, restored.note) == (cop(450_000), "local", "By phone")


async def test_undo_of_an_edit_undoes_nothing_newer(town: Town, ana: Phone) -> None:
    """The button of the first edit is old once there was a second."""
    await told_before(town, ana, sale())
    for pesos in ("460.000", "470.000"):
        await ana.says("/misventas")
        await ana.taps("Miel, 20 kg")
        await ana.taps("Editar")
        await ana.taps("✏️ Monto")
        await ana.says(pesos)
        await ana.taps("Guardar")
    first = next(m for m in ana.messages if "Cambiada ✓" in m.get("text", ""))
    data = first["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await ana.taps_old(first["message_id"], data)

    assert "Se volvió a cambiar" in ana.toast
    assert [s.amount for s in await on_record(town, ana)] == [cop(470_000)]


async def test_an_edit_that_changes_nothing_says_so(town: Town, ana: Phone) -> None:
    """And leaves no trace in the history."""
    await told_before(town, ana, sale())
    await ana.taps("Mis ventas")
    await ana.taps("Miel, 20 kg")
    await ana.taps("Editar")
    await ana.taps("Guardar")

    ana.sees("No se cambió nada", "450.000")
    ana.sees_not("Deshacer")


async def test_editing_the_message_edits_the_record(town: Town, ana: Phone) -> None:
    """Ana typed a zero too few, saved, and corrects her own message in Telegram."""
    for act in ("Registrar venta", "Miel"):
        await ana.taps(act)
    await ana.says("20")
    await ana.says("45000")
    for act in ("Local", "Directo", "Guardar"):
        await ana.taps(act)
    await ana.edits("45000", "450000")
    ana.sees("Cambiada ✓", "$450.000", "Deshacer")
    changed = (await on_record(town, ana))[0].amount
    await ana.edits("450000", "muchísimo")
    ana.sees("No pude leer el mensaje editado", "$450.000")
    kept = (await on_record(town, ana))[0].amount
    await ana.edits("20", "25 kg")
    ana.sees("Cambiada ✓", "25 kg")

    assert (changed, kept) == (cop(450_000), cop(450_000))


async def told_by_message(town: Town, phone: Phone, report: str, honey: str, words: str) -> None:
    """A sale whose amount was typed, by somebody who sells 20 kg of honey for about 450,000."""
    await told_before(town, phone, *[sale(amount=cop(p * 1000)) for p in (440, 450, 460, 455)])
    await phone.taps(report)
    await phone.taps(f"{honey}, 20 kg · $455.000")
    await phone.says(words)
    await phone.says("470000")
    await phone.says("ok")


async def test_a_far_amount_in_an_edited_message_is_asked_about(town: Town, mary: Phone) -> None:
    """As on the card: what is on record is told meanwhile, and changes with the yes."""
    await told_by_message(town, mary, "Record a sale", "Honey", "amount")
    await mary.edits("470000", "47000")
    mary.sees("$47.000 is far from your usual", "Until you answer", "Amount: $470.000")
    mary.sees("Yes, save", "Correct")
    meanwhile = (await on_record(town, mary))[0].amount
    await mary.taps("Yes, save")
    mary.sees("Changed ✓", "$47.000", "Undo")
    yes = (await on_record(town, mary))[0].amount
    await mary.taps("Undo")

    mary.sees("Undone.", "$470.000")
    assert (meanwhile, yes) == (cop(470_000), cop(47_000))


async def test_what_an_edited_message_got_wrong_is_corrected(town: Town, ana: Phone) -> None:
    """By the button, or by editing the message once more; the other sale in hand waits."""
    await told_by_message(town, ana, "Registrar venta", "Miel", "monto")
    await ana.taps("Otra venta")
    await ana.taps("Polen")
    await ana.edits("470000", "47000")
    ana.sees("$47.000 es muy distinto", "Mientras no respondas", "Monto: $470.000")
    await ana.taps("Corregir")
    ana.sees("¿Por cuánto en total?")
    await ana.says("471.000")
    await ana.taps("Guardar")
    ana.sees("Cambiada ✓", "$471.000", "Seguir con: Venta")
    await ana.edits("471.000", "4710")
    ana.sees("$4.710 es muy distinto", "Monto: $471.000")
    await ana.edits("4710", "472.000")
    ana.sees("Corregido: Monto: $472.000", "Guardar")
    await ana.taps("Guardar")

    ana.sees("Cambiada ✓", "$472.000")
    assert [s.amount for s in await on_record(town, ana)][:2] == [cop(472_000), cop(455_000)]


async def test_an_edited_message_may_tell_what_a_colleague_told(town: Town, ana: Phone) -> None:
    """Which may be one sale: asked as if it were new, and nothing is changed by a no."""
    luis = await town.member("Luis", "en")
    await told_before(town, ana, sale(amount=cop(460_000)))
    for said in ("/sale", "Honey", "20", "450000", "Local", "Direct", "save"):
        await luis.says(said)
    await luis.edits("450000", "460000")
    luis.sees("Ana has already recorded this sale", "Is yours another one?", "Amount: $450.000")
    await luis.taps("Cancel")
    luis.sees("Nothing was changed")
    await luis.edits("460000", "460.000")
    await luis.taps("Yes, save")
    luis.sees("Changed ✓", "$460.000")
    await luis.edits("20", "20 kg")

    luis.sees("Nothing was changed.")
    assert [s.amount for s in await on_record(town, ana)] == [cop(460_000)] * 2


async def test_what_was_confirmed_once_is_not_asked_again(town: Town, ana: Phone) -> None:
    """A note added later to an unusual sale raises no question about its amount."""
    await told_by_message(town, ana, "Registrar venta", "Miel", "monto")
    await ana.edits("470000", "47000")
    await ana.taps("Sí, guardar")
    await ana.taps("Editar")
    await ana.taps("+ Nota")
    await ana.says("Para mi hermana")
    await ana.taps("Guardar")

    ana.sees("Cambiada ✓", "Para mi hermana")


async def test_an_edited_message_of_a_void_sale_changes_nothing(town: Town, ana: Phone) -> None:
    """What was undone stays as it was."""
    await told_before(town, ana, sale())
    await ana.taps("Registrar venta")
    await ana.taps("Miel, 20 kg")
    await ana.taps("✏️ Monto")
    await ana.says("460000")
    await ana.taps("Guardar")
    await ana.taps("Deshacer")
    await ana.edits("460000", "470000")

    ana.sees("ya no se puede cambiar")
    assert [s.amount for s in await on_record(town, ana)] == [cop(450_000)]


async def test_void_is_asked_once_and_can_be_restored(town: Town, ana: Phone) -> None:
    """A void sale is out of the list, and its card still says what it was."""
    await told_before(town, ana, sale())
    await ana.taps("Mis ventas")
    await ana.taps("Miel, 20 kg")
    await ana.taps("Anular")
    ana.sees("¿Anular esta venta?", "450.000")
    await ana.taps("No, dejarla")
    ana.sees("La registró Ana")
    await ana.taps("Anular")
    await ana.taps("Sí, anularla")
    ana.sees("Anulada", "Restaurar")
    voided = await on_record(town, ana)
    await ana.taps("Restaurar")

    ana.sees("Restaurada ✓")
    assert (len(voided), len(await on_record(town, ana))) == (0, 1)


async def test_the_history_tells_who_changed_what(town: Town, ana: Phone) -> None:
    """Each in their own language: Ana recorded, Luis of the same firm corrected and voided."""
    luis = await town.member("Luis", "en")
    await told_before(town, ana, sale())
    await town.clock_to(town.clock.now() + timedelta(hours=3))
    await luis.taps("My sales")
    await luis.taps("Honey, 20 kg")
    luis.sees("Recorded by Ana")
    await luis.taps("Edit")
    await luis.taps("✏️ Channel")
    await luis.taps("Fair")
    await luis.taps("Save")
    await luis.taps("My sales")
    await luis.taps("Honey, 20 kg")
    await luis.taps("Void")
    await luis.taps("Yes, void it")
    await luis.taps("Restore")
    await ana.taps("Mis ventas")
    await ana.taps("Miel, 20 kg")
    await ana.taps("Historial")

    ana.sees("10:00", "Ana\nLa registró", "1:00", "Luis\nCanal: Directo → Feria")
    ana.sees("La anuló", "La restauró")


async def test_a_sale_of_another_firm_is_like_one_that_is_not(town: Town, ana: Phone) -> None:
    """Forged ids, others' ids and nonsense get one kind answer with a next step."""
    mary = await town.member("Mary", "en", firm="Apiario El Roble")
    (hers,) = await told_before(town, mary, sale())
    await told_before(town, ana, sale())
    taps = ("sale", "edit", "undo", "void", "voidnow", "restore", "revert", "history")
    answers = await answers_to_forged(ana, "/misventas", taps, hers.id)

    assert len(answers) == 1
    assert "No encuentro esa venta" in answers.pop()
    assert len(await on_record(town, mary)) == 1
