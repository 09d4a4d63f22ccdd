"""Many ask to join: the list has pages and leads back, and a no that was a slip is taken back."""

from datetime import timedelta

from tests.dialogues.test_asking import in_english, in_spanish
from tests.phone import Phone
from tests.town import Town


async def ask(town: Town, *names: str) -> list[Phone]:
    phones = [await town.stranger(name, "es") for name in names]
    for phone in phones:
        await phone.starts()
        await in_spanish(phone, f"Firma de {phone.user.first_name}")
    return phones


async def test_the_list_counts_and_turns_its_pages(town: Town, john: Phone) -> None:
    """Eight at a time; from a decision one is back with one less."""
    await ask(town, *(f"Eva {at}" for at in range(10)))
    await john.taps("Coordination")
    await john.taps("Requests (10)")
    john.sees("10 people ask to join", "Eva 7")
    john.sees_not("Eva 8")
    await john.taps("More ›")
    john.sees("Eva 8", "Eva 9", "‹ First")
    await john.taps("Eva 9 · Firma de Eva")
    await john.taps("Accept")
    await john.taps("‹ Requests (9)")

    john.sees("9 people ask to join", "Eva 0")


async def test_a_no_is_taken_back_for_a_day(town: Town, rosa: Phone, john: Phone) -> None:
    """Every card can be decided again, and whoever asked is told."""
    [eva] = await ask(town, "Eva")
    await rosa.taps("No aceptar")
    rosa.sees("¿No aceptarla?", "puede volver a pedirlo en una semana")
    await rosa.taps("No")
    rosa.sees("Aceptar", "‹ Solicitudes (1)")
    await rosa.taps("No aceptar")
    await rosa.taps("Sí, no aceptarla")
    eva.sees("no fue aceptada", "desde el 1 de diciembre")
    await rosa.taps("Deshacer")
    rosa.sees("Eva pide unirse", "Aceptar")
    john.sees("Eva asks to join", "Accept", "Decline")
    eva.sees("está revisando de nuevo tu solicitud")
    await eva.starts("ask-boyaca")
    eva.sees("Ya pediste unirte")
    await john.says("/log")
    john.sees("Rosa: took back that a request to join was declined")
    await rosa.says("/solicitudes")
    await rosa.taps("Eva · Firma de Eva")
    await rosa.taps("Aceptar")

    eva.sees("aceptó tu solicitud")


async def test_a_no_of_yesterday_stands(town: Town, john: Phone) -> None:
    """The button is refused with the reason, and so it is for who has come in since."""
    eva = await town.stranger("Eva", "en")
    await eva.starts()
    await in_english(eva)
    await john.taps("Decline")
    await john.taps("Yes, decline")
    await town.clock_to(town.clock.now() + timedelta(days=1, minutes=1))
    await john.taps("Undo")

    assert john.toast == "That can no longer be undone."
    await eva.starts("ask-boyaca")
    eva.sees("Your request was declined. You can ask again from December 1")
