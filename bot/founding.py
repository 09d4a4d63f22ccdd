"""A new cluster from a template: its products and the first rows of what comes by itself."""

from __future__ import annotations

from datetime import datetime

from bot.templates import Template
from storage import clusters
from storage.clusters import Cluster, NewCluster, Product
from storage.database import Transaction


async def found(
    tx: Transaction, slug: str, template_name: str, template: Template, now: datetime
) -> Cluster:
    """Raises storage.errors.TakenError where the slug is in use."""
    new = NewCluster(
        slug=slug,
        name_es=template.name_es,
        name_en=template.name_en,
        territory=template.territory,
        currency=template.currency,
        zone=template.zone,
        language=template.language,
        template=template_name,
    )
    products = [Product(p.code, p.name_es, p.name_en, p.unit) for p in template.products]
    return await clusters.create(tx, new, products, now)
