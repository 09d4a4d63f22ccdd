"""All that is held about a person can be sent to them, and can be forgotten."""

import json
from dataclasses import replace

from storage import (
    conversations,
    counted,
    exports,
    failures,
    jobs,
    outbox,
    personal,
    sales,
    speakers,
    told,
)
from storage.conversations import Conversation
from storage.database import Reading, Transaction
from storage.failures import Failure
from storage.failures import Kind as FailureKind
from storage.outbox import Row
from tests.storage.filled import fill
from tests.storage.knocking import knock
from tests.storage.village import DAY, NOW, TODAY, Village, hiring, sale

# An id of Telegram that is no part of any other number in the file.
ANA = 7_654_321
KNOW_A_PERSON = {"member", "person"}
KNOW_A_CHAT = ("chat_id", "telegram_id", "person", "who")


async def tables(reading: Reading) -> list[str]:
    rows = await reading.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [row["name"] for row in rows]


async def everything(reading: Reading) -> str:
    """All that stands in the file, as one text."""
    found = [
        tuple(row)
        for table in await tables(reading)
        for row in await reading.rows(f"SELECT * FROM {table}")
    ]
    return repr(found)


async def live(tx: Transaction, village: Village) -> None:
    """Ana leaves traces wherever one can."""
    await fill(tx, village)
    await tx.write(
        "UPDATE person SET telegram_id = ?, name = 'Ana Zurita' WHERE id = ?",
        (ANA, village.ana.person_id),
    )
    new = sale(note="para Zurita", photo="photo:zurita-1", sold_on=TODAY - DAY * 9)
    recorded = await sales.record(tx, village.ana, new, f"{ANA}:1", NOW)
    await sales.edit(tx, village.berta, recorded.id, {"note": "de Zurita"}, NOW)
    hers = await sales.record(tx, village.berta, sale(note="x"), "2:1", NOW)
    await sales.edit(tx, village.ana, hers.id, {"note": "Zurita otra vez"}, NOW)
    await sales.edit(tx, village.berta, hers.id, {"note": "de Berta"}, NOW)
    both = await sales.record(tx, village.berta, sale(note="y"), "2:2", NOW)
    await sales.edit(tx, village.ana, both.id, {"note": "de Zurita y Berta"}, NOW)
    job = await jobs.record(tx, village.ana, hiring(note="Zurita"), f"{ANA}:2", NOW)
    await jobs.edit(tx, village.berta, job.id, {"note": "no de ella"}, NOW)
    await conversations.save_many(tx, [Conversation(ANA, {"form": "Zurita"})])
    await told.remember(tx, ANA, {5: "note"}, "sale", recorded.id)
    said = Row(700, ANA, 0, "sendMessage", json.dumps({"chat_id": ANA, "text": "Zurita"}))
    rows = [said, replace(said, id=701, lane=1, not_before=NOW.isoformat())]
    await outbox.add(tx, rows, NOW)
    raw = json.dumps({"message": {"from": {"id": ANA}, "text": "Zurita"}})
    await failures.keep(tx, Failure(FailureKind.HANDLER, "KeyError", "Zurita", raw), NOW)


async def test_every_table_that_knows_a_person_is_named(tx: Transaction) -> None:
    """Whoever adds one says what becomes of it when its person is forgotten."""
    named = {*personal.OF_MEMBER, *personal.OF_PERSON, *personal.OF_CHAT, *personal.OF_MASK}
    missing = {
        table
        for table in await tables(tx)
        for key in await tx.rows(f"PRAGMA foreign_key_list({table})")
        if key["table"] in KNOW_A_PERSON and table not in named
    } | {
        table
        for table in await tables(tx)
        for column in await tx.rows(f"PRAGMA table_xinfo({table})")
        if column["name"] in KNOW_A_CHAT and table not in named
    }

    assert missing == set()


