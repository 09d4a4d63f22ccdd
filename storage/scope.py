"""Who asks, and of which cluster: every verb on a cluster's data takes one of these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    def reports_for(self) -> int | None:
        return None if self.role is Role.OBSERVER else self.firm_id
