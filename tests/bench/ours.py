"""This bot: how it is started, the people it knows already, and how its sale dialogue goes."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from bot.pipeline.outgoing import Lane
from storage import clusters, consents, firms, outbox, people, sales
from storage.clusters import Cluster, NewCluster, Product
from storage.consents import Purpose
from storage.database import Database, Transaction
from storage.outbox import Row
from storage.sales import Channel, Market, NewSale, Telling
from storage.scope import Role
from storage.values import Money, Quantity
from tests.bench import bulk
from tests.bench.contenders import WORKSHOP, Contender
from tests.bench.members import FIRST_MEMBER, Step, says, taps_data

MEMBERS = 1000
NOW = datetime.now(UTC)
CLUSTER = NewCluster(
    slug="boyaca",
    name_es="Apicultores de Boyacá",
    name_en="Beekeepers of Boyacá",
    territory="CO",
    currency="COP",
    zone="America/Bogota",
    language="es",
)
PRODUCTS = (
    Product("honey", "Miel", "Honey", "kg"),
    Product("pollen", "Polen", "Pollen", "kg"),
    Product("wax", "Cera", "Wax", "kg"),
)
# The first of what each question offers, then Save.
OUR_SALE: Sequence[Step] = (says("/venta"), *[taps_data(":.0", ":y")] * 6)


def ours(database: Path, messages_per_second: int) -> Contender:
    """The limits are those asked for; a chat's own is out of the way, as the peers have none."""

    def environment(url: str, copy: Path) -> Mapping[str, str]:
        return {
            "AYNI_TOKEN": "1:bench",
            "AYNI_API_URL": url,
            "AYNI_DATABASE": str(copy),
            "AYNI_MESSAGES_PER_SECOND": str(messages_per_second),
            "AYNI_CHAT_MESSAGES_PER_SECOND": "100",
            "AYNI_LOG_LEVEL": "WARNING",
        }

    return Contender("ours", [sys.executable, "-m", "bot", "run"], environment, database)


async def prepare(name: str, *, with_bulk: bool) -> Path:
    """A database with a cluster of 1,000 members who each sold before."""
    path = WORKSHOP / f"{name}.db"
    for old in WORKSHOP.glob(f"{path.name}*"):
        old.unlink()
    database = await Database.open(path)
    try:
        async with database.transaction() as tx:
            cluster = await clusters.create(tx, CLUSTER, PRODUCTS, NOW)
            for number in range(MEMBERS):
                await _join(tx, cluster, number)
            if with_bulk:
                await outbox.add(tx, map(_bulk_row, range(bulk.MESSAGES)), NOW)
    finally:
        await database.close()
    return path


async def _join(tx: Transaction, cluster: Cluster, number: int) -> None:
    telegram_id = FIRST_MEMBER + number
    firm = await firms.create(tx, cluster.scope, f"Finca {number}", firms.Kind.BUSINESS, NOW)
    person_id = await people.meet(tx, telegram_id, f"Ana {telegram_id}", "es", NOW)
    member = await people.join(tx, cluster.scope, person_id, Role.MEMBER, firm.id, NOW)
    await consents.give(tx, member, [Purpose.TOTALS], 1, NOW)
    earlier = [
        Telling(member.member_id, firm.id, f"bench-{weeks}", at, _sale(at, weeks))
        for weeks in (3, 2, 1)
        for at in [NOW - timedelta(weeks=weeks)]
    ]
    await sales.record_many(tx, cluster.scope, earlier)


def _sale(at: datetime, weeks: int) -> NewSale:
    return NewSale(
        product="honey",
        amount=Money(45_000_000 + 1_000_000 * weeks, "COP"),
        sold_on=at.date(),
        market=Market.LOCAL,
        channel=Channel.DIRECT,
        quantity=Quantity(20_000 + 1_000 * weeks, "kg"),
    )


def _bulk_row(number: int) -> Row:
    recipient = bulk.FIRST_RECIPIENT + number
    params = orjson.dumps({"chat_id": recipient, "text": bulk.TEXT}).decode()
    return Row(number + 1, recipient, Lane.BULK, "sendMessage", params, not_before=NOW.isoformat())
