"""Every demo has something true to show on each list, picture and digest."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from statistics import mean
from typing import Any

import pytest
import pytest_asyncio

from bot import templates
from bot.clock import MovableClock
from bot.demo import Demo
from bot.language.money import minor_of
from bot.templates import Template
from storage import announcements, audit, exports, jobs, pulse, requests, resources, sales
from storage.announcements import Figures, State
from storage.audit import Act
from storage.sales import FEWEST_FIRMS
from storage.scope import ClusterScope

# All demos are made once, for all tests of this module.
pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TODAY = NOW.date()
SCOPE = ClusterScope(1)
MONTHS = 6
Row = dict[str, Any]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=templates.names())
async def demo(request: pytest.FixtureRequest) -> AsyncIterator[Demo]:
    """One that was just opened, on a Wednesday; the bot is still to be started."""
    async with Demo(0, MovableClock(NOW), request.param) as demo:
        yield demo


async def rows(demo: Demo, sql: str) -> list[Row]:
    return [dict(row) for row in await demo.app.database.reader.rows(sql)]


def months_ago(day: date) -> int:
    return (TODAY - day).days // 30


async def test_sales_are_within_the_templates_prices_and_quantities(demo: Demo) -> None:
    """Half a year of them, in the cluster's currency but for one that a buyer abroad paid."""
    ready = templates.load(demo.template)
    reader = demo.app.database.reader
    told = [
        await sales.find(reader, SCOPE, row["id"]) for row in await exports.sales(reader, SCOPE)
    ]
    sold = [sale for sale in told if sale is not None]
    home = [sale for sale in sold if sale.amount.currency == ready.currency]
    [abroad] = [sale for sale in sold if sale not in home]

    assert len(sold) == len(told) > 200
    assert {months_ago(sale.sold_on) for sale in home} >= set(range(MONTHS))
    assert [sale for sale in home if not _fits(ready, sale)] == []
    assert (abroad.amount.currency, abroad.market.value) == (ready.export.currency, "export")
    assert abroad.country in ready.export.countries


def _fits(ready: Template, sale: sales.Sale) -> bool:
    product = next(product for product in ready.products if product.code == sale.product)
    if sale.quantity is None or sale.quantity.unit != product.unit:
        return False
    units = sale.quantity.amount
    bounds = [minor_of(units * price, ready.currency) for price in product.price]
    low, high = (money.minor if money else 0 for money in bounds)
    return low <= sale.amount.minor <= high and product.usual[0] <= units <= product.usual[1]


async def test_no_product_is_hidden_by_the_rule_of_three_firms(demo: Demo) -> None:
    """Each is sold by so many in half a year, and the main one in the last month."""
    ready = templates.load(demo.template)
    firms, lately = defaultdict(set), set()
    for row in await exports.sales(demo.app.database.reader, SCOPE):
        firms[row["product"]].add(row["firm"])
        if row["product"] == ready.products[0].code and row["sold_on"] > _day(30):
            lately.add(row["firm"])

    assert set(firms) == {product.code for product in ready.products}
    assert min(len(sellers) for sellers in firms.values()) >= FEWEST_FIRMS
    assert len(lately) >= FEWEST_FIRMS


