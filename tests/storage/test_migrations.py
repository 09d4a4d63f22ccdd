"""An old file upgrades by itself; one that cannot be is left as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations
from storage.migrations import ForeignFileError, NewerSchemaError

GOOD_STEP = """
-- A step; with a comment; and semicolons.
ALTER TABLE person ADD COLUMN nickname TEXT;
CREATE TRIGGER nickname_follows AFTER INSERT ON person BEGIN
  UPDATE person SET nickname = new.name WHERE id = new.id;
END;
UPDATE person SET nickname = 'says; ' || name;
"""


def add_step(schema: Path, sql: str) -> int:
    version = migrations.newest() + 1
    (schema / f"{version:04}_step.sql").write_text(sql, "utf-8")
    return version


def dump(path: Path) -> tuple[int, list[str]]:
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        return version, list(connection.iterdump())


def fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO person (telegram_id, name, created_at, last_seen_at)"
            " VALUES (?, ?, '', '')",
            [(n, f"Persona {n}") for n in range(500)],
        )


def test_the_steps_are_numbered_without_gaps() -> None:
    """Two of one number, or one that comes late, would pass by a file that is beyond it."""
    numbers = [number for number, _file in migrations.steps()]

    assert numbers == list(range(1, len(numbers) + 1))


def test_a_new_file_is_what_an_old_one_becomes(schema: Path, path: Path) -> None:
    """Step by step or all at once, the schema is the same."""
    add_step(schema, GOOD_STEP)
    later = sorted(schema.glob("*.sql"))[1:]
    parked = [file.rename(file.with_suffix(".later")) for file in later]
    for file in [None, *parked]:
        if file is not None:
            file.rename(file.with_suffix(".sql"))
        migrations.migrate(path)
    fresh = path.with_name("fresh.db")
    migrations.migrate(fresh)

    assert dump(path) == dump(fresh)
    assert dump(fresh)[0] == migrations.newest()


def test_a_new_or_current_file_needs_no_backup(schema: Path, path: Path) -> None:
    """There is nothing to lose in the one, and nothing to change in the other."""
    first = migrations.migrate(path)
    fill(path)
    before = path.read_bytes()
    second = migrations.migrate(path)

    assert (first, second) == (None, None)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["ayni.db"]


def test_a_backup_is_made_before_an_upgrade(schema: Path, path: Path) -> None:
    """It is the file as it was, and it opens."""
    migrations.migrate(path)
    fill(path)
    before = dump(path)
    add_step(schema, GOOD_STEP)
    upgrade = migrations.migrate(path)
    version, upgraded = dump(path)

    assert upgrade is not None
    assert (upgrade.found, upgrade.now) == (before[0], version)
    assert dump(upgrade.copy) == before
    assert version == migrations.newest()
    assert any("says; Persona 7" in line for line in upgraded)


def test_a_backup_has_what_was_not_yet_in_the_main_file(schema: Path, path: Path) -> None:
    """A program that was killed leaves its last transactions beside the file."""
    migrations.migrate(path)
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("PRAGMA wal_autocheckpoint = 0")
        with writer:
            writer.execute(
                "INSERT INTO person (telegram_id, name, created_at, last_seen_at)"
                " VALUES (1, 'Ana', '', '')"
            )
        add_step(schema, GOOD_STEP)
        upgrade = migrations.migrate(path)

    assert upgrade is not None
    assert any("'Ana'" in line for line in dump(upgrade.copy)[1])


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    """Going on with rules that are not known could damage it."""
    migrations.migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    before = path.read_bytes()
    with pytest.raises(NewerSchemaError) as refusal:
        migrations.migrate(path)

    assert (refusal.value.found, refusal.value.known) == (9999, migrations.newest())
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "bad",
    [
        "CREATE TABLE half (id INTEGER);\nINSERT INTO nowhere VALUES (1);",
        "UPDATE person SET name = NULL;",
        "INSERT INTO firm (cluster_id, name, kind, created_at) VALUES (9, 'a', 'school', '');",
        "CREATE TABLE unfinished (",
    ],
    ids=["unknown table", "broken rule", "row that points to nothing", "unfinished statement"],
)
def test_a_step_that_fails_leaves_the_file_as_it_was(schema: Path, path: Path, bad: str) -> None:
    """Also the good step that came before it in the same upgrade."""
    migrations.migrate(path)
    fill(path)
    before = dump(path)
    add_step(schema, GOOD_STEP)
    add_step(schema, bad)
    with pytest.raises(sqlite3.Error):
        migrations.migrate(path)

    assert dump(path) == before


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    """It may be somebody's; it is not written over."""
    path.parent.mkdir()
    path.write_bytes(b"Querida Ana: te mando la lista de precios." * 100)
    before = path.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        migrations.migrate(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "mark",
    ["PRAGMA application_id = 7", "PRAGMA user_version = 3", "PRAGMA user_version = 0"],
    ids=["marked by another", "with a version", "without one"],
)
def test_a_database_of_another_program_is_refused(path: Path, mark: str) -> None:
    """A mistyped AYNI_DATABASE must not put our tables among somebody's photos."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"CREATE TABLE photo (id INTEGER); {mark};")
    before = path.read_bytes()
    with pytest.raises(ForeignFileError):
        migrations.migrate(path)

    assert path.read_bytes() == before


def test_a_file_of_ours_is_marked_as_such(path: Path) -> None:
    """Also one that an earlier version left without a mark."""
    migrations.migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 0")
    migrations.migrate(path)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (migrations.APPLICATION,)


def test_a_damaged_file_is_not_upgraded(schema: Path, path: Path) -> None:
    """The damage is found in the backup, before anything is changed."""
    migrations.migrate(path)
    fill(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 6000] = b"\xff" * 6000
    path.write_bytes(content)
    add_step(schema, GOOD_STEP)
    with pytest.raises(sqlite3.DatabaseError):
        migrations.migrate(path)

    assert path.read_bytes() == bytes(content)
