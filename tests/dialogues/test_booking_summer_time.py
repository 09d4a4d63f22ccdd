"""Booking on the days the clocks change: the hours offered are those there are, and as long."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.clusters import NewCluster
from storage.opening import Opening, every_day
from tests.dialogues.equipment import share
from tests.phone import Phone
from tests.town import BOYACA, Town

ARAGON = replace(BOYACA, slug="aragon", territory="ES", currency="EUR", zone="Europe/Madrid")
MAULE = replace(BOYACA, slug="maule", territory="CL", currency="CLP", zone="America/Santiago")
NIGHT = every_day(0, 6 * 60)


@asynccontextmanager
async def town_at(folder: Path, cluster: NewCluster, start: datetime) -> AsyncIterator[Town]:
    async with Town(folder, cluster, start) as town:
        yield town
        assert [(call.method, call.answer) for call in town.sim.refusals] == []


def hours_of(phone: Phone) -> list[str]:
    return [label for label in phone.buttons if ":" in label]


async def hours_offered(town: Town, day: str) -> tuple[Phone, list[str]]:
    ana = await town.member("Ana", "es")
    await ana.says("/reservar")
    await ana.says(day)
    return ana, hours_of(ana)


async def test_in_spring_an_hour_is_missing_in_madrid(tmp_path: Path) -> None:
    """From one to four is two hours; half past two is no time at all."""
    async with town_at(tmp_path, ARAGON, datetime(2026, 3, 20, 9, tzinfo=UTC)) as town:
        await share(town, opening=NIGHT)
        ana, hours = await hours_offered(town, "29 de marzo")
        assert hours == ["0:00", "0:30", "1:00", "1:30", "3:00", "3:30", "4:00", "4:30", "5:00"]

        await ana.says("de 1:00 a 4:00")
        await ana.taps("hasta 4:00 · 2 h")
        ana.sees("Reservado ✓", "1:00", "4:00 (2 h)")


async def test_in_autumn_an_hour_comes_twice_in_madrid(tmp_path: Path) -> None:
    """The two are told apart, and can be booked one after the other."""
    async with town_at(tmp_path, ARAGON, datetime(2026, 10, 20, 9, tzinfo=UTC)) as town:
        await share(town, opening=NIGHT)
        ana, hours = await hours_offered(town, "25 de octubre")
        assert hours[3:9] == [
            *("1:30", "2:00 (CEST)", "2:30 (CEST)"),
            *("2:00 (CET)", "2:30 (CET)", "3:00"),
        ]

        await ana.taps("2:00 (CEST)")
        await ana.taps("hasta 2:00 · 1 h")
        ana.sees("Reservado ✓", "(1 h)")
        await ana.says("/reservar")
        await ana.says("25 de octubre")
        await ana.taps("2:00")
        await ana.taps("hasta 3:00 · 1 h")
        ana.sees("Reservado ✓", "(1 h)")


@pytest.mark.parametrize(
    ("start", "day", "opening", "expected"),
    [
        (
            datetime(2026, 9, 1, 12, tzinfo=UTC),
            "6 de septiembre",
            every_day(0, 4 * 60),
            ["1:00 a. m.", "1:30 a. m.", "2:00 a. m.", "2:30 a. m.", "3:00 a. m."],
        ),
        (
            datetime(2026, 4, 1, 12, tzinfo=UTC),
            "4 de abril",
            every_day(22 * 60, 1440),
            [
                *("10:00 p. m.", "10:30 p. m.", "11:00 p. m. (-03)", "11:30 p. m."),
                "11:00 p. m. (-04)",
            ],
        ),
    ],
)
async def test_midnight_moves_in_santiago(
    tmp_path: Path, start: datetime, day: str, opening: tuple[Opening, ...], expected: list[str]
) -> None:
    """In September the day begins at one; in April its last hour comes twice."""
    async with town_at(tmp_path, MAULE, start) as town:
        await share(town, opening=opening)
        _ana, hours = await hours_offered(town, day)

        assert hours == expected


async def test_a_day_of_25_hours_can_be_booked_whole(tmp_path: Path) -> None:
    """As long as it is, in the file for the calendar too."""
    async with town_at(tmp_path, MAULE, datetime(2026, 4, 1, 12, tzinfo=UTC)) as town:
        await share(town, opening=every_day(0, 1440), longest=25 * 60)
        ana, _hours = await hours_offered(town, "4 de abril")
        await ana.taps("12:00 a. m.")
        await ana.taps("· 25 h")

        ana.sees("Reservado ✓", "(25 h)")
        booked = await town.app.database.reader.rows("SELECT starts_at, ends_at FROM booking")
        start, end = (datetime.fromisoformat(moment) for moment in booked[0])
        assert end - start == timedelta(hours=25)
