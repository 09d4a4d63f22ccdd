"""Whoever asked to join may have come in meanwhile, or been paused, when somebody decides."""

from storage import firms, people
from storage.scope import Role
from tests.dialogues.people import coordinator, joins_by_link, pauses
from tests.dialogues.test_asking import in_english, in_spanish
from tests.phone import Phone
from tests.town import Town


async def test_who_joined_by_a_link_meanwhile_is_not_let_in_again(town: Town) -> None:
    """Their request is answered by that, on every card."""
    rosa = await coordinator(town)
    mary = await coordinator(town, "Mary", "en")
    eva = await town.stranger("Eva", "es")
    await eva.starts()
    await in_spanish(eva, "Firma de Eva")
    card, data = mary.last["message_id"], "accept:1"
    await joins_by_link(town, eva)
    rosa.sees("Entretanto se unió con una invitación.")
    assert rosa.buttons == []
    said = eva.text
    await mary.taps_old(card, data)
    assert mary.toast == "It was decided already."
    mary.sees("They have joined by an invitation meanwhile.")
    assert eva.text == said
    reader = town.app.database.reader
    assert await firms.find(reader, town.made.scope, "Firma de Eva") is None


async def test_who_is_paused_is_not_let_in_by_an_old_request(town: Town, rosa: Phone) -> None:
    """The card says why, and leads to what can be done."""
    eva = await town.stranger("Eva", "es")
    await eva.starts()
    await in_spanish(eva)
    card = rosa.last["message_id"]
    async with town.app.database.transaction() as tx:
        # As files have it that are older than the closing of requests.
        person = await people.meet(tx, eva.id, "Eva", "es", town.clock.now())
        await people.join(tx, town.made.scope, person, Role.MEMBER, None, town.clock.now())
    await pauses(rosa, "Eva")
    await rosa.taps_old(card, "accept:1")
    rosa.sees_above("Eva pide unirse", "Está en pausa aquí")
    await rosa.taps("Ver su ficha")

    rosa.sees_above("En pausa: no puede registrar ni ver nada.")
    assert await town.app.database.reader.rows("SELECT * FROM failure") == []


async def test_a_member_is_not_let_in_by_an_old_request(town: Town, john: Phone) -> None:
    """It is closed, and the card says how they came in."""
    eva = await town.stranger("Eva", "en")
    await eva.starts()
    await in_english(eva)
    async with town.app.database.transaction() as tx:
        person = await people.meet(tx, eva.id, "Eva", "en", town.clock.now())
        await people.join(tx, town.made.scope, person, Role.MEMBER, None, town.clock.now())
    await john.taps("Accept")

    assert john.toast == "They are a member already."
    john.sees("They have joined by an invitation meanwhile.")
    assert john.buttons == ["‹ Requests (0)"]


async def test_who_was_accepted_finds_their_invitation_again(town: Town, john: Phone) -> None:
    """Whatever they write, until they have joined; asking again leads there too."""
    eva = await town.stranger("Eva", "en")
    await eva.starts()
    await in_english(eva)
    await john.taps("Accept")
    for words in ("hello", "/sale", "/start", "/start ask-boyaca"):
        await eva.says(words)
        eva.sees("Beekeepers of Boyacá invites you to join as a member", "Hive & Co", "Join")
    await eva.taps("Join")
    await eva.taps("Done")
    eva.sees("how many people work there?")
    await eva.says("/sale")

    eva.sees("What did you sell?")
