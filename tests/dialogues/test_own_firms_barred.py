"""Who may not come in by a link for a whole meeting, and names that are no names."""

import pytest

from storage import firms
from tests.dialogues.meeting import firms_of, joins, link_for_all, opens
from tests.dialogues.people import coordinator, forgets, pauses
from tests.town import Town


async def test_a_link_for_all_is_no_way_around_a_no(town: Town) -> None:
    """Declined, they do not come in by the name of another firm; nor by a form begun before."""
    await town.member("Ana", "es", firm="Miel de Tota")
    rosa = await coordinator(town)
    link = await link_for_all(rosa)
    luis = await town.stranger("Luis", "es")
    await opens(luis, link, "Miel de Tota")
    await luis.taps("Sí, es la mía")
    await opens(luis, link, "Miel de Luis")
    await luis.taps("Empresa")
    await rosa.taps("No aceptar")
    await rosa.taps("Sí, no aceptarla")
    await luis.taps("Listo")
    luis.sees_above("Tu solicitud no fue aceptada. Puedes volver a pedirlo desde el 1 de diciembre")
    await luis.starts(link)
    await luis.taps("Unirme")

    luis.sees("Tu solicitud no fue aceptada")
    assert "Luis" not in await firms_of(town)
    assert await firms.find(town.app.database.reader, town.made.scope, "Miel de Luis") is None


async def test_who_was_paused_stays_out(town: Town) -> None:
    """Before and after they had themselves forgotten."""
    rosa = await coordinator(town)
    link = await link_for_all(rosa)
    ana = await town.member("Ana", "es", firm="Miel de Tota")
    await pauses(rosa, "Ana")
    await ana.starts(link)
    ana.sees("en pausa")
    await forgets(ana)
    await ana.starts(link)

    ana.sees("Pedir unirme")
    assert "Ana" not in await firms_of(town)


@pytest.mark.parametrize(
    "name", ["<b>Miel</b> & <a href='x'>", "\u202eMiel\u2067\nde\tTota", "'; DROP TABLE firm --"]
)
async def test_a_hostile_name_is_words_like_any(town: Town, name: str) -> None:
    """Shown as it was typed, in one line, without the marks that turn a text about."""
    rosa = await coordinator(town)
    link = await link_for_all(rosa)
    clara, luis = await town.stranger("Clara", "es"), await town.stranger("Luis", "es")
    await joins(clara, link, name)
    clara.sees_above("Te damos la bienvenida")
    await opens(luis, link, name)
    await luis.taps("Sí, es la mía")
    firm = (await firms_of(town))["Clara"]
    assert firm is not None
    rosa.sees(f"{firm} (Empresa)")

    assert not {"\u202e", "\u2067", "\n", "\t"} & set(firm)
    listed = await firms.listing(town.app.database.reader, town.made.scope)
    assert [one.name for one in listed] == [firm]


async def test_a_name_of_4096_characters_and_none(town: Town) -> None:
    """Refused as where one asks to join; its beginning is checked like what is typed."""
    await town.member("Ana", "en", firm="m" * 59 + "…")
    link = await link_for_all(await coordinator(town))
    eva = await town.stranger("Eva", "en")
    await opens(eva, link, "m" * 4096)
    eva.sees("at most 60 fit", "Keep the first 60 characters")
    await eva.taps("Keep the first 60 characters")
    await eva.taps("Business")
    await eva.taps("Done")
    eva.sees("Is it yours?")
    await eva.taps("No, I type another name")
    await eva.says("\u0301\u202e\u0301")
    eva.sees("I see no words there.")

    assert "Eva" not in await firms_of(town)


async def test_forged_answers_let_nobody_in(town: Town) -> None:
    """That a firm is theirs counts only where they were asked that."""
    await town.member("Ana", "en", firm="Miel de Tota")
    link = await link_for_all(await coordinator(town))
    eva = await town.stranger("Eva", "en")
    await eva.starts(link)
    await eva.taps("Join")
    cancel = eva.last["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
    for arg in (".mine", ".other", ".", "k", "s", "r0", "h0", "y"):
        await eva.taps_old(eva.last["message_id"], cancel.rpartition(":")[0] + f":{arg}")
        eva.sees("Of which firm or organisation are you?")
    await eva.says(" 1")
    eva.sees("What kind of organisation is it?")

    assert "Eva" not in await firms_of(town)
