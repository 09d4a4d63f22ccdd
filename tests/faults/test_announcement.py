"""An announcement to thousands through a bad day at Telegram's, the bot killed again and again."""

from __future__ import annotations

import asyncio
import random
import re
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.simulator import Json, Simulator
from bot.simulator.faults import Rule
from storage import clusters, firms, people
from storage.database import Database
from storage.firms import Kind
from storage.scope import Role
from tests.faults import ledger
from tests.faults.process import FAST, BotProcess
from tests.phone import plain
from tests.town import BOYACA
from tests.waiting import until

RECIPIENTS = 3000
BLOCKED = 90
KILLS = 3
READERS = 60
LATENCY_MS = 20
SEED = 20_261_123
PATIENCE = 40.0
Copy = tuple[int, int]
EXACT = {"En espera": 0, "Me han bloqueado": BLOCKED, "Leídos": READERS}
FIRST, SECOND = "Hay reunión el lunes.", "La reunión es el martes."


@dataclass
class Moody(Rule):
    """Refuses now and then, by chance."""

    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    share: float = 0.0

    def matches(self, method: str, chat_id: int | None) -> bool:
        sending = method.startswith(("send", "edit", "delete"))
        return sending and self.chance.random() < self.share


MOODS = (
    Moody(status=429, retry_after=1, share=0.002),
    Moody(status=502, share=0.01),
    Moody(status=500, share=0.01),
)


class Coordinator:
    """Says and taps, and waits for what should come of it."""

    def __init__(self, sim: Simulator) -> None:
        self.id = sim.add_user("Rosa", language_code="es", started=True).id
        self._sim = sim

    async def says(self, text: str, then: str) -> None:
        self._sim.send_text(self.id, text)
        await self.reads(then)

    async def taps(self, label: str, then: str) -> None:
        message, data = next(
            (m, b["callback_data"])
            for m in reversed(self._sim.chat(self.id).from_bot)
            for b in buttons(m)
            if plain(b["text"]) == label
        )
        self._sim.tap(self.id, message["message_id"], data)
        await self.reads(then)

    async def reads(self, text: str) -> Json:
        """Any message that says this, the newest of them."""
        found: list[Json] = []

        def there() -> bool:
            shown = reversed(self._sim.chat(self.id).from_bot)
            found[:] = [m for m in shown if text in plain(m.get("text", ""))][:1]
            return bool(found)

        await until(there, PATIENCE)
        return found[0]

    async def figures(self) -> dict[str, int]:
        """The report, as it is now."""
        calls = len(self._sim.calls)
        await self.taps("Actualizar", "Enviados")
        await until(lambda: any(c.method == "answerCallbackQuery" for c in self._sim.calls[calls:]))
        await asyncio.sleep(0.5)
        report = plain((await self.reads("Enviados"))["text"])
        return {name: int(n.replace(".", "")) for name, n in re.findall(r"(.+): ([\d.]+)", report)}


def buttons(message: Json) -> list[Json]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(SystemClock()) as sim:
        sim.faults.latency_ms = LATENCY_MS
        yield sim


@pytest.fixture
async def bot(sim: Simulator, tmp_path: Path) -> AsyncIterator[BotProcess]:
    bot = BotProcess(sim, tmp_path / "ayni.db", FAST | {"AYNI_MESSAGES_PER_SECOND": "500"})
    yield bot
    await bot.is_gone()


async def settle_in(sim: Simulator, path: Path, coordinator: int) -> None:
    """Members of a cluster without quiet hours; who blocked the bot did so unnoticed."""
    chance, now = random.Random(SEED), sim.clock.now()
    phones = [sim.add_user(f"Socia {n}", started=True).id for n in range(RECIPIENTS)]
    for phone in chance.sample(phones, BLOCKED):
        sim.chat(phone).blocked = True
    database = await Database.open(path)
    async with database.transaction() as tx:
        awake = replace(BOYACA, quiet_from=0, quiet_until=0)
        cluster = await clusters.create(tx, awake, [], now)
        firm = await firms.create(tx, cluster.scope, "Miel de Tota", Kind.BUSINESS, now)
        for phone in phones:
            person = await people.meet(tx, phone, f"Socia {phone}", "es", now)
            await people.join(tx, cluster.scope, person, Role.MEMBER, firm.id, now)
        person = await people.meet(tx, coordinator, "Rosa", "es", now)
        await people.join(tx, cluster.scope, person, Role.COORDINATOR, None, now)
    await database.close()


def counted(database: Path, sql: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(sql).fetchone()[0])


def copies(database: Path) -> set[Copy]:
    """Chat and message of every copy that the bot knows of."""
    with closing(sqlite3.connect(database)) as connection:
        return set(
            connection.execute(
                """SELECT message.chat_id, message.message_id FROM announcement_copy
                   JOIN outbox AS message ON message.id = outbox_id WHERE message.state = 1"""
            ).fetchall()
        )


