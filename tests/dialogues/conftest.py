from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.scope import Role
from tests.phone import Phone
from tests.town import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The beekeepers of Boyacá, on a Monday at ten in the morning."""
    async with Town(tmp_path) as town:
        yield town
        # Whatever a dialogue was about, the bot never said a thing that Telegram refuses.
        assert [(call.method, call.answer) for call in town.sim.refusals] == []


@pytest.fixture
async def ana(town: Town) -> Phone:
    """A beekeeper who writes Spanish."""
    return await town.member("Ana", "es")


@pytest.fixture
async def mary(town: Town) -> Phone:
    """A beekeeper of another firm who writes English."""
    return await town.member("Mary", "en", firm="Apiario El Roble")


@pytest.fixture
async def rosa(town: Town) -> Phone:
    """A coordinator who writes Spanish."""
    return await town.member("Rosa", "es", firm=None, role=Role.COORDINATOR)


@pytest.fixture
async def john(town: Town) -> Phone:
    """A coordinator who writes English."""
    return await town.member("John", "en", firm=None, role=Role.COORDINATOR)
