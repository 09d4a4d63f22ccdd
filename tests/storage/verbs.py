"""Every public verb of storage/, found by itself, and arguments to call it with."""

from __future__ import annotations

import inspect
import itertools
import pkgutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib import import_module
from typing import Any

import storage
from storage import (
    announcements,
    blocks,
    bookings,
    clusters,
    due,
    events,
    firms,
    invitations,
    jobs,
    pulse,
    resources,
    rsvps,
    sales,
)
from storage.announcements import NewCopy
from storage.audience import Audience, By
from storage.audit import Act
from storage.clusters import Product
from storage.consents import Purpose
from storage.conversations import Conversation
from storage.database import Reading, Transaction
from storage.failures import Failure
from storage.failures import Kind as FailureKind
from storage.firms import Kind
from storage.opening import every_day
from storage.outbox import Result, Row, State
from storage.sales import Telling
from storage.scope import Role
from storage.values import Money, PeopleCount, TimeRange
from tests.storage.announced import FAIR, NEWS, tell
from tests.storage.knocking import knocked
from tests.storage.village import DAY, HOUR, NOW, TODAY, Village, hiring, new_cluster, sale

Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verb:
    """`home` is the module it is offered by; a verb of a book is made in another one."""

    home: str
    run: Callable[..., Awaitable[Any]]
    parameters: Sequence[inspect.Parameter]

    @property
    def name(self) -> str:
        return f"{self.home.removeprefix('storage.')}.{self.run.__name__}"

    @property
    def scoped(self) -> bool:
        return any(parameter.name == "scope" for parameter in self.parameters)


@dataclass(frozen=True, slots=True)
class Filled:
    """A village with something of everything in it, and the ids of that."""

    village: Village
    sales: tuple[int, ...]
    jobs: tuple[int, ...]
    invitation: invitations.Invitation
    resources: tuple[int, ...]
    bookings: tuple[int, ...]
    block: int
    announcements: tuple[int, ...]
    events: tuple[int, ...]
    rounds: tuple[int, ...]
    requests: tuple[int, ...]


# What a module of storage/ imports for its types only, since the other one imports it.
CIRCULAR = {"Cluster": clusters.Cluster, "NewCluster": clusters.NewCluster}


def every_verb() -> list[Verb]:
    return sorted(_verbs(), key=lambda verb: verb.name)


def _verbs() -> Iterator[Verb]:
    for found in pkgutil.walk_packages(storage.__path__, "storage."):
        for name, value in vars(import_module(found.name)).items():
            if name.startswith("_") or not inspect.iscoroutinefunction(value):
                continue
            of_book = inspect.ismethod(value) and not found.ispkg
            if value.__module__ == found.name or of_book:
                types = inspect.get_annotations(value, locals=CIRCULAR, eval_str=True)
                parameters = [
                    parameter.replace(annotation=types[parameter.name])
                    for parameter in inspect.signature(value).parameters.values()
                ]
                if parameters[0].annotation in {Reading, Transaction}:
                    yield Verb(found.name, value, parameters[1:])


async def fill(tx: Transaction, village: Village) -> Filled:
    """The same in every village, but for who did it."""
    ids = []
    for number, (scope, day) in enumerate(
        itertools.product((village.ana, village.carlos), range(5)), start=1
    ):
        new = sale(sold_on=TODAY - DAY * day)
        recorded = await sales.record(tx, scope, new, f"form:{number}", NOW)
        await sales.edit(tx, scope, recorded.id, {"note": "corregida"}, NOW)
        ids.append(recorded.id)
    await sales.void(tx, village.ana, ids[0], NOW)
    invitation = await invitations.create(
        tx,
        village.scope,
        role=Role.MEMBER,
        firm_id=village.firm,
        expires_at=NOW + DAY,
        uses=5,
        now=NOW,
    )
    shared = [await resources.create(tx, village.scope, CELLAR, NOW) for _ in range(2)]
    booked = [
        await bookings.reserve(tx, scope, shared[0].id, TimeRange(at, at + HOUR), NOW)
        for scope, at in ((village.ana, NOW + DAY), (village.carlos, NOW + DAY + HOUR))
    ]
    off = TimeRange(NOW + DAY * 2, NOW + DAY * 3)
    reason = blocks.Reason.MAINTENANCE
    await blocks.block(tx, village.coordinator, shared[0].id, off, reason, NOW)
    [block] = await blocks.coming(tx, village.scope, shared[0].id, NOW)
    return Filled(
        village,
        tuple(ids),
        await hired(tx, village),
        invitation,
        tuple(r.id for r in shared),
        tuple(b.id for b in booked),
        block.id,
        *await tell(tx, village),
        await pulsed(tx, village),
        await knocked(tx, village),
    )