def phones_that_show(sim: Simulator, text: str) -> Counter[int]:
    return Counter(
        chat_id
        for chat_id, chat in sim.chats.items()
        for message in chat.from_bot
        if text in message.get("text", "")
        and plain(message["text"]).startswith("Noticia · Apicultores")
    )


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_an_announcement_survives_a_bad_day(
    sim: Simulator, bot: BotProcess, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everybody who can be reached has it once, whatever is killed; the report is exact.

    A correction and a recall then reach every copy that the bot knows of, through a kill each. A
    message that was on the line at a kill may be there twice: the number of the first of the two
    is known to nobody.
    """
    day = Day(sim, bot, tmp_path / "ayni.db", Coordinator(sim))
    await settle_in(sim, day.database, day.rosa.id)
    reachable = {chat_id for chat_id, chat in sim.chats.items() if not chat.blocked}
    await bot.starts()
    await day.announces()
    in_flight = [
        await day.kills_at(share * RECIPIENTS // (KILLS + 1)) for share in range(1, KILLS + 1)
    ]
    await until(day.is_done, PATIENCE)
    shown = day.shown()
    twice = shown.total() - len(shown)
    told = await day.reads_and_reports(READERS)
    known = copies(day.database)
    corrected = await day.corrects(known)
    left = await day.recalls(known)

    with capsys.disabled():
        print(f"\nin flight at the kills {in_flight}, sent twice {twice}, seed {SEED}")  # noqa: T201 - whoever runs this wants to know
    assert set(shown) == reachable
    assert twice <= sum(in_flight)
    assert told == EXACT | {"Enviados": len(reachable)}
    assert {chat for chat, _message in known} == reachable
    assert corrected == known
    assert left == set()
    assert day.shown().total() <= twice
    assert counted(day.database, "SELECT count(*) FROM failure") == 0, bot.log
    assert await bot.is_stopped() == 0


@dataclass
class Day:
    """What the coordinator does in it, and what is done to the bot meanwhile."""

    sim: Simulator
    bot: BotProcess
    database: Path
    rosa: Coordinator

    async def announces(self) -> None:
        await self.rosa.says("/anunciar", "¿Qué quieres anunciar?")
        await self.rosa.says("noticia", "¿Qué dice en español?")
        await self.rosa.says(FIRST, "¿Qué dice en inglés?")
        await self.rosa.says("omitir", "¿Para quién es?")
        await self.rosa.says("todas las personas", "¿Cuándo debe salir?")
        await self.rosa.says("ahora", "¿Está bien?")
        await self.rosa.taps("Ver cómo quedará", "3.001")
        self.sim.faults.rules.extend(MOODS)
        await self.rosa.taps("Enviar", "Está saliendo")

    def shown(self) -> Counter[int]:
        """On which phones it stands, and how often; the preview is not counted."""
        found = phones_that_show(self.sim, FIRST)
        found[self.rosa.id] -= 1
        return +found

    async def kills_at(self, delivered: int) -> int:
        """Once so many have it; how many messages were on the line."""
        await self.kills_when(lambda: len(self.shown()) >= delivered)
        on_the_line = ledger.in_flight(self.sim, self.database)
        await self.bot.starts()
        return on_the_line

    async def kills_when(self, condition: Callable[[], object]) -> None:
        await until(condition, PATIENCE, every=0.05)
        await self.bot.is_killed()
        await arrived(self.sim)

    async def kills_halfway(self, method: str) -> None:
        """Once Telegram was called so for every other copy; started again."""
        await self.kills_when(
            lambda: sum(c.method == method for c in self.sim.calls) > RECIPIENTS // 2
        )
        await self.bot.starts()

    async def reads_and_reports(self, readers: int) -> dict[str, int]:
        """So many members tap Read; the figures of the report then."""
        for phone in sorted(set(self.shown()) - {self.rosa.id})[:readers]:
            copy = next(m for m in reversed(self.sim.chat(phone).from_bot) if FIRST in m["text"])
            self.sim.tap(phone, copy["message_id"], buttons(copy)[0]["callback_data"])
        await self.sim.idle_updates()
        return await self.rosa.figures()

    async def corrects(self, known: set[Copy]) -> set[Copy]:
        """The copies that say the new text then."""
        await self.rosa.taps("Corregir", "Corrección")
        await self.rosa.taps("✏️ Texto en español", "¿Qué dice en español?")
        await self.rosa.says(SECOND, "¿Está bien?")
        await self.rosa.taps("Corregir todas las copias", "Corregido ✓")
        await self.kills_halfway("editMessageText")
        await until(self.is_done, PATIENCE)
        await self.rosa.taps("Ver cómo va", f"Corregidos: {len(known):,}".replace(",", "."))
        shown = {copy: self.sim.chat(copy[0]).message(copy[1])["text"] for copy in known}
        return {copy for copy, text in shown.items() if SECOND in text}

    async def recalls(self, known: set[Copy]) -> set[Copy]:
        """The copies that stand there still."""
        await self.rosa.taps("Retirar", "¿Retirarlo?")
        await self.rosa.taps("Sí, retirarlo", "Retirado el")
        await self.kills_halfway("deleteMessage")
        await until(self.is_done, PATIENCE)
        await self.rosa.figures()
        await self.rosa.reads(f"Borrados: {len(known):,}".replace(",", "."))
        return {copy for copy in known if copy[1] in self.sim.chat(copy[0]).entries}

    def is_done(self) -> bool:
        """All that was planned is done, and all that was said is sent."""
        waiting = counted(self.database, "SELECT count(*) FROM outbox WHERE state = 0")
        planned = "SELECT count(*) FROM due WHERE state = 'waiting' AND kind LIKE 'announcement%'"
        return not waiting and not counted(self.database, planned)


async def arrived(sim: Simulator) -> None:
    """What was on the line at a kill is there by now."""
    calls = -1
    while len(sim.calls) != calls:
        calls = len(sim.calls)
        await asyncio.sleep(25 * LATENCY_MS / 1000)
