import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import migrations, resources
from storage.database import Database, Transaction
from storage.resources import Resource
from tests.storage.mill import MILL
from tests.storage.village import NOW, Village, settle


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


@pytest.fixture
async def mill(tx: Transaction, village: Village) -> Resource:
    """A mill that the village shares, open from eight to six but for Sundays."""
    return await resources.create(tx, village.scope, MILL, NOW)


@pytest.fixture
def schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's steps in a folder of the test's own, where it may add to them."""
    folder = tmp_path / "schema"
    shutil.copytree(migrations.SCHEMA, folder)
    monkeypatch.setattr(migrations, "SCHEMA", folder)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "ayni.db"
