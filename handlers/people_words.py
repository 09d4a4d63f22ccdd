"""What people and organisations are called on buttons and cards."""

from __future__ import annotations

from bot.conversation.kept import Option
from bot.language.text import Text, _p, layout, raw
from storage.audience import Recipient
from storage.firms import Kind
from storage.scope import Role

ROLES = {
    Role.MEMBER: _p("role", "Member"),
    Role.KEEPER: _p("role", "Keeper of equipment"),
    Role.COORDINATOR: _p("role", "Coordinator"),
    Role.OBSERVER: _p("role", "Observer"),
}
KINDS = {
    Kind.BUSINESS: _p("organisation", "Business"),
    Kind.SCHOOL: _p("organisation", "School or training centre"),
    Kind.UNIVERSITY: _p("organisation", "University or research centre"),
    Kind.GOVERNMENT: _p("organisation", "Public body"),
    Kind.COMMUNITY: _p("organisation", "Community organisation"),
    Kind.SERVICE: _p("organisation", "Service provider"),
    Kind.EXPORT: _p("organisation", "Export desk"),
}
# The roles that people are given. Keeper is not among them as long as nothing comes with it; who
# has it from before is a member.
GIVEN = (Role.MEMBER, Role.COORDINATOR, Role.OBSERVER)
ROLE_OPTIONS = [Option(role.value, ROLES[role]) for role in GIVEN]
KIND_OPTIONS = [Option(kind.value, text) for kind, text in KINDS.items()]
# Names on one screen: however long they are, it stays within Telegram's limit.
NAMES = 15
LONGEST_NAME = 60


def name_and_firm(to: Recipient) -> Text:
    """A line of a list."""
    if to.firm is None:
        return layout("· {name}", name=raw(to.name[:LONGEST_NAME]))
    return layout("· {name}, {firm}", name=to.name[:LONGEST_NAME], firm=to.firm[:LONGEST_NAME])
