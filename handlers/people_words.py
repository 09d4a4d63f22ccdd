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
ROLE_OPTIONS = [Option(role.value, text) for role, text in ROLES.items()]
KIND_OPTIONS = [Option(kind.value, text) for kind, text in KINDS.items()]
