"""Announcements: for whom, what became of each copy, and who may do what."""

from __future__ import annotations

import itertools
import sqlite3

import pytest

from bot.pipeline.speaking import language_of
from storage import announcements, audience, outbox, people
from storage.announcements import Figures, NewCopy, State, copies
from storage.audience import Audience, By
from storage.database import Transaction
from storage.errors import NotAllowedError, NotFoundError
from storage.outbox import Result, Row
from storage.outbox import State as Sent
from storage.people import Speaker
from storage.scope import Role
from tests.storage.announced import NEWS
from tests.storage.village import DAY, NOW, Village


async def gone_out(tx: Transaction, village: Village) -> int:
    """With a copy for each of five, whose messages have the numbers 1 to 4; one has none."""
    draft = await announcements.draft(tx, village.coordinator, NEWS, "form:1", NOW)
    await announcements.send(tx, village.coordinator, draft.id, NOW)
    await outbox.add(
        tx, [Row(n, 100 + n, 1, "sendMessage", "{}", not_before="x") for n in (1, 2, 3, 4)], NOW
    )
    written = [
        NewCopy(scope.member_id, "es", number)
        for scope, number in zip(village.people, (1, 2, 3, 4, None), strict=True)
    ]
    await copies.add(tx, village.scope, draft.id, 0, written)
    return draft.id


async def test_each_copy_is_in_one_figure(tx: Transaction, village: Village) -> None:
    """By what became of its message; without one they were out of reach."""
    told = await gone_out(tx, village)
    outcomes = [Result(1, Sent.SENT, 7), Result(2, Sent.BLOCKED), Result(3, Sent.REFUSED)]
    await outbox.mark(tx, outcomes, NOW)

    found = await copies.figures(tx, village.coordinator, told)
    assert found == Figures(total=5, sent=1, waiting=1, failed=1, blocked=2)


async def test_what_the_outbox_forgot_is_told_apart(tx: Transaction, village: Village) -> None:
    """After a quarter nobody knows any more; the copies are still counted."""
    told = await gone_out(tx, village)
    await tx.write("DELETE FROM outbox WHERE id < 3")

    found = await copies.figures(tx, village.coordinator, told)
    assert found == Figures(total=5, waiting=2, blocked=1, unknown=2)


async def test_withdrawn_and_deleted_copies_are_counted(tx: Transaction, village: Village) -> None:
    """What was never sent, and what was taken from the phones again."""
    told = await gone_out(tx, village)
    await outbox.mark(tx, [Result(1, Sent.SENT, 7), Result(2, Sent.SENT, 8)], NOW)
    for number in (3, 4):
        await outbox.withdraw(tx, number, NOW)
    rows = [Row(10 + n, 100, 1, "deleteMessage", "{}", n, not_before="x") for n in (1, 2)]
    await outbox.add(tx, rows, NOW)
    await outbox.mark(tx, [Result(11, Sent.SENT)], NOW)
    changes = [(village.ana.member_id, 11), (village.berta.member_id, 12)]
    await copies.note_changes(tx, village.scope, told, 0, changes)

    found = await copies.figures(tx, village.coordinator, told)
    assert found == Figures(
        total=5, sent=2, blocked=1, withdrawn=2, to_change=2, changed=1, deleted=1, changing=1
    )


async def test_reading_counts_once_and_anew_after_a_correction(
    tx: Transaction, village: Village
) -> None:
    """A button of the old text says nothing about the new one; a made-up one neither."""
    told = await gone_out(tx, village)
    for _again in range(2):
        assert await copies.read(tx, village.ana, told, 0, NOW)
    assert await copies.read(tx, village.berta, told, 99, NOW)
    before = await copies.figures(tx, village.scope, told)
    await announcements.correct(
        tx, village.coordinator, told, ("Otra", None), NOW, why=(None, None)
    )
    await copies.note_changes(tx, village.scope, told, 1, [(village.ana.member_id, 4)])
    await copies.read(tx, village.ana, told, 0, NOW)
    after = await copies.figures(tx, village.scope, told)
    await copies.read(tx, village.ana, told, 1, NOW)
    anew = await copies.figures(tx, village.scope, told)

    assert [(f.read, f.read_before) for f in (before, after, anew)] == [(2, 0), (0, 2), (1, 1)]


