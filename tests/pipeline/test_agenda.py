"""What is due is done once, whatever is stopped meanwhile; what fails stops nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import handlers
from bot.agenda import agenda
from bot.agenda.due import DueWork, Occasion
from bot.doctor import examine
from bot.features import Feature
from bot.language.text import raw
from bot.language.voice import Voice
from storage import due as due_rows
from storage.moments import stored
from tests.phone import Phone
from tests.pipeline.disk import Disk
from tests.town import START, Town
from tests.waiting import until

VOICE = Voice.of("es", "CO", "COP", "America/Bogota")
HOUR = timedelta(hours=1)
KIND = "clockwork"


class Clockwork:
    """Work that comes every hour, in as many pieces as wanted, and fails when told to."""

    def __init__(self) -> None:
        self.pieces = 1
        self.every: timedelta | None = HOUR
        self.chat_id: int | None = None
        self.breaks = False
        self.next_breaks = False
        self.done: list[tuple[datetime, int]] = []

    async def run(self, occasion: Occasion) -> int | None:
        position = occasion.due.position
        if self.chat_id is not None:
            text = raw(f"pieza {position} de {occasion.due.due_at:%H:%M}")
            occasion.tell(self.chat_id, VOICE, text, cluster_id=1, quiet=None)
        if self.breaks:
            raise RuntimeError("broken")
        self.done.append((occasion.due.due_at, position))
        return position + 1 if position + 1 < self.pieces else None

    async def next_at(self, _occasion: Occasion, after: datetime) -> datetime | None:
        if self.next_breaks:
            raise RuntimeError("no next")
        return None if self.every is None else after + self.every


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Clockwork:
    work = Clockwork()
    feature = Feature("test", due=[DueWork(KIND, work.run, work.next_at, worth=2 * HOUR)])
    monkeypatch.setattr(handlers, "FEATURES", [*handlers.FEATURES, feature])
    return work


@pytest.fixture
async def town(tmp_path: Path, work: Clockwork) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        yield town


async def plan(town: Town, at: datetime, kind: str = KIND, subject: int = 1) -> None:
    async with town.app.database.transaction() as tx:
        await due_rows.plan(tx, kind, subject, at)


async def states(town: Town) -> list[tuple[str, datetime]]:
    rows = await town.app.database.reader.rows(
        "SELECT state, due_at FROM due WHERE kind = ? ORDER BY due_at", (KIND,)
    )
    return [(row["state"], datetime.fromisoformat(row["due_at"])) for row in rows]


async def causes(town: Town) -> list[str]:
    rows = await town.app.database.reader.rows("SELECT cause FROM failure ORDER BY id")
    return [row["cause"] for row in rows]


async def test_work_is_done_at_its_time_and_the_next_is_planned(
    town: Town, work: Clockwork
) -> None:
    """Not before; then once, though the program looks many times."""
    await plan(town, START + HOUR)
    await town.clock_to(START + HOUR - timedelta(minutes=1))
    early = list(work.done)
    await town.clock_to(START + HOUR)
    town.app.moved()
    await town.settle()

    assert early == []
    assert work.done == [(START + HOUR, 0)]
    assert await states(town) == [("done", START + HOUR), ("waiting", START + 2 * HOUR)]


async def test_work_is_done_once_across_restarts(town: Town, ana: Phone, work: Clockwork) -> None:
    """Each piece with its messages, in one transaction with the note that it was done."""
    work.pieces, work.chat_id = 4, ana.id
    await plan(town, START + HOUR)
    town.clock.advance(HOUR)
    for _restart in range(3):
        await town.restarts()

    assert [position for _at, position in work.done] == [0, 1, 2, 3]
    pieces = [m["text"] for m in ana.messages if m.get("text", "").startswith("pieza")]
    assert pieces == [f"pieza {n} de 16:00" for n in range(4)]


async def test_work_stopped_between_two_pieces_goes_on_with_the_next(
    town: Town, work: Clockwork
) -> None:
    """Though by then it is later than it is worth: it was begun."""
    work.pieces = 3
    await plan(town, START + HOUR)
    await town.closes()
    await town.opens()
    async with town.app.database.transaction() as tx:
        await tx.write("UPDATE due SET position = 1 WHERE kind = ?", (KIND,))
    await town.clock_to(START + 10 * HOUR)

    assert work.done[:2] == [(START + HOUR, 1), (START + HOUR, 2)]


async def test_after_a_week_off_only_what_is_still_worth_doing_is_done(
    town: Town, work: Clockwork
) -> None:
    """What was due first is marked missed, and of all the hours since the latest are done."""
    await plan(town, START + HOUR)
    await town.closes()
    town.clock.advance(timedelta(days=7))
    await town.opens()
    await town.settle()

    week = START + timedelta(days=7)
    assert [at for at, _position in work.done] == [week - HOUR, week]
    assert (await states(town))[0] == ("missed", START + HOUR)
    assert (await states(town))[-1] == ("waiting", week + HOUR)


async def test_work_that_fails_is_tried_again_and_then_left_with_the_next_planned(
    town: Town, work: Clockwork
) -> None:
    """Five times, each later than the last; nothing that it had said goes out."""
    work.breaks = True
    work.every = 24 * HOUR
    await plan(town, START + HOUR)
    await town.clock_to(START + HOUR)
    waiting = []
    for _attempt in range(5):
        row = await town.app.database.reader.row(
            "SELECT not_before FROM due WHERE kind = ? AND state = 'waiting' AND due_at = ?",
            (KIND, stored(START + HOUR)),
        )
        if row is not None:
            waiting.append(datetime.fromisoformat(row["not_before"]) - town.clock.now())
            await town.clock_to(datetime.fromisoformat(row["not_before"]))

    minutes = [round(wait / timedelta(minutes=1)) for wait in waiting]
    assert minutes == [1, 2, 4, 8]
    assert await causes(town) == ["clockwork: RuntimeError"] * 5
    assert await states(town) == [("failed", START + HOUR), ("waiting", START + 25 * HOUR)]
    found = await examine(town.settings, town.clock)
    assert sum(not finding.well for finding in found) == 1


async def test_what_was_said_by_work_that_fails_is_not_sent(
    town: Town, ana: Phone, work: Clockwork
) -> None:
    """Said and done together, or not at all."""
    work.breaks, work.chat_id = True, ana.id
    await plan(town, START + HOUR)
    await town.clock_to(START + HOUR)
    ana.sees_not("pieza")
    work.breaks = False
    await town.clock_to(START + HOUR + timedelta(minutes=2))

    ana.sees("pieza 0 de 16:00")


async def test_work_that_cannot_say_when_it_comes_next_ends_alone(
    town: Town, ana: Phone, work: Clockwork
) -> None:
    """It is kept for the operator, and neither it nor the program goes on for ever."""
    work.breaks = work.next_breaks = True
    await plan(town, START + HOUR)
    for minutes in (60, 62, 65, 70, 80):
        await town.clock_to(START + timedelta(minutes=minutes))
    await ana.says("/menu")

    ana.sees("¿Qué quieres hacer?")
    assert await states(town) == [("failed", START + HOUR)]
    assert (await causes(town))[-1] == "clockwork: no next: RuntimeError"


async def test_work_that_nobody_knows_any_more_hides_no_other(
    town: Town, work: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of a feature that is gone fill more than a page, and were due before."""
    monkeypatch.setattr(agenda, "AT_ONCE", 3)
    for subject in range(10):
        await plan(town, START + timedelta(minutes=1), "forgotten", subject)
    await plan(town, START + HOUR)
    await town.clock_to(START + HOUR)

    assert work.done == [(START + HOUR, 0)]