async def hired(tx: Transaction, village: Village) -> tuple[int, ...]:
    """Jobs of both firms, one of them void, and what they began with."""
    ids = []
    for number, scope in enumerate((village.ana, village.ana, village.carlos), start=1):
        await jobs.set_baseline(tx, scope, PeopleCount(5), TODAY - DAY * 9, NOW)
        recorded = await jobs.record(tx, scope, hiring(), f"form:{number}", NOW)
        await jobs.edit(tx, scope, recorded.id, {"note": "corregida"}, NOW)
        ids.append(recorded.id)
    await jobs.void(tx, village.ana, ids[0], NOW)
    return tuple(ids)


async def pulsed(tx: Transaction, village: Village) -> tuple[int, ...]:
    """A round that is over, and one that is open."""
    rounds = [await pulse.open_round(tx, village.scope, TODAY - DAY * ago) for ago in (7, 0)]
    await pulse.ask(tx, village.scope, rounds[1].id, [m.member_id for m in village.people])
    await pulse.choose(tx, village.ana, rounds[1].id, 0, 2)
    await pulse.choose(tx, village.ana, rounds[1].id, 1, None)
    await pulse.write(tx, village.ana, rounds[1].id, "Una bodega")
    return tuple(asked.id for asked in rounds)


CELLAR = resources.NewResource(
    kind=resources.Kind.SPACE,
    name_es="Bodega",
    name_en="Cellar",
    opening=every_day(0, 1440),
    shortest=60,
    longest=600,
)


def calls(verb: Verb, own: Filled, others: Filled | None) -> Iterator[Arguments]:
    """The verb with every combination of arguments, those that name the others' records too."""
    choices = [_choices(verb, parameter, own, others or own) for parameter in verb.parameters]
    names = [parameter.name for parameter in verb.parameters]
    for chosen in itertools.product(*choices):
        yield dict(zip(names, chosen, strict=True))


def _choices(
    verb: Verb, parameter: inspect.Parameter, own: Filled, others: Filled
) -> Sequence[Any]:
    """By the parameter's full name, its name, or its type."""
    if parameter.name == "scope":
        scopes = (own.village.scope, *own.village.people)
        return [s for s in scopes if isinstance(s, parameter.annotation)]
    named = _by_name(own, others)
    for key in (f"{verb.name}.{parameter.name}", parameter.name):
        if key in named:
            return named[key]
    for kind, value in BY_TYPE.items():
        if parameter.annotation in {kind, kind | None}:
            return [value]
    raise LookupError(
        f"{verb.name}: say in tests/storage/verbs.py what to give for {parameter.name}"
    )


ON_RECORDS = ("find", "edit", "void", "restore", "history")

BY_TYPE: dict[Any, Any] = {
    bool: True,
    int: 1,
    str: "es",
    datetime: NOW,
    date: TODAY,
    Sequence[int]: [1, 2],
    due.Due: due.Due(1, "digest", 1, NOW, 0, 0),
    Conversation: Conversation(1),
    Failure: Failure(FailureKind.HANDLER, "KeyError", "", "{}"),
    firms.Kind: Kind.SCHOOL,
    announcements.NewAnnouncement: NEWS,
    events.NewEvent: replace(FAIR, seats=2),
    rsvps.Reply: rsvps.Reply.GOING,
    tuple[str | None, str | None]: ("Hola a todos", None),
    clusters.NewCluster: new_cluster("nuevo"),
    resources.NewResource: CELLAR,
    resources.Kind: CELLAR.kind,
    blocks.Reason: blocks.Reason.BREAKDOWN,
    Role: Role.MEMBER,
    Purpose: Purpose.TOTALS,
    Act: Act.REMINDED,
}


