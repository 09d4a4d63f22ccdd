"""The demo: a strict Telegram on this machine, the real bot against it, a cluster with data."""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import SecretStr

import handlers
from bot import templates
from bot.app import App
from bot.clock import MovableClock
from bot.config import GivenSettings
from bot.founding import found
from bot.furnishing import Furnishing
from bot.simulator import Simulator
from bot.simulator.chats import SimUser
from bot.troubles import listening
from handlers.consents import WORDING
from storage import consents, firms, invitations, people
from storage.clusters import Cluster
from storage.consents import Purpose
from storage.database import Database, Transaction
from storage.firms import Kind
from storage.scope import MemberScope, Role

TOKEN = "1:demo"  # noqa: S105 - opens nothing but the simulator on this machine
FOUNDED_AGO = timedelta(days=200)


class Demo:
    """A demo begins anew each time: its people are members already, but one has an invitation."""

    def __init__(self, port: int, clock: MovableClock, template: str = templates.FIRST) -> None:
        self._name = template
        self._port = port
        self._template = templates.load(template)
        self.clock = clock
        self.sim = Simulator(clock, TOKEN, port=port, zone=self._template.zone)
        self._stack = AsyncExitStack()
        self.app: App

    @property
    def address(self) -> str:
        return self.sim.url

    async def __aenter__(self) -> Self:
        async with self._stack as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ayni-demo-"))
            with listening(self._port, "make demo PORT=0, ayni demo --port 0"):
                await stack.enter_async_context(self.sim)
            settings = GivenSettings(
                token=SecretStr(TOKEN),
                database=Path(folder) / "demo.db",
                api_url=self.sim.api_url,
                long_poll=20,
            )
            await self._furnish(settings.database)
            self.app = await stack.enter_async_context(App(settings, self.clock))
            stack.callback(self.clock.on_move(self.app.moved))
            # All went well: what was opened is closed when the block is left.
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def _furnish(self, path: Path) -> None:
        """The cluster with its people and months of reports, and a phone for each of them."""
        now = self.clock.now()
        database = await Database.open(path)
        try:
            async with database.transaction() as tx:
                cluster = await found(tx, self._name, self._name, self._template, now)
                members = await self._settle_in(tx, cluster)
                demo = Furnishing(tx, cluster, self._template, members, now)
                for furnish in handlers.DEMO_DATA:
                    await furnish(demo)
                await self._invite_newcomer(tx, cluster)
        finally:
            await database.close()

    async def _settle_in(self, tx: Transaction, cluster: Cluster) -> list[MemberScope]:
        members = []
        for firm in self._template.firms:
            joined_at = self.clock.now() - FOUNDED_AGO
            made = await firms.create(tx, cluster.scope, firm.name, Kind(firm.kind), joined_at)
            for person in firm.people:
                user = self._phone(person.name, person.language, label=firm.name)
                self.sim.start(user.id)
                person_id = await people.meet(
                    tx, user.id, person.name, person.language, self.clock.now()
                )
                await people.choose_language(tx, person_id, person.language)
                role = Role(person.role)
                member = await people.join(tx, cluster.scope, person_id, role, made.id, joined_at)
                await consents.give(tx, member, Purpose, WORDING, joined_at)
                members.append(member)
        return members

    async def _invite_newcomer(self, tx: Transaction, cluster: Cluster) -> None:
        now = self.clock.now()
        newcomer = self._template.newcomer
        firm = await firms.create(tx, cluster.scope, newcomer.firm, Kind.BUSINESS, now)
        invitation = await invitations.create(
            tx,
            cluster.scope,
            role=Role.MEMBER,
            firm_id=firm.id,
            expires_at=now + timedelta(days=365),
            uses=1,
            now=now,
        )
        self._phone(newcomer.name, newcomer.language, label=newcomer.firm, invite=invitation.token)

    def _phone(self, name: str, language: str, label: str, invite: str | None = None) -> SimUser:
        first, _, last = name.partition(" ")
        return self.sim.add_user(first, last, language_code=language, label=label, invite=invite)
