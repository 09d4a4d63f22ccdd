"""An installation looked at by the doctor, in English."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.clock import MovableClock
from bot.config import GivenSettings
from bot.doctor import examine
from bot.doctor.finding import Finding
from bot.language.voice import Voice
from storage import clusters, failures, outbox
from storage.database import Database
from storage.failures import Failure
from storage.outbox import Row
from tests.town import BOYACA, START

VOICE = Voice.of("en", "US", "USD", "UTC")


def settings(path: Path, token: str = "", api_url: str = "http://127.0.0.1:9") -> GivenSettings:
    return GivenSettings(token=SecretStr(token), database=path, api_url=api_url)


def told(findings: list[Finding]) -> list[tuple[bool, str]]:
    return [(finding.well, VOICE.plain(finding.text)) for finding in findings]


async def found(path: Path, token: str = "", api_url: str = "http://127.0.0.1:9") -> list[str]:
    """What is not well."""
    findings = await examine(settings(path, token, api_url), MovableClock(START))
    return [text for well, text in told(findings) if not well]


async def database(path: Path, *written: Row | Failure) -> None:
    """With a cluster, and for its owner only."""
    opened = await Database.open(path)
    for_its_owner(path)
    async with opened.transaction() as tx:
        await clusters.create(tx, BOYACA, [], START)
        for one in written:
            if isinstance(one, Row):
                await outbox.add(tx, [one], START - timedelta(hours=1))
            else:
                await failures.keep(tx, one, START - timedelta(days=1))
    await opened.close()


def for_its_owner(path: Path, mode: int = 0o600) -> None:
    """As the program itself leaves it, whose umask is not that of the tests."""
    path.chmod(mode)


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())
