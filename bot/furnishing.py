"""What the features put into the demo's cluster: each is given this, once, before it opens."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.templates import Template
from storage.clusters import Cluster
from storage.database import Transaction
from storage.scope import MemberScope, Role


@dataclass(frozen=True, slots=True)
class Furnishing:
    """`now` is aware UTC; the members are the template's people, in its order."""

    tx: Transaction
    cluster: Cluster
    template: Template
    members: Sequence[MemberScope]
    now: datetime

    @property
    def today(self) -> date:
        """The day it is in the cluster's zone."""
        return self.now.astimezone(ZoneInfo(self.cluster.zone)).date()

    @property
    def coordinator(self) -> MemberScope:
        return next(member for member in self.members if member.role is Role.COORDINATOR)

    def chance(self) -> random.Random:
        """From its beginning: the demo is the same each time for the same day."""
        return random.Random(self.today.toordinal())  # noqa: S311 - figures to look at, no secret
