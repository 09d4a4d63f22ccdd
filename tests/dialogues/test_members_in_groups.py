"""The coordinator of many, with no time: how many there are, who is silent, back to one's place."""

from datetime import timedelta

from handlers.member_groups import LETTERS, Place, read_place
from storage import no_sales
from storage.roster_pages import Group
from storage.scope import Role
from tests.dialogues.books import TODAY, sale, scope_of, told_before
from tests.dialogues.people import pauses
from tests.phone import Phone
from tests.town import START, Town

LONG_AGO = START - timedelta(days=30)
WEEK = timedelta(days=7)


async def there_long(town: Town, name: str, firm: str, language: str = "es") -> Phone:
    return await town.member(name, language, firm=firm, joined=LONG_AGO)


async def test_the_list_says_how_many_there_are(
    town: Town, rosa: Phone, john: Phone, ana: Phone
) -> None:
    """Who is paused is counted apart, in both languages; a list of one page has no parts."""
    await rosa.says("/integrantes")
    rosa.sees("Integrantes de Apicultores de Boyacá\n3 integrantes\n")
    rosa.sees_not("1–3")
    await pauses(rosa, "Ana")
    await rosa.says("/integrantes")
    rosa.sees("2 integrantes, más 1 en pausa")
    await john.says("/members")

    john.sees("2 members, plus 1 paused", "Ana · Miel de Tota · paused")


async def test_the_silent_are_those_of_the_digest(town: Town, rosa: Phone, john: Phone) -> None:
    """Zero is not silence; who came later is not waited for; observers report nothing."""
    ana = await there_long(town, "Ana", "Miel de Tota")
    luz = await there_long(town, "Luz", "Colmena Clara")
    mary = await there_long(town, "Mary", "Apiario El Roble", "en")
    await there_long(town, "Carl", "Apiario El Roble", "en")
    await town.member("Otto", "en", firm="Apiario El Roble", role=Role.OBSERVER, joined=LONG_AGO)
    await town.member("Nueva", "es", firm="Recién Llegada")
    await told_before(town, ana, sale(sold_on=TODAY - WEEK))
    async with town.app.database.transaction() as tx:
        await no_sales.tell(tx, await scope_of(town, luz), TODAY - WEEK, town.clock.now())
    await rosa.says("/integrantes")
    await rosa.taps("Sin registros")
    rosa.sees("2 personas. Sus empresas no han registrado nada de la semana del 16 al 22")
    rosa.sees("✓ Sin registros", "Mary · Apiario El Roble", "Carl · Apiario El Roble")
    rosa.sees_not("Ana", "Luz", "Otto", "Nueva", "✓ Todos")
    await told_before(town, mary, sale(sold_on=TODAY - WEEK))
    await rosa.taps("Sin registros")
    rosa.sees("No falta nadie.", "no hace falta recordarle a nadie", "Todos")
    await john.says("/members")
    await john.taps("Silent")

    john.sees("Nobody is silent. Every firm that was here by then has told", "16–22 November")
    john.sees_not("Remind them all", "Tap one to see more")


async def test_all_who_are_silent_are_reminded_from_their_list(town: Town, john: Phone) -> None:
    """Asked once more, as below the digest; the list stays."""
    mary = await there_long(town, "Mary", "Apiario El Roble", "en")
    await john.says("/members")
    await john.taps("Silent")
    john.sees("Silent: 1 person. Their firm told nothing of the week of 16–22 November.")
    await john.taps("Remind them all")
    john.sees("Remind 1 firm", "1 person will get")
    john.sees_above("Silent: 1 person.")
    await john.taps("Yes, remind them")

    mary.sees("would like to hear how Apiario El Roble is doing")


async def test_the_paused_the_coordinators_and_who_has_no_firm(
    town: Town, rosa: Phone, john: Phone, ana: Phone
) -> None:
    """Each by a button; an empty one says what to do."""
    await rosa.says("/integrantes")
    await rosa.taps("En pausa")
    rosa.sees("No hay nadie en pausa.", "toca «Pausar»")
    await rosa.taps("Sin empresa")
    rosa.sees("A nadie le falta empresa.", "toca «Empresa»")
    await town.member("Luz", "es", firm=None)
    await pauses(rosa, "Ana")
    await john.says("/members")
    await john.taps("Paused")
    john.sees("Paused: 1 person.", "Ana · Miel de Tota · paused", "✓ Paused")
    john.sees_not("Rosa", "Luz")
    await john.taps("No firm")
    john.sees("No firm: 1 person, who cannot report yet.", "Luz · — · today")
    john.sees_not("Rosa", "Ana")
    await john.taps("Coordinators")

    john.sees("Coordinators: 2 people.", "Rosa · — · Coordinator", "John · —")
    john.sees_not("Luz", "Ana")


