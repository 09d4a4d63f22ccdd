"""Whatever people do, no update fails and Telegram refuses nothing that the bot says."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import templates
from bot.founding import found
from bot.furnishing import Furnishing
from bot.simulator.chats import SimUser
from handlers import demo_data
from storage import firms, outbox, people
from storage.database import Database, Transaction
from storage.firms import Kind
from storage.scope import ClusterScope, MemberScope, Role
from tests.faults.acts import PEOPLE, Act, Scene, acts, languages, names
from tests.town import Town

# The same examples each time; AYNI_FUZZ=1000 tries so many others, as long as it takes
# (with `-o faulthandler_timeout=0`).
MORE = os.environ.get("AYNI_FUZZ")
WHO = st.lists(st.tuples(names, names, languages), min_size=PEOPLE, max_size=PEOPLE)
# The last one is nobody yet.
ROLES = (Role.MEMBER, Role.COORDINATOR, Role.KEEPER, None)
Who = tuple[str, str, str | None]


@pytest.mark.slow
@pytest.mark.timeout(0 if MORE else 240)
def test_whatever_people_do_nothing_fails_and_nothing_is_refused(tmp_path: Path) -> None:
    """Texts, commands, taps old, forged and borrowed, edits, media, names, blocks, time."""
    with asyncio.Runner() as runner:
        town = Town(tmp_path)
        runner.run(town.__aenter__())
        village: list[MemberScope] = []

        @settings(
            max_examples=int(MORE or 40),
            deadline=None,
            derandomize=MORE is None,
            database=None,
            suppress_health_check=list(HealthCheck),
            # The village goes on from one example to the next: what fails is told as it came.
            phases=[Phase.generate],
            print_blob=False,
        )
        @given(WHO, acts, st.integers(1, 4))
        def play(who: list[Who], doing: list[Act], pace: int) -> None:
            runner.run(example(town, village, who, doing, pace))

        try:
            village += runner.run(furnish(town))
            play()
        finally:
            runner.run(town.__aexit__(None, None, None))


async def furnish(town: Town) -> list[MemberScope]:
    """A cluster with months of everything, as the demo has it; its people."""
    await town.closes()
    database = await Database.open(town.path)
    try:
        async with database.transaction() as tx:
            village = await _demo(town, tx, town.clock.now())
    finally:
        await database.close()
    await town.opens()
    return village


async def _demo(town: Town, tx: Transaction, now: datetime) -> list[MemberScope]:
    template = templates.load("boyaca")
    cluster = await found(tx, "demo", "boyaca", template, now)
    village = []
    for firm in template.firms:
        made = await firms.create(tx, cluster.scope, firm.name, Kind(firm.kind), now)
        for one in firm.people:
            user = town.sim.add_user(one.name, started=True)
            person = await people.meet(tx, user.id, one.name, one.language, now)
            member = await people.join(tx, cluster.scope, person, Role(one.role), made.id, now)
            village.append(member)
    ids = count(await outbox.last_id(tx) + 1)
    demo = Furnishing(tx, cluster, template, village, {}, now, ids=ids)
    for put_in in demo_data.DEMO_DATA:
        await put_in(demo)
    return village


async def example(
    town: Town, village: list[MemberScope], who: list[Who], doing: list[Act], pace: int
) -> None:
    """Some acts at once, then a rest, then more."""
    arriving = zip(who, ROLES, village, strict=False)
    scene = Scene(town, [await settle_in(town, *one) for one in arriving])
    for at, act in enumerate(doing):
        if act.kind == "waits":
            # An answer to a tap that is hours late is refused, as it must be.
            await town.settle()
        act.play(scene)
        if at % pace == 0:
            await town.settle()
    await town.settle()
    failed, refused = await failures(town), refusals(town)
    town.sim.forget_calls()
    assert not failed, "\n\n".join(failed)
    assert refused == []


async def settle_in(town: Town, who: Who, role: Role | None, neighbour: MemberScope) -> SimUser:
    """A new person each time, in the firm of somebody who has reported much."""
    first, last, language = who
    user = town.sim.add_user(first, last, language_code=language, started=role is not None)
    if role is not None:
        now = town.clock.now()
        # As the bot has a name that is no text.
        name = first.encode("utf-8", "replace").decode()
        async with town.app.database.transaction() as tx:
            person = await people.meet(tx, user.id, name, language, now)
            scope = ClusterScope(neighbour.cluster_id)
            await people.join(tx, scope, person, role, neighbour.firm_id, now)
    town.sim.start(user.id)
    return user


async def failures(town: Town) -> list[str]:
    """What went wrong since the last time this was asked: the cause, and where."""
    async with town.app.database.transaction() as tx:
        rows = await tx.rows("SELECT cause, detail, raw FROM failure")
        await tx.write("DELETE FROM failure")
    return ["\n".join((row["cause"], row["detail"][-900:], row["raw"])) for row in rows]


def refusals(town: Town) -> list[tuple[Any, ...]]:
    """But that somebody blocked the bot before they were answered."""
    return [
        (call.method, call.params, call.answer) for call in town.sim.refusals if call.status != 403
    ]
