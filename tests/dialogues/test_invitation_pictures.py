"""The picture of an invitation: what a camera reads from it, and what stands under it."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import segno
from PIL import Image

from tests.dialogues.people import coordinator
from tests.town import BOYACA, Town


def modules(picture: bytes) -> list[list[bool]]:
    """The squares of the QR code in a picture, dark ones True, without the margin around them."""
    image = Image.open(BytesIO(picture)).convert("L")
    dark = image.point(lambda shade: 255 if shade < 128 else 0)
    box = dark.getbbox()
    assert box is not None
    # The corner's first bar is seven squares long.
    row = [dark.getpixel((x, box[1] + 2)) for x in range(box[0], box[2])]
    size = row.index(0) / 7
    count = round((box[2] - box[0]) / size)
    at = [round(size * (n + 0.5)) for n in range(count)]
    return [[dark.getpixel((box[0] + x, box[1] + y)) == 255 for x in at] for y in at]


async def test_the_picture_holds_the_link(town: Town) -> None:
    """A phone's camera reads from it what stands under it."""
    mary = await coordinator(town, "Mary", "en")
    await mary.says("/invite")
    await mary.taps("No firm")
    await mary.taps("Observer")
    await mary.taps("Make it")
    link = mary.text.splitlines()[-1]
    stored = town.sim.files.get(mary.last["photo"][-1]["file_id"])

    assert link.startswith("https://t.me/")
    assert stored is not None
    drawn = segno.make(link, error="q", micro=False).matrix
    assert modules(stored.data) == [[square & 1 == 1 for square in row] for row in drawn]


async def test_the_picture_is_for_whoever_is_invited(town: Town) -> None:
    """Nobody knows yet what they read: the cluster's language first, whoever coordinates.

    What only the coordinator needs stands in a message of its own.
    """
    mary = await coordinator(town, "Mary", "en")
    await mary.says("/invite")
    await mary.taps("No firm")
    await mary.taps("Observer")
    await mary.taps("✏️ People")
    await mary.taps("5")
    await mary.taps("Make it")
    spanish, english, link = mary.text.split("\n\n")
    mary.sees_not("Observer", "can be used")

    assert spanish.startswith("Apicultores de Boyacá te invita.")
    assert spanish.endswith("Vale hasta el 30 nov 2026, 10:00 a. m.")
    assert english.startswith("Beekeepers of Boyacá invites you.")
    assert english.endswith("Valid until 30 Nov 2026, 10:00 am")
    assert link.startswith("https://t.me/")
    mary.sees_above("The invitation is ready", "Observer", "It can be used 5 times.")
    await mary.taps("Withdraw it")
    mary.sees_above("Withdraw this invitation?")


async def test_an_english_cluster_invites_in_english_first(tmp_path: Path) -> None:
    """Whatever language its coordinator writes."""
    async with Town(tmp_path, replace(BOYACA, language="en")) as town:
        rosa = await coordinator(town)
        await rosa.says("/invitaciones")
        await rosa.taps("Invitar a alguien")
        await rosa.taps("Sin empresa")
        await rosa.taps("Coordinación")
        await rosa.taps("Hacerla")
        english, spanish, _link = rosa.text.split("\n\n")

        assert english.startswith("Beekeepers of Boyacá invites you.")
        assert spanish.startswith("Apicultores de Boyacá te invita.")
