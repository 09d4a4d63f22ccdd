"""What a member may do, changed by a coordinator: asked first, told, and kept in the trail."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers.member_card import (
    CARD,
    ROLE_OF,
    again,
    cluster_name,
    member,
    own_rights,
    place_of,
    tell_rights,
    withdraw_invitations,
    withdrawn_note,
)
from handlers.menu import old_button
from handlers.people_words import GIVEN, ROLES
from storage import audit, roster
from storage.audit import Act
from storage.errors import NotAllowedError
from storage.roster import Listed
from storage.scope import Role

MEANS = {
    Role.MEMBER: _(
        "A member reports for their own firm, and sees its records and the cluster's totals."
    ),
    Role.COORDINATOR: _(
        "A coordinator sees the records of every firm, lets people in, pauses members, and changes"
        " anybody's role: yours too."
    ),
    Role.OBSERVER: _("An observer reports nothing, and sees totals only."),
}


async def ask_which(turn: Turn, argument: str) -> None:
    listed = await member(turn, argument)
    if listed is None:
        return
    place = place_of(argument)
    rows = [
        [Button(ROLES[role], SURE.data(f"{listed.member_id}.{role}{place}"))]
        for role in GIVEN
        if role is not listed.scope.role
    ]
    turn.edit(
        lines(
            _("<b>Which role shall {name} have?</b>", name=listed.name),
            *(MEANS[role] for role in GIVEN),
        ),
        [*rows, [Button(_("‹ Back"), CARD.data(f"{listed.member_id}{place}"))]],
    )


async def ask_sure(turn: Turn, argument: str) -> None:
    found = await _read(turn, argument)
    if found is None:
        return
    listed, role = found
    place = place_of(argument)
    loses = listed.scope.role is Role.COORDINATOR and role is not Role.COORDINATOR
    turn.edit(
        lines(
            _(
                "<b>Change {name}'s role from {before} to {role}?</b>",
                name=listed.name,
                before=ROLES[listed.scope.role],
                role=ROLES[role],
            ),
            MEANS[role],
            _("Invitations that they made let nobody in any more.") if loses else None,
            _("I will tell them."),
        ),
        [
            [Button(_("Yes, change it"), GIVE.data(f"{listed.member_id}.{role}{place}"))],
            [Button(_("No"), CARD.data(f"{listed.member_id}{place}"))],
        ],
    )


async def give(turn: Turn, argument: str) -> None:
    found = await _read(turn, argument)
    if found is None:
        return
    listed, role = found
    before = listed.scope.role
    try:
        changed = await roster.change_role(turn.tx, turn.scope, listed.member_id, role)
    except NotAllowedError:
        turn.toast(own_rights(), alert=True)
        return
    withdrawn = 0
    if changed:
        await _note(turn, listed, before, role)
    if changed and before is Role.COORDINATOR:
        withdrawn = await withdraw_invitations(turn, listed)
    about = f"{listed.member_id}{place_of(argument)}"
    await again(turn, about, lines(_("The role is changed."), withdrawn_note(withdrawn)))


async def _note(turn: Turn, listed: Listed, before: Role, role: Role) -> None:
    detail = f"{before}>{role}"
    await audit.note(turn.tx, turn.scope, Act.ROLE, turn.now, about=listed.member_id, detail=detail)
    await tell_rights(turn, listed, _told(turn, role))


def _told(turn: Turn, role: Role) -> Text:
    return _(
        "Your role in <b>{cluster}</b> is now: <b>{role}</b>. The buttons below have changed with"
        " it; /help shows what you can do.",
        cluster=cluster_name(turn),
        role=ROLES[role],
    )


async def _read(turn: Turn, argument: str) -> tuple[Listed, Role] | None:
    """Whom a button is about, and which role that may be given."""
    number, _dot, code = argument.partition("~")[0].partition(".")
    if code not in GIVEN:
        await old_button(turn)
        return None
    listed = await member(turn, number)
    return None if listed is None else (listed, Role(code))


ROLE = Tap(ROLE_OF, Who.COORDINATORS, ask_which)
SURE = Tap("rolesure", Who.COORDINATORS, ask_sure)
GIVE = Tap("rolenow", Who.COORDINATORS, give)
TAPS = [ROLE, SURE, GIVE]
