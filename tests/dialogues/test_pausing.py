"""What a pause takes from a member, and what being let back gives them again."""

from datetime import UTC, datetime, timedelta

from storage import announcements
from storage.rsvps import Reply
from tests.dialogues.announced import announce, fair, figures, last_told, replies, scope_of
from tests.dialogues.people import forgets, joins, pauses, second_cluster
from tests.phone import Phone
from tests.town import Town

NIGHT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


async def corrects(town: Town, by: Phone, es: str) -> None:
    scope, told = await scope_of(town, by), await last_told(town)
    async with town.app.database.transaction() as tx:
        await announcements.correct(
            tx, scope, told.id, (es, None), town.clock.now(), why=(None, None)
        )
    await town.settle()


async def test_the_seat_of_who_is_paused_goes_to_whoever_waits(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Let back they are on the waiting list, where they had asked, and are told so."""
    event = await fair(town, rosa, seats=1)
    await ana.taps("Voy")
    await mary.taps("I am going")
    assert await replies(town, event) == {
        Reply.GOING: ["Ana"],
        Reply.WAITING: ["Mary"],
        Reply.NOT_GOING: [],
    }
    await pauses(rosa, "Ana")
    mary.sees("There is a seat for you", "Honey fair")
    await rosa.taps("Que participe otra vez")
    ana.sees("Ya participas otra vez", "Feria de la miel", "número 1 en la lista de espera")
    await mary.taps("I cannot go")

    ana.sees("Hay un cupo para ti")
    assert (await replies(town, event))[Reply.GOING] == ["Ana"]


async def test_who_is_let_back_has_their_seat_where_it_is_free(
    town: Town, john: Phone, mary: Phone, ana: Phone
) -> None:
    """Nobody waits before them meanwhile, and nobody else waits because of them."""
    event = await fair(town, john, seats=2)
    await mary.taps("I am going")
    await pauses(john, "Mary", "Pause", "Yes, pause")
    await ana.taps("Voy")
    assert (await replies(town, event))[Reply.GOING] == ["Ana"]
    await john.taps("Let them take part again")

    mary.sees_above("There is a seat for you", "Honey fair")
    mary.sees("You take part in Beekeepers of Boyacá again")
    assert (await replies(town, event))[Reply.GOING] == ["Mary", "Ana"]


async def test_the_seat_of_who_is_forgotten_goes_to_whoever_waits(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """At once, with the message that there is a seat."""
    event = await fair(town, rosa, seats=1)
    await ana.taps("Voy")
    await mary.taps("I am going")
    await forgets(ana)

    mary.sees("There is a seat for you", "Honey fair")
    assert (await replies(town, event))[Reply.GOING] == ["Mary"]


async def test_corrections_do_not_reach_who_is_paused(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """What is taken back goes from their phone all the same."""
    await announce(town, rosa, "El lunes", "On Monday")
    await pauses(rosa, "Ana")
    await corrects(town, rosa, "El martes, clave 1234")
    mary.sees("El martes, clave 1234")
    ana.sees_above("El lunes")
    assert "1234" not in ana.screen
    told = await last_told(town)
    async with town.app.database.transaction() as tx:
        await announcements.recall(tx, await scope_of(town, rosa), told.id, town.clock.now())
    await town.settle()

    assert "El lunes" not in ana.screen


async def test_what_waits_for_the_morning_is_not_sent_to_who_is_paused(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """Only the word that they are paused is."""
    await town.clock_to(NIGHT)
    await announce(town, rosa, "El lunes", "On Monday")
    await pauses(rosa, "Ana")
    await town.clock_to(MORNING)

    ana.sees("está en pausa")
    assert "El lunes" not in ana.screen
    mary.sees("On Monday")
    assert (await figures(town)).withdrawn == 1


async def test_another_cluster_still_writes_to_who_is_paused_in_one(
    town: Town, john: Phone, mary: Phone
) -> None:
    """What waits from there is not this coordinator's to withdraw."""
    potters = await second_cluster(town)
    pia = await town.member("Pía", "en", firm=None)
    await joins(town, pia, potters)
    await town.clock_to(NIGHT)
    await announce(town, john, "El lunes", "On Monday")
    async with town.app.database.transaction() as tx:
        await tx.write(
            """INSERT INTO outbox (id, chat_id, lane, method, params, not_before, created_at)
               VALUES (90000, ?, 1, 'sendMessage', json_object('chat_id', ?, 'text', 'Barro'),
                       ?, '')""",
            (pia.id, pia.id, MORNING.isoformat()),
        )
    await pauses(john, "Pía", "Pause", "Yes, pause")
    await town.clock_to(MORNING + timedelta(minutes=1))

    pia.sees_above("Barro")
    assert "On Monday" not in pia.screen
