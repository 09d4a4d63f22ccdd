"""A town for each template, and what its dialogue says and sees in either language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bot import templates
from bot.founding import found, new_cluster
from bot.templates import Equipment, Template
from storage import bookings, events, firms, invitations, resources
from storage.clusters import Cluster
from storage.database import Transaction
from storage.events import Kind as EventKind
from storage.events import NewEvent
from storage.firms import Kind
from storage.moments import at_hour
from storage.scope import Role
from storage.values import TimeRange
from tests.dialogues.books import scope_of
from tests.phone import Phone
from tests.town import Town

# A Monday; the story begins at ten in the morning of its own zone.
MONDAY = date(2026, 11, 23)
TEN = 10
MINUTES = 60


@dataclass(frozen=True)
class Formats:
    """How the territory writes the sale at home, the one abroad, and both together.

    `week` is the digest's, where it differs from what the language says elsewhere.
    """

    home: str
    abroad: str
    both: str
    mark: str = "${}"
    week: str | None = None

    def money(self, number: str) -> str:
        return self.mark.format(number)


@dataclass(frozen=True)
class Says:
    """What is tapped and seen in one language; in the order in which it happens."""

    join: str
    done: str
    headcount: str
    counted: str
    sale: str
    skip: str
    local: str
    direct: str
    save: str
    saved: str
    export: str
    online: str
    exported: str
    job: str
    hired: str
    works: str
    figures: str
    both: str
    by_market: str
    one: str
    book: str
    tomorrow: str
    taken: str
    booked: str
    fairs: str
    going: str
    goes: str
    pulse: str
    partly: str
    thanks: str
    digest: str
    sales: str


SAYS = {
    "es": Says(
        *("Unirme", "Listo", "Decir cuántas", "4 personas (3 mujeres)", "Registrar venta"),
        *("Omitir", "Local", "Direct", "Guardar", "✓", "Exportación"),
        *("Por internet", "Exportación: ", "Registrar empleo", "Contratación: 1"),
        *("Tiempo completo · hoy", "/cifras", "En total: 2 ventas", "Por mercado", "1 venta"),
        *("Reservar equipo", "mañana", "Ocupado.", "Reservado"),
        *("Ferias y cursos", "Voy", "Vas a ir ✓", "Pulso de la semana", "En parte", "Gracias ✓"),
        *("Semana del 23 al 29 de noviembre", "2 ventas"),
    ),
    "en": Says(
        *("Join", "Done", "Tell how many", "4 people (3 women)", "Record a sale"),
        *("Skip", "Local", "Direct", "Save", "✓", "Export"),
        *("Online", "Export: ", "Record a job", "Hired: 1"),
        *("Full-time · today", "/stats", "In all: 2 sales", "By market", "1 sale"),
        *("Book equipment", "tomorrow", "Taken.", "Booked"),
        *(
            "Fairs and trainings",
            "I am going",
            "You are going ✓",
            "Weekly pulse",
            "Partly",
            "Thank you ✓",
        ),
        *("Week of 23–29 November", "2 sales"),
    ),
}


class TemplateTown(Town):
    """A real cluster of this template: with its products and its equipment, and without people."""

    def __init__(self, folder: Path, name: str) -> None:
        self.template = templates.load(name)
        self.name = name
        cluster = new_cluster(name, name, self.template)
        super().__init__(folder, cluster, at_hour(MONDAY, TEN, cluster.zone))

    async def founded(self, tx: Transaction) -> Cluster:
        return await found(tx, self.name, self.name, self.template, self.clock.now())

    def at(self, days: int, hour: int) -> datetime:
        """So many days after the Monday, at this hour of the cluster's clocks."""
        return at_hour(MONDAY + timedelta(days=days), hour, self.template.zone)

    async def invited(self) -> str:
        """The newcomer's invitation."""
        now = self.clock.now()
        async with self.app.database.transaction() as tx:
            firm = await firms.create(
                tx, self.made.scope, self.template.newcomer.firm, Kind.BUSINESS, now
            )
            made = await invitations.create(
                tx,
                self.made.scope,
                role=Role.MEMBER,
                firm_id=firm.id,
                expires_at=now + timedelta(days=14),
                uses=1,
                now=now,
            )
        return made.token

    async def coordinator(self) -> Phone:
        firm, person = next(
            (firm, person)
            for firm in self.template.firms
            for person in firm.people
            if person.role == "coordinator"
        )
        return await self.member(person.name, person.language, firm.name, Role.COORDINATOR)

    async def books_tomorrow(self, phone: Phone, ready: Equipment) -> None:
        """From nine to eleven."""
        shared = await resources.listing(self.app.database.reader, self.made.scope)
        wanted = next(r for r in shared if r.name_en == ready.name_en)
        times = TimeRange(self.at(1, 9), self.at(1, 11))
        scope = await scope_of(self, phone)
        async with self.app.database.transaction() as tx:
            await bookings.reserve(tx, scope, wanted.id, times, self.clock.now())

    async def has_a_fair(self, phone: Phone) -> None:
        """The template's first event, in two weeks."""
        ready = self.template.events[0]
        start = self.at(14, ready.hour)
        new = NewEvent(
            kind=EventKind(ready.kind),
            name_es=ready.name_es,
            name_en=ready.name_en,
            place=ready.place,
            times=TimeRange(start, start + timedelta(hours=ready.hours)),
            seats=ready.seats,
        )
        scope = await scope_of(self, phone)
        async with self.app.database.transaction() as tx:
            await events.create(tx, scope, new, "story", self.clock.now())


def bookable(template: Template) -> Equipment:
    """What can be had for two hours of a Tuesday morning."""
    return next(
        shared
        for shared in template.equipment
        if shared.shortest_minutes <= 2 * MINUTES
        and shared.open_from <= 9
        and shared.open_until >= 13
        and 1 not in shared.closed_weekdays
    )
