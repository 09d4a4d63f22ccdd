"""Editing, voiding and restoring a sale, and what the history tells of it."""

import sqlite3
from collections.abc import Mapping
from datetime import date

import pytest

from storage import sales
from storage.database import Transaction
from storage.errors import NotFoundError
from storage.records import Fact
from storage.sales import Change, ChangeKind, Channel, Market
from storage.values import Money, Quantity
from tests.storage.village import DAY, HOUR, NOW, TODAY, Village, sale


async def test_each_changed_field_leaves_a_row_of_history(
    tx: Transaction, village: Village
) -> None:
    """Who, when, what it was and what it became; a field set to what it was leaves none."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    edited = await sales.edit(
        tx,
        village.berta,
        recorded.id,
        {"amount": Money(50_000_000, "COP"), "quantity": None, "product": "honey"},
        NOW + HOUR,
    )

    assert await sales.find(tx, village.ana, recorded.id) == edited
    assert (edited.amount, edited.quantity) == (Money(50_000_000, "COP"), None)
    assert (edited.reporter, edited.recorded_at) == ("Ana de valle", NOW)
    by = "Berta de valle"
    assert await sales.history(tx, village.ana, recorded.id) == [
        Change(ChangeKind.RECORDED, NOW, "Ana de valle"),
        Change(
            ChangeKind.EDITED, NOW + HOUR, by, "amount", recorded.amount, Money(50_000_000, "COP")
        ),
        Change(ChangeKind.EDITED, NOW + HOUR, by, "quantity", Quantity(20_000, "kg"), None),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"product": "wax"},
        {"amount": Money(1, "USD")},
        {"sold_on": date(2026, 2, 28)},
        {"market": Market.EXPORT},
        {"market": Market.EXPORT, "country": "DE"},
        {"channel": Channel.FAIR},
        {"quantity": Quantity(1, "jar of 500 g")},
        {"quantity": None},
        {"note": "Nota con\nsaltos"},
        {"photo": "AgAC"},
    ],
)
async def test_history_gives_back_the_values_themselves(
    tx: Transaction, village: Village, changes: Mapping[str, Fact]
) -> None:
    """So that they are shown in the reader's language, not as they were stored."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    await sales.edit(tx, village.ana, recorded.id, changes, NOW)
    edits = (await sales.history(tx, village.ana, recorded.id))[1:]

    assert {edit.field: edit.after for edit in edits} == changes
    assert all(edit.before == getattr(recorded, edit.field or "") for edit in edits)


async def test_what_is_no_export_any_more_has_no_country(tx: Transaction, village: Village) -> None:
    """The country goes with the market, and the history says so."""
    new = sale(market=Market.EXPORT, country="US")
    recorded = await sales.record(tx, village.ana, new, "form:1", NOW)
    edited = await sales.edit(tx, village.ana, recorded.id, {"market": Market.LOCAL}, NOW)
    fields = [change.field for change in await sales.history(tx, village.ana, recorded.id)]

    assert edited.country is None
    assert fields == [None, "market", "country"]


async def test_two_people_correct_different_fields(tx: Transaction, village: Village) -> None:
    """Each changes only what they meant to."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    await sales.edit(tx, village.ana, recorded.id, {"note": "a tiempo"}, NOW)
    edited = await sales.edit(tx, village.berta, recorded.id, {"product": "wax"}, NOW)

    assert (edited.note, edited.product) == ("a tiempo", "wax")


async def test_an_impossible_correction_changes_nothing(tx: Transaction, village: Village) -> None:
    """The schema refuses it, and no history is left of what did not happen."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    with pytest.raises(sqlite3.IntegrityError):
        await sales.edit(tx, village.ana, recorded.id, {"amount": Money(0, "COP")}, NOW)

    assert await sales.find(tx, village.ana, recorded.id) == recorded
    assert len(await sales.history(tx, village.ana, recorded.id)) == 1


async def test_only_the_firms_people_correct_its_sales(tx: Transaction, village: Village) -> None:
    """Neither another firm, nor the observer, nor the coordinator, who may read them."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    for scope in (village.carlos, village.observer, village.coordinator):
        with pytest.raises(NotFoundError):
            await sales.edit(tx, scope, recorded.id, {"note": "x"}, NOW)
        with pytest.raises(NotFoundError):
            await sales.void(tx, scope, recorded.id, NOW)
        with pytest.raises(NotFoundError):
            await sales.restore(tx, scope, recorded.id, NOW)

    assert await sales.find(tx, village.ana, recorded.id) == recorded


async def test_a_void_sale_is_out_of_lists_and_totals(tx: Transaction, village: Village) -> None:
    """It can still be looked at, and is not edited."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    voided = await sales.void(tx, village.ana, recorded.id, NOW + HOUR)
    week = await sales.week(tx, village.ana, village.firm, TODAY, TODAY + DAY)
    with pytest.raises(NotFoundError):
        await sales.edit(tx, village.ana, recorded.id, {"note": "x"}, NOW)

    assert voided.voided_at == NOW + HOUR
    assert await sales.find(tx, village.ana, recorded.id) == voided
    assert await sales.latest(tx, village.ana, limit=5) == []
    assert await sales.usual(tx, village.ana, limit=5) == []
    assert week.count == 0


async def test_voiding_is_undone_and_done_again(tx: Transaction, village: Village) -> None:
    """Undo, undo of the undo; a second tap on either changes nothing."""
    recorded = await sales.record(tx, village.ana, sale(), "form:1", NOW)
    await sales.void(tx, village.ana, recorded.id, NOW + HOUR)
    await sales.void(tx, village.berta, recorded.id, NOW + HOUR)
    await sales.restore(tx, village.berta, recorded.id, NOW + HOUR * 2)
    restored = await sales.restore(tx, village.berta, recorded.id, NOW + HOUR * 3)
    history = await sales.history(tx, village.ana, recorded.id)

    assert restored == recorded == await sales.find(tx, village.ana, recorded.id)
    assert [(c.kind, c.by) for c in history] == [
        (ChangeKind.RECORDED, "Ana de valle"),
        (ChangeKind.VOIDED, "Ana de valle"),
        (ChangeKind.RESTORED, "Berta de valle"),
    ]
