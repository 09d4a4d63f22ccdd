"""Coordinators, second clusters, and what the file holds, for dialogues about people."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from storage import clusters, firms, invitations, people
from storage.clusters import Cluster
from storage.firms import Kind
from storage.scope import Role
from tests.dialogues.announced import scope_of
from tests.phone import Phone
from tests.town import BOYACA, PRODUCTS, Town

POTTERS = replace(
    BOYACA,
    slug="celaya",
    name_es="Ceramistas de Celaya",
    name_en="Potters of Celaya",
    territory="MX",
    currency="MXN",
    zone="America/Mexico_City",
)


async def coordinator(town: Town, name: str = "Rosa", language: str = "es") -> Phone:
    return await town.member(name, language, firm=None, role=Role.COORDINATOR)


async def second_cluster(town: Town) -> Cluster:
    async with town.app.database.transaction() as tx:
        return await clusters.create(tx, POTTERS, PRODUCTS, town.clock.now())


async def joins(
    town: Town,
    phone: Phone,
    cluster: Cluster,
    role: Role = Role.MEMBER,
    firm: str | None = None,
) -> int:
    """Into another cluster, which they are in from now on; their id as a member there."""
    now = town.clock.now()
    async with town.app.database.transaction() as tx:
        made = await firms.named(tx, cluster.scope, firm, Kind.BUSINESS, now) if firm else None
        person = await people.meet(tx, phone.id, phone.user.first_name, None, now)
        firm_id = made.id if made else None
        scope = await people.join(tx, cluster.scope, person, role, firm_id, now)
    return scope.member_id


async def link_of(
    town: Town,
    cluster: Cluster | None = None,
    *,
    by: Phone | None = None,
    uses: int = 1,
    role: Role = Role.MEMBER,
) -> str:
    """What one starts with who has an invitation: made by a coordinator, or in the terminal."""
    scope = await scope_of(town, by) if by else (cluster or town.made).scope
    async with town.app.database.transaction() as tx:
        made = await invitations.create(
            tx,
            scope,
            role=role,
            firm_id=None,
            expires_at=town.clock.now() + timedelta(days=7),
            uses=uses,
            now=town.clock.now(),
        )
    return made.token


async def joins_by_link(town: Town, phone: Phone) -> None:
    """In Spanish, allowing nothing."""
    await phone.starts(await link_of(town))
    await phone.taps("Unirme")
    await phone.taps("Listo")


async def everything(town: Town) -> str:
    """All that stands in the file, as one text."""
    reader = town.app.database.reader
    tables = await reading_tables(town)
    return repr([tuple(r) for t in tables for r in await reader.rows(f"SELECT * FROM {t}")])


async def reading_tables(town: Town) -> list[str]:
    rows = await town.app.database.reader.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    )
    return [row["name"] for row in rows]


def link_in(caption: str) -> str:
    """What a person who opens the link under the picture starts with."""
    found = re.search(r"start=(\S+)", caption)
    assert found is not None
    return found[1]


async def forgets(phone: Phone) -> None:
    """In the phone's language, after being asked twice."""
    spanish = phone.user.language_code == "es"
    await phone.says("/forgetme")
    await phone.taps("Olvídame" if spanish else "Forget me")
    await phone.taps("Sí, olvídame" if spanish else "Yes, forget me")


async def pauses(by: Phone, whom: str, button: str = "Pausar", sure: str = "Sí, pausar") -> None:
    """As a coordinator does, from the card of a member."""
    await by.says(f"/members {whom}")
    await by.taps(whom)
    await by.taps(button)
    await by.taps(sure)
