"""At work in two clusters: nothing begun, asked or tapped in one goes astray into the other."""

from datetime import UTC, datetime, timedelta

from storage.scope import Role
from tests.dialogues.announced import fair
from tests.dialogues.people import coordinator, joins, link_of, second_cluster
from tests.dialogues.test_asking import in_spanish
from tests.phone import Phone
from tests.town import Town

MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)
TOMORROW = timedelta(days=1)


async def sales(town: Town) -> list[tuple[str, int]]:
    """Where each was recorded, and its amount."""
    rows = await town.app.database.reader.rows(
        "SELECT cluster.slug, amount FROM sale JOIN cluster ON cluster.id = sale.cluster_id"
    )
    return [(row["slug"], row["amount"]) for row in rows]


async def consents(town: Town) -> list[tuple[str, str]]:
    rows = await town.app.database.reader.rows(
        "SELECT slug, purpose FROM consent JOIN cluster ON cluster.id = consent.cluster_id"
    )
    return [(row["slug"], row["purpose"]) for row in rows]


async def in_both(town: Town, name: str, language: str) -> Phone:
    """A beekeeper who is among the potters just now."""
    phone = await town.member(name, language)
    await joins(town, phone, await second_cluster(town), firm="Barro")
    return phone


async def test_accepted_elsewhere_one_goes_on_where_one_is(town: Town, ana: Phone) -> None:
    """Celaya accepts her in the middle of a sale of Boyacá: that one is saved, in Boyacá."""
    pilar = await town.stranger("Pilar", "es")
    await pilar.starts()
    await joins(town, pilar, await second_cluster(town), Role.COORDINATOR)
    await ana.starts("ask-celaya")
    await in_spanish(ana, "Taller Ana")
    for text in ("/venta", "miel", "20 kg"):
        await ana.says(text)
    await pilar.says("/solicitudes")
    await pilar.taps("Ana · Taller Ana")
    await pilar.taps("Aceptar")
    ana.sees("la coordinación de Ceramistas de Celaya aceptó tu solicitud")
    for text in ("450 mil", "local", "directa"):
        await ana.says(text)
    await ana.taps("Guardar")
    await ana.taps("Unirme")
    await ana.taps("Listo")
    ana.sees_above("Ahora estás en Ceramistas de Celaya. Con /cluster vuelves al otro.")

    assert await sales(town) == [("boyaca", 45_000_000)]
    assert "Mis clústeres" in ana.menu


async def test_joining_a_second_cluster_the_menu_offers_the_way_back(
    town: Town, mary: Phone
) -> None:
    """At once, in English; and what she is asked to do names the cluster that it is about."""
    await mary.starts(await link_of(town, await second_cluster(town)))
    await mary.taps("Join")
    await mary.taps("Done")
    mary.sees_above("You are in Potters of Celaya now. /cluster brings you back to the other.")
    assert "cluster" in mary.commands
    await mary.says("/menu")
    mary.sees("Potters of Celaya", "What would you like to do?")
    await mary.taps("My clusters")
    await mary.taps("Beekeepers of Boyacá")
    await mary.taps("Record a sale")

    mary.sees("Beekeepers of Boyacá", "What did you sell?")


async def test_what_was_begun_waits_until_one_is_back(town: Town, ana: Phone) -> None:
    """By a link she goes over herself, and is told so; the sale begun before is found again."""
    potters = await second_cluster(town)
    for text in ("/venta", "miel", "20 kg"):
        await ana.says(text)
    await ana.starts(await link_of(town, potters))
    ana.sees("Ceramistas de Celaya te invita")
    await ana.taps("Unirme")
    ana.sees("Guardo lo que habías empezado")
    await ana.taps("Listo")
    ana.sees("Ahora estás en Ceramistas de Celaya", "Con /cluster vuelves al otro")
    assert "Mis clústeres" in ana.menu
    await ana.says("450 mil")
    ana.sees_not("Miel")
    await ana.taps("Mis clústeres")
    await ana.taps("Apicultores de Boyacá")
    ana.sees("Aquí habías empezado algo", "Seguir con: Venta")
    await ana.taps("Seguir con: Venta")
    for text in ("450 mil", "local", "directa"):
        await ana.says(text)
    await ana.taps("Guardar")

    assert await sales(town) == [("boyaca", 45_000_000)]


async def test_going_over_keeps_what_was_begun(town: Town) -> None:
    """And no button of it works from the other side."""
    mary = await in_both(town, "Mary", "en")
    for text in ("/sale", "honey", "20 kg"):
        await mary.says(text)
    mary.sees("Potters of Celaya", "Sale")
    form = mary.last
    await mary.says("/cluster")
    await mary.taps("Beekeepers of Boyacá")
    mary.sees_above("I keep what you had started: Sale", "You are in Beekeepers of Boyacá now")
    mary.sees_not("Continue")
    await mary.taps_old(mary.last["message_id"], button(form, "Cancel"))
    mary.sees("That is about Potters of Celaya")
    await mary.taps("Go over to Potters of Celaya")

    mary.sees("You had begun something here", "Continue: Sale")


