"""Who asks, and of which cluster: every verb on a cluster's data takes one of these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from storage.errors import NotAllowedError


class Role(StrEnum):
    MEMBER = "member"
    KEEPER = "keeper"
    COORDINATOR = "coordinator"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class ClusterScope:
    """The cluster's own work: rounds, digests, reports that no single member asked for."""

    cluster_id: int

    def sees(self, firm_id: int | None) -> bool:
        """Whether the records of this firm may be read; None stands for those of every firm."""
        return True

    def seen(self, firm_ids: Iterable[int]) -> list[int]:
        """Those of them whose records may be read."""
        return [firm_id for firm_id in firm_ids if self.sees(firm_id)]

    def must_coordinate(self, to: str) -> None:
        """Raises NotAllowedError for a member who is no coordinator; `to` is what they wanted."""
        if not self.sees(None):
            raise NotAllowedError(f"only coordinators {to}")

    @property
    def sees_totals(self) -> bool:
        """Whether the cluster's sums by month, product and market may be read."""
        return True

    @property
    def reports_for(self) -> int | None:
        """The firm whose records whoever asks may write."""
        return None


@dataclass(frozen=True, slots=True)
class MemberScope(ClusterScope):
    """A member, with the firm they report for (none for a coordinator without one)."""

    member_id: int
    person_id: int
    firm_id: int | None
    role: Role

    def sees(self, firm_id: int | None) -> bool:
        """A firm's people see what is theirs, coordinators all of it, observers only totals."""
        match self.role:
            case Role.COORDINATOR:
                return True
            case Role.OBSERVER:
                return False
            case _:
                return firm_id is not None and firm_id == self.firm_id

    @property
    def sees_totals(self) -> bool:
        return self.role in (Role.COORDINATOR, Role.OBSERVER)

    @property
    def reports_for(self) -> int | None:
        return None if self.role is Role.OBSERVER else self.firm_id
