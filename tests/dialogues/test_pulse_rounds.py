"""Rounds come by themselves: each once, at the cluster's hour, through restarts and summer time."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers import pulse as work
from storage import due, pulse
from storage.pulse import Round
from tests.dialogues.pulses import DAY, OVER, THURSDAY, WEEK, answers, village
from tests.phone import Phone
from tests.town import BOYACA, Town

HOUR = timedelta(hours=1)
ARAGON = replace(BOYACA, slug="aragon", territory="ES", currency="EUR", zone="Europe/Madrid")
MADRID = ZoneInfo("Europe/Madrid")
# A Monday in October: the clocks of Madrid are put back on the last Sunday of that month.
OCTOBER = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)


def asked(phone: Phone) -> int:
    """How often the first question came, by itself and not as a reminder."""
    texts = [message.get("text", "") for message in phone.messages]
    return len([t for t in texts if "Pregunta 1 de 3" in t and "recordatorio" not in t])


def reminded(phone: Phone) -> int:
    return len([m for m in phone.messages if "recordatorio" in m.get("text", "")])


async def rounds(town: Town) -> list[Round]:
    return (await pulse.over(town.app.database.reader, town.made.scope, limit=20))[::-1]


async def planned(town: Town) -> list[tuple[datetime, str]]:
    """When rounds were to open, and what became of each."""
    rows = await town.app.database.reader.rows(
        "SELECT due_at, state FROM due WHERE kind = ? ORDER BY due_at", (pulse.OPENING,)
    )
    return [(datetime.fromisoformat(row["due_at"]), row["state"]) for row in rows]


async def test_eight_weeks_with_restarts_and_four_days_of_downtime(tmp_path: Path) -> None:
    """Each round comes once, at five on the wall of Madrid, also after the clocks were put back.

    The bot is down from the Wednesday to the Sunday of the fifth week: that round comes as soon as
    it is back, and ends when it would have; the others come, with their reminders and their ends.
    """
    down, up = OCTOBER + 4 * WEEK + 2 * DAY, OCTOBER + 4 * WEEK + 6 * DAY
    came: Counter[int] = Counter()
    async with Town(tmp_path, ARAGON, OCTOBER) as town:
        ana = await town.member("Ana", "es")
        luis = await town.member("Luis", "es")
        while town.clock.now() < OCTOBER + 8 * WEEK:
            before, week = asked(ana), (town.clock.now() - OCTOBER) // WEEK
            if down <= town.clock.now() < up:
                await sleeps_until(town, up)
            else:
                await town.clock_to(town.clock.now() + 7 * HOUR)
            if town.clock.now().day % 3 == 0:
                await town.restarts()
            if asked(ana) > before:
                came[week] += asked(ana) - before
                await answers(ana, "Sí", "5 😀")
        plans = await planned(town)
        over = await rounds(town)
        reminders = [reminded(phone) for phone in (ana, luis)]

    opened = [at.astimezone(MADRID) for at, state in plans if state == "done"]
    assert came == Counter(range(8))
    assert [state for _at, state in plans] == ["done"] * 8 + ["waiting"]
    assert {(at.weekday(), at.hour) for at in opened} == {(3, 17)}
    assert {at.utcoffset() for at in opened} == {timedelta(hours=1), timedelta(hours=2)}
    assert [r.opened_on for r in over] == [at.date() for at in opened][: len(over)]
    # Luis never answers: after three rounds in vain he is left alone.
    assert reminders == [0, 3]


async def sleeps_until(town: Town, moment: datetime) -> None:
    await town.closes()
    town.clock.move_to(moment)
    await town.opens()
    await town.settle()


async def test_the_hour_on_the_wall_stays_when_the_clocks_change(tmp_path: Path) -> None:
    """A second before five nothing has come; at five it has, in summer time and after it."""
    async with Town(tmp_path, ARAGON, OCTOBER) as town:
        ana = await town.member("Ana", "es")
        came = []
        for week in range(3):
            five = datetime(2026, 10, 15, 17, tzinfo=MADRID) + week * WEEK
            at = five.astimezone(UTC)
            await town.clock_to(at - 5 * timedelta(seconds=1))
            before = asked(ana)
            await town.clock_to(at + timedelta(seconds=1))
            came.append((at.hour, before, asked(ana)))
            await answers(ana, "Sí", "5 😀")

    assert came == [(15, 0, 1), (15, 0, 1), (16, 0, 1)]


async def test_a_round_opens_late_but_not_too_late(town: Town, ana: Phone) -> None:
    """After a day of downtime it is still asked, once; its end stays where it was."""
    await sleeps_until(town, THURSDAY + DAY)
    await town.restarts()
    late = asked(ana)
    await town.clock_to(THURSDAY + OVER)

    assert late == 1
    assert [r.opened_on.day for r in await rounds(town)] == [26]


async def test_a_cluster_of_an_older_file_begins_at_its_next_hour(town: Town, ana: Phone) -> None:
    """Its upgrade leaves a round long past, which is missed without a word to anybody."""
    async with town.app.database.transaction() as tx:
        await tx.write("DELETE FROM due WHERE kind = ?", (pulse.OPENING,))
        await due.plan(tx, pulse.OPENING, town.made.id, datetime(2026, 1, 1, tzinfo=UTC))
    await town.restarts()
    then = asked(ana)
    await town.clock_to(THURSDAY)

    assert (then, asked(ana)) == (0, 1)
    assert [state for _at, state in await planned(town)] == ["missed", "done", "waiting"]


async def test_reminders_heed_the_quiet_hours(tmp_path: Path) -> None:
    """A pulse at ten in the evening waits for the morning, as all that comes unasked."""
    night = replace(BOYACA, pulse_hour=22)
    async with Town(tmp_path, night) as town:
        ana = await town.member("Ana", "es")
        await town.clock_to(THURSDAY + 6 * HOUR)
        at_night = asked(ana)
        await town.clock_to(THURSDAY + 15 * HOUR)

        assert (at_night, asked(ana)) == (0, 1)


async def test_more_than_a_page_of_members_are_asked_once_each(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are written to in several transactions, one after another."""
    monkeypatch.setattr(work, "PAGE", 3)
    phones = await village(town, 8)
    await town.clock_to(THURSDAY)
    await town.restarts()
    first = [asked(phone) for phone in phones]
    await town.clock_to(THURSDAY + 2 * DAY)

    assert first == [1] * 8
    assert [reminded(phone) for phone in phones] == [1] * 8


async def test_who_cannot_be_reached_is_not_counted_as_asked(town: Town, ana: Phone) -> None:
    """Who blocked the bot lowers no response rate, and does not use up rounds to ignore."""
    await ana.blocks()
    for week in range(4):
        await town.clock_to(THURSDAY + week * WEEK)
    await ana.blocks(blocked=False)
    await town.clock_to(THURSDAY + 4 * WEEK)

    ana.sees("Pregunta 1 de 3")
    rows = await town.app.database.reader.rows("SELECT round_id FROM pulse_turnout")
    assert len(rows) == 1
