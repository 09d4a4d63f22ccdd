"""Sixty-four members after one hour of one machine, all at once."""

import asyncio

from tests.dialogues.equipment import share_three
from tests.phone import Phone, plain
from tests.town import Town

CROWD = 64


async def test_one_has_it_and_the_others_are_offered_alternatives(town: Town) -> None:
    """All of them saw it free, and tap within the same moment."""
    await share_three(town)
    crowd = [await town.member(f"Socia {n}", "es", firm=f"Firma {n}") for n in range(CROWD)]
    for phone in crowd:
        await phone.says("/reservar")
        for label in ("Centrífuga", "24", "9:00"):
            await phone.taps(label)
    await asyncio.gather(*(tap_last(town, phone, "hasta 11:00") for phone in crowd))
    await town.settle()
    had = [phone for phone in crowd if "Reservado ✓" in phone.text]
    offered = [phone for phone in crowd if "Ocupado." in phone.text]

    assert (len(had), len(offered)) == (1, CROWD - 1)
    for phone in offered:
        phone.sees(f"Ocupado. Firma {crowd.index(had[0])} ya reservó Centrífuga: mar 24 nov, 9:00")
        assert [b for b in phone.buttons if "24 nov" in b or "25 nov" in b] == [
            "mar 24 nov, 11:00 a. m. a 1:00 p. m.",
            "mié 25 nov, 9:00 a 11:00 a. m.",
            "24 nov 9:00 a. m. · Centrífuga 2",
        ]


async def test_a_second_rush_for_the_alternatives_ends_as_well(town: Town) -> None:
    """Those who came too late again are offered what is left then."""
    await share_three(town)
    crowd = [await town.member(f"Socia {n}", "es", firm=f"Firma {n}") for n in range(6)]
    for phone in crowd:
        await phone.says("/reservar")
        for label in ("Centrífuga", "24", "9:00"):
            await phone.taps(label)
    await asyncio.gather(*(tap_last(town, phone, "hasta 11:00") for phone in crowd))
    await town.settle()
    late = [phone for phone in crowd if "Ocupado." in phone.text]
    await asyncio.gather(*(tap_last(town, phone, "Centrífuga 2") for phone in late))
    await town.settle()

    assert sorted("Reservado ✓" in phone.text for phone in late) == [False] * 4 + [True]


async def tap_last(town: Town, phone: Phone, label: str) -> None:
    """As a thumb does it, without waiting for the others."""
    rows = phone.last["reply_markup"]["inline_keyboard"]
    button = next(b for row in rows for b in row if label in plain(b["text"]))
    town.sim.tap(phone.id, phone.last["message_id"], button["callback_data"])
    await asyncio.sleep(0)
