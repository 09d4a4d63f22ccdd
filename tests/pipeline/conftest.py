from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.phone import Phone
from tests.town import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        yield town


@pytest.fixture
async def ana(town: Town) -> Phone:
    return await town.member("Ana", "es")


@pytest.fixture
async def mary(town: Town) -> Phone:
    return await town.member("Mary", "en", firm="Apiario El Roble")
