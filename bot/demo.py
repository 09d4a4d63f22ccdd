"""The demo: a strict Telegram on this machine, the real bot against it, a cluster with data."""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from datetime import timedelta
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from babel.numbers import format_decimal
from pydantic import SecretStr

from bot import templates
from bot.app import App
from bot.clock import MovableClock
from bot.config import GivenSettings
from bot.founding import found
from bot.furnishing import Furnishing
from bot.language.locales import number_locale
from bot.simulator import Simulator
from bot.simulator.chats import SimUser
from bot.templates import Template
from bot.troubles import listening
from handlers import demo_data
from handlers.consents import WORDING
from handlers.request_list import PREFIX
from storage import consents, firms, invitations, outbox, people
from storage.clusters import Cluster
from storage.consents import Purpose
from storage.database import Database, Transaction
from storage.firms import Kind
from storage.outbox import Result, State
from storage.scope import MemberScope, Role

TOKEN = "1:demo"  # noqa: S105 - opens nothing but the simulator on this machine
FOUNDED_AGO = timedelta(days=200)
# Where between the lowest and the highest price that of an example is; and from when on amounts
# are said in thousands.
FAIR, IN_THOUSANDS = Decimal("0.4"), 100_000


class Demo:
    """A demo begins anew each time: its people are members already, but one has an invitation."""

    def __init__(self, port: int, clock: MovableClock, template: str = templates.FIRST) -> None:
        self._port = port
        self.template = template
        self._ready = templates.load(template)
        self.clock = clock
        self.sim = Simulator(clock, TOKEN, port=port, zone=self._ready.zone)
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
                cluster = await found(tx, self.template, self.template, self._ready, now)
                members = await self._settle_in(tx, cluster)
                await self._invite_newcomer(tx, cluster)
                asking = {
                    await self._meet(tx, one.name, one.language, one.firm): one
                    for one in self._ready.asking
                }
                demo = Furnishing(tx, cluster, self._ready, members, asking, now)
                for furnish in demo_data.DEMO_DATA:
                    await furnish(demo)
                await self._fill_phones(demo)
        finally:
            await database.close()

    async def _settle_in(self, tx: Transaction, cluster: Cluster) -> list[MemberScope]:
        members = []
        for firm in self._ready.firms:
            joined_at = self.clock.now() - FOUNDED_AGO
            made = await firms.create(tx, cluster.scope, firm.name, Kind(firm.kind), joined_at)
            for person in firm.people:
                person_id = await self._meet(tx, person.name, person.language, firm.name)
                await people.choose_language(tx, person_id, person.language)
                role = Role(person.role)
                member = await people.join(tx, cluster.scope, person_id, role, made.id, joined_at)
                await consents.give(tx, member, Purpose, WORDING, joined_at)
                members.append(member)
        return members

    async def _meet(self, tx: Transaction, name: str, language: str, firm: str) -> int:
        """Somebody with a phone in which the bot has been started; their id as a person."""
        user = self._phone(name, language, label=firm, started=True)
        return await people.meet(tx, user.id, name, language, self.clock.now())

    async def _fill_phones(self, demo: Furnishing) -> None:
        """What each has got till now, in its order; then all press Start, strangers by the link."""
        for at, outgoing in sorted(demo.said, key=itemgetter(0)):
            message_id = self.sim.remember(outgoing.method, outgoing.params, at)
            await outbox.mark(demo.tx, [Result(outgoing.id, State.SENT, message_id)], at)
        link = f"{PREFIX}{demo.cluster.slug}"
        for number, user in enumerate(self.sim.users.values()):
            if user.invite is None:
                self.sim.start(user.id, None if number < len(demo.members) else link)

    async def _invite_newcomer(self, tx: Transaction, cluster: Cluster) -> None:
        now = self.clock.now()
        newcomer = self._ready.newcomer
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

    def _phone(self, name: str, language: str, label: str, **more: Any) -> SimUser:
        first, _, last = name.partition(" ")
        return self.sim.add_user(
            first,
            last,
            language_code=language,
            label=label,
            example=_example(self._ready, language),
            **more,
        )


def _example(ready: Template, language: str) -> dict[str, str]:
    """A usual sale of the main product, as it would be typed: “20”, “450 mil”."""
    main = ready.products[0]
    quantity = _round(Decimal(sum(main.usual)) / 2, digits=1)
    low, high = main.price
    amount = _round(quantity * (low + (high - low) * FAIR), digits=2)
    written = format_decimal(amount, locale=number_locale(ready.territory))
    if language == "es" and amount >= IN_THOUSANDS:
        written = f"{format_decimal(amount / 1000, locale=number_locale(ready.territory))} mil"
    return {"quantity": f"{quantity:f}", "amount": written}


def _round(number: Decimal, digits: int) -> Decimal:
    """To so many digits that count, as one who tells it by heart does."""
    return Decimal(round(number, digits - 1 - number.adjusted()))
