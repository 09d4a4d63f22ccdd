"""What the features put into the demo's cluster: each is given this, once, before it opens."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.agenda.due import DueWork, Occasion
from bot.pipeline.batch import Batch
from bot.pipeline.outgoing import Outgoing
from bot.templates import Asking, Template
from storage import due
from storage.clusters import Cluster
from storage.database import Transaction
from storage.due import Due
from storage.moments import at_hour
from storage.scope import MemberScope, Role

# More than is ever planned in the past of a demo.
MANY = 1000


@dataclass(frozen=True, slots=True)
class Furnishing:
    """`now` is aware UTC; the members are the template's people, in its order.

    `asking` wait to be let in, by their ids as persons; `said` is what members have got, and
    when; `ids` number it in the outbox.
    """

    tx: Transaction
    cluster: Cluster
    template: Template
    members: Sequence[MemberScope]
    asking: Mapping[int, Asking]
    now: datetime
    said: list[tuple[datetime, Outgoing]] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def today(self) -> date:
        """The day it is in the cluster's zone."""
        return self.now.astimezone(ZoneInfo(self.cluster.zone)).date()

    @property
    def coordinator(self) -> MemberScope:
        return next(member for member in self.members if member.role is Role.COORDINATOR)

    def at(self, ago: int, hour: int) -> datetime:
        """So many days ago, or ahead where less than none, at an hour of the cluster's clocks."""
        return at_hour(self.today - timedelta(days=ago), hour, self.cluster.zone)

    def chance(self) -> random.Random:
        """From its beginning: the demo is the same each time for the same day."""
        return random.Random(self.today.toordinal())  # noqa: S311 - figures to look at, no secret

    async def happens(self, work: DueWork, subject: int, at: datetime) -> None:
        """What became due at a time that has passed is done as it would have been done then."""
        batch = Batch(self.tx, at, self.ids)
        position: int | None = 0
        while position is not None:
            position = await work.run(Occasion(batch, Due(0, work.kind, subject, at, position, 0)))
        await batch.write()
        self.said.extend((at, outgoing) for outgoing in batch.outgoing)
        for row in await due.waiting(self.tx, self.now, MANY):
            if (row.kind, row.subject) == (work.kind, subject):
                await due.finish(self.tx, row.id, at)
