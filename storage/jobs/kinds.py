"""What a job record is, and how it is kept in a row."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from storage.moments import read_moment, read_moment_if
from storage.records import Book
from storage.records.facts import read_people
from storage.values import PeopleCount


class Move(StrEnum):
    HIRED = "hired"
    LEFT = "left"


class Contract(StrEnum):
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    SEASONAL = "seasonal"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """People who were hired, or who left; `happened_on` is a day in the cluster's zone."""

    move: Move
    people: PeopleCount
    contract: Contract
    happened_on: date
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(NewJob):
    id: int
    firm_id: int
    member_id: int
    reporter: str
    recorded_at: datetime
    voided_at: datetime | None


def facts_of(job: NewJob) -> dict[str, Any]:
    return {
        "move": job.move,
        "contract": job.contract,
        "happened_on": job.happened_on.isoformat(),
        "note": job.note,
    } | columns_of(job.people)


def columns_of(people: PeopleCount) -> dict[str, int | None]:
    return {
        "people": people.total,
        "women": people.women,
        "young": people.young,
        "disability": people.disability,
    }


def people_of(row: sqlite3.Row) -> PeopleCount:
    return PeopleCount(row["people"], row["women"], row["young"], row["disability"])


def job_of(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"],
        firm_id=row["firm_id"],
        member_id=row["member_id"],
        reporter=row["reporter"],
        move=Move(row["move"]),
        people=people_of(row),
        contract=Contract(row["contract"]),
        happened_on=date.fromisoformat(row["happened_on"]),
        note=row["note"],
        recorded_at=read_moment(row["recorded_at"]),
        voided_at=read_moment_if(row["voided_at"]),
    )


BOOK: Book[NewJob, Job] = Book(
    "job",
    facts=[field.name for field in fields(NewJob)],
    columns=(
        *("move", "contract", "people", "women", "young", "disability", "happened_on", "note"),
    ),
    day="happened_on",
    row_of=facts_of,
    read=job_of,
    readers={
        "move": Move,
        "people": read_people,
        "contract": Contract,
        "happened_on": date.fromisoformat,
    },
    alike=("happened_on", "move", "contract", "people"),
)
