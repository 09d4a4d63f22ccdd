"""Who waits to be let into the demo's cluster, and the trail of what its coordinator has done."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.furnishing import Furnishing
from storage import audit, requests
from storage.audit import Act
from storage.firms import Kind
from storage.scope import Role

# Days ago: when the others were invited, and what was looked at since.
INVITED = 201
LOOKED: tuple[tuple[int, Act], ...] = (
    *((92, Act.LISTED), (61, Act.EXPORTED), (31, Act.EXPORTED), (14, Act.LISTED)),
    *((14, Act.VIEWED), (14, Act.REMINDED), (2, Act.LISTED), (1, Act.EXPORTED)),
)
# What is done to somebody: to the last member, whose firm is silent now and then.
ABOUT = {Act.VIEWED, Act.REMINDED}
# Each waits some hours less than the one before.
WAITS, LESS = timedelta(hours=30), timedelta(hours=19)


async def furnish(demo: Furnishing) -> None:
    for asked, (person_id, ready) in enumerate(demo.asking.items()):
        at = demo.now - WAITS + asked * LESS
        kind = Kind(ready.kind)
        await requests.ask(demo.tx, demo.cluster.scope, person_id, ready.firm, kind, at)
    for number, _member in enumerate(demo.members[1:]):
        at = demo.at(INVITED, 9) + timedelta(minutes=4 * number)
        await audit.note(demo.tx, demo.coordinator, Act.INVITED, at, detail=Role.MEMBER)
    for number, (ago, act) in enumerate(LOOKED):
        at = demo.at(ago, 10) + timedelta(minutes=3 * number)
        await _note(demo, act, at)


async def _note(demo: Furnishing, act: Act, at: datetime) -> None:
    about = demo.members[-1].member_id if act in ABOUT else None
    await audit.note(demo.tx, demo.coordinator, act, at, about=about)
