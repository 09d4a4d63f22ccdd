"""What announcements are, and how they are written in their rows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.audience import Audience, By
from storage.moments import read_moment, read_moment_if, stored

# The kinds of due work; each is about one announcement.
SEND, CHANGE, RECALL = "announcement", "announcement_change", "announcement_recall"
AGAIN = "announcement_again"


class Kind(StrEnum):
    NEWS = "news"
    FAIR = "fair"
    TRAINING = "training"
    FUNDING = "funding"
    URGENT = "urgent"


class State(StrEnum):
    DRAFT = "draft"
    DISCARDED = "discarded"
    GOING_OUT = "going out"
    SENT = "sent"
    RECALLED = "recalled"


# What has gone out, or will by itself.
LIVE = (State.GOING_OUT, State.SENT)
# What nobody has a copy of, and only those who wrote it have seen.
UNSENT = (State.DRAFT, State.DISCARDED)


@dataclass(frozen=True, slots=True)
class File:
    """A photo or a document that Telegram keeps."""

    kind: str
    id: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnnouncement:
    """`why` it is urgent, of such a one. At `send_at` (UTC), or at once without it."""

    kind: Kind
    text_es: str | None = None
    text_en: str | None = None
    why_es: str | None = None
    why_en: str | None = None
    file: File | None = None
    audience: Audience = field(default_factory=Audience)
    send_at: datetime | None = None
    event_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement(NewAnnouncement):
    id: int
    state: State
    revision: int
    created_at: datetime
    changed_at: datetime | None


COLUMNS = """id, kind, text_es, text_en, why_es, why_en, file_kind, file_id, file_name, audience,
       audience_of, send_at, event_id, state, revision, created_at, changed_at"""

WRITE = """kind = :kind, text_es = :text_es, text_en = :text_en,
       why_es = :why_es, why_en = :why_en,
       file_kind = :file_kind, file_id = :file_id, file_name = :file_name,
       audience = :audience, audience_of = :audience_of, send_at = :send_at"""


def args_of(new: NewAnnouncement) -> dict[str, Any]:
    return {
        "kind": new.kind,
        "text_es": new.text_es,
        "text_en": new.text_en,
        "why_es": new.why_es,
        "why_en": new.why_en,
        "file_kind": new.file.kind if new.file else None,
        "file_id": new.file.id if new.file else None,
        "file_name": new.file.name if new.file else None,
        "audience": new.audience.by,
        "audience_of": new.audience.of,
        "send_at": stored(new.send_at) if new.send_at else None,
    }


def announcement_of(row: sqlite3.Row) -> Announcement:
    has_file = row["file_kind"] is not None
    return Announcement(
        id=row["id"],
        kind=Kind(row["kind"]),
        text_es=row["text_es"],
        text_en=row["text_en"],
        why_es=row["why_es"],
        why_en=row["why_en"],
        file=File(row["file_kind"], row["file_id"], row["file_name"]) if has_file else None,
        audience=Audience(By(row["audience"]), row["audience_of"]),
        send_at=read_moment_if(row["send_at"]),
        event_id=row["event_id"],
        state=State(row["state"]),
        revision=row["revision"],
        created_at=read_moment(row["created_at"]),
        changed_at=read_moment_if(row["changed_at"]),
    )