def _day(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


async def test_weeks_are_told_as_without_sales_and_last_week_one_firm_is_silent(
    demo: Demo,
) -> None:
    """In a week of which that was said nothing is on record."""
    without = await rows(demo, "SELECT firm_id, monday FROM week_without_sales")
    clash = await rows(
        demo,
        """SELECT sale.id FROM week_without_sales AS week JOIN sale ON sale.firm_id = week.firm_id
           WHERE sold_on >= monday AND sold_on < date(monday, '+7 days')""",
    )
    silent = await rows(
        demo,
        """SELECT firm.id FROM firm JOIN member ON member.firm_id = firm.id
           WHERE NOT EXISTS (SELECT 1 FROM sale WHERE sale.firm_id = firm.id
                               AND sold_on >= '2026-11-16' AND sold_on < '2026-11-23')
             AND NOT EXISTS (SELECT 1 FROM week_without_sales AS week
                             WHERE week.firm_id = firm.id AND monday = '2026-11-16')""",
    )

    assert len({row["firm_id"] for row in without}) == 2
    assert len(without) >= 5
    assert "2026-11-16" in {row["monday"] for row in without}
    assert clash == []
    assert silent


async def test_people_are_hired_and_leave_over_months(demo: Demo) -> None:
    """In each firm, which has told how many work in it; nobody leaves who was not there."""
    reader = demo.app.database.reader
    moved = await exports.jobs(reader, SCOPE)
    firms = {row["firm_id"] for row in await rows(demo, "SELECT firm_id FROM member")}
    counted = await jobs.head_counts(reader, SCOPE, firms, TODAY)

    assert len({row["firm"] for row in moved}) == len(firms)
    assert len({months_ago(date.fromisoformat(row["happened_on"])) for row in moved}) >= 4
    assert {row["move"] for row in moved} == {"hired", "left"}
    assert all(row["recorded_at"][:10] > row["happened_on"] for row in moved)
    assert set(counted) == firms
    assert all(count.people > 0 for count in counted.values())


async def test_equipment_is_booked_for_half_a_year_ever_more(demo: Demo) -> None:
    """Everything, in each month, by several firms, and some of it is still to come."""
    booked = await exports.bookings(demo.app.database.reader, SCOPE)
    by_month = defaultdict(list)
    for row in booked:
        by_month[months_ago(datetime.fromisoformat(row["starts_at"]).date())].append(row)
    month = Counter({ago: len(of) for ago, of in by_month.items()})

    for ago in range(MONTHS):
        assert len({row["name_en"] for row in by_month[ago]}) == 3
        assert len({row["firm"] for row in by_month[ago]}) >= FEWEST_FIRMS
    assert month[0] + month[1] > month[MONTHS - 2] + month[MONTHS - 1]
    assert len([row for row in booked if row["starts_at"] > NOW.isoformat()]) >= 5


async def test_equipment_was_and_will_be_out_of_use(demo: Demo) -> None:
    """A breakdown that is over, and maintenance to come, with nothing booked in either."""
    blocks = await rows(demo, "SELECT resource_id, reason, starts_at, ends_at FROM block")
    clash = await rows(
        demo,
        """SELECT booking.id FROM block JOIN booking ON booking.resource_id = block.resource_id
             AND booking.starts_at < block.ends_at AND booking.ends_at > block.starts_at""",
    )
    shared = await resources.listing(demo.app.database.reader, SCOPE)

    assert [row["reason"] for row in blocks if row["ends_at"] < NOW.isoformat()] == ["breakdown"]
    assert [row["reason"] for row in blocks if row["starts_at"] > NOW.isoformat()] == [
        "maintenance"
    ]
    assert clash == []
    assert all(resource.instructions and resource.price for resource in shared)


async def test_there_were_and_will_be_a_fair_and_a_training(demo: Demo) -> None:
    """With who went, who said no, and who waits for a seat in a small one."""
    told = await rows(demo, "SELECT id, kind, starts_at, seats FROM event")
    answers: dict[int, Counter[str]] = defaultdict(Counter)
    for row in await rows(demo, "SELECT event_id, answer FROM rsvp"):
        answers[row["event_id"]][row["answer"]] += 1
    past = {row["kind"]: answers[row["id"]] for row in told if row["starts_at"] < NOW.isoformat()}
    coming = [row for row in told if row["starts_at"] > NOW.isoformat()]
    full = [row for row in coming if answers[row["id"]]["waiting"]]

    assert set(past) == {row["kind"] for row in coming} == {"fair", "training"}
    for answered in past.values():
        assert answered["going"] >= 4
        assert answered["not going"] >= 1
    assert [(row["kind"], answers[row["id"]]["going"]) for row in full] == [
        ("training", full[0]["seats"])
    ]
    assert all(answers[row["id"]]["going"] for row in coming)


async def test_announcements_have_copies_and_some_have_read_them(demo: Demo) -> None:
    """Of news, of a call, and of both events to come."""
    reader = demo.app.database.reader
    told = await announcements.latest(reader, SCOPE, limit=100)
    people = len(await rows(demo, "SELECT id FROM member"))

    assert {one.state for one in told} == {State.SENT}
    assert Counter(one.kind.value for one in told) == Counter(
        {"news": 2, "funding": 1, "fair": 1, "training": 1}
    )
    for one in told:
        found = await announcements.copies.figures(reader, SCOPE, one.id)
        assert found == Figures(total=people, sent=people, read=found.read)
        assert 0 < found.read < people


async def test_every_phone_has_the_last_announcement_and_the_last_months_digests(
    demo: Demo,
) -> None:
    """In the language of whoever holds it, in the order in which they came."""
    told = await announcements.latest(demo.app.database.reader, SCOPE, limit=100)
    last = max((one for one in told if one.event_id is None), key=lambda one: one.created_at)
    cluster = templates.load(demo.template)
    people = [person for firm in cluster.firms for person in firm.people]
    users = list(demo.sim.users.values())[: len(people)]
    for person, user in zip(people, users, strict=True):
        received = demo.sim.chat(user.id).from_bot
        texts = [message["text"] for message in received]
        dates = [message["date"] for message in received]
        text = last.text_es if person.language == "es" else last.text_en
        week = "Semana del " if person.language == "es" else "Week of "

        assert [t for t in texts if text and text in t] != []
        assert len([t for t in texts if t.startswith(week)]) >= 4
        assert dates == sorted(dates)
        assert dates[-1] <= NOW.timestamp()


async def test_somebody_waits_to_be_let_in(demo: Demo) -> None:
    """They have phones of their own, and have waited for less than two days."""
    waiting = await requests.waiting(demo.app.database.reader, SCOPE)
    ready = templates.load(demo.template)
    asked = await rows(demo, "SELECT asked_at FROM join_request")

    assert [request.person.name for request in waiting] == [one.name for one in ready.asking]
    assert all(demo.sim.chat(request.person.telegram_id).started for request in waiting)
    assert len(waiting) == 2
    assert all(_day(2) < row["asked_at"] < NOW.isoformat() for row in asked)


async def test_the_trail_tells_what_the_coordinator_did(demo: Demo) -> None:
    """In the order of time: inviting, looking, announcing what was made before, exporting."""
    trail = await audit.latest(demo.app.database.reader, SCOPE, limit=100)
    told = {(e.act, e.en): e.at for e in reversed(trail)}
    made = {name: at for (act, name), at in told.items() if act is Act.EVENT_MADE}

    acts = {entry.act for entry in trail}
    assert acts >= {Act.INVITED, Act.LISTED, Act.VIEWED, Act.REMINDED, Act.EXPORTED, Act.BLOCKED}
    announced = {name: told[Act.ANNOUNCED, name] for name in made if (Act.ANNOUNCED, name) in told}
    assert len(announced) >= 2
    assert all(made[name] < at for name, at in announced.items())
    assert [entry.at for entry in trail] == sorted((e.at for e in trail), reverse=True)
    assert trail[0].at < NOW


async def test_the_pulse_has_rounds_with_a_trend(demo: Demo) -> None:
    """Half a year of them, all with enough answers to be shown; the last ones are the better."""
    reader = demo.app.database.reader
    [newest] = await pulse.over(reader, SCOPE, limit=1)
    trend = await pulse.trend(reader, SCOPE, until=newest.number)
    level = [mean(float(m) for m in point.levels.values()) for point in trend if point.levels]

    assert len(trend) >= 20
    assert len(level) >= len(trend) - 2
    assert mean(level[-8:]) > mean(level[:8]) + 0.05