def button(message: dict[str, object], label: str) -> str:
    markup = message["reply_markup"]
    assert isinstance(markup, dict)
    found = (b for row in markup["inline_keyboard"] for b in row if label in b["text"])
    return str(next(found)["callback_data"])


async def test_a_reminder_of_one_cluster_records_nothing_in_the_other(town: Town) -> None:
    """Its button says of which cluster it is, and brings her there."""
    rosa = await coordinator(town)
    ana = await in_both(town, "Ana", "es")
    await rosa.says("/integrantes Ana")
    await rosa.taps("Ana")
    await rosa.taps("Recordar")
    await ana.taps("Registrar venta")
    ana.sees("Eso es de Apicultores de Boyacá", "Pasa a él y vuelve a tocar ese botón.")
    await ana.taps("Pasar a Apicultores de Boyacá")
    await ana.taps("Registrar venta")

    ana.sees("Apicultores de Boyacá", "Venta")


async def test_a_digest_of_one_cluster_is_answered_there(town: Town) -> None:
    """“There were none” too is about the week of the cluster that asks."""
    mary = await in_both(town, "Mary", "en")
    await town.clock_to(MONDAY)
    digest = next(m for m in mary.messages if "Beekeepers" in m.get("text", ""))
    for label in ("Record a sale", "There were none"):
        await mary.taps_old(digest["message_id"], button(digest, label))
        mary.sees("That is about Beekeepers of Boyacá", "Go over to Beekeepers of Boyacá")
    assert await town.app.database.reader.rows("SELECT * FROM week_without_sales") == []
    await mary.taps("Go over to Beekeepers of Boyacá")
    await mary.taps_old(digest["message_id"], button(digest, "There were none"))

    mary.sees_above("Noted ✓ No sales in the week of")


async def test_a_fair_of_one_cluster_is_no_fair_of_the_other(town: Town) -> None:
    """Nobody is told that it was perhaps called off."""
    rosa = await coordinator(town)
    mary = await in_both(town, "Mary", "en")
    await fair(town, rosa)
    mary.sees("Honey fair")
    copy = mary.last
    for label in ("I am going", "Not going"):
        await mary.taps_old(copy["message_id"], button(copy, label))
        mary.sees("That is about Beekeepers of Boyacá", "Go over to Beekeepers of Boyacá")
    await mary.taps("Go over to Beekeepers of Boyacá")
    await mary.taps_old(copy["message_id"], button(copy, "I am going"))

    assert mary.toast == "Noted: you are going. I will remind you the day before."


async def test_a_screen_of_one_cluster_changes_nothing_in_the_other(town: Town, ana: Phone) -> None:
    """What she allows is allowed to the cluster that asked; so is how many work with her."""
    await ana.says("/permisos")
    allowed = ana.last
    await ana.says("/trabajadores")
    counted = ana.last
    await joins(town, ana, await second_cluster(town), firm="Barro")
    for screen in (allowed, counted):
        for row in screen["reply_markup"]["inline_keyboard"]:
            for one in row:
                await ana.taps_old(screen["message_id"], one["callback_data"])
                ana.sees("Eso es de Apicultores de Boyacá")

    assert await consents(town) == []


async def test_a_button_that_tells_no_cluster_does_nothing_where_there_are_two(town: Town) -> None:
    """As one of a message from before buttons told; where there is one cluster it goes on."""
    ana = await in_both(town, "Ana", "es")
    await ana.says("/permisos")
    await ana.taps_old(ana.last["message_id"], "consent:totals")
    ana.sees("Ese botón ya no sirve. Esto es lo que puedes hacer ahora:")
    eva = await town.member("Eva", "es")
    await eva.says("/permisos")
    await eva.taps_old(eva.last["message_id"], "consent:totals")

    assert await consents(town) == [("boyaca", "totals")]


async def test_a_button_of_a_cluster_one_is_not_in_is_old(town: Town, mary: Phone) -> None:
    """Forged, or of a cluster that she has left: nothing is told of it."""
    potters = await second_cluster(town)
    for forged in (potters.id, 999, 10**17):
        await mary.taps_old(mary.last["message_id"], f"consent:totals@{forged}")
        mary.sees("That button is old. This is what you can do now:")
        mary.sees_not("Potters")

    assert await consents(town) == []


async def test_only_who_is_in_several_has_a_way_to_go_over(town: Town, ana: Phone) -> None:
    """In the menu, in Telegram's list, and in /help; it goes with the second membership."""
    await ana.says("/ayuda")
    ana.sees_not("/cluster", "Apicultores de Boyacá")
    assert "cluster" not in ana.commands
    await joins(town, ana, await second_cluster(town))
    await ana.says("/ayuda")
    ana.sees("/cluster")

    assert "cluster" in ana.commands
    assert "Mis clústeres" in ana.menu
