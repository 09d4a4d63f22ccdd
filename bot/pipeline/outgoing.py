"""A message on its way out: what a turn said, before it is a row of the outbox and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Lane(IntEnum):
    """Replies go first; the bulk (announcements, digests, prompts) takes what is left."""

    REPLY = 0
    BULK = 1


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of ours, sent as multipart: `part` is the parameter it stands for.

    With a `maker` it is made when it is sent, and `content` says what is wanted, as JSON.
    """

    part: str
    name: str
    content: bytes
    maker: str | None = None


@dataclass(slots=True)
class Outgoing:
    """One call of a sending method.

    `target` is the id of an earlier outgoing message that this one edits or deletes; the sender
    puts in the message id that Telegram gave it. `purpose` says which due work said it, and
    `quiet` when it must not be sent (agenda/quiet.py). Of a `fleeting` one no row remains once it
    is sent.
    """

    id: int
    chat_id: int
    method: str
    params: dict[str, Any]
    lane: Lane = Lane.REPLY
    target: int | None = None
    purpose: str | None = None
    upload: Upload | None = None
    quiet: str | None = None
    fleeting: bool = False
    attempts: int = field(default=0, compare=False)
    unanswered: int = field(default=0, compare=False)
