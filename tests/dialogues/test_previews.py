"""What a coordinator looks at before it goes out does nothing yet, and says when it will."""

from datetime import UTC, datetime

from tests.dialogues.announced import fair, replies
from tests.phone import Phone
from tests.town import Town


async def test_the_buttons_of_a_preview_take_no_seat(town: Town, rosa: Phone) -> None:
    """They are there to be seen; the tap says so, and nobody goes."""
    event = await fair(town, rosa, seats=1, announced=False)
    await rosa.says("/ferias")
    await rosa.taps("Feria de la miel")
    await rosa.taps("Anunciar")
    preview = rosa.messages[-2]["message_id"]
    for name in ("going", "notgoing"):
        await rosa.taps_old(preview, f"{name}:{event.id}.1.0")
        assert rosa.toast == "Esto es solo para ver cómo quedará. Todavía no cuenta."

    assert not any((await replies(town, event)).values())


async def test_a_discarded_preview_takes_none_either(town: Town, john: Phone) -> None:
    """It stands in the chat still."""
    event = await fair(town, john, announced=False)
    await john.says("/events")
    await john.taps("Honey fair")
    await john.taps("Announce")
    preview = john.messages[-2]["message_id"]
    await john.taps("Discard")
    await john.taps_old(preview, f"going:{event.id}.1.0")

    assert john.toast == "This is only how it will look: it does not count yet."
    assert not any((await replies(town, event)).values())


async def test_a_time_in_the_quiet_hours_is_told_alike_before_and_after(
    town: Town, john: Phone, ana: Phone
) -> None:
    """By day, for eleven at night: the morning after is what both say, and when it comes."""
    for said in ("/announce", "news", "skip", "Hello", "all members"):
        await john.says(said)
    await john.taps("At another time")
    for said in ("26 November", "11 pm", "save"):
        await john.says(said)
    john.sees("it goes out on 27 Nov 2026, 8:00 am")
    await john.taps("Send")
    john.sees("It goes out on 27 Nov 2026, 8:00 am")
    await town.clock_to(datetime(2026, 11, 27, 4, 30, tzinfo=UTC))
    ana.sees_not("Hello")
    await town.clock_to(datetime(2026, 11, 27, 13, 1, tzinfo=UTC))

    ana.sees("Hello")
