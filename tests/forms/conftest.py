from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest_asyncio

from bot.conversation.engine import Forms
from storage.database import Database
from tests.forms import everything
from tests.forms.demo import JOB, Kept, sale
from tests.forms.member import Member


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "ayni.db")
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def kept() -> Kept:
    return Kept()


@pytest_asyncio.fixture
async def ana(database: Database, kept: Kept) -> Member:
    """A beekeeper of Boyacá, in Spanish."""
    return Member(database, Forms([sale(kept), JOB]))


@pytest_asyncio.fixture
async def asked(database: Database, kept: Kept) -> Callable[..., Member]:
    """Somebody with a form of only these steps."""

    def make(*names: str, refused: bool = False) -> Member:
        return Member(database, Forms([everything.of(kept, *names, refused=refused)]))

    return make
