"""What the verbs of storage/ are given when all of them are tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from storage import announcements, blocks, clusters, due, events, figures, firms, resources, rsvps
from storage.announcements import NewCopy
from storage.audience import Audience, By
from storage.audit import Act
from storage.clusters import Product
from storage.consents import Purpose
from storage.conversations import Conversation
from storage.failures import Failure
from storage.failures import Kind as FailureKind
from storage.firms import Kind
from storage.opening import every_day
from storage.outbox import Result, Row, State
from storage.pulse.rounds import Round
from storage.records import Telling
from storage.roster_pages import Group
from storage.scope import Role
from storage.values import DayRange, Money, PeopleCount, TimeRange
from tests.storage.announced import FAIR, NEWS
from tests.storage.filled import CELLAR, Filled
from tests.storage.village import DAY, HOUR, NOW, TODAY, Village, hiring, new_cluster, sale

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
    Round: Round(1, 1, TODAY, closed=False),
}

# What has to be a certain thing to mean anything, by the parameter's name or its full name.
BY_NAME: dict[str, Sequence[Any]] = {
    "now": [NOW],
    "since": [NOW - DAY],
    "by": list(figures.By),
    "sales.edit.changes": [{"note": "otra", "amount": Money(1, "COP")}],
    "jobs.edit.changes": [{"note": "otra", "people": PeopleCount(5)}],
    "sales.record.new": [sale()],
    "sales.same_told.new": [sale()],
    "jobs.record.new": [hiring()],
    "jobs.same_told.new": [hiring()],
    "people": [PeopleCount(7, women=3)],
    "pulse.rounds.open_round.opened_on": [TODAY, TODAY + DAY],
    "pulse.answers.choose.at": [0, 1, 2],
    "choice": [None, 0, 9],
    "pulse.answers.write.words": ["Otra bodega", None],
    "pulse.results.over.before": [None, 2],
    "pulse.results.trend.until": [9],
    "limit": [3],
    "chat_id": [100, 200],
    "active": [True, False],
    "busy": [[7]],
    "outbox.postpone.until": [NOW + DAY],
    "leads": [events.LEADS],
    "chats": [[100]],
    "requests.ask.firm": ["Nueva"],
    "own_firms.use.name": ["Nueva", "el róble"],
    "group": list(Group),
    "silent": [[1, 2]],
    "number": [0, 9],
    "size": [3],
    "roster_pages.found.words": ["ana", "Tota", "%"],
    "after": [0],
    "clusters.listing.after": [""],
    "firms.listing.after": [""],
    "firms.create.name": ["Nueva"],
    "firms.find.name": ["El Roble", "Nadie"],
    "firms.named.name": ["el róble", "Nadie"],
    "telegram_id": [100, 200],
    "told": ["form:1", "form:6", "new"],
    "today": [TODAY],
    "product": ["honey"],
    "unit": ["kg", None],
    "currency": ["COP"],
    "first": [TODAY - DAY * 30],
    "until": [TODAY + DAY],
    "monday": [TODAY, TODAY - DAY * 7, TODAY - DAY * 28],
    "week": [DayRange(TODAY, TODAY + DAY * 7), DayRange(TODAY - DAY * 7, TODAY)],
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


Given = dict[str, Sequence[Any]]


def by_name(own: Filled, others: Filled) -> Given:
    """What has to be of a village: both villages' ids come up everywhere."""
    parts = (_people, _records, _told, _shared)
    return BY_NAME | {name: given for part in parts for name, given in part(own, others).items()}


