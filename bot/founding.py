"""A new cluster from a template: its products, its equipment, and what comes by itself."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.language.money import minor_of
from bot.templates import Equipment, Template
from storage import clusters, resources
from storage.clusters import Cluster, NewCluster, Product
from storage.database import Transaction
from storage.opening import every_day
from storage.resources import Kind, NewResource


async def found(
    tx: Transaction, slug: str, template_name: str, template: Template, now: datetime
) -> Cluster:
    """Raises storage.errors.TakenError where the slug is in use."""
    new = new_cluster(slug, template_name, template)
    products = [Product(p.code, p.name_es, p.name_en, p.unit) for p in template.products]
    cluster = await clusters.create(tx, new, products, now)
    for equipment in template.equipment:
        shared = _resource(equipment, template.currency)
        await resources.create(tx, cluster.scope, shared, now)
    return cluster


def new_cluster(slug: str, template_name: str, template: Template) -> NewCluster:
    return NewCluster(
        slug=slug,
        name_es=template.name_es,
        name_en=template.name_en,
        territory=template.territory,
        currency=template.currency,
        zone=template.zone,
        language=template.language,
        template=template_name,
        **template.week.model_dump(),
    )


def _resource(ready: Equipment, currency: str) -> NewResource:
    return NewResource(
        kind=Kind(ready.kind),
        name_es=ready.name_es,
        name_en=ready.name_en,
        opening=every_day(ready.open_from * 60, ready.open_until * 60, ready.closed_weekdays),
        shortest=ready.shortest_minutes,
        longest=ready.longest_minutes,
        place=ready.place,
        instructions=ready.instructions,
        price=minor_of(Decimal(ready.price), currency),
    )
