"""The pulse in storage: once a member a round, nothing of few, no order to be found in the file."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from storage import clusters, due, migrations, people, pulse
from storage.clusters import Cluster
from storage.database import Database, Transaction
from storage.errors import NotAllowedError, NotFoundError
from storage.pulse import Counts, Outcome, Question, Round, Scale
from storage.scope import MemberScope, Role
from tests.storage.village import DAY, NOW, TODAY, Village, new_cluster

EXTENT = Question("benefits", Scale.EXTENT)
FACES = Question("cooperation", Scale.FACES)


@pytest.fixture
async def opened(tx: Transaction, village: Village) -> Round:
    """A round that everybody of the village was asked in."""
    opened = await pulse.open_round(tx, village.scope, TODAY)
    await pulse.ask(tx, village.scope, opened.id, [m.member_id for m in village.people])
    return opened


async def more(tx: Transaction, cluster: Cluster, how_many: int) -> list[MemberScope]:
    joined = []
    for phone in range(1000, 1000 + how_many):
        person = await people.meet(tx, phone, f"Socia {phone}", "es", NOW)
        joined.append(await people.join(tx, cluster.scope, person, Role.MEMBER, None, NOW))
    return joined


async def given_in(tx: Transaction, opened: Round) -> dict[tuple[str, int], int]:
    rows = await tx.rows(
        "SELECT question, choice, given FROM pulse_tally WHERE round_id = ? AND given > 0",
        (opened.id,),
    )
    return {(row["question"], row["choice"]): row["given"] for row in rows}


async def test_an_answer_counts_once_a_member(
    tx: Transaction, village: Village, opened: Round
) -> None:
    """Questions come in their order; one that is behind or ahead is not counted."""
    said = [
        await pulse.choose(tx, village.ana, opened.id, at, choice)
        for at, choice in ((1, 0), (0, 2), (0, 0), (1, 4), (1, 4), (0, None))
    ]
    written = [await pulse.write(tx, village.ana, opened.id, words) for words in ("A", "B")]

    assert said == [
        *(Outcome.NOT_NOW, Outcome.COUNTED, Outcome.NOT_NOW),
        *(Outcome.COUNTED, Outcome.NOT_NOW, Outcome.NOT_NOW),
    ]
    assert written == [Outcome.COUNTED, Outcome.NOT_NOW]
    assert await given_in(tx, opened) == {("benefits", 2): 1, ("cooperation", 4): 1}


async def test_what_no_button_offers_is_refused(
    tx: Transaction, village: Village, opened: Round
) -> None:
    """A choice there is not, an observer, a question there is not, a round that is over."""
    for choice in (-1, 3, 99):
        with pytest.raises(NotFoundError):
            await pulse.choose(tx, village.ana, opened.id, 0, choice)
    with pytest.raises(NotAllowedError):
        await pulse.choose(tx, village.observer, opened.id, 0, 1)
    nowhere = await pulse.choose(tx, village.ana, opened.id, 7, 1)
    await pulse.close(tx, village.scope, opened.id)
    over = await pulse.choose(tx, village.ana, opened.id, 0, 1)

    assert (nowhere, over) == (Outcome.NOT_NOW, Outcome.OVER)
    assert await given_in(tx, opened) == {}


async def test_few_answers_are_deleted_when_the_round_ends(
    tx: Transaction, village: Village
) -> None:
    """Question by question: what may never be shown is not kept either."""
    opened = await pulse.open_round(tx, village.scope, TODAY)
    for at, member in enumerate(await more(tx, village.cluster, 6)):
        await pulse.choose(tx, member, opened.id, 0, at % 3)
        await pulse.choose(tx, member, opened.id, 1, 4 if at < 4 else None)
        await pulse.write(tx, member, opened.id, f"Palabra {at}" if at < 5 else None)
    await pulse.close(tx, village.scope, opened.id)
    found = await pulse.results(tx, village.scope, opened.id)

    assert found is not None
    assert found.turnout == pulse.Turnout(6, 6, 6)
    assert found.counts == (Counts(EXTENT, (2, 2, 2)),)
    assert sorted(found.words) == [f"Palabra {at}" for at in range(5)]
    assert await given_in(tx, opened) == {("benefits", choice): 2 for choice in range(3)}


async def test_words_of_few_are_deleted_too(tx: Transaction, village: Village) -> None:
    """Six finished and four of them wrote: theirs could be guessed."""
    opened = await pulse.open_round(tx, village.scope, TODAY)
    for at, member in enumerate(await more(tx, village.cluster, 6)):
        await pulse.choose(tx, member, opened.id, 0, 1)
        await pulse.choose(tx, member, opened.id, 1, 1)
        await pulse.write(tx, member, opened.id, f"Palabra {at}" if at < 4 else None)
    await pulse.close(tx, village.scope, opened.id)
    found = await pulse.results(tx, village.scope, opened.id)

    assert found is not None
    assert (len(found.counts), found.words) == (2, ())
    assert await tx.rows("SELECT * FROM pulse_words") == []


async def test_a_round_that_is_open_has_no_results(
    tx: Transaction, village: Village, opened: Round
) -> None:
    """Not even for the cluster's own work."""
    await pulse.choose(tx, village.ana, opened.id, 0, 1)

    assert await pulse.results(tx, village.scope, opened.id) is None
    assert await pulse.over(tx, village.scope) == []
    assert (await pulse.turnout(tx, village.scope, opened.id)).began == 1


