"""A village with something of everything in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from storage import blocks, bookings, invitations, jobs, pulse, resources, sales, upkeep
from storage.bookings import Booking
from storage.database import Transaction
from storage.opening import every_day
from storage.resources import Resource
from storage.scope import Role
from storage.values import PeopleCount, TimeRange
from tests.storage.announced import tell
from tests.storage.knocking import knocked
from tests.storage.village import DAY, HOUR, NOW, TODAY, Village, hiring, sale

CELLAR = resources.NewResource(
    kind=resources.Kind.SPACE,
    name_es="Bodega",
    name_en="Cellar",
    opening=every_day(0, 1440),
    shortest=60,
    longest=600,
)
PRESS = replace(CELLAR, name_es="Prensa", name_en="Press")


@dataclass(frozen=True, slots=True)
class Filled:
    """The village, and the ids of what is in it."""

    village: Village
    sales: tuple[int, ...]
    jobs: tuple[int, ...]
    invitation: invitations.Invitation
    resources: tuple[int, ...]
    bookings: tuple[int, ...]
    block: int
    resource: Resource
    booking: Booking
    announcements: tuple[int, ...]
    events: tuple[int, ...]
    rounds: tuple[int, ...]
    requests: tuple[int, ...]


async def fill(tx: Transaction, village: Village) -> Filled:
    """The same in every village, but for who did it."""
    invitation = await invitations.create(
        tx,
        village.scope,
        role=Role.MEMBER,
        firm_id=village.firm,
        expires_at=NOW + DAY,
        uses=5,
        now=NOW,
    )
    return Filled(
        village,
        await sold(tx, village),
        await hired(tx, village),
        invitation,
        *await shared(tx, village),
        *await tell(tx, village),
        await pulsed(tx, village),
        await knocked(tx, village),
    )


async def sold(tx: Transaction, village: Village) -> tuple[int, ...]:
    """Sales of both firms, one of them void."""
    ids = []
    for number, (scope, day) in enumerate(
        itertools.product((village.ana, village.carlos), range(5)), start=1
    ):
        new = sale(sold_on=TODAY - DAY * day)
        recorded = await sales.record(tx, scope, new, f"form:{number}", NOW)
        await sales.edit(tx, scope, recorded.id, {"note": "corregida"}, NOW)
        ids.append(recorded.id)
    await sales.void(tx, village.ana, ids[0], NOW)
    await tx.write_many(
        """INSERT INTO counted_sale (cluster_id, monday, firm_id, month, product, market, currency,
                                     amount, sales)
           VALUES (?, '2026-11-16', ?, '2026-11', 'honey', 'local', 'COP', 45000000, 1)""",
        [(village.cluster.id, firm) for firm in (village.firm, village.other_firm)],
    )
    return tuple(ids)


async def shared(
    tx: Transaction, village: Village
) -> tuple[tuple[int, ...], tuple[int, ...], int, Resource, Booking]:
    """Two cellars, two bookings of the first, and when it is out of use; the first of each.

    Behind the cellars a press that is off the list.
    """
    cellars = [await resources.create(tx, village.scope, CELLAR, NOW) for _ in range(2)]
    first = cellars[0].id
    booked = [
        await bookings.reserve(tx, scope, first, TimeRange(at, at + HOUR), NOW)
        for scope, at in ((village.ana, NOW + DAY), (village.carlos, NOW + DAY + HOUR))
    ]
    off = TimeRange(NOW + DAY * 2, NOW + DAY * 3)
    await blocks.block(tx, village.coordinator, first, off, blocks.Reason.MAINTENANCE, NOW)
    [block] = await blocks.coming(tx, village.scope, first, NOW)
    press = await resources.create(tx, village.scope, PRESS, NOW)
    await upkeep.retire(tx, village.coordinator, press.id, NOW)
    ids = tuple(r.id for r in (*cellars, press)), tuple(b.id for b in booked), block.id
    return *ids, cellars[0], booked[0]


async def hired(tx: Transaction, village: Village) -> tuple[int, ...]:
    """Jobs of both firms, one of them void, and what they began with."""
    ids = []
    for number, scope in enumerate((village.ana, village.ana, village.carlos), start=1):
        await jobs.set_baseline(tx, scope, PeopleCount(5), TODAY - DAY * 9, NOW)
        recorded = await jobs.record(tx, scope, hiring(), f"form:{number}", NOW)
        await jobs.edit(tx, scope, recorded.id, {"note": "corregida"}, NOW)
        ids.append(recorded.id)
    await jobs.void(tx, village.ana, ids[0], NOW)
    return tuple(ids)


async def pulsed(tx: Transaction, village: Village) -> tuple[int, ...]:
    """A round that is over, and one that is open."""
    rounds = [await pulse.open_round(tx, village.scope, TODAY - DAY * ago) for ago in (7, 0)]
    await pulse.ask(tx, village.scope, rounds[1].id, [m.member_id for m in village.people])
    await pulse.choose(tx, village.ana, rounds[1].id, 0, 2)
    await pulse.choose(tx, village.ana, rounds[1].id, 1, None)
    await pulse.write(tx, village.ana, rounds[1].id, "Una bodega")
    return tuple(asked.id for asked in rounds)
