"""A cluster to test in: the simulator, the real bot against it, and people with phones."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import SecretStr

from bot.app import App
from bot.clock import MovableClock
from bot.config import GivenSettings, Settings
from bot.nursery import Nursery
from bot.simulator import Simulator
from storage import clusters, firms, people
from storage.clusters import Cluster, NewCluster, Product
from storage.database import Database, Transaction
from storage.firms import Kind
from storage.scope import Role
from tests.phone import Phone

TOKEN = "1:town"
# A Monday, ten in the morning in Bogotá.
START = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
BOYACA = NewCluster(
    slug="boyaca",
    name_es="Apicultores de Boyacá",
    name_en="Beekeepers of Boyacá",
    territory="CO",
    currency="COP",
    zone="America/Bogota",
    language="es",
)
PRODUCTS = [
    Product("honey", "Miel", "Honey", "kg"),
    Product("pollen", "Polen", "Pollen", "kg"),
    Product("propolis", "Propóleo", "Propolis", "l"),
]


class Town:
    def __init__(self, folder: Path, cluster: NewCluster = BOYACA, start: datetime = START) -> None:
        self.path = folder / "ayni.db"
        self.clock = MovableClock(start)
        self.sim = Simulator(self.clock, TOKEN, zone=cluster.zone)
        self.cluster = cluster
        self._nursery = Nursery()
        self.app: App

    async def __aenter__(self) -> Self:
        await self.sim.__aenter__()
        database = await Database.open(self.path)
        async with database.transaction() as tx:
            self.made = await self.founded(tx)
        await database.close()
        await self.opens()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.closes()
        await self._nursery.close()
        await self.sim.__aexit__(kind, error, trace)

    async def founded(self, tx: Transaction) -> Cluster:
        return await clusters.create(tx, self.cluster, PRODUCTS, self.clock.now())

    @property
    def settings(self) -> Settings:
        """Limits far above Telegram's, which are tested on their own, so that dialogues flow."""
        return GivenSettings(
            token=SecretStr(TOKEN),
            database=self.path,
            api_url=self.sim.api_url,
            long_poll=2,
            messages_per_second=1000,
            chat_messages_per_second=100,
        )

    async def opens(self) -> None:
        self.app = App(self.settings, self.clock)
        await self.app.__aenter__()
        self._running = self._nursery.start(self.app.run(), name="bot")
        self._stop_listening = self.clock.on_move(self.app.moved)
        await self._wait(self.app.ready)

    async def closes(self) -> None:
        """Stop at once: nothing is finished that was under way."""
        self._stop_listening()
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self.app.__aexit__(None, None, None)

    async def restarts(self) -> None:
        await self.closes()
        await self.opens()
        await self.settle()

    async def clock_to(self, moment: datetime) -> None:
        """All that becomes due until then has been done when this returns."""
        self.clock.move_to(moment)
        await self.settle()

    async def settle(self) -> None:
        """Until the bot has handled every update, and sent and noted all it had to say."""
        async with asyncio.timeout(20):
            while True:
                await self.sim.idle_updates()
                if self.app.idle and not self.sim.pending_updates:
                    return
                if self._running.done():
                    self._running.result()
                await asyncio.sleep(0.005)

    async def stranger(self, name: str, language: str = "es") -> Phone:
        """Somebody who has not pressed Start yet."""
        first, _, last = name.partition(" ")
        user = self.sim.add_user(first, last or None, language_code=language)
        return Phone(self.sim, user, self.settle)

    async def member(
        self,
        name: str,
        language: str = "es",
        firm: str | None = "Miel de Tota",
        role: Role = Role.MEMBER,
        joined: datetime | None = None,
    ) -> Phone:
        """Somebody who has joined already, now or then, and sees the menu."""
        phone = await self.stranger(name, language)
        async with self.app.database.transaction() as tx:
            person = await people.meet(tx, phone.id, name, language, self.clock.now())
            await people.choose_language(tx, person, language)
            firm_id = await self._firm(tx, firm) if firm else None
            await people.join(
                tx, self.made.scope, person, role, firm_id, joined or self.clock.now()
            )
        await phone.starts()
        return phone

    async def _firm(self, tx: Transaction, name: str) -> int:
        now = self.clock.now()
        return (await firms.named(tx, self.made.scope, name, Kind.BUSINESS, now)).id

    async def _wait(self, done: asyncio.Event) -> None:
        waiting = self._nursery.start(done.wait(), name="start")
        await asyncio.wait((waiting, self._running), return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            self._running.result()