async def test_a_new_round_ends_the_last_and_asks_the_next_set(
    tx: Transaction, village: Village
) -> None:
    """The three sets take turns; opening the same day twice opens one round."""
    rounds = [await pulse.open_round(tx, village.scope, TODAY + 7 * DAY * n) for n in range(4)]
    again = await pulse.open_round(tx, village.scope, TODAY + 21 * DAY)

    assert again == rounds[3]
    assert [r.asks.open for r in rounds] == [
        *("discontent", "wishes", "changes"),
        "discontent",
    ]
    assert await pulse.current(tx, village.scope) == rounds[3]


async def test_who_ignores_three_rounds_is_asked_no_more(tx: Transaction, village: Village) -> None:
    """The fourth leaves them alone, the fifth does not know them; until they ask for it."""
    member_ids = [village.ana.member_id, village.observer.member_id]
    came = []
    for week in range(5):
        opened = await pulse.open_round(tx, village.scope, TODAY + 7 * DAY * week)
        said = await pulse.ask(tx, village.scope, opened.id, member_ids)
        came.append((len(said.asked), len(said.left_alone)))
    left = (await pulse.standing(tx, village.ana)).left_alone
    await pulse.ask_again(tx, village.ana)
    opened = await pulse.open_round(tx, village.scope, TODAY + 35 * DAY)
    back = await pulse.ask(tx, village.scope, opened.id, member_ids)

    assert came == [(1, 0), (1, 0), (1, 0), (0, 1), (0, 0)]
    assert left
    assert back.asked == {village.ana.member_id}


async def test_the_place_in_the_file_tells_no_order(database: Database) -> None:
    """Words lie in the file in the order of their random ids, each once, whenever they came."""
    said = [f"palabra-{number:02}-" + "x" * (number * 7 % 30) for number in range(24)]
    async with database.transaction() as tx:
        cluster = await clusters.create(tx, new_cluster("valle"), [], NOW)
        members = await more(tx, cluster, len(said))
        opened = await pulse.open_round(tx, cluster.scope, TODAY)
    for member, words in zip(members, said, strict=True):
        async with database.transaction() as tx:
            for at in (0, 1):
                await pulse.choose(tx, member, opened.id, at, None)
            await pulse.write(tx, member, opened.id, words)
    by_id = await database.reader.rows("SELECT words FROM pulse_words ORDER BY id")
    path = database.path
    await database.close()
    raw = path.read_bytes()
    places = [raw.find(row["words"].encode()) for row in by_id]

    assert [raw.count(words.encode()) for words in said] == [1] * len(said)
    assert places in (sorted(places), sorted(places, reverse=True))
    assert [row["words"] for row in by_id] != said


async def test_a_new_cluster_has_its_first_round_planned(tx: Transaction) -> None:
    """At the hour of the cluster's own zone."""
    cluster = await clusters.create(tx, new_cluster("valle"), [], NOW)

    assert await due.planned(tx, pulse.OPENING, cluster.id) == datetime(
        2026, 11, 26, 22, tzinfo=UTC
    )


def test_clusters_of_an_older_file_have_a_round_to_begin_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is long past: the agenda finds it too late to be worth it, and plans the next."""
    older, path = tmp_path / "schema", tmp_path / "ayni.db"
    older.mkdir()
    for version, file in migrations.steps():
        if version < 5:
            shutil.copy(file, older)
    with monkeypatch.context() as before:
        before.setattr(migrations, "SCHEMA", older)
        migrations.migrate(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            """INSERT INTO cluster (id, slug, name_es, name_en, territory, currency, zone, language,
                                    created_at)
               VALUES (7, 'valle', 'Valle', 'Valley', 'CO', 'COP', 'America/Bogota', 'es', 'now')"""
        )
    migrations.migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        rows = list(connection.execute("SELECT kind, subject, due_at, state FROM due"))

    assert rows == [("pulse", 7, "2026-01-01T00:00:00+00:00", "waiting")]


@given(some.lists(some.integers(0, 4), min_size=5, max_size=60))
def test_an_average_lies_where_its_answers_do(choices: list[int]) -> None:
    """Of five faces from 1 to 5, and between the worst and the best that was given."""
    counts = Counts(FACES, tuple(choices.count(choice) for choice in range(5)))

    assert counts.answers == len(choices)
    assert 1 + min(choices) <= counts.average <= 1 + max(choices)
    assert abs(counts.average - (1 + Decimal(sum(choices)) / len(choices))) < Decimal("1e-20")


def test_a_reminder_comes_before_the_round_ends() -> None:
    """And the round ends before the next one opens."""
    assert timedelta() < pulse.REMIND_AFTER < pulse.CLOSE_AFTER < timedelta(days=7)
    assert pulse.FEWEST == 5