async def test_a_full_disk_is_waited_out(
    town: Town, work: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the failure can be noted: the agenda waits, and does it all once there is room."""
    monkeypatch.setattr(agenda, "AGAIN", 0.02)
    await plan(town, START + HOUR)
    await town.settle()
    disk = Disk(town, monkeypatch)
    disk.full = True
    town.clock.move_to(START + HOUR)
    await until(lambda: disk.refusals > 5)
    disk.full = False
    await town.settle()

    assert await states(town) == [("done", START + HOUR), ("waiting", START + 2 * HOUR)]
    assert await causes(town) == []


async def test_what_a_wrong_clock_planned_for_years_ahead_is_planned_anew(town: Town) -> None:
    """The clock is right again, and the digest, the pulse and the upkeep come in their week."""
    weekly = ("digest", "pulse", "tidy")
    before = await planned_for(town, weekly)
    async with town.app.database.transaction() as tx:
        await tx.write("UPDATE due SET due_at = replace(due_at, '2026', '2029')")
        await tx.write("UPDATE due SET not_before = due_at")
    await town.restarts()
    after = await planned_for(town, weekly)

    assert set(before) == set(weekly), "each is planned from the beginning"
    assert {kind: after[kind] for kind in weekly[:2]} == {kind: before[kind] for kind in weekly[:2]}
    assert after["tidy"] < START + timedelta(days=1)


async def planned_for(town: Town, kinds: tuple[str, ...]) -> dict[str, datetime]:
    rows = await town.app.database.reader.rows(
        "SELECT kind, min(due_at) AS at FROM due WHERE state = 'waiting' GROUP BY kind"
    )
    return {row["kind"]: datetime.fromisoformat(row["at"]) for row in rows if row["kind"] in kinds}
