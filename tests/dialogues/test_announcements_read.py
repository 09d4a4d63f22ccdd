"""Who has read an announcement, by name; and sending it again to those who have not."""

from datetime import timedelta

from tests.dialogues.announced import announce, fair, figures
from tests.phone import Phone
from tests.town import Town


async def test_who_has_read_it_and_who_has_not(
    town: Town, rosa: Phone, ana: Phone, mary: Phone
) -> None:
    """By name and firm, for coordinators; before an hour is over it is not sent again."""
    await announce(town, rosa, "Hola", "Hello")
    await ana.taps("Leído")
    await rosa.says("/anuncios")
    await rosa.taps("Hola")
    rosa.sees_not("Volver a enviar")
    await rosa.taps("Quién lo leyó")
    rosa.sees("1 persona lo leyó", "· Ana, Miel de Tota")
    await rosa.taps("Quién no lo ha leído")

    rosa.sees("2 personas no lo han leído", "· Mary, Apiario El Roble", "· Rosa")
    rosa.sees_not("Ana")


async def test_it_is_sent_again_to_those_who_have_not(
    town: Town, john: Phone, ana: Phone, mary: Phone
) -> None:
    """One tap, which says to how many; a second one sends to nobody, and corrections still come."""
    await announce(town, john, "El lunes", "On Monday")
    await ana.taps("Leído")
    await john.taps("Read")
    await town.clock_to(town.clock.now() + timedelta(hours=2))
    before = len(ana.messages)
    first = mary.last["message_id"]
    await john.says("/announcements")
    await john.taps("On Monday")
    report = john.last["message_id"]
    await john.taps("Send again to 1 who has not read it")
    assert mary.last["message_id"] != first
    mary.sees("On Monday", "Read")
    assert mary.screen.count("On Monday") == 1
    assert len(ana.messages) == before
    latest = mary.last["message_id"]
    await john.taps_old(report, "sendagain:1")
    assert mary.last["message_id"] == latest
    await john.taps("Correct")
    await john.taps("✏️ Text in English")
    await john.says("On Tuesday")
    await john.taps("Correct every copy")
    mary.sees("On Tuesday")
    await mary.taps("Read")

    assert (await figures(town)).read == 1
    assert (await figures(town)).sent == 3


async def test_what_is_too_old_to_be_deleted_says_where_it_is(
    town: Town, rosa: Phone, ana: Phone
) -> None:
    """A fair of which nobody has said anything; the new copy has its buttons."""
    await fair(town, rosa)
    await town.clock_to(town.clock.now() + timedelta(days=3))
    await rosa.taps("Leído")
    await rosa.says("/anuncios")
    await rosa.taps("Feria de la miel")
    await rosa.taps("Volver a enviar")

    ana.sees("Feria de la miel", "Voy", "No voy", "Leído")
    ana.sees_above("Se te envió de nuevo, más abajo.")
