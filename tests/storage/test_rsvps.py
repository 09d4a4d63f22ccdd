"""Seats and the waiting list: never more than there are, and always in the order of asking."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import events, people, rsvps
from storage.database import Database, Transaction
from storage.errors import NotAllowedError, NotFoundError
from storage.events import Event
from storage.rsvps import Reply
from storage.scope import MemberScope, Role
from tests.storage.announced import FAIR
from tests.storage.village import DAY, NOW, Village, settle

PEOPLE = 7
# What is done, in their order: somebody comes, somebody does not, or the seats become so many.
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["comes", "not"]), st.integers(0, PEOPLE - 1)),
        st.tuples(st.just("seats"), st.integers(1, 4)),
    ),
    max_size=40,
)


class Model:
    """Who goes and who waits, as anybody would keep it on paper."""

    def __init__(self, seats: int) -> None:
        self.seats = seats
        self.going: list[int] = []
        self.waiting: list[int] = []

    def does(self, act: str, value: int) -> None:
        if act == "seats":
            self.seats = value
        elif act == "comes" and value not in (*self.going, *self.waiting):
            self.waiting.append(value)
        elif act == "not":
            for people_of in (self.going, self.waiting):
                if value in people_of:
                    people_of.remove(value)
        while self.waiting and len(self.going) < self.seats:
            self.going.append(self.waiting.pop(0))


async def crowd(tx: Transaction, village: Village) -> list[MemberScope]:
    joined = []
    for phone in range(500, 500 + PEOPLE):
        person = await people.meet(tx, phone, f"Socia {phone}", "es", NOW)
        scope = village.scope
        joined.append(await people.join(tx, scope, person, Role.MEMBER, village.firm, NOW))
    return joined


async def names(tx: Transaction, event: Event, scope: MemberScope, reply: Reply) -> list[int]:
    page = await rsvps.guests(tx, scope, event.id, reply, limit=100)
    return [guest.telegram_id - 500 for _turn, guest in page]


async def played(acts: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "ayni.db")
        try:
            async with database.transaction() as tx:
                await _played(tx, await settle(tx, "valle"), acts)
        finally:
            await database.close()


async def _played(tx: Transaction, village: Village, acts: list[tuple[str, int]]) -> None:
    coordinator, members = village.coordinator, await crowd(tx, village)
    event = await events.create(tx, coordinator, replace(FAIR, seats=2), "form:1", NOW)
    model = Model(2)
    for at, (act, value) in enumerate(acts):
        now = NOW + DAY * at / 1000
        before = set(model.going)
        model.does(act, value)
        if act == "seats":
            seats = replace(FAIR, seats=value)
            await events.change(tx, coordinator, event.id, seats, now)
            moved = await rsvps.move_up(tx, coordinator, event.id, now)
        else:
            comes = act == "comes"
            told = await rsvps.answer(tx, members[value], event.id, comes=comes, now=now)
            moved = list(told.moved_up)
        asked = {value} if act != "seats" else set()
        assert {m.telegram_id - 500 for m in moved} == set(model.going) - before - asked
        assert sorted(await names(tx, event, coordinator, Reply.GOING)) == sorted(model.going)
        assert await names(tx, event, coordinator, Reply.WAITING) == model.waiting


@settings(max_examples=40, deadline=None)
@given(ACTS)
def test_the_list_is_kept_as_on_paper(acts: list[tuple[str, int]]) -> None:
    """Whatever people answer and however the seats change: the same guests, the same queue."""
    asyncio.run(played(acts))


async def test_an_answer_said_twice_keeps_its_place(tx: Transaction, village: Village) -> None:
    """Who waits and taps again is not put behind the others."""
    event = await events.create(tx, village.coordinator, FAIR, "form:1", NOW)
    for scope in (village.ana, village.berta, village.carlos, village.berta):
        await rsvps.answer(tx, scope, event.id, comes=True, now=NOW)

    own = await rsvps.own(tx, village.berta, event.id)
    assert own is not None
    assert (own.reply, own.place) == (Reply.WAITING, 1)


@pytest.mark.parametrize("late", [True, False])
async def test_what_is_over_takes_no_answers(tx: Transaction, village: Village, late: bool) -> None:
    """Begun or called off."""
    event = await events.create(tx, village.coordinator, FAIR, "form:1", NOW)
    if not late:
        await events.cancel(tx, village.coordinator, event.id, NOW)
    now = event.times.start if late else NOW
    with pytest.raises(NotFoundError):
        await rsvps.answer(tx, village.ana, event.id, comes=True, now=now)

    assert await rsvps.own(tx, village.ana, event.id) is None


async def test_only_coordinators_make_events(tx: Transaction, village: Village) -> None:
    """Nor does anybody else see who comes."""
    event = await events.create(tx, village.coordinator, FAIR, "form:1", NOW)
    await rsvps.answer(tx, village.ana, event.id, comes=True, now=NOW)
    for scope in (village.ana, village.observer):
        with pytest.raises(NotAllowedError):
            await events.create(tx, scope, FAIR, "form:2", NOW)
        with pytest.raises(NotAllowedError):
            await events.cancel(tx, scope, event.id, NOW)

    assert await rsvps.guests(tx, village.ana, event.id, Reply.GOING, limit=9) == []
    assert len(await rsvps.guests(tx, village.coordinator, event.id, Reply.GOING, limit=9)) == 1
