"""A small cluster to try the verbs on, and a sale to begin with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from storage import clusters, consents, firms, people
from storage.clusters import Cluster, NewCluster, Product
from storage.consents import Purpose
from storage.database import Transaction
from storage.firms import Kind
from storage.jobs import Contract, Move, NewJob
from storage.sales import Channel, Market, NewSale
from storage.scope import ClusterScope, MemberScope, Role
from storage.values import Money, PeopleCount, Quantity

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PRODUCTS = (Product("honey", "Miel", "Honey", "kg"), Product("wax", "Cera", "Wax", "kg"))


@dataclass(frozen=True, slots=True)
class Village:
    """Ana and Berta share a firm, Carlos and the observer another; the coordinator has none."""

    cluster: Cluster
    ana: MemberScope
    berta: MemberScope
    carlos: MemberScope
    coordinator: MemberScope
    observer: MemberScope

    @property
    def scope(self) -> ClusterScope:
        return self.cluster.scope

    @property
    def firm(self) -> int:
        return firm_of(self.ana)

    @property
    def other_firm(self) -> int:
        return firm_of(self.carlos)

    @property
    def people(self) -> tuple[MemberScope, ...]:
        return (self.ana, self.berta, self.carlos, self.coordinator, self.observer)


def firm_of(scope: MemberScope) -> int:
    assert scope.firm_id is not None
    return scope.firm_id


def new_cluster(slug: str) -> NewCluster:
    return NewCluster(
        slug=slug,
        name_es=f"Apicultores de {slug}",
        name_en=f"Beekeepers of {slug}",
        territory="CO",
        currency="COP",
        zone="America/Bogota",
        language="es",
    )


async def settle(tx: Transaction, slug: str, first_phone: int = 100) -> Village:
    """Two firms and five people; Telegram ids go up from `first_phone`."""
    cluster = await clusters.create(tx, new_cluster(slug), PRODUCTS, NOW)
    first = await firms.create(tx, cluster.scope, "Miel de Tota", Kind.BUSINESS, NOW)
    second = await firms.create(tx, cluster.scope, "El Roble", Kind.BUSINESS, NOW)
    roles = (
        ("Ana", Role.MEMBER, first.id),
        ("Berta", Role.MEMBER, first.id),
        ("Carlos", Role.MEMBER, second.id),
        ("Coordinadora", Role.COORDINATOR, None),
        ("Observador", Role.OBSERVER, second.id),
    )
    joined = []
    for phone, (name, role, firm_id) in enumerate(roles, start=first_phone):
        person = await people.meet(tx, phone, f"{name} de {slug}", "es", NOW)
        joined.append(await people.join(tx, cluster.scope, person, role, firm_id, NOW))
        await consents.give(tx, joined[-1], [Purpose.TOTALS], 1, NOW)
    return Village(cluster, *joined)


HONEY = NewSale(
    product="honey",
    amount=Money(45_000_000, "COP"),
    sold_on=TODAY,
    market=Market.LOCAL,
    channel=Channel.DIRECT,
    quantity=Quantity(20_000, "kg"),
)


def sale(**changes: Any) -> NewSale:
    """20 kg of honey for 450,000 pesos today, but for what the test is about."""
    return replace(HONEY, **changes)


HIRED = NewJob(
    move=Move.HIRED,
    people=PeopleCount(3, women=2),
    contract=Contract.FULL_TIME,
    happened_on=TODAY,
)


def hiring(**changes: Any) -> NewJob:
    """Three people, two of them women, hired full-time today, but for what the test is about."""
    return replace(HIRED, **changes)
