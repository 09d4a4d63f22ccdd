"""What an older version has written is there after the upgrade, and means the same."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage import migrations


@contextmanager
def older(schema: Path, path: Path, version: int) -> Iterator[sqlite3.Connection]:
    """A file of that version, to be filled; it is upgraded afterwards."""
    later = sorted(schema.glob("*.sql"))[version:]
    parked = [file.rename(file.with_suffix(".later")) for file in later]
    migrations.migrate(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection
    for file in parked:
        file.rename(file.with_suffix(".sql"))
    migrations.migrate(path)


def test_firms_of_an_older_file_are_found_however_they_are_spelled(
    schema: Path, path: Path
) -> None:
    """Their names are brought to what is compared."""
    with older(schema, path, 8) as connection:
        connection.executescript(
            """INSERT INTO cluster (id, slug, name_es, name_en, territory, currency, zone, language,
                                    created_at)
               VALUES (1, 'a', '', '', 'CO', 'COP', '', 'es', '');
               INSERT INTO firm (cluster_id, name, kind, created_at)
               VALUES (1, 'Colmena  PEÑA', 'business', '');"""
        )

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT bare_name FROM firm").fetchall() == [("colmena pena",)]


def test_links_of_an_older_file_get_their_makers_from_the_trail(schema: Path, path: Path) -> None:
    """Those of whoever coordinates no more end; whose nobody can tell stay as they are."""
    with older(schema, path, 10) as connection:
        connection.executescript(
            """INSERT INTO cluster (id, slug, name_es, name_en, territory, currency, zone, language,
                                    created_at)
               VALUES (1, 'a', '', '', 'CO', 'COP', '', 'es', '');
               INSERT INTO person (id, telegram_id, name, created_at, last_seen_at)
               VALUES (1, 1, 'Rosa', '', ''), (2, 2, 'Pepe', '', '');
               INSERT INTO member (id, cluster_id, person_id, role, state, joined_at)
               VALUES (1, 1, 1, 'coordinator', 'active', ''),
                      (2, 1, 2, 'coordinator', 'suspended', '');
               INSERT INTO audit (cluster_id, member_id, act, at)
               VALUES (1, 1, 'invited', 'one'), (1, 2, 'invited', 'two'),
                      (1, 1, 'invited', 'both'), (1, 2, 'invited', 'both');
               INSERT INTO invitation (cluster_id, token, role, uses_left, expires_at, created_at)
               VALUES (1, 'a', 'member', 1, '', 'one'), (1, 'b', 'member', 1, '', 'two'),
                      (1, 'c', 'member', 1, '', 'both'), (1, 'd', 'member', 1, '', 'none');"""
        )

    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT token, made_by, revoked_at IS NULL FROM invitation ORDER BY token"
        ).fetchall()
    assert found == [("a", 1, 1), ("b", 2, 0), ("c", None, 1), ("d", None, 1)]


def test_the_trail_of_an_older_file_goes_on(schema: Path, path: Path) -> None:
    """Every entry stays as it was; what is noted from now on stands behind them."""
    kept = "SELECT id, cluster_id, member_id, act, about, detail, at FROM audit ORDER BY id"
    with older(schema, path, 16) as connection:
        connection.executescript(
            """INSERT INTO cluster (id, slug, name_es, name_en, territory, currency, zone, language,
                                    created_at)
               VALUES (1, 'a', '', '', 'CO', 'COP', '', 'es', '');
               INSERT INTO person (id, telegram_id, name, created_at, last_seen_at)
               VALUES (1, 1, 'Rosa', '', ''), (2, 2, 'Ana', '', '');
               INSERT INTO member (id, cluster_id, person_id, role, state, joined_at)
               VALUES (1, 1, 1, 'coordinator', 'active', ''), (2, 1, 2, 'member', 'active', '');
               INSERT INTO event (id, cluster_id, member_id, told, kind, name_es, place, starts_at,
                                  ends_at, created_at)
               VALUES (1, 1, 1, 't', 'fair', 'Feria', 'Tunja', '1', '2', '');
               INSERT INTO audit (id, cluster_id, member_id, act, about, detail, at)
               VALUES (3, 1, 1, 'listed', NULL, NULL, 'one'),
                      (7, 1, 1, 'role', 2, 'member>keeper', 'two');"""
        )
        before = connection.execute(kept).fetchall()

    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        assert connection.execute(kept).fetchall() == before
        note = """INSERT INTO audit (cluster_id, member_id, act, event_id, at)
                  VALUES (1, 1, ?, ?, 'three') RETURNING id"""
        assert connection.execute(note, ("event made", 1)).fetchone() == (8,)
        for act, event_id in (("event made", 2), ("praised", 1)):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(note, (act, event_id))


def test_reasons_of_an_older_file_are_in_the_language_of_the_text(schema: Path, path: Path) -> None:
    """Where that is in English only; else they stand as the Spanish ones, and for both."""
    with older(schema, path, 17) as connection:
        connection.executescript(
            """INSERT INTO cluster (id, slug, name_es, name_en, territory, currency, zone, language,
                                    created_at)
               VALUES (1, 'a', '', '', 'CO', 'COP', '', 'es', '');
               INSERT INTO person (id, telegram_id, name, created_at, last_seen_at)
               VALUES (1, 1, 'Rosa', '', '');
               INSERT INTO member (id, cluster_id, person_id, role, state, joined_at)
               VALUES (1, 1, 1, 'coordinator', 'active', '');
               INSERT INTO announcement (cluster_id, member_id, told, kind, text_es, text_en, why,
                                         created_at)
               VALUES (1, 1, 'a', 'urgent', 'Helada', 'Frost', 'esta noche', ''),
                      (1, 1, 'b', 'urgent', NULL, 'Frost', 'tonight', ''),
                      (1, 1, 'c', 'news', NULL, 'Wax', NULL, '');"""
        )

    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT why_es, why_en FROM announcement ORDER BY told")
        assert found.fetchall() == [("esta noche", None), (None, "tonight"), (None, None)]
