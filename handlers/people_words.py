"""What people and organisations are called on buttons and cards."""

from __future__ import annotations

from bot.conversation.kept import Option
from bot.language.text import _p
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