async def test_a_card_leads_back_to_where_it_was_opened(town: Town, john: Phone) -> None:
    """The same group and page, whatever was done to whom in between."""
    for at in range(10):
        await there_long(town, f"Bee {at}", f"Firm {at}", "en")
    await john.says("/members")
    await john.taps("Silent")
    await john.taps("More ›")
    john.sees("✓ Silent", "9–10 of 10", "Bee 8", "Bee 9")
    await john.taps("Bee 9")
    await john.taps("Role")
    await john.taps("‹ Back")
    await john.taps("Pause")
    await john.taps("No")
    await john.taps("‹ Members")
    john.sees("✓ Silent", "9–10 of 10")
    await john.taps("Bee 8")
    await john.taps("Pause")
    await john.taps("Yes, pause")
    await john.taps("‹ Members")
    john.sees("✓ Silent", "9–9 of 9", "Bee 9")
    await john.taps("Bee 9")
    await john.taps("Pause")
    await john.taps("Yes, pause")
    await john.taps("‹ Members")

    john.sees("✓ Silent", "8 people", "Bee 0", "Bee 7")
    john.sees_not("‹ Previous", "More ›")


async def test_places_that_no_button_had_show_the_first_page(
    town: Town, john: Phone, ana: Phone
) -> None:
    """Groups there are none of, pages beyond the last, and what is no place at all."""
    await john.says("/members")
    message = john.last["message_id"]
    texts = set()
    for place in ("", "a0", "a99999", "z3", "a-1", "a²", "a", "0", "A0", "a0.1", "silent", "ä1"):
        await john.taps("Coordinators")
        await john.taps_old(message, f"members:{place}")
        texts.add(john.text)
        await john.taps_old(message, f"members:{place}")
    for argument in ("2~z99999", "2~a99999", "2~s1~p0"):
        await john.taps_old(message, f"member:{argument}")
        await john.taps("‹ Members")

    assert len(texts) == 1
    john.sees("Members of Beekeepers of Boyacá")


async def test_all_who_are_found_can_be_reached(town: Town, rosa: Phone, john: Phone) -> None:
    """More than a page says how many, and goes on; typed or asked for."""
    for at in range(9):
        await town.member(f"José {at}", "es")
    await rosa.says("/integrantes JOSE")
    rosa.sees("9 integrantes con «JOSE»", "1–8 de 9", "José 7", "Más ›")
    rosa.sees_not("José 8")
    await rosa.taps("Más ›")
    rosa.sees("9–9 de 9", "José 8", "‹ Anteriores", "‹ Integrantes")
    await rosa.taps("‹ Anteriores")
    rosa.sees("José 0")
    await john.says("/members")
    await john.taps("Find by name")
    await john.says("  miel   de tota ")
    john.sees("9 members like “miel de tota”")
    await john.taps("More ›")
    await john.taps("José 8")

    john.sees("Firm: Miel de Tota")


async def test_long_words_are_looked_for_by_their_beginning(town: Town, john: Phone) -> None:
    """Where they find more than a page: a button carries no more."""
    firm = "Asociación de Apicultores de Boyacá, Cundinamarca y Meta"
    for at in range(9):
        await town.member(f"Bee {at}", "en", firm=firm)
    await john.says(f"/members {firm}")
    john.sees("9 members like “Asociación de Apicultores de Bo”", "1–8 of 9")
    await john.taps("More ›")

    john.sees("9–9 of 9", "Bee 8")


async def test_forged_searches_find_what_they_say(town: Town, john: Phone, ana: Phone) -> None:
    """Pages that are none are the first, and those beyond the last are the last."""
    await john.says("/members")
    message = john.last["message_id"]
    for page in ("0", "99999", "9" * 20, "-1", "²", "", "x"):
        await john.taps_old(message, f"found:{page}.ana@{town.made.id}")
        john.sees("1 member like “ana”")
        await john.taps("‹ Members")
    for words in ("0.", "", "0", "0.%", "0._"):
        await john.taps_old(message, f"found:{words}")

        john.sees("I find nobody called")


def test_every_group_has_a_button() -> None:
    """Of a letter that no other has, and a place can hold it."""
    places = [Place(group, 7) for group in Group]

    assert [read_place(str(place)) for place in places] == places
    assert len({str(place) for place in places}) == len(LETTERS)
