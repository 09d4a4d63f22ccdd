"""What firms report, of whatever kind: a Book is its table and its verbs."""

from storage.records.book import Book
from storage.records.facts import Fact
from storage.records.kinds import Change, ChangeKind, Telling

__all__ = ["Book", "Change", "ChangeKind", "Fact", "Telling"]
