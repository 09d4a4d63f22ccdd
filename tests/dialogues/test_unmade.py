"""A file or a picture that cannot be made: the member hears of it, and the operator."""

from datetime import timedelta
from typing import Any

import pytest

from storage import failures
from tests.dialogues.books import sale, told_before
from tests.phone import Phone
from tests.town import Town


async def breaks(*_given: Any) -> bytes:
    raise RuntimeError("the words of a member")


async def causes(town: Town) -> list[str]:
    since = town.clock.now() - timedelta(hours=1)
    return [f.cause for f in await failures.summary(town.app.database.reader, since)]


async def test_a_picture_that_cannot_be_drawn_is_told(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it would have been of stands there too; the next try, when it works again, has it."""
    await told_before(town, ana, sale())
    await ana.says("/cifras")
    figures = ana.last["message_id"]
    with monkeypatch.context() as patch:
        patch.setitem(town.app.table.makers, "figures_picture", breaks)
        await ana.taps("Como imagen")
    ana.sees("No pude hacer la imagen", "ya quedó anotado", "Inténtalo de nuevo", "/menu")
    ana.sees("Ventas por mes")
    await ana.taps_old(figures, "figurespic:month.own")

    assert ana.last["photo"]
    assert await causes(town) == ["sendPhoto: RuntimeError"]


async def test_a_file_that_cannot_be_made_is_told(
    town: Town, john: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the coordinator's language."""
    monkeypatch.setitem(town.app.table.makers, "export", breaks)
    await john.says("/export")

    john.sees("I could not make the file", "has been noted", "try again", "/menu")
    assert await causes(town) == ["sendDocument: RuntimeError"]


async def test_an_invitation_goes_out_without_its_picture(
    town: Town, rosa: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link is what counts."""
    monkeypatch.setitem(town.app.table.makers, "invitation_qr", breaks)
    await rosa.says("/invitar")
    for label in ("Sin empresa", "Observación", "Hacerla"):
        await rosa.taps(label)

    rosa.sees("No pude hacer la imagen", "https://t.me/", "Vale hasta")


async def test_a_picture_that_telegram_refuses_is_told(town: Town, mary: Phone) -> None:
    """It came to nothing as well."""
    await told_before(town, mary, sale())
    town.sim.faults.add("sendPhoto", status=400, times=1, description="PHOTO_INVALID_DIMENSIONS")
    await mary.says("/stats")
    await mary.taps("As a picture")

    mary.sees("I could not make the picture", "Sales by month")
    assert await causes(town) == ["sendPhoto: Bad Request: PHOTO_INVALID_DIMENSIONS"]
