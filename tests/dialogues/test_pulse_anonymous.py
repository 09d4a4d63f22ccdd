"""Whoever opens the file finds what was answered and who has answered, and no way between."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import pulse
from tests.dialogues.pulses import OVER, THURSDAY, answers, village
from tests.phone import Phone
from tests.town import Town

# What the answers are kept in; everything else must be the same whatever was answered.
ANSWERS = ("pulse_tally", "pulse_words")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00")
CHOSEN = [
    ("Sí", "5 😀", "La bodega de Iza"),
    ("No", "1 😞", None),
    ("En parte", "3 😐", "El camión"),
    ("Omitir", "2 🙁", None),
    ("Sí", "Omitir", "Los precios de mayo"),
]
SECRET = "Secreto"
WRITTEN = [words for _first, _second, words in CHOSEN if words]


def rows(path: Path) -> dict[str, list[str]]:
    """Every row of every table, in the order of its text; moments are not told apart."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            table: sorted(
                MOMENT.sub("…", repr(row)) for row in connection.execute(f"SELECT * FROM {table}")
            )
            for table in tables
        }


async def answered(folder: Path, chosen: list[tuple[str, str, str | None]]) -> dict[str, list[str]]:
    """What is in the file when five members have answered so."""
    async with Town(folder) as town:
        phones = await village(town, len(chosen))
        await town.clock_to(THURSDAY)
        for phone, told in zip(phones, chosen, strict=True):
            await answers(phone, *told)
        await town.closes()
        found = rows(town.path)
        await town.opens()
    return found


async def test_the_file_is_the_same_whatever_was_answered(tmp_path: Path) -> None:
    """But for the counts and the words themselves: tapped, skipped or written leaves no trace.

    The same five members answer in another order of answers, so that each gives another one.
    """
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one = await answered(tmp_path / "one", CHOSEN)
    other = await answered(tmp_path / "other", CHOSEN[1:] + CHOSEN[:1])
    everything_else = {table for table in one if one[table] != other[table]}

    assert everything_else <= set(ANSWERS)
    assert one["pulse_tally"] == other["pulse_tally"]
    assert len(one["pulse_turnout"]) == len(CHOSEN)


async def test_what_was_written_stands_in_one_place(tmp_path: Path) -> None:
    """In no draft, message, failure or log of the chat; nor does any row tell a member's choice."""
    found = await answered(tmp_path, CHOSEN)
    lines = [(table, row) for table, listed in found.items() for row in listed]
    offered = [row for _table, row in lines if re.search(r"pulse:\d+\.\d\.\d", row)]

    for words in WRITTEN:
        assert [table for table, row in lines if words in row] == ["pulse_words"]
    # A question names all of its answers, as it does for everybody.
    assert offered
    for row in offered:
        at = set(re.findall(r"pulse:\d+\.(\d)\.(\d)", row))
        assert {choice for _at, choice in at} in ({*"012"}, {*"01234"})


async def test_words_beside_the_questions_are_kept_no_longer_than_they_are_sent(
    town: Town, ana: Phone
) -> None:
    """She writes what she thinks to the first question, and adds something to the last."""
    await town.clock_to(THURSDAY)
    await ana.says(f"No, el precio es un {SECRET}")
    ana.sees("No entendí")
    await answers(ana, "No", "1 😞", "La bodega")
    await ana.says(f"Y además {SECRET}")
    ana.sees("No entendí")

    await town.closes()
    kept = [row for listed in rows(town.path).values() for row in listed if SECRET in row]
    await town.opens()
    assert kept == []


async def test_the_log_of_the_file_does_not_tell_who_gave_which_answer(
    town: Town, ana: Phone, mary: Phone
) -> None:
    """SQLite writes page after page what each transaction changed; of these none remains."""
    await town.clock_to(THURSDAY)
    log = town.path.with_name(f"{town.path.name}-wal")
    filled = log.stat().st_size
    await answers(ana, "Sí", "5 😀", "La bodega de Iza")
    await answers(mary, "No", "1 😞", "The truck")

    assert filled > 0
    with closing(sqlite3.connect(f"file:{town.path}?mode=ro&immutable=1", uri=True)) as alone:
        told = {words for (words,) in alone.execute("SELECT words FROM pulse_words")}
    assert told == {"La bodega de Iza", "The truck"}, "the file has all without its log"
    assert b"La bodega" not in log.read_bytes()
    assert b"The truck" not in log.read_bytes()


async def test_the_answers_know_no_member_no_time_and_no_order(town: Town) -> None:
    """Neither by a column nor by the number that SQLite gives to rows."""
    with closing(sqlite3.connect(town.path)) as connection:
        columns = {
            table: [name for _at, name, *_rest in connection.execute(f"PRAGMA table_info({table})")]
            for table in (*ANSWERS, "pulse_turnout", "pulse_ignored")
        }
        for table in ANSWERS:
            with pytest.raises(sqlite3.OperationalError):
                connection.execute(f"SELECT rowid FROM {table}")

    assert columns == {
        "pulse_tally": ["cluster_id", "round_id", "question", "choice", "given"],
        "pulse_words": ["cluster_id", "round_id", "id", "words"],
        "pulse_turnout": ["cluster_id", "round_id", "member_id", "past"],
        "pulse_ignored": ["cluster_id", "member_id", "rounds"],
    }


async def test_a_failure_quotes_no_answer(
    town: Town, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tapped, typed after the command, written, or changed: the operator sees where, not what."""
    await town.clock_to(THURSDAY)

    async def breaks(*_args: object) -> None:
        raise RuntimeError(SECRET)

    for name in ("choose", "write", "standing"):
        monkeypatch.setattr(pulse, name, breaks)
    await ana.taps("En parte")
    await ana.says(f"/pulso {SECRET}")
    monkeypatch.undo()
    await ana.taps("En parte")
    await ana.taps("4 🙂")
    monkeypatch.setattr(pulse, "standing", breaks)
    await ana.says(f"{SECRET} de Ana")
    monkeypatch.undo()
    await ana.says("Otra cosa")
    monkeypatch.setattr(type(town.app.forms), "edited", breaks)
    await ana.edits("Otra cosa", f"{SECRET} de nuevo")

    kept = await town.app.database.reader.rows("SELECT cause, detail, raw FROM failure")
    said = "\n".join(value for row in kept for value in tuple(row))
    assert len(kept) == 4
    assert SECRET not in said
    assert f"pulse:{town.made.id}" not in said
    assert "breaks" in said


async def test_nothing_of_it_is_logged(
    town: Town, ana: Phone, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither an answer nor who gave one."""
    await town.clock_to(THURSDAY)
    await answers(ana, "En parte", "4 🙂", "La bodega de Iza")
    await town.clock_to(THURSDAY + OVER)
    logged = "".join(capfd.readouterr())

    assert "bodega" not in logged
    assert "pulse:" not in logged
    assert str(ana.id) not in logged
