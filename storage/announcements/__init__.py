"""Announcements: their texts, for whom they are, and the copy that each member gets."""

from storage.announcements.copies import Copy, Figures, NewCopy
from storage.announcements.kinds import (
    CHANGE,
    RECALL,
    SEND,
    Announcement,
    File,
    Kind,
    NewAnnouncement,
    State,
)
from storage.announcements.records import (
    correct,
    discard,
    draft,
    find,
    latest,
    note_sent,
    of_event,
    recall,
    redraft,
    refresh,
    scope_of,
    send,
)

__all__ = [
    "CHANGE",
    "RECALL",
    "SEND",
    "Announcement",
    "Copy",
    "Figures",
    "File",
    "Kind",
    "NewAnnouncement",
    "NewCopy",
    "State",
    "correct",
    "discard",
    "draft",
    "find",
    "latest",
    "note_sent",
    "of_event",
    "recall",
    "redraft",
    "refresh",
    "scope_of",
    "send",
]
