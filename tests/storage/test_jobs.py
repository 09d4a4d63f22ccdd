"""People hired and people who left: recorded once, corrected with a history, summed up."""

import sqlite3
from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import consents, firms, jobs, people
from storage.consents import Purpose
from storage.database import Transaction
from storage.errors import NotAllowedError, NotFoundError
from storage.firms import Kind
from storage.jobs import ClusterTotals, Contract, HeadCount, Move, Moves, Totals, Workforce
from storage.records import Change, ChangeKind, Fact
from storage.records.facts import read_people, written
from storage.scope import MemberScope, Role
from storage.values import PeopleCount
from tests.storage.village import DAY, HOUR, NOW, TODAY, Village, hiring


async def test_the_same_telling_counts_once(tx: Transaction, village: Village) -> None:
    """A tap that came twice, or a form handed in again after a kill."""
    first = await jobs.record(tx, village.ana, hiring(), "form:1", NOW)
    again = await jobs.record(tx, village.ana, hiring(), "form:1", NOW + HOUR)

    assert again == first
    assert await jobs.latest(tx, village.berta, limit=9) == [first]
    assert first.people == PeopleCount(3, women=2)


async def test_a_firm_sees_its_own_and_the_coordinator_all(
    tx: Transaction, village: Village
) -> None:
    """Observers see totals only, and report nothing."""
    recorded = await jobs.record(tx, village.ana, hiring(), "form:1", NOW)

    assert await jobs.find(tx, village.carlos, recorded.id) is None
    assert await jobs.find(tx, village.observer, recorded.id) is None
    assert await jobs.find(tx, village.coordinator, recorded.id) == recorded
    with pytest.raises(NotFoundError):
        await jobs.void(tx, village.coordinator, recorded.id, NOW)
    with pytest.raises(NotAllowedError):
        await jobs.record(tx, village.observer, hiring(), "form:2", NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"move": Move.LEFT},
        {"people": PeopleCount(4, women=0, young=1, disability=None)},
        {"contract": Contract.SEASONAL},
        {"happened_on": TODAY - DAY},
        {"note": "Para la cosecha"},
    ],
)
async def test_history_gives_back_the_values_themselves(
    tx: Transaction, village: Village, changes: Mapping[str, Fact]
) -> None:
    """So that they are shown in the reader's language, not as they were stored."""
    recorded = await jobs.record(tx, village.ana, hiring(), "form:1", NOW)
    edited = await jobs.edit(tx, village.berta, recorded.id, changes, NOW + HOUR)
    [(field, after)] = changes.items()

    assert await jobs.find(tx, village.ana, recorded.id) == edited
    assert await jobs.history(tx, village.ana, recorded.id) == [
        Change(ChangeKind.RECORDED, NOW, "Ana de valle"),
        Change(
            ChangeKind.EDITED,
            NOW + HOUR,
            "Berta de valle",
            field,
            getattr(recorded, field),
            after,
        ),
    ]


async def test_nobody_is_hired_by_the_dozen_below_one(tx: Transaction, village: Village) -> None:
    """A record without people is none."""
    with pytest.raises(sqlite3.IntegrityError):
        await jobs.record(tx, village.ana, hiring(people=PeopleCount(0)), "form:1", NOW)


async def test_what_a_colleague_told_is_noticed(tx: Transaction, village: Village) -> None:
    """The same move of as many people on the same day, by another person of the firm."""
    recorded = await jobs.record(tx, village.ana, hiring(), "form:1", NOW)
    unlike = hiring(move=Move.LEFT)

    assert await jobs.same_told(tx, village.berta, hiring()) == recorded
    assert await jobs.same_told(tx, village.berta, unlike) is None
    assert await jobs.same_told(tx, village.ana, hiring()) is None
    assert await jobs.same_told(tx, village.carlos, hiring()) is None


async def test_the_sums_of_some_days_are_half_open(tx: Transaction, village: Village) -> None:
    """Women and others as far as they were told; what is void does not count."""
    for number, (job, scope) in enumerate(
        (
            (hiring(happened_on=TODAY - DAY), village.ana),
            (hiring(people=PeopleCount(2, young=1)), village.berta),
            (hiring(move=Move.LEFT, people=PeopleCount(1)), village.ana),
            (hiring(happened_on=TODAY + DAY), village.ana),
            (hiring(), village.carlos),
        )
    ):
        await jobs.record(tx, scope, job, f"form:{number}", NOW)
    wrong = await jobs.record(tx, village.ana, hiring(), "form:wrong", NOW)
    await jobs.void(tx, village.ana, wrong.id, NOW)
    both = await jobs.week_by_firm(
        tx, village.scope, [village.firm, village.other_firm], TODAY - DAY, TODAY + DAY
    )

    assert both[village.firm] == Totals(3, Moves(5, women=2, young=1), Moves(1))
    assert both[village.other_firm] == Totals(1, Moves(3, women=2))
    week = await jobs.week(tx, village.carlos, village.firm, TODAY - DAY, TODAY + DAY)
    assert week == Totals()


