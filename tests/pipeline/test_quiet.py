"""Quiet hours on the wall's clock, also on the nights when it is put forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.due import Occasion
from bot.agenda.quiet import over_at
from bot.language.text import raw
from bot.language.voice import Voice
from storage.due import Due
from tests.phone import Phone
from tests.pipeline.hours import rule
from tests.town import Town

VOICE = Voice.of("es", "CO", "COP", "America/Bogota")
NIGHT = (21, 8)
ZONES = ["America/Bogota", "America/Santiago", "Europe/Madrid", "America/New_York", "Asia/Kolkata"]


def at(zone: str, *wall: int, fold: int = 0) -> datetime:
    year, month, day, hour, minute = wall
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold).astimezone(
        UTC
    )


@pytest.mark.parametrize(
    ("zone", "hours", "now", "over"),
    [
        # In Bogotá, where the clocks never change.
        ("America/Bogota", NIGHT, (2026, 11, 23, 20, 59), None),
        ("America/Bogota", NIGHT, (2026, 11, 23, 21, 0), (2026, 11, 24, 8, 0)),
        ("America/Bogota", NIGHT, (2026, 11, 24, 7, 59), (2026, 11, 24, 8, 0)),
        ("America/Bogota", NIGHT, (2026, 11, 24, 8, 0), None),
        ("America/Bogota", (13, 15), (2026, 11, 24, 14, 30), (2026, 11, 24, 15, 0)),
        ("America/Bogota", (13, 15), (2026, 11, 24, 15, 0), None),
        ("America/Bogota", (0, 0), (2026, 11, 24, 0, 0), None),
        # The year ends in the night.
        ("America/Bogota", NIGHT, (2026, 12, 31, 23, 0), (2027, 1, 1, 8, 0)),
        # Santiago: forward at midnight of 6 September 2026, back at midnight of 5 April 2026.
        ("America/Santiago", NIGHT, (2026, 9, 5, 22, 0), (2026, 9, 6, 8, 0)),
        ("America/Santiago", NIGHT, (2026, 4, 4, 22, 0), (2026, 4, 5, 8, 0)),
        ("America/Santiago", (21, 0), (2026, 9, 5, 22, 0), (2026, 9, 6, 1, 0)),
        # Madrid: forward at two on 29 March 2026, back at three on 25 October 2026.
        ("Europe/Madrid", NIGHT, (2026, 3, 29, 1, 30), (2026, 3, 29, 8, 0)),
        ("Europe/Madrid", NIGHT, (2026, 10, 25, 1, 30), (2026, 10, 25, 8, 0)),
        ("Europe/Madrid", (21, 2), (2026, 3, 29, 1, 30), (2026, 3, 29, 3, 0)),
    ],
)
def test_quiet_hours_end_when_the_clock_on_the_wall_says(
    zone: str, hours: tuple[int, int], now: tuple[int, ...], over: tuple[int, ...] | None
) -> None:
    """Written as the wall shows it; in the night that is an hour shorter or longer, too."""
    expected = None if over is None else at(zone, *over)

    assert over_at(rule(zone, *hours), at(zone, *now)) == expected


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_quiet_both_times(fold: int) -> None:
    """In 2026 Santiago has that from eleven twice in April, Madrid that from two in October."""
    late = at("America/Santiago", 2026, 4, 4, 23, 30, fold=fold)
    santiago = over_at(rule("America/Santiago", *NIGHT), late)
    early = at("Europe/Madrid", 2026, 10, 25, 2, 30, fold=fold)
    madrid = over_at(rule("Europe/Madrid", *NIGHT), early)

    assert santiago == at("America/Santiago", 2026, 4, 5, 8, 0)
    assert madrid == at("Europe/Madrid", 2026, 10, 25, 8, 0)


@given(
    zone=st.sampled_from(ZONES),
    start=st.integers(0, 23),
    end=st.integers(0, 23),
    quarters=st.integers(0, 2 * 366 * 24 * 4),
)
def test_whenever_it_is_quiet_it_is_over_within_a_day(
    zone: str, start: int, end: int, quarters: int
) -> None:
    """What is put off is put off to a later moment that is not quiet itself."""
    quiet = rule(zone, start, end)
    now = datetime(2026, 1, 1, tzinfo=UTC) + quarters * timedelta(minutes=15)
    over = over_at(quiet, now)
    if over is None:
        return

    assert now < over <= now + timedelta(hours=25)
    assert over_at(quiet, over) is None


async def say(town: Town, phone: Phone, *texts: str, quiet: str) -> None:
    async with town.app.machine.batch() as batch:
        occasion = Occasion(batch, Due(1, "test", 1, town.clock.now(), 0, 0))
        for text in texts:
            occasion.tell(phone.id, VOICE, raw(text), cluster_id=town.made.id, quiet=quiet)


async def test_what_comes_by_itself_waits_for_the_morning_and_a_reply_does_not(
    town: Town, ana: Phone
) -> None:
    """Said at eleven at night: Ana's own question is answered, the rest comes at eight."""
    quiet = rule("America/Bogota", *NIGHT)
    await town.clock_to(at("America/Bogota", 2026, 11, 23, 23, 0))
    await say(town, ana, "anuncio", quiet=quiet)
    await ana.says("/menu")
    ana.sees("¿Qué quieres hacer?")
    await town.clock_to(at("America/Bogota", 2026, 11, 24, 7, 59))
    ana.sees_not("anuncio")
    await town.clock_to(at("America/Bogota", 2026, 11, 24, 8, 0))

    ana.sees("anuncio")


async def test_an_announcement_of_the_night_is_put_off_in_one_go(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many it is for: the disk is not waited for once for each."""
    await town.clock_to(at("America/Bogota", 2026, 11, 23, 23, 0))
    written: list[str] = []
    really = town.app.database._writer.execute

    def noting(sql: str, *args: Any) -> Any:
        written.append(sql)
        return really(sql, *args)

    monkeypatch.setattr(town.app.database._writer, "execute", noting)
    texts = [f"anuncio {number}" for number in range(50)]
    await say(town, ana, *texts, quiet=rule("America/Bogota", *NIGHT))
    await town.settle()
    assert written.count("BEGIN IMMEDIATE") == 2, "one that says it all, one that puts it off"
    await town.clock_to(at("America/Bogota", 2026, 11, 24, 8, 0))

    assert [m["text"] for m in ana.messages if m["text"].startswith("anuncio")] == texts


async def test_a_rule_that_cannot_be_read_holds_up_nobody_else(town: Town, ana: Phone) -> None:
    """The message is given up and kept for the operator; the next one comes."""
    await say(town, ana, "perdido", quiet="Nowhere/Land 21 8")
    await say(town, ana, "anuncio", quiet=rule("America/Bogota", *NIGHT))
    await town.settle()

    ana.sees("anuncio")
    rows = await town.app.database.reader.rows("SELECT cause FROM failure")
    assert [row["cause"] for row in rows] == ["sendMessage: ZoneInfoNotFoundError"]
