"""What the dialogues share and book."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from storage import resources
from storage.opening import every_day
from storage.resources import Kind, NewResource, Resource
from tests.phone import Phone
from tests.town import Town

EXTRACTOR = NewResource(
    kind=Kind.MACHINE,
    name_es="Centrífuga",
    name_en="Honey extractor",
    opening=every_day(8 * 60, 18 * 60, closed=[6]),
    shortest=60,
    longest=480,
    place="Planta de Tota",
    instructions="Lavar después de usar.",
)


async def share(town: Town, **changes: Any) -> Resource:
    """The extractor, but for what the dialogue is about."""
    async with town.app.database.transaction() as tx:
        new = replace(EXTRACTOR, **changes)
        return await resources.create(tx, town.made.scope, new, town.clock.now())


async def share_three(town: Town) -> list[Resource]:
    return [
        await share(town),
        await share(town, name_es="Centrífuga 2", name_en="Honey extractor 2"),
        await share(town, name_es="Camioneta", name_en="Pickup truck", kind=Kind.VEHICLE),
    ]


async def book(phone: Phone, day: str, start: str, end: str) -> None:
    """The only thing there is to book, by buttons."""
    await phone.says("/book")
    await phone.taps(day)
    await phone.taps(start)
    await phone.taps(end)


def file_of(town: Town, file_id: str) -> bytes:
    """What the phone opens."""
    stored = town.sim.files.get(file_id)
    assert stored is not None
    return stored.data
