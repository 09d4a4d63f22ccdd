"""Bookings against a model that a child would believe: no two overlap, back to back is fine."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from storage import blocks, bookings, free, resources
from storage.database import Database
from storage.errors import NotFoundError, TakenError
from storage.opening import ForbiddenTimeError
from storage.values import TimeRange
from tests.storage.mill import MILL, at
from tests.storage.village import DAY, NOW, settle


@dataclass
class Model:
    """What is booked: by its id, the firm and the times; and what is out of use."""

    live: dict[int, tuple[int, TimeRange]]
    out: list[TimeRange]

    def free(self, times: TimeRange, besides: int | None = None) -> bool:
        taken = [span for n, (_firm, span) in self.live.items() if n != besides]
        return not any(times.overlaps(span) for span in (*taken, *self.out))


STARTS = st.integers(0, 3 * 96 - 1).map(
    lambda n: datetime(2026, 11, 24, 5, tzinfo=UTC) + timedelta(minutes=15 * n)
)
TIMES = st.builds(lambda start, n: at(start, n / 4), STARTS, st.integers(1, 20))
WHO = st.sampled_from(["ana", "berta", "carlos"])


class Booked(RuleBasedStateMachine):
    """Whatever is asked, storage and model agree on what is granted and what there is."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.model = Model({}, [])

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    @initialize()
    def begin(self) -> None:
        self.database = self.run(Database.open(Path(self.folder.name) / "ayni.db"))
        self.run(self._begin())

    async def _begin(self) -> None:
        async with self.database.transaction() as tx:
            self.village = await settle(tx, "valle")
            self.mill = await resources.create(tx, self.village.scope, MILL, NOW)

    async def _do(self, verb: Any, *args: Any) -> Any:
        async with self.database.transaction() as tx:
            return await verb(tx, *args)

    def allowed(self, times: TimeRange) -> bool:
        """The rules, counted on fingers: Bogotá is five hours behind, and has no summer time."""
        start, end = (m - timedelta(hours=5) for m in (times.start, times.end))
        length = (end - start) / timedelta(minutes=1)
        inside = start.hour >= 8 and end <= start.replace(hour=18, minute=0)
        return inside and 30 <= length <= 240 and start.date() == end.date()

    @rule(who=WHO, times=TIMES)
    def reserve(self, who: str, times: TimeRange) -> None:
        scope = getattr(self.village, who)
        expected = self.allowed(times) and self.model.free(times)
        mine = any(t == times for _firm, t in self.model.live.values())
        try:
            made = self.run(self._do(bookings.reserve, scope, self.mill.id, times, NOW))
        except ForbiddenTimeError:
            assert not self.allowed(times)
        except TakenError:
            assert self.allowed(times)
            assert not expected
        else:
            assert expected or mine
            self.model.live.setdefault(made.id, (scope.firm_id, times))

    @rule(who=WHO, which=st.integers(0, 30), times=TIMES)
    def move(self, who: str, which: int, times: TimeRange) -> None:
        if not self.model.live:
            return
        booking_id = sorted(self.model.live)[which % len(self.model.live)]
        firm, before = self.model.live[booking_id]
        scope = getattr(self.village, who)
        free_then = self.model.free(times, besides=booking_id)
        expected = times == before or (self.allowed(times) and free_then)
        try:
            self.run(self._do(bookings.move, scope, booking_id, times, NOW))
        except NotFoundError:
            assert scope.firm_id != firm
        except (ForbiddenTimeError, TakenError):
            assert not expected
        else:
            assert expected
            assert scope.firm_id == firm
            self.model.live[booking_id] = (firm, times)

    @rule(who=WHO, which=st.integers(0, 30))
    def cancel(self, who: str, which: int) -> None:
        if not self.model.live:
            return
        booking_id = sorted(self.model.live)[which % len(self.model.live)]
        scope = getattr(self.village, who)
        try:
            self.run(self._do(bookings.cancel, scope, booking_id, NOW))
        except NotFoundError:
            assert scope.firm_id != self.model.live[booking_id][0]
        else:
            assert scope.firm_id == self.model.live[booking_id][0]
            del self.model.live[booking_id]

    @rule(times=TIMES)
    def block(self, times: TimeRange) -> None:
        if len(self.model.out) == 3:
            return
        verb, reason = blocks.block, blocks.Reason.BREAKDOWN
        hit = self.run(self._do(verb, self.village.coordinator, self.mill.id, times, reason, NOW))
        expected = {n for n, (_firm, t) in self.model.live.items() if t.overlaps(times)}
        assert {booking.id for booking in hit} == expected
        self.model.live = {n: b for n, b in self.model.live.items() if n not in expected}
        self.model.out.append(times)

    @rule(which=st.integers(0, 2))
    def lift(self, which: int) -> None:
        found = self.run(self._do(blocks.coming, self.village.scope, self.mill.id, NOW))
        if found:
            lifted = found[which % len(found)]
            self.run(self._do(blocks.lift, self.village.coordinator, lifted.id, NOW))
            self.model.out.remove(lifted.times)

    @rule(times=TIMES)
    def alternatives_are_free(self, times: TimeRange) -> None:
        slots = self.run(self._do(free.alternatives, self.village.ana, self.mill, times, NOW))
        for slot in slots:
            assert self.allowed(slot.times)
            assert self.model.free(slot.times)
            assert slot.times.end - slot.times.start == times.end - times.start

    @invariant()
    def storage_holds_what_the_model_does(self) -> None:
        if not hasattr(self, "mill"):
            return
        whole = TimeRange(NOW, NOW + DAY * 30)
        busy = self.run(self._do(free.busy, self.village.scope, [self.mill.id], whole))
        booked = {(b.booking_id, b.times) for b in busy if b.booking_id is not None}
        assert booked == {(n, times) for n, (_firm, times) in self.model.live.items()}
        spans: Sequence[TimeRange] = sorted((t for _n, t in booked), key=lambda t: t.start)
        for first, second in pairwise(spans):
            assert first.end <= second.start

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.run(self.database.close())
        self.loop.close()
        self.folder.cleanup()


TestBooked = Booked.TestCase
TestBooked.settings = settings(
    max_examples=40,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