# What has to be a certain thing to mean anything, by the parameter's name or its full name.
BY_NAME: dict[str, Sequence[Any]] = {
    "now": [NOW],
    "sales.records.edit.changes": [{"note": "otra", "amount": Money(1, "COP")}],
    "jobs.records.edit.changes": [{"note": "otra", "people": PeopleCount(5)}],
    "sales.records.record.new": [sale()],
    "sales.records.same_told.new": [sale()],
    "jobs.records.record.new": [hiring()],
    "jobs.records.same_told.new": [hiring()],
    "people": [PeopleCount(7, women=3)],
    "pulse.rounds.open_round.opened_on": [TODAY, TODAY + DAY],
    "pulse.answers.choose.at": [0, 1, 2],
    "choice": [None, 0, 9],
    "pulse.answers.write.words": ["Otra bodega", None],
    "pulse.results.over.before": [None, 2],
    "pulse.results.trend.until": [9],
    "limit": [3],
    "requests.ask.firm": ["Nueva"],
    "roster.found.words": ["ana", "Tota", "%"],
    "after": [0],
    "clusters.listing.after": [""],
    "firms.listing.after": [""],
    "whole_cluster": [False, True],
    "firms.create.name": ["Nueva"],
    "firms.find.name": ["El Roble", "Nadie"],
    "telegram_id": [100, 200],
    "told": ["form:1", "form:6", "new"],
    "today": [TODAY],
    "product": ["honey"],
    "unit": ["kg", None],
    "currency": ["COP"],
    "first": [TODAY - DAY * 30],
    "until": [TODAY + DAY],
    "monday": [TODAY, TODAY - DAY * 7, TODAY - DAY * 28],
    "purposes": [[Purpose.TOTALS, Purpose.CONTACT]],
    "version": [1, 2],
    "products": [[Product("jam", "Dulce", "Jam", "kg")]],
    "times": [TimeRange(NOW + DAY + HOUR, NOW + DAY + HOUR * 3), TimeRange(NOW, NOW + HOUR)],
    "messages": [{1: "amount"}],
    "conversations": [[Conversation(1, {"form": "sale"})]],
    "audience": [Audience(), Audience(By.FIRM_KIND, "business"), Audience(By.LANGUAGE, "es")],
    "comes": [True, False],
    "params": ["{}"],
    "revision": [0],
    "rows": [[Row(1, 100, 0, "sendMessage", "{}")]],
    "results": [[Result(1, State.SENT, 5)]],
}


def _by_name(own: Filled, others: Filled) -> dict[str, Sequence[Any]]:
    """What has to be of a village: both villages' ids come up everywhere."""
    firm_ids = [own.village.firm, own.village.other_firm, others.village.firm]
    person_ids = [own.village.ana.person_id, others.village.ana.person_id]
    sale_ids = [own.sales[0], own.sales[1], own.sales[-1], others.sales[1]]
    job_ids = [own.jobs[0], own.jobs[1], own.jobs[-1], others.jobs[1]]
    villages = (own.village, others.village)
    told_ids = [*own.announcements, others.announcements[1]]
    event_ids = [own.events[0], others.events[0]]
    return BY_NAME | {
        "announcement_id": told_ids,
        "announcements.records.latest.before": [None, *told_ids],
        "event_id": event_ids,
        "event_ids": [event_ids],
        "events.coming.after": [None, *event_ids],
        "copies": [[NewCopy(own.village.ana.member_id, "es", None)]],
        "announcements.copies.note_changes.changes": [[(own.village.ana.member_id, 1)]],
        "cluster": [own.village.cluster],
        **{f"sales.records.{verb}.record_id": sale_ids for verb in ON_RECORDS},
        **{f"jobs.records.{verb}.record_id": job_ids for verb in ON_RECORDS},
        "jobs.records.latest.before": [None, *job_ids],
        "before": [None, *sale_ids],
        "firm_id": firm_ids,
        "firm_ids": [firm_ids],
        "person_id": person_ids,
        "people.join.person_id": [own.village.ana.person_id, 9999],
        "requests.ask.person_id": [own.village.ana.person_id, 9999],
        "member_id": [own.village.ana.member_id, others.village.ana.member_id],
        "resource_id": [own.resources[0], others.resources[0]],
        "resource_ids": [[*own.resources, *others.resources]],
        "booking_id": [*own.bookings, others.bookings[0]],
        "besides": [None, own.bookings[0]],
        "block_id": [own.block, others.block],
        "bookings.coming.after": [None, own.bookings[0], others.bookings[0]],
        "free.looks.until": [TODAY + DAY * 20],
        "round_id": [*own.rounds, others.rounds[1]],
        "pulse.rounds.ask.member_ids": [
            [m.member_id for v in (own, others) for m in v.village.people]
        ],
        "invitation_id": [own.invitation.id, others.invitation.id],
        "request_id": [*own.requests, *others.requests],
        "requests.remember_cards.messages": [
            {filled.village.coordinator.member_id: 1} for filled in (own, others)
        ],
        "about": [None, own.village.ana.member_id, others.village.ana.member_id],
        "audit.latest.before": [None, 1, 2],
        "token": [own.invitation.token, others.invitation.token, "wrong"],
        "sales.records.record_many.tellings": [_tellings(v, sale()) for v in villages],
        "jobs.records.record_many.tellings": [_tellings(v, hiring()) for v in villages],
    }


def _tellings(village: Village, what: Any) -> list[Telling[Any]]:
    return [
        Telling(village.ana.member_id, village.firm, told, NOW, what)
        for told in ("form:1", "form:6", "new")
    ]