async def test_the_cluster_is_shown_where_no_firm_is_given_away(
    tx: Transaction, village: Village
) -> None:
    """Only members who allow it count; a sum of two firms is told to nobody."""
    third = await another_firm(tx, village)
    for number, scope in enumerate((village.ana, village.carlos)):
        await jobs.record(tx, scope, hiring(), f"form:{number}", NOW)
    two = await jobs.cluster_week(tx, village.scope, TODAY, TODAY + DAY)
    await jobs.record(tx, third, hiring(people=PeopleCount(2)), "form:3", NOW)
    await jobs.record(tx, third, hiring(move=Move.LEFT, people=PeopleCount(1)), "form:4", NOW)
    three = await jobs.cluster_week(tx, village.scope, TODAY, TODAY + DAY)
    await jobs.record(tx, third, hiring(people=PeopleCount(1, women=1)), "form:5", NOW)
    parts = await jobs.cluster_week(tx, village.scope, TODAY, TODAY + DAY)
    await consents.withdraw(tx, village.carlos, Purpose.TOTALS, NOW)
    after = await jobs.cluster_week(tx, village.scope, TODAY, TODAY + DAY)

    assert two == ClusterTotals(2, {}, frozenset({Move.HIRED}))
    assert three == ClusterTotals(3, {Move.HIRED: PeopleCount(8)}, frozenset({Move.LEFT}))
    assert parts.shown == {Move.HIRED: PeopleCount(9, women=5)}
    assert after.shown == {}


async def another_firm(tx: Transaction, village: Village) -> MemberScope:
    made = await firms.create(tx, village.scope, "Colmena Clara", Kind.BUSINESS, NOW)
    person = await people.meet(tx, 9000, "Clara", "es", NOW)
    scope = await people.join(tx, village.scope, person, Role.MEMBER, made.id, NOW)
    await consents.give(tx, scope, [Purpose.TOTALS], 1, NOW)
    return scope


async def test_who_works_in_all_firms_is_told_from_three_on(
    tx: Transaction, village: Village
) -> None:
    """The baselines and what moved since."""
    third = await another_firm(tx, village)
    found = []
    for at, scope in enumerate((village.ana, village.carlos, third), start=1):
        await jobs.set_baseline(tx, scope, PeopleCount(10 * at), TODAY, NOW)
        found.append(await jobs.workforce(tx, village.observer, TODAY + DAY))
    await jobs.record(tx, third, hiring(), "form:1", NOW)

    assert found == [None, None, Workforce(60, 3)]
    assert await jobs.workforce(tx, village.observer, TODAY + DAY) == Workforce(63, 3)


async def test_the_head_count_is_the_baseline_and_what_moved_since(
    tx: Transaction, village: Village
) -> None:
    """Baseline 5 nine days ago; what happened before is in it, what is to come is not yet."""
    joined = TODAY - DAY * 9
    await jobs.set_baseline(tx, village.ana, PeopleCount(5, women=1), joined, NOW)
    for ago, move, moved in ((20, "hired", 9), (9, "hired", 2), (3, "left", 1), (0, "hired", 4)):
        job = hiring(
            move=Move(move), people=PeopleCount(moved), happened_on=TODAY - timedelta(days=ago)
        )
        await jobs.record(tx, village.ana, job, f"form:{ago}", NOW)
    over_time = {
        ago: await jobs.head_counts(tx, village.ana, [village.firm], TODAY - DAY * ago)
        for ago in (9, 8, 0, -1)
    }

    baseline = PeopleCount(5, women=1)
    assert over_time == {
        9: {},
        8: {village.firm: HeadCount(7, baseline, joined)},
        0: {village.firm: HeadCount(6, baseline, joined)},
        -1: {village.firm: HeadCount(10, baseline, joined)},
    }
    assert await jobs.head_counts(tx, village.carlos, [village.firm], TODAY) == {}


async def test_a_corrected_baseline_is_still_that_of_its_day(
    tx: Transaction, village: Village
) -> None:
    """It says how many there were at joining; what moved since is counted once."""
    await jobs.set_baseline(tx, village.ana, PeopleCount(5), TODAY - DAY * 9, NOW)
    await jobs.record(tx, village.ana, hiring(happened_on=TODAY - DAY), "form:1", NOW)
    await jobs.set_baseline(tx, village.berta, PeopleCount(0), TODAY, NOW)

    assert await jobs.head_counts(tx, village.ana, [village.firm], TODAY + DAY) == {
        village.firm: HeadCount(3, PeopleCount(0), TODAY - DAY * 9)
    }


@given(st.integers(0, 999), *[st.none() | st.integers(0, 999)] * 3)
def test_people_come_back_as_they_were_written(
    total: int, women: int | None, young: int | None, disability: int | None
) -> None:
    """Nobody and not told are two things."""
    parts = [None if part is None else min(part, total) for part in (women, young, disability)]
    people = PeopleCount(total, *parts)

    assert read_people(written(people) or "") == people
