"""Nothing of one cluster is ever seen or changed in another.

Each verb is run twice with the same arguments: where a second cluster with the same data exists,
and where the first is alone. Whatever it answers must be the same, though half of the ids it is
given are the second cluster's, and of that one no row may have changed.
"""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from storage.database import Database, Reading, Transaction
from storage.errors import NotAllowedError, NotFoundError, TakenError
from storage.opening import ForbiddenTimeError
from tests.storage.filled import fill
from tests.storage.verbs import Arguments, Verb, calls, every_verb
from tests.storage.village import settle

SCOPED = [verb for verb in every_verb() if verb.scoped]
# What a new row is called depends on how many there are, and a token on nothing at all.
NAMES_OF_NEW_ROWS = re.compile(r"\b(id=\d+|member_id=\d+|token='[\w-]+'|Firm\(\d+)")
REFUSALS = (
    *(NotAllowedError, NotFoundError, TakenError, ForbiddenTimeError),
    sqlite3.IntegrityError,
)
TABLES = """SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
            WHERE m.type = 'table' AND c.name = 'cluster_id'"""


class UndoneError(Exception):
    """Ends a call: what it wrote is not there for the next."""


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[Transaction]:
    """A file whose only cluster is the first."""
    database = await Database.open(tmp_path / "alone.db")
    async with database.transaction() as tx:
        yield tx
    await database.close()


async def rows_of(reading: Reading, cluster_id: int) -> dict[str, list[tuple[object, ...]]]:
    tables = [row["name"] for row in await reading.rows(TABLES)]
    return {
        table: [
            tuple(row)
            for row in await reading.rows(
                f"SELECT * FROM {table} WHERE cluster_id = ? ORDER BY 1", (cluster_id,)
            )
        ]
        for table in tables
    }


async def answer(tx: Transaction, verb: Verb, arguments: Arguments, other: int) -> tuple[str, str]:
    """What the verb says, and what the other cluster's rows are then; undone afterwards."""
    said, theirs = "", ""
    with suppress(UndoneError):
        async with tx.turn():
            try:
                said = repr(await verb.run(tx, **arguments))
            except REFUSALS as refusal:
                said = type(refusal).__name__
            theirs = repr(await rows_of(tx, other))
            raise UndoneError
    return NAMES_OF_NEW_ROWS.sub("", said), theirs


@pytest.mark.parametrize("verb", SCOPED, ids=lambda verb: verb.name)
async def test_a_cluster_does_not_notice_another(
    tx: Transaction, alone: Transaction, verb: Verb
) -> None:
    """Neither in what it is told, nor in what becomes of its rows."""
    own = await fill(tx, await settle(tx, "valle"))
    others = await fill(tx, await settle(tx, "otro", first_phone=200))
    await fill(alone, await settle(alone, "valle"))
    cluster_id = others.village.scope.cluster_id
    before = repr(await rows_of(tx, cluster_id))
    seen, expected, untouched = [], [], set()
    for arguments in calls(verb, own, others):
        said, theirs = await answer(tx, verb, arguments, cluster_id)
        seen.append((arguments, said))
        expected.append((arguments, (await answer(alone, verb, arguments, cluster_id))[0]))
        untouched.add(theirs)

    assert seen == expected
    assert untouched == {before}


def test_what_belongs_to_a_cluster_is_asked_for_with_a_scope() -> None:
    """Verbs without one are the machine's own, or find the cluster by what a person was given."""
    free = {verb.name for verb in every_verb() if not verb.scoped}
    modules = {name.rpartition(".")[0] for name in free}

    assert modules <= {
        # for due work, which knows what it is about by its id alone
        *("bookings", "announcements.records", "events"),
        "pulse.rounds",  # for due work, as well
        "personal",  # a person asks for what is theirs, in all clusters
        "requests",  # and whether they wait
        "request_invitations",  # and for the invitation that they got
        "masks",
        *("clusters", "conversations", "due", "failures", "housekeeping", "invitations"),
        "own_firms",  # as of invitations: by the link
        *("outbox", "people", "speakers", "stamps", "told", "updates", "digests"),
    }
    assert len(SCOPED) > 25


async def test_the_two_clusters_differ_in_their_ids_alone(tx: Transaction) -> None:
    """Otherwise the comparison would compare a cluster with itself."""
    own = await fill(tx, await settle(tx, "valle"))
    others = await fill(tx, await settle(tx, "otro", first_phone=200))
    mine = await rows_of(tx, own.village.scope.cluster_id)
    theirs = await rows_of(tx, others.village.scope.cluster_id)

    assert not set(own.sales) & set(others.sales)
    assert {table: len(rows) for table, rows in mine.items()} == {
        table: len(rows) for table, rows in theirs.items()
    }
    assert len(mine["sale"]) == 10
