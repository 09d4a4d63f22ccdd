"""People, and who is speaking in a turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.scope import MemberScope, Role


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who wrote or tapped. Without a cluster, `scope` and all that is the cluster's is None."""

    telegram_id: int
    name: str
    person_id: int | None = None
    language: str | None = None
    phone_language: str | None = None
    reachable: bool = True
    menu_digest: int | None = None
    last_seen_at: datetime | None = None
    scope: MemberScope | None = None
    suspended: bool = False
    firm: str | None = None
    cluster_es: str | None = None
    cluster_en: str | None = None
    territory: str | None = None
    currency: str | None = None
    zone: str | None = None
    cluster_language: str | None = None

    @property
    def role(self) -> Role | None:
        return self.scope.role if self.scope else None
