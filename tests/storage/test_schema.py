"""What the file itself refuses, whoever writes to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A new file with one cluster, one firm and one member in it."""
    path = tmp_path / "ayni.db"
    migrations.migrate(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript(
            """
            INSERT INTO cluster (id, slug, name_es, name_en, territory, currency, zone, language,
                                 created_at)
            VALUES (1, 'valle', 'Valle', 'Valley', 'CO', 'COP', 'America/Bogota', 'es', 'now'),
                   (2, 'otro', 'Otro', 'Other', 'CO', 'COP', 'America/Bogota', 'es', 'now');
            INSERT INTO firm (id, cluster_id, name, kind, created_at)
            VALUES (1, 1, 'Tota', 'business', 'now'), (2, 2, 'Tota', 'business', 'now');
            INSERT INTO person (id, telegram_id, name, created_at, last_seen_at)
            VALUES (1, 100, 'Ana', 'now', 'now');
            INSERT INTO member (id, cluster_id, person_id, firm_id, role, joined_at)
            VALUES (1, 1, 1, 1, 'member', 'now');
            INSERT INTO sale (id, cluster_id, firm_id, member_id, told, product, amount, currency,
                              market, channel, sold_on, recorded_at)
            VALUES (1, 1, 1, 1, 't:1', 'honey', 100, 'COP', 'local', 'direct', '2026-11-23', 'now');
            """
        )
        yield connection


def test_every_table_is_strict(connection: sqlite3.Connection) -> None:
    """A column holds what it says: a text is no number, and the other way round."""
    tables = connection.execute("PRAGMA table_list").fetchall()
    ours = [row for row in tables if row[0] == "main" and not row[1].startswith("sqlite_")]

    assert len(ours) > 10
    assert [row[1] for row in ours if not row[5]] == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sale SET amount = 'many'",
        "UPDATE sale SET amount = 1.5",
        "UPDATE sale SET amount = 0",
        "UPDATE sale SET currency = 'PESO'",
        "UPDATE sale SET quantity = 1000",
        "UPDATE sale SET unit = 'kg'",
        "UPDATE sale SET quantity = -1, unit = 'kg'",
        "UPDATE sale SET market = 'moon'",
        "UPDATE sale SET channel = 'rumour'",
        "UPDATE sale SET country = 'US'",
        "UPDATE sale SET country = 'USA', market = 'export'",
        "UPDATE sale SET sold_on = '2026-02-30'",
        "UPDATE sale SET sold_on = '2026-11-23T10:00:00'",
        "UPDATE sale SET sold_on = 'yesterday'",
        "UPDATE sale SET product = ''",
        "UPDATE sale SET cluster_id = 2",
        "UPDATE sale SET firm_id = 2",
        "UPDATE member SET firm_id = 2",
        "UPDATE member SET role = 'king'",
        "UPDATE person SET language = 'fr'",
        "UPDATE person SET reachable = 2",
        "UPDATE cluster SET slug = 'Valle' WHERE id = 1",
        "UPDATE cluster SET slug = 'otro' WHERE id = 1",
        "UPDATE cluster SET digest_hour = 24",
        "UPDATE cluster SET quiet_from = -1",
        "UPDATE firm SET kind = 'mafia'",
        "DELETE FROM firm",
        "DELETE FROM person",
        """INSERT INTO invitation (cluster_id, token, role, firm_id, uses_left, expires_at,
                                   created_at) VALUES (1, 't', 'member', 2, 1, 'now', 'now')""",
        """INSERT INTO invitation (cluster_id, token, role, uses_left, expires_at, created_at)
           VALUES (1, 't', 'member', -1, 'now', 'now')""",
        """INSERT INTO sale_change (cluster_id, sale_id, member_id, at, kind)
           VALUES (1, 1, 1, 'now', 'edited')""",
        """INSERT INTO sale_change (cluster_id, sale_id, member_id, at, kind)
           VALUES (2, 1, 1, 'now', 'voided')""",
    ],
)
def test_what_cannot_be_is_refused(connection: sqlite3.Connection, change: str) -> None:
    """Before any verb has a say."""
    before = list(connection.iterdump())
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(change)

    assert list(connection.iterdump()) == before


def test_one_consent_of_a_purpose_is_in_force(connection: sqlite3.Connection) -> None:
    """Those that were withdrawn are as many as there were."""
    give = """INSERT INTO consent (cluster_id, member_id, purpose, version, given_at, withdrawn_at)
              VALUES (1, 1, 'totals', 1, 'now', ?)"""
    for withdrawn in ("now", "now", None):
        connection.execute(give, (withdrawn,))
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(give, (None,))

    assert connection.execute("SELECT count(*) FROM consent").fetchone() == (3,)
