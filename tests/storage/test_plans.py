"""No verb reads more rows than it needs: a million members share one file."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress

import aiosqlite
import pytest

from storage import outbox
from storage.database import Args, Transaction
from storage.errors import NotAllowedError, NotFoundError, TakenError
from storage.opening import ForbiddenTimeError
from storage.outbox import Result, Row, State
from tests.storage.filled import fill
from tests.storage.verbs import Verb, calls, every_verb
from tests.storage.village import DAY, NOW, Village

# What may be gone through from end to end: what the statement itself was given or has made.
OWN_LIST = re.compile(r"^SCAN (CONSTANT ROW|\(subquery-\d+\)|asked|counted|\S+ VIRTUAL TABLE)")
# A lone range of ids reads every row after the first, those that are over too.
WHOLE_TABLE = re.compile(r"^SCAN|INTEGER PRIMARY KEY \(rowid>\?\)$")
REFUSALS = (
    *(NotAllowedError, NotFoundError, TakenError, ForbiddenTimeError),
    *(LookupError, sqlite3.IntegrityError),
)


class Listening(Transaction):
    """A transaction that remembers what it was asked."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(connection)
        self.heard: dict[str, Args] = {}

    async def rows(self, sql: str, args: Args = ()) -> list[sqlite3.Row]:
        self.heard[sql] = args
        return await super().rows(sql, args)

    async def write(self, sql: str, args: Args = ()) -> int:
        self.heard[sql] = args
        return await super().write(sql, args)

    async def insert(self, sql: str, args: Args = ()) -> int:
        self.heard[sql] = args
        return await super().insert(sql, args)

    async def write_many(self, sql: str, rows: Iterable[Args]) -> None:
        listed = list(rows)
        if listed:
            self.heard[sql] = listed[0]
        await super().write_many(sql, listed)


async def heard(tx: Transaction, village: Village, verb: Verb) -> dict[str, Args]:
    """The statements of the verb, each with arguments it was run with."""
    listening = Listening(tx._connection)
    filled = await fill(tx, village)
    # Long over, so that there is something to let go of.
    await outbox.add(tx, [Row(901, 100, 0, "sendMessage", "{}")], NOW - DAY * 99)
    await outbox.mark(tx, [Result(901, State.SENT, 5)], NOW - DAY * 99)
    for arguments in calls(verb, filled, None):
        with suppress(*REFUSALS):
            await verb.run(listening, **arguments)
    return listening.heard


async def steps(tx: Transaction, sql: str, args: Args) -> list[sqlite3.Row]:
    return await tx.rows(f"EXPLAIN QUERY PLAN {sql}", args)


async def plan(tx: Transaction, sql: str, args: Args) -> list[str]:
    return [step["detail"] for step in await steps(tx, sql, args)]


def greedy(found: Sequence[sqlite3.Row]) -> list[str]:
    """Steps through a whole table, and lists gone through for each row of a table.

    A list leads to its rows, or all that belongs to the cluster is read for a few of them.
    """
    searched: set[int] = set()
    bad = []
    for step in found:
        own = OWN_LIST.match(step["detail"]) is not None
        late = own and step["parent"] in searched
        if late or (WHOLE_TABLE.search(step["detail"]) and not own):
            bad.append(step["detail"])
        elif step["detail"].startswith("SEARCH"):
            searched.add(step["parent"])
    return bad


@pytest.mark.parametrize("verb", every_verb(), ids=lambda verb: verb.name)
async def test_no_statement_reads_more_than_it_was_asked_for(
    tx: Transaction, village: Village, verb: Verb
) -> None:
    """Each finds what it is about by an index, and lists lead (CROSS JOIN says so)."""
    plans = {
        sql: greedy(await steps(tx, sql, args))
        for sql, args in (await heard(tx, village, verb)).items()
    }

    assert {sql: bad for sql, bad in plans.items() if bad} == {}


@pytest.mark.parametrize(
    "name",
    [
        "sales.latest",
        "jobs.latest",
        "people.members",
        "firms.listing",
        "clusters.listing",
        "due.waiting",
        "resources.listing",
        "resources.retired",
        "bookings.coming",
        "announcements.records.latest",
        "announcements.copies.page",
        "audience.recipients",
        "event_lists.coming",
        "event_lists.past",
        "rsvps.guests",
        "outbox.waiting_replies",
        "outbox.waiting_bulk",
        "outbox.waiting_since",
        "audit.latest",
        "invitations.in_force",
        "roster_pages.page",
        "requests.waiting",
        "pulse.results.over",
        "pulse.rounds.unfinished",
    ],
)
async def test_a_page_costs_no_more_than_a_page(
    tx: Transaction, village: Village, name: str
) -> None:
    """Its order is that of the index: nothing is sorted that will not be shown."""
    [verb] = (verb for verb in every_verb() if verb.name == name)
    plans = {sql: await plan(tx, sql, a) for sql, a in (await heard(tx, village, verb)).items()}

    assert plans
    assert {sql for sql, steps in plans.items() if "TEMP B-TREE" in str(steps)} == set()


def test_the_verbs_are_found() -> None:
    """A test over none of them would show nothing."""
    names = {verb.name for verb in every_verb()}

    assert {"sales.record", "invitations.use", "outbox.mark", "speakers.load"} <= names
    assert len(names) > 50