def _people(own: Filled, others: Filled) -> Given:
    firm_ids = [own.village.firm, own.village.other_firm, others.village.firm]
    person_ids = [own.village.ana.person_id, others.village.ana.person_id]
    return {
        "cluster": [own.village.cluster],
        "firm_id": firm_ids,
        "firm_ids": [firm_ids],
        "person_id": person_ids,
        "people.join.person_id": [own.village.ana.person_id, 9999],
        "requests.ask.person_id": [own.village.ana.person_id, 9999],
        "member_id": [own.village.ana.member_id, others.village.ana.member_id],
        "round_id": [*own.rounds, others.rounds[1]],
        "ahead.replies.member_ids": [[own.village.ana.member_id, others.village.ana.member_id]],
        "audit.done_to.member_ids": [[own.village.ana.member_id, others.village.ana.member_id]],
        "pulse.rounds.ask.member_ids": [
            [m.member_id for v in (own, others) for m in v.village.people]
        ],
        "invitation_id": [own.invitation.id, others.invitation.id],
        "request_id": [*own.requests, *others.requests],
        "request_cards.remember.messages": [
            {filled.village.coordinator.member_id: 1} for filled in (own, others)
        ],
        "about": [None, own.village.ana.member_id, others.village.ana.member_id],
        "audit.latest.before": [None, 1, 2],
        "token": [own.invitation.token, others.invitation.token, "wrong"],
    }


def _records(own: Filled, others: Filled) -> Given:
    sale_ids = [own.sales[0], own.sales[1], own.sales[-1], others.sales[1]]
    job_ids = [own.jobs[0], own.jobs[1], own.jobs[-1], others.jobs[1]]
    villages = (own.village, others.village)
    return {
        **{f"sales.{verb}.record_id": sale_ids for verb in ON_RECORDS},
        **{f"jobs.{verb}.record_id": job_ids for verb in ON_RECORDS},
        "jobs.latest.before": [None, *job_ids],
        "before": [None, *sale_ids],
        "sales.record_many.tellings": [_tellings(v, sale()) for v in villages],
        "jobs.record_many.tellings": [_tellings(v, hiring()) for v in villages],
    }


def _told(own: Filled, others: Filled) -> Given:
    told_ids = [*own.announcements, others.announcements[1]]
    event_ids = [own.events[0], others.events[0]]
    return {
        "announcement_id": told_ids,
        "announcements.records.latest.before": [None, *told_ids],
        "event_id": event_ids,
        "event_ids": [event_ids],
        "rsvps.replies.member_ids": [
            [own.village.ana.member_id, own.village.berta.member_id, others.village.ana.member_id]
        ],
        "announcements.readers.told_of.member_ids": [
            [own.village.ana.member_id, others.village.ana.member_id]
        ],
        "sent_before": [NOW + DAY * 9],
        "has_read": [True, False],
        "event_lists.coming.after": [None, *event_ids],
        "event_lists.past.before": [None, *event_ids],
        "events.cancel.why": [(None, None)],
        "copies": [[NewCopy(own.village.ana.member_id, "es", None)]],
        "announcements.readers.replace.copies": [[(own.village.ana.member_id, 9)]],
        "announcements.copies.note_changes.changes": [[(own.village.ana.member_id, 1)]],
    }


def _shared(own: Filled, others: Filled) -> Given:
    return {
        "resource_id": [own.resources[0], others.resources[0]],
        "wanted": [own.resource, others.resource],
        "resource": [own.resource, others.resource],
        "booking": [own.booking],
        "hits": [[own.booking, others.booking]],
        "hours": [replace(own.resource, opening=every_day(0, 60)).hours],
        "resource_ids": [[*own.resources, *others.resources]],
        "booking_id": [*own.bookings, others.bookings[0]],
        "besides": [None, own.bookings[0]],
        "rsvps.guests.besides": [None],
        "block_id": [own.block, others.block],
        "resources.listing.after": [None, own.resources[0], others.resources[0]],
        "resources.retired.before": [None, own.resources[-1], others.resources[-1]],
        "resources.find_retired.resource_id": [own.resources[-1], others.resources[-1]],
        "upkeep.put_back.resource_id": [own.resources[-1], others.resources[-1]],
        "resources.ids_by_name.name": ["bodega"],
        "bookings.coming.after": [None, own.bookings[0], others.bookings[0]],
        "free.looks.until": [TODAY + DAY * 20],
    }


def _tellings(village: Village, what: Any) -> list[Telling[Any]]:
    return [
        Telling(village.ana.member_id, village.firm, told, NOW, what)
        for told in ("form:1", "form:6", "new")
    ]
