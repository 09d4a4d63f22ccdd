"""A person in several clusters: switched by a button, and nothing of one is seen in another."""

from storage.scope import Role
from tests.dialogues.books import sale, told_before
from tests.dialogues.people import coordinator, joins, second_cluster
from tests.phone import Phone
from tests.town import Town


async def test_whoever_is_in_one_cluster_is_told_so(town: Town, ana: Phone) -> None:
    """And whoever is in none is told how to come in."""
    await ana.says("/cluster")
    ana.sees("Estás en Apicultores de Boyacá y en ningún otro clúster")
    eva = await town.stranger("Eva", "en")
    await eva.says("/cluster")

    eva.sees("You are in no cluster yet")


async def test_a_button_goes_over_to_another_cluster(town: Town, ana: Phone, mary: Phone) -> None:
    """Menu, money and zone are those of the cluster one is in, at once."""
    potters = await second_cluster(town)
    await joins(town, ana, potters)
    await joins(town, mary, potters)
    await ana.says("/cluster")
    ana.sees("¿En cuál de tus clústeres", "Apicultores de Boyacá", "✓ Ceramistas de Celaya")
    assert "Registrar venta" not in ana.commands
    await ana.taps("Apicultores de Boyacá")
    ana.sees("Ahora estás en Apicultores de Boyacá")
    assert "Registrar venta" in ana.menu
    await mary.says("/cluster")
    await mary.taps("Beekeepers of Boyacá")
    mary.sees("You are in Beekeepers of Boyacá now")
    await mary.says("/cluster")

    mary.sees("✓ Beekeepers of Boyacá", "Potters of Celaya")


async def test_nothing_of_one_cluster_is_seen_in_another(town: Town, ana: Phone) -> None:
    """Neither sales, nor a form that was begun, nor a button that still stands in the chat."""
    await told_before(town, ana, sale())
    await ana.taps("Mis ventas")
    listed = ana.last
    await ana.taps("Registrar venta")
    await ana.says("miel")
    potters = await second_cluster(town)
    member = await joins(town, ana, potters)
    await ana.says("20 kg")
    ana.sees_not("Miel")
    await ana.taps("$450.000")
    ana.sees("Eso es de Apicultores de Boyacá", "Pasar a Apicultores de Boyacá")
    await ana.taps_old(listed["message_id"], "sale:1.")
    ana.sees("Ese botón ya no sirve")
    await ana.says("/misventas")
    ana.sees_not("450.000")
    await ana.says("/cluster")
    await ana.taps("Apicultores de Boyacá")
    await ana.says("/venta")

    ana.sees("Habías empezado")
    assert member


async def test_a_card_of_another_cluster_offers_to_go_there(town: Town) -> None:
    """Whoever coordinates only one of them taps Accept in the other: a tap brings them back."""
    rosa = await coordinator(town, "Rosa", "en")
    potters = await second_cluster(town)
    clara = await town.stranger("Clara", "en")
    await clara.starts("ask-boyaca")
    await clara.taps("Ask to join")
    await clara.says("Hive & Co")
    await clara.taps("Business")
    await clara.taps("Ask to join")
    await joins(town, rosa, potters)
    await rosa.taps("Accept")
    rosa.sees("That is about Beekeepers of Boyacá, another of your clusters")
    await rosa.taps("Go over to Beekeepers of Boyacá")
    await rosa.taps("Accept")

    rosa.sees_above("Accepted by Rosa.")
    clara.sees("the coordination of Beekeepers of Boyacá has accepted your request", "Join")


async def test_a_coordinator_of_two_is_led_to_the_right_one(town: Town) -> None:
    """The card says of which cluster it is; the other cluster's number is not taken for it."""
    rosa = await coordinator(town)
    potters = await second_cluster(town)
    clara = await town.stranger("Clara", "es")
    await clara.starts("ask-boyaca")
    await clara.taps("Pedir unirme")
    await clara.says("Colmena")
    await clara.taps("Empresa")
    await clara.taps("Pedir unirme")
    await joins(town, rosa, potters, Role.COORDINATOR)
    await rosa.taps("Aceptar")
    rosa.sees("otro de tus clústeres", "Apicultores de Boyacá")
    await rosa.taps("Apicultores de Boyacá")
    await rosa.taps("Aceptar")

    rosa.sees_above("Clara pide unirse", "Aceptada por Rosa.")
    clara.sees("la coordinación de Apicultores de Boyacá aceptó tu solicitud", "Unirme")


async def test_nobody_goes_over_to_where_they_are_not(town: Town, ana: Phone, mary: Phone) -> None:
    """A forged button names somebody else's membership, or one that is no more."""
    potters = await second_cluster(town)
    theirs = await joins(town, mary, potters)
    for argument in (str(theirs), "999", "", "x", "-1", "1" * 20):
        await ana.taps_old(ana.last["message_id"], f"cluster:{argument}")
        assert ana.toast == "Este botón ya no sirve."
    await ana.says("/cluster")

    ana.sees("Estás en Apicultores de Boyacá y en ningún otro clúster")


async def test_paused_in_one_cluster_they_work_in_the_other(town: Town, mary: Phone) -> None:
    """The command still works for them, and Start offers the way."""
    rosa = await coordinator(town)
    potters = await second_cluster(town)
    await joins(town, mary, potters)
    await mary.says("/cluster")
    await mary.taps("Beekeepers of Boyacá")
    await rosa.says("/integrantes mary")
    await rosa.taps("Mary")
    await rosa.taps("Pausar")
    await rosa.taps("Sí, pausar")
    await mary.starts()
    mary.sees("Your membership is paused", "Potters of Celaya")
    await mary.taps("Potters of Celaya")

    mary.sees("You are in Potters of Celaya now")
