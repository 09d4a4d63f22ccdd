"""Being forgotten is no way around a pause, a limit or the loss of a role."""

from datetime import UTC, datetime, timedelta

from storage.scope import Role
from tests.dialogues.people import (
    coordinator,
    everything,
    forgets,
    joins_by_link,
    link_of,
    pauses,
)
from tests.dialogues.test_asking import in_english, in_spanish
from tests.phone import Phone
from tests.town import Town

NIGHT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


async def test_the_links_of_a_coordinator_end_with_a_pause(town: Town, rosa: Phone) -> None:
    """And whoever paused them is told how many; the trail has it too."""
    pepe = await coordinator(town, "Pepe")
    token = await link_of(town, by=pepe, uses=1000, role=Role.COORDINATOR)
    await pauses(rosa, "Pepe")
    assert rosa.toast == "En pausa.\nSe retiró 1 invitación que había hecho."
    eva = await town.stranger("Eva", "es")
    await eva.starts(token)
    eva.sees("Esta invitación fue retirada")
    await rosa.says("/bitacora")

    rosa.sees("Rosa: retiró una invitación (Coordinación)", "Rosa: puso en pausa a Pepe")


async def test_the_links_of_a_coordinator_end_with_the_role(town: Town, john: Phone) -> None:
    """Another role that is given to a member ends nothing."""
    pepe = await coordinator(town, "Pepe")
    token = await link_of(town, by=pepe, uses=1000, role=Role.COORDINATOR)
    await john.says("/members Pepe")
    await john.taps("Pepe")
    await john.taps("Role")
    await john.taps("Member")
    john.sees("Invitations that they made let nobody in any more.")
    await john.taps("Yes, change it")
    assert john.toast == "The role is changed.\n1 invitation that they had made is withdrawn."
    await john.taps("Role")
    await john.taps("Observer")
    john.sees_not("let nobody in any more")
    await john.taps("Yes, change it")
    assert john.toast == "The role is changed."
    eva = await town.stranger("Eva", "en")
    await eva.starts(token)

    eva.sees("This invitation was withdrawn")


async def test_the_links_of_a_coordinator_end_when_they_are_forgotten(town: Town) -> None:
    """They are told so before."""
    pepe = await coordinator(town, "Pepe")
    token = await link_of(town, by=pepe, uses=1000, role=Role.COORDINATOR)
    await pepe.says("/olvidame")
    pepe.sees("Las invitaciones que hiciste ya no dejan entrar a nadie")
    await forgets(pepe)
    await pepe.starts(token)

    pepe.sees("Esta invitación fue retirada")


async def test_a_paused_member_does_not_come_back_by_being_forgotten(
    town: Town, rosa: Phone
) -> None:
    """A link answers as before; they may ask, and the card says what they were."""
    eva = await town.stranger("Eva", "es")
    await joins_by_link(town, eva)
    await pauses(rosa, "Eva")
    token = await link_of(town, uses=9, role=Role.COORDINATOR)
    await eva.starts(token)
    eva.sees("está en pausa")
    await forgets(eva)
    for _again in range(2):
        await eva.starts(token)
        eva.sees("estaba en pausa cuando me pediste que te olvidara", "Pedir unirme")
        eva.sees_not("te invita a unirte")
        await forgets(eva)
    assert str(eva.id) not in await everything(town)
    await eva.starts(token)
    await in_spanish(eva)
    rosa.sees("Eva pide unirse", "Estaba en pausa aquí", "Aceptar")
    await rosa.taps("Aceptar")
    await eva.taps("Unirme")
    await eva.taps("Listo")

    eva.sees_above("Te damos la bienvenida")


async def test_what_is_kept_of_who_was_forgotten_is_told(town: Town, john: Phone) -> None:
    """Before, in words; and after, to whoever asks for what is held."""
    eva = await town.stranger("Eva", "en")
    await eva.says("/forgetme")
    eva.sees("A mark without name or number stays too")


async def test_wrong_links_are_counted_on(town: Town) -> None:
    """The hour is waited for all the same."""
    eva = await town.stranger("Eva", "en")
    for guess in range(5):
        await eva.starts(f"{guess:022}")
    await forgets(eva)
    await eva.starts("x" * 22)
    eva.sees("Please wait an hour")
    await town.clock_to(town.clock.now() + timedelta(hours=2))
    await eva.starts("x" * 22)

    eva.sees("I do not know this invitation")


async def test_who_was_declined_waits_all_the_same(town: Town, rosa: Phone) -> None:
    """A week from the decision on."""
    eva = await town.stranger("Eva", "es")
    await eva.starts("ask-boyaca")
    await in_spanish(eva)
    await rosa.taps("No aceptar")
    await rosa.taps("Sí, no aceptarla")
    await forgets(eva)
    await eva.starts("ask-boyaca")
    eva.sees("no fue aceptada. Puedes volver a pedirlo desde el 1 de diciembre")
    await town.clock_to(town.clock.now() + timedelta(days=8))
    await eva.starts("ask-boyaca")

    eva.sees("Pedir unirme")


async def test_nobody_floods_a_coordinator_with_requests(town: Town, john: Phone) -> None:
    """Twice a week is enough to ask one cluster, forgotten in between or not."""
    eva = await town.stranger("Eva", "en")
    for number in range(2):
        await eva.starts("ask-boyaca")
        await in_english(eva, f"Firm {number}")
        eva.sees("Asked ✓")
        await forgets(eva)
    await eva.starts("ask-boyaca")
    eva.sees("You have asked more than once in the last days")
    cards = [m for m in john.messages if "asks to join" in m.get("text", "")]

    assert len(cards) == 2


async def test_a_card_that_waits_goes_with_who_is_forgotten(town: Town, rosa: Phone) -> None:
    """Nothing is sent in the morning, and nothing that Telegram would refuse."""
    await town.clock_to(NIGHT)
    eva = await town.stranger("Eva", "es")
    await eva.starts("ask-boyaca")
    await in_spanish(eva, "Firma Zurita")
    await forgets(eva)
    said = len(rosa.messages)
    await town.clock_to(MORNING)

    assert len(rosa.messages) == said
    assert "Zurita" not in await everything(town)
