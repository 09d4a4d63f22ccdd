"""What the file itself refuses of equipment and bookings, whoever writes to it."""

import sqlite3

import pytest

from storage import blocks, bookings
from storage.database import Transaction
from storage.resources import Resource
from tests.storage.mill import NINE, at
from tests.storage.village import DAY, NOW, Village, settle


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE booking SET ends_at = starts_at",
        "UPDATE booking SET amount = 0",
        "UPDATE booking SET block_id = (SELECT id FROM block), cancelled_at = NULL",
        "UPDATE booking SET block_id = 999, cancelled_at = 'now'",
        "UPDATE booking SET cluster_id = :other",
        "UPDATE booking SET resource_id = 999",
        "UPDATE booking SET firm_id = (SELECT id FROM firm WHERE cluster_id = :other)",
        "UPDATE booking SET member_id = (SELECT id FROM member WHERE cluster_id = :other)",
        "UPDATE block SET ends_at = starts_at",
        "UPDATE block SET reason = 'whim'",
        "UPDATE block SET cluster_id = :other",
        "UPDATE resource SET kind = 'ghost'",
        "UPDATE resource SET name_es = ''",
        "UPDATE resource SET longest = shortest - 1",
        "UPDATE resource SET shortest = 0, longest = 0",
        "UPDATE resource SET price = 100",
        "UPDATE resource SET capacity = 0",
        "UPDATE opening SET closes = opens",
        "UPDATE opening SET closes = 1441",
        "UPDATE opening SET weekday = 7",
        "DELETE FROM resource",
    ],
)
async def test_impossible_equipment_is_refused(
    tx: Transaction, village: Village, mill: Resource, change: str
) -> None:
    """Before any verb has a say."""
    other = await settle(tx, "otro", first_phone=200)
    await bookings.reserve(tx, village.ana, mill.id, at(NINE), NOW)
    out, reason = at(NINE + DAY), blocks.Reason.MAINTENANCE
    await blocks.block(tx, village.coordinator, mill.id, out, reason, NOW)

    with pytest.raises(sqlite3.IntegrityError):
        await tx.write(change, {"other": other.scope.cluster_id})


async def test_a_look_for_what_is_in_the_way_reads_one_booking(
    tx: Transaction, village: Village, mill: Resource
) -> None:
    """By the index of the resource's live bookings, backwards from the wanted end."""
    sql = f"SELECT 1 WHERE {bookings.IS_FREE}"
    args = {
        "resource_id": mill.id,
        "cluster_id": village.scope.cluster_id,
        "starts_at": NINE.isoformat(),
        "ends_at": (NINE + DAY).isoformat(),
        "own": 0,
    }
    plan = [row["detail"] for row in await tx.rows(f"EXPLAIN QUERY PLAN {sql}", args)]

    assert [step for step in plan if "booking" in step] == [
        "SEARCH booking USING INDEX booking_of_resource (resource_id=? AND starts_at<?)"
    ]
    assert "TEMP B-TREE" not in str(plan)
