"""What is committed stays, what is not was never there."""

import asyncio
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from storage import people, sales
from storage.database import Database
from storage.values import Money
from tests.storage.village import NOW, TODAY, sale, settle


async def names(database: Database) -> list[str]:
    rows = await database.reader.rows("SELECT name FROM person ORDER BY telegram_id")
    return [row["name"] for row in rows]


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    """And the next one begins as if it had not been."""
    with suppress(KeyError):
        async with database.transaction() as tx:
            await people.meet(tx, 1, "Ana", "es", NOW)
            raise KeyError
    async with database.transaction() as tx:
        await people.meet(tx, 2, "Berta", "es", NOW)

    assert await names(database) == ["Berta"]


async def test_a_turn_that_fails_is_undone_alone(database: Database) -> None:
    """The turns before and after it in the same transaction stay."""
    async with database.transaction() as tx:
        for phone, name in enumerate(("Ana", "Berta", "Carlos"), start=1):
            with suppress(KeyError):
                async with tx.turn():
                    await people.meet(tx, phone, name, "es", NOW)
                    if name == "Berta":
                        raise KeyError

    assert await names(database) == ["Ana", "Carlos"]


async def test_a_turn_that_only_read_may_fail_too(database: Database) -> None:
    """There is nothing to undo, and the turn before it keeps what it wrote."""
    async with database.transaction() as tx:
        async with tx.turn():
            await people.meet(tx, 1, "Ana", "es", NOW)
        with suppress(KeyError):
            async with tx.turn():
                await tx.rows("SELECT 1")
                raise KeyError

    assert await names(database) == ["Ana"]


async def test_a_refused_statement_does_not_end_the_turn(database: Database) -> None:
    """The rest of the turn goes on and is kept."""
    async with database.transaction() as tx, tx.turn():
        await people.meet(tx, 1, "Ana", "es", NOW)
        with suppress(sqlite3.IntegrityError):
            await tx.insert(
                "INSERT INTO person (telegram_id, name, created_at, last_seen_at)"
                " VALUES (1, 'x', 'x', 'x')"
            )
        await people.meet(tx, 2, "Berta", "es", NOW)

    assert await names(database) == ["Ana", "Berta"]


async def test_a_reader_sees_only_what_is_committed(database: Database) -> None:
    """And does not wait for a transaction that is open."""
    async with database.transaction() as tx:
        await people.meet(tx, 1, "Ana", "es", NOW)
        during = await names(database)

    assert (during, await names(database)) == ([], ["Ana"])


async def test_a_reader_writes_nothing(database: Database) -> None:
    """Reports cannot change what they report."""
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.reader.rows("DELETE FROM person")

    assert await names(database) == []


async def test_transactions_come_one_after_another(database: Database) -> None:
    """However many are wanted at once, none sees half of another."""

    async def add(phone: int) -> int:
        async with database.transaction() as tx:
            row = await tx.row("SELECT count(*) AS n FROM person")
            await asyncio.sleep(0)
            await people.meet(tx, phone, "Ana", "es", NOW)
            return int(row["n"]) if row else -1

    assert sorted(await asyncio.gather(*map(add, range(20)))) == list(range(20))


async def test_a_cancelled_transaction_is_rolled_back(database: Database) -> None:
    """The program may stop in the middle of one."""

    async def hang() -> None:
        async with database.transaction() as tx:
            await people.meet(tx, 1, "Ana", "es", NOW)
            started.set()
            await asyncio.Event().wait()

    started = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(hang())
        await started.wait()
        task.cancel()
    async with database.transaction() as tx:
        await people.meet(tx, 2, "Berta", "es", NOW)

    assert await names(database) == ["Berta"]


WRITES_AND_HANGS = """
import asyncio, sys
from pathlib import Path
from storage import people
from storage.database import Database
from tests.storage.village import NOW

async def main():
    database = await Database.open(Path(sys.argv[1]))
    for phone in range(3):
        async with database.transaction() as tx:
            await people.meet(tx, phone, f"kept {phone}", "es", NOW)
    async with database.transaction() as tx:
        for phone in range(3, 2000):
            await people.meet(tx, phone, "lost", "es", NOW)
        print("in the middle", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_a_killed_program_leaves_whole_transactions(tmp_path: Path) -> None:
    """What it had committed is there, what it was writing is not, and the file is sound."""
    path = tmp_path / "ayni.db"
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITES_AND_HANGS, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout is not None
    await program.stdout.readline()
    program.kill()
    await program.communicate()
    database = await Database.open(path)
    found = await names(database)
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone()

    assert found == ["kept 0", "kept 1", "kept 2"]
    assert sound == ("ok",)


async def test_amounts_are_exact_whatever_their_size(database: Database) -> None:
    """Minor units are whole numbers: no sum loses a cent to a fraction."""
    largest = Money(2**53 + 1, "COP")
    async with database.transaction() as tx:
        village = await settle(tx, "valle")
        recorded = await sales.record(tx, village.ana, sale(amount=largest), "t:1", NOW)
        await sales.record(tx, village.ana, sale(amount=Money(2, "COP")), "t:2", NOW)
    week = await sales.week(
        database.reader, village.ana, village.firm, TODAY, TODAY.replace(day=30)
    )

    assert recorded.amount == largest
    assert week.sums == (Money(2**53 + 3, "COP"),)
