"""A form left halfway is found again: after days, in another language, after another form."""

from datetime import timedelta

from bot.conversation.engine import Forms
from bot.pipeline.turn import Turn
from storage.values import Money
from tests.forms.demo import JOB, Kept, sale
from tests.forms.member import Member


async def halfway(ana: Member) -> None:
    await ana.starts("sale")
    await ana.taps("Miel")
    await ana.says("450.000")


async def test_a_form_goes_on_after_a_restart_and_days(ana: Member, kept: Kept) -> None:
    """All that it is made of is in the database; the day is that on which it was begun."""
    await halfway(ana)
    later = Member(ana.database, Forms([sale(kept), JOB]), now=ana.now + timedelta(days=9))
    later.chat, later._ids, later._by_outbox = ana.chat, ana._ids, ana._by_outbox
    await later.taps("Local")
    later.sees("Monto: $450.000", "Día: lunes 23 de noviembre")
    await later.taps("Guardar")

    assert kept.saved[0]["market"] == "local"


async def test_the_language_changes_halfway(ana: Member) -> None:
    """The question is asked again in the new one, and the answers are kept."""
    await halfway(ana)
    await ana.switches("en")
    ana.sees("Sale · Honey · $450.000", "Where did it go?", "[Export]", "[‹ Back]")
    await ana.says("export")

    ana.sees("¿A quién?")


async def test_readings_are_asked_in_the_new_language_too(ana: Member) -> None:
    """Even in the middle of asking which one was meant."""
    await ana.starts("sale")
    await ana.says("miel de caña")
    await ana.switches("en")
    ana.sees("Which one do you mean?", "[Honey]", "[None of these]")
    await ana.taps("Honey")

    ana.sees("Sale · Honey")


async def test_another_form_leaves_the_first_as_it_is(ana: Member, kept: Kept) -> None:
    """It is kept, which is said, and offered when the other one is done."""
    await halfway(ana)
    await ana.starts("job")
    ana.sees("Guardo lo que habías empezado: Venta (Miel · $450.000)", "¿Cuántas personas?")
    await ana.says("3")
    await ana.says("omitir")
    await ana.taps("Guardar")
    ana.sees("Anotado ✓", "[Seguir con: Venta]")
    await ana.taps("Seguir con: Venta")

    ana.sees("Venta · Miel · $450.000", "¿A dónde fue?")


async def test_an_untouched_form_is_not_kept(ana: Member) -> None:
    """Nothing was told, so nothing is lost."""
    await ana.starts("sale")
    await ana.starts("job")

    ana.sees_not("Guardo")


async def test_starting_a_form_again_asks_about_its_draft(ana: Member) -> None:
    """What had been told is shown; it can be gone on with."""
    await halfway(ana)
    await ana.starts("sale")
    ana.sees("Habías empezado", "Venta", "Miel · $450.000", "[Seguir] [Empezar de nuevo]")
    await ana.says("hola")
    ana.sees("[Seguir] [Empezar de nuevo]")
    await ana.taps("Seguir")

    ana.sees("Venta · Miel · $450.000", "¿A dónde fue?")


async def test_a_draft_can_be_left_for_a_new_one(ana: Member) -> None:
    """With what the new start brought along."""
    await halfway(ana)
    await ana.starts("sale", answers={"market": "export"})
    await ana.taps("Empezar de nuevo")

    ana.sees("Venta · Exportación", "¿Qué vendiste?")
    assert await ana.act(_resumable) == []


async def test_a_draft_can_wait_longer(ana: Member) -> None:
    """Not now is not never."""
    await halfway(ana)
    await ana.starts("job")
    await ana.starts("sale")
    ana.sees("Habías empezado")
    await ana.taps("Ahora no")
    ana.sees("Guardo lo que habías empezado: Venta", "[Seguir con: Venta]")
    assert await ana.act(ana.forms.resume) is True

    ana.sees("¿A dónde fue?")


async def test_cancelling_the_question_keeps_the_draft(ana: Member) -> None:
    """Only the draft itself can be cancelled."""
    await halfway(ana)
    await ana.starts("sale")
    assert await ana.act(ana.forms.cancel) is True

    ana.sees("Guardo lo que habías empezado: Venta")


async def test_a_change_of_a_record_is_a_draft_of_its_own(ana: Member, kept: Kept) -> None:
    """Changing a sale does not meet the new sale that is being told."""
    await halfway(ana)
    answers = {"product": "honey", "amount": Money(100_000, "COP"), "market": "local"}
    await ana.starts("sale", answers=answers, record_id=7, at="amount")
    ana.sees("Guardo lo que habías empezado", "¿Por cuánto en total?", "✓ $1.000")
    await ana.says("2.000")
    await ana.taps("Guardar")
    ana.sees("[Seguir con: Venta]")

    assert kept.saved[0].record_id == 7


async def test_giving_a_change_up_says_that_nothing_changed(ana: Member) -> None:
    """The record is still there."""
    await ana.starts("sale", answers={"product": "honey"}, record_id=7)
    await ana.taps("Cancelar")

    ana.sees("Cancelado. No se cambió nada.")


async def test_a_draft_stays_in_its_cluster(ana: Member, kept: Kept) -> None:
    """Whoever is in two never saves in one what was told in the other, and finds it there again."""
    await halfway(ana)
    save = ana.data("Local")
    ana.cluster = 2
    await ana.taps_data(save)
    assert ana.toast == "Eso ya está terminado."
    assert await ana.says("local") is False
    await ana.starts("sale")
    ana.sees_not("Habías empezado", "Miel ·")
    await ana.taps("Polen")
    ana.cluster = 1
    assert await ana.act(ana.forms.resume) is True

    ana.sees("Venta · Miel · $450.000", "¿A dónde fue?")


async def test_a_form_that_is_no_more_is_let_go(ana: Member) -> None:
    """After an upgrade that dropped it, the chat is free."""
    await halfway(ana)
    ana.forms = Forms([JOB])

    assert await ana.says("Local") is False
    await ana.taps("Local")
    assert ana.toast == "Eso ya está terminado."


async def test_an_answer_kept_in_an_old_way_is_asked_again(ana: Member) -> None:
    """An upgrade may change what a step keeps."""

    async def spoil(turn: Turn) -> None:
        assert turn.conversation.form is not None
        turn.conversation.form["answers"]["amount"] = {"pesos": 450000}
        turn.conversation_changed = True

    await halfway(ana)
    await ana.act(spoil)
    await ana.taps("Local")

    ana.sees("Venta · Miel · Local", "¿Por cuánto en total?")


async def _resumable(turn: Turn) -> list[str]:
    return list(turn.conversation.parked)