async def test_nobody_gets_two_copies(tx: Transaction, village: Village) -> None:
    """The file itself refuses the second."""
    told = await gone_out(tx, village)
    with pytest.raises(sqlite3.IntegrityError):
        await copies.add(tx, village.scope, told, 0, [NewCopy(village.ana.member_id, "es", 9)])

    assert (await copies.figures(tx, village.scope, told)).total == 5


async def test_an_audience_is_counted_by_language(tx: Transaction, village: Village) -> None:
    """All who are active, those of a kind of firm, those of a language; the unreachable apart."""
    await people.choose_language(tx, village.berta.person_id, "en")
    await people.mark_reachable(tx, 100, reachable=False)
    counts = {
        by: await audience.count(tx, village.coordinator, Audience(by, of))
        for by, of in ((By.ALL, None), (By.FIRM_KIND, "business"), (By.LANGUAGE, "en"))
    }

    assert counts == {
        By.ALL: audience.Count(es=3, en=1, unreachable=1),
        By.FIRM_KIND: audience.Count(es=2, en=1, unreachable=1),
        By.LANGUAGE: audience.Count(es=0, en=1),
    }
    assert await audience.count(tx, village.ana, Audience()) == audience.Count()


async def test_the_language_is_the_one_that_answers_are_in(
    tx: Transaction, village: Village
) -> None:
    """What the counts go by, and what a turn goes by, are one rule."""
    found = []
    wishes = itertools.product((None, "es", "en"), (None, "es-CO", "en-US", "fr"))
    for phone, (chosen, on_phone) in enumerate(wishes, start=700):
        person = await people.meet(tx, phone, "Ana", on_phone, NOW)
        if chosen:
            await people.choose_language(tx, person, chosen)
        await people.join(tx, village.scope, person, Role.MEMBER, None, NOW)
        speaker = Speaker(phone, "Ana", language=chosen, phone_language=on_phone)
        found.append((phone, language_of(speaker)))

    listed = await audience.recipients(tx, village.scope, Audience(), after=0, limit=100)
    assert [(r.telegram_id, r.language) for r in listed if r.telegram_id >= 700] == found


async def test_a_draft_goes_out_once(tx: Transaction, village: Village) -> None:
    """And is no draft after that; one that was discarded never does."""
    sent, discarded = [
        await announcements.draft(tx, village.coordinator, NEWS, f"form:{n}", NOW) for n in (1, 2)
    ]
    await announcements.send(tx, village.coordinator, sent.id, NOW)
    await announcements.discard(tx, village.coordinator, discarded.id)
    for draft in (sent, discarded):
        with pytest.raises(NotFoundError):
            await announcements.send(tx, village.coordinator, draft.id, NOW + DAY)
        with pytest.raises(NotFoundError):
            await announcements.redraft(tx, village.coordinator, draft.id, NEWS)

    latest = await announcements.latest(tx, village.coordinator, limit=9)
    assert [(told.id, told.state) for told in latest] == [(sent.id, State.GOING_OUT)]


async def test_what_was_taken_back_is_corrected_no_more(tx: Transaction, village: Village) -> None:
    """Nor taken back twice."""
    told = await gone_out(tx, village)
    await announcements.recall(tx, village.coordinator, told, NOW)
    with pytest.raises(NotFoundError):
        await announcements.recall(tx, village.coordinator, told, NOW)
    with pytest.raises(NotFoundError):
        await announcements.correct(
            tx, village.coordinator, told, ("Otra", None), NOW, why=(None, None)
        )

    found = await announcements.find(tx, village.coordinator, told)
    assert found is not None
    assert found.state is State.RECALLED


async def test_only_coordinators_announce(tx: Transaction, village: Village) -> None:
    """Others neither write nor see how it went."""
    told = await gone_out(tx, village)
    for scope in (village.ana, village.observer):
        with pytest.raises(NotAllowedError):
            await announcements.draft(tx, scope, NEWS, "form:9", NOW)
        with pytest.raises(NotAllowedError):
            await announcements.recall(tx, scope, told, NOW)

    assert await announcements.find(tx, village.ana, told) is None
    assert await announcements.latest(tx, village.ana, limit=9) == []
    assert await copies.figures(tx, village.ana, told) == Figures()