async def test_every_column_that_points_to_a_member_is_followed(tx: Transaction) -> None:
    """A table may know two: who did it, and whom it was done to."""
    pointing = {
        (table, key["from"])
        for table in personal.OF_MEMBER
        for key in await tx.rows(f"PRAGMA foreign_key_list({table})")
        if key["table"] == "member" and key["from"] != "cluster_id"
    }
    followed = {(t, column) for t, of in personal.OF_MEMBER.items() for column in of.columns}

    assert pointing == followed


async def test_all_that_is_held_is_sent(tx: Transaction, village: Village) -> None:
    """Of every kind of record that Ana left, and of nobody else's."""
    await live(tx, village)
    held = await personal.held(tx, ANA)

    assert {row["note"] for row in held["sale"]} >= {"de Zurita"}
    assert {"person", "member", "consent", "sale", "sale_change", "booking"} <= set(held)
    assert {"conversation", "told_by", "outbox", "failure", "audit"} <= set(held)
    assert {row["member_id"] for row in held["sale"]} == {village.ana.member_id}
    assert "Carlos" not in repr(held)
    assert await personal.held(tx, 1) == {}


async def test_nothing_tells_who_was_forgotten(tx: Transaction, village: Village) -> None:
    """Neither name, nor number, nor words are left anywhere in the file."""
    await live(tx, village)
    before = await everything(tx)
    assert "Zurita" in before
    assert str(ANA) in before
    await personal.forget(tx, ANA, NOW)
    after = await everything(tx)

    assert "zurita" not in after.lower()
    assert str(ANA) not in after
    assert await personal.held(tx, ANA) == {}
    assert "de Berta" in after


async def test_totals_stay_when_somebody_is_forgotten(tx: Transaction, village: Village) -> None:
    """Every figure is as it was; only who told it is gone."""
    await live(tx, village)
    seen = [await exports.sales(tx, village.scope)]
    days = (TODAY - DAY * 30, TODAY + DAY)
    totals = [await counted.waiting(tx, village.scope, *days)]
    await personal.forget(tx, ANA, NOW)
    seen.append(await exports.sales(tx, village.scope))
    totals.append(await counted.waiting(tx, village.scope, *days))
    told = ("id", "sold_on", "product", "quantity", "unit", "amount", "currency", "firm")
    facts = [[[row[name] for name in told] for row in rows] for rows in seen]

    assert facts[0] == facts[1]
    assert totals[0] == totals[1] > 0
    left = {row["reporter"] for row in seen[1]}
    assert left == {personal.NOBODY, "Berta de valle", "Carlos de valle"}


async def test_who_was_forgotten_may_come_again(tx: Transaction, village: Village) -> None:
    """As a stranger, of whom nothing is known."""
    await live(tx, village)
    gone = [await personal.forget(tx, ANA, NOW) for _ in range(2)]
    speaker, conversation = await speakers.load(tx, ANA, ANA, "Ana")

    assert gone == [True, False]
    assert (speaker.person_id, speaker.scope, conversation.form) == (None, None, None)


async def test_a_request_to_join_is_forgotten_too(tx: Transaction, village: Village) -> None:
    """With the cards that told the coordinators of it."""
    await fill(tx, village)
    request = await knock(tx, village, 9, firm="Colmena Zurita")
    told_it = json.dumps({"chat_id": 103, "text": "Clara 9, Colmena Zurita"})
    await outbox.add(tx, [Row(800, 103, 1, "sendMessage", told_it, not_before="x")], NOW)
    cards = {village.coordinator.member_id: 800}
    await tx.write("DELETE FROM join_request_card WHERE request_id = ?", (request.id,))
    await tx.write(
        "INSERT INTO join_request_card VALUES (?, ?, ?, 800)",
        (village.cluster.id, request.id, *cards),
    )
    await personal.forget(tx, request.person.telegram_id, NOW)
    after = await everything(tx)

    assert "Zurita" not in after
    assert "Clara 9" not in after
