"""What every record is, whatever firms report in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from storage.records.facts import Fact


class Recorded(Protocol):
    """`reporter` is the name of the person who told it."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> int: ...
    @property
    def firm_id(self) -> int: ...
    @property
    def reporter(self) -> str: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def voided_at(self) -> datetime | None: ...


# Of two firms each could tell from a sum what the other reported.
FEWEST_FIRMS = 3

N = TypeVar("N")
R = TypeVar("R", bound=Recorded)


@dataclass(frozen=True, slots=True)
class Telling(Generic[N]):
    """What is told, with who told it and when. `told` names the telling: it counts once."""

    member_id: int
    firm_id: int
    told: str
    recorded_at: datetime
    what: N


class ChangeKind(StrEnum):
    RECORDED = "recorded"
    EDITED = "edited"
    VOIDED = "voided"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Change:
    """`field` is a fact of the record, and `before` and `after` its values, for an edit."""

    kind: ChangeKind
    at: datetime
    by: str
    field: str | None = None
    before: Fact = None
    after: Fact = None
