from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, Transaction
from tests.storage.village import Village, settle


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A new file, as the program would open it."""
    database = await Database.open(tmp_path / "ayni.db")
    yield database
    await database.close()


@pytest.fixture
async def tx(database: Database) -> AsyncIterator[Transaction]:
    """The transaction that the whole test happens in."""
    async with database.transaction() as tx:
        yield tx


@pytest.fixture
async def village(tx: Transaction) -> Village:
    """A cluster of two firms and five people, inside the test's transaction."""
    return await settle(tx, "valle")
