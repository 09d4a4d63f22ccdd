"""Many members who each give a sale in six steps, by buttons and by typing, all at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.simulator import Json, Simulator
from storage import clusters, firms, people
from storage.database import Database
from storage.firms import Kind
from storage.sales import Channel, Market
from storage.scope import Role
from storage.values import Money, Quantity
from tests.phone import plain
from tests.town import BOYACA, PRODUCTS

Facts = tuple[str, Quantity | None, Money, Market, Channel]
PATIENCE = 100.0
# Seconds that a member takes for an answer, at most.
THINKING = 0.2


@dataclass(frozen=True, slots=True)
class Step:
    """At this question: tap the button of that label, or type that."""

    question: str
    taps: str | None = None
    types: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    facts: Facts
    steps: Sequence[Step]


def plan(number: int) -> Plan:
    """One of many different ones, each with an amount of its own."""
    product = PRODUCTS[number % len(PRODUCTS)]
    code, name, unit = product.code, product.name_es, product.unit
    amount = None if number % 5 == 4 else 2 + number % 40
    market, market_name = ((Market.LOCAL, "Local"), (Market.NATIONAL, "Nacional"))[number // 2 % 2]
    channel, channel_name = ((Channel.DIRECT, "Directo"), (Channel.FAIR, "Feria"))[number // 4 % 2]
    thousands = 100 + number
    typed = [bit == "1" for bit in f"{number % 16:04b}"]
    asks = "¿Qué cantidad?"
    how_much = Step(asks, types=f"{amount} {unit}") if amount else Step(asks, taps="Omitir")
    steps = [
        _choice("¿Qué vendiste?", name, typed[0]),
        how_much,
        Step("¿Por cuánto en total?", types=f"{thousands}.000"),
        _choice("¿En qué mercado se vendió?", market_name, typed[1]),
        _choice("¿Cómo se vendió?", channel_name, typed[2]),
        _choice("¿Está bien?", "Guardar", typed[3]),
    ]
    quantity = Quantity(amount * 1000, unit) if amount else None
    return Plan((code, quantity, Money(thousands * 100_000, "COP"), market, channel), steps)


def _choice(question: str, label: str, typed: bool) -> Step:
    return Step(question, types=label.lower()) if typed else Step(question, taps=label)


async def settle_in(sim: Simulator, path: Path, size: int, now: datetime) -> list[Member]:
    """Members of one cluster, each with a firm and a phone."""
    database = await Database.open(path)
    try:
        async with database.transaction() as tx:
            cluster = await clusters.create(tx, BOYACA, PRODUCTS, now)
            crowd = []
            for number in range(size):
                member = Member(sim, number)
                firm = await firms.create(tx, cluster.scope, f"Firma {number}", Kind.BUSINESS, now)
                person = await people.meet(tx, member.id, member.name, "es", now)
                await people.choose_language(tx, person, "es")
                await people.join(tx, cluster.scope, person, Role.MEMBER, firm.id, now)
                crowd.append(member)
    finally:
        await database.close()
    return crowd


class Member:
    """Acts once on each question, however often it is shown; waits for the next."""

    def __init__(self, sim: Simulator, number: int) -> None:
        self.plan = plan(number)
        self.name = f"Socia {number}"
        self.taps: list[str] = []
        self.acts = 0
        self._sim = sim
        user = sim.add_user(self.name, language_code="es", started=True)
        self.id = user.id

    async def sells(self, chance: random.Random) -> None:
        self._sim.send_text(self.id, "/venta")
        self.acts += 1
        for step in self.plan.steps:
            message = await self._reads(step.question)
            await asyncio.sleep(chance.uniform(0, THINKING))
            if step.types is not None:
                self._sim.send_text(self.id, step.types)
            else:
                data = _data(message, step)
                self.taps.append(self._sim.tap(self.id, message["message_id"], data))
            self.acts += 1
        await self._reads("Guardada ✓")

    async def _reads(self, text: str) -> Json:
        """The newest message, once it says this."""
        chat = self._sim.chat(self.id)
        while True:
            changes = chat.changes
            newest = chat.from_bot[-1:]
            if newest and text in plain(newest[0].get("text", "")):
                return newest[0]
            await self._sim.changed(self.id, PATIENCE, since=changes)


def _data(message: Json, step: Step) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    button = next(b for row in rows for b in row if plain(b["text"]) == step.taps)
    return str(button["callback_data"])
