"""One member, for coordinators: their card."""

from __future__ import annotations

import re
from datetime import datetime

from bot.agenda.quiet import rule
from bot.conversation.keyboards import Button, Keyboard
from bot.features import Tap, Who
from bot.language.text import Ago, Text, _, _n, _p, both, layout, lines
from bot.pipeline.menus import tell_with_menu
from bot.pipeline.speaking import voice_of
from bot.pipeline.turn import Turn
from handlers.menu import old_button
from handlers.people_words import ROLES
from handlers.records import read_id
from storage import audit, clusters, invitations, reporting, roster, speakers
from storage.audit import Act
from storage.roster import Listed, State

# Buttons of handlers/pausing.py, member_roles.py, member_firm.py, reminding.py and members.py, by
# the names that they are declared under there.
PAUSE, RESUME, ROLE_OF, FIRM_OF = "pause", "resume", "role", "firmof"
REMIND_OF, LIST_OF = "remind", "members"
# Behind a member's id: the place in the list that their card was opened from (handlers/members.py).
PLACE = re.compile("~[a-z][0-9]{1,5}", re.ASCII)


async def show_card(turn: Turn, argument: str) -> None:
    listed = await member(turn, argument)
    if listed is not None:
        await audit.note(turn.tx, turn.scope, Act.VIEWED, turn.now, about=listed.member_id)
        await _put_card(turn, listed, place_of(argument))


def place_of(argument: str) -> str:
    found = PLACE.search(argument)
    return found[0] if found else ""


async def _put_card(turn: Turn, listed: Listed, place: str) -> None:
    paused = _("<b>Paused:</b> they can neither report nor see anything.")
    blocked = _("They have blocked me: no message of mine reaches them.")
    text = lines(
        layout("<b>{name}</b>", name=listed.name),
        _("Firm: {firm}", firm=listed.person.firm or "—"),
        _("Role: {role}", role=ROLES[listed.scope.role]),
        _("Joined: {day}", day=turn.voice.local(listed.joined_at).date()),
        await _reported(turn, listed),
        _("Last active: {day}", day=seen(turn, listed)),
        paused if listed.state is State.SUSPENDED else None,
        None if listed.person.reachable else blocked,
    )
    turn.edit(text, _card_buttons(turn, listed, place))


async def _reported(turn: Turn, listed: Listed) -> Text | None:
    """When they did; and their firm, where a colleague did so later."""
    firm_id = listed.scope.reports_for
    if firm_id is None:
        return None
    last = await reporting.last(turn.tx, turn.scope, firm_id, listed.member_id)
    own = _ago(turn, last.own) if last.own else _p("report", "nothing yet")
    theirs = _ago(turn, last.firm) if last.firm else own
    if theirs == own:
        return _("Last report: {day}", day=own)
    return _("Last report: {day}; their firm's: {other}", day=own, other=theirs)


def seen(turn: Turn, listed: Listed) -> Ago:
    return _ago(turn, listed.seen_at)


def _ago(turn: Turn, at: datetime) -> Ago:
    return Ago(turn.voice.local(at).date(), turn.today)


def _card_buttons(turn: Turn, listed: Listed, place: str) -> Keyboard:
    about = f"{listed.member_id}{place}"
    back = [Button(_("‹ Members"), f"{LIST_OF}:{place[1:]}")]
    firm = Button(_("Firm"), f"{FIRM_OF}:{about}")
    if listed.member_id == turn.scope.member_id:
        return [[firm], back]
    if listed.state is State.SUSPENDED:
        return [[Button(_("Let them take part again"), f"{RESUME}:{about}")], back]
    reports = listed.scope.reports_for is not None
    return [
        [Button(_("Remind to report"), f"{REMIND_OF}:{about}")] if reports else [],
        [firm, Button(_("Role"), f"{ROLE_OF}:{about}"), Button(_("Pause"), f"{PAUSE}:{about}")],
        back,
    ]


async def member(turn: Turn, argument: str) -> Listed | None:
    """The member whose id a button carries; says so where there is none such in this cluster."""
    wanted = read_id(argument.partition("~")[0])
    listed = None if wanted is None else await roster.one(turn.tx, turn.scope, wanted)
    if listed is None:
        await old_button(turn)
    return listed


async def tell(turn: Turn, listed: Listed, text: Text, buttons: Keyboard | None = None) -> None:
    """In their language, and not in the hours in which nobody is written to."""
    person = listed.person
    if person.reachable:
        cluster = await clusters.load(turn.tx, turn.scope)
        quiet = rule(cluster)
        turn.tell(person.telegram_id, voice_of(person), text, buttons, quiet=quiet)


async def tell_rights(turn: Turn, listed: Listed, text: Text) -> None:
    """What has changed in what they may do, with the large buttons and the commands of now."""
    now = await speakers.of_member(turn.tx, listed.member_id)
    if now is not None and listed.person.reachable:
        own = listed.member_id == turn.scope.member_id
        quiet = None if own else rule(await clusters.load(turn.tx, turn.scope))
        speaker, _conversation = now
        here = speaker.scope is None or speaker.scope.member_id == listed.member_id
        await tell_with_menu(turn, speaker if here else listed.person, text, quiet, renew=here)


def cluster_name(turn: Turn) -> Text:
    return both(turn.speaker.cluster_es or "", turn.speaker.cluster_en or "")


def own_rights() -> Text:
    return _("Nobody changes their own rights; ask another coordinator.")


async def again(turn: Turn, argument: str, told: Text) -> None:
    turn.toast(told)
    listed = await member(turn, argument)
    if listed is not None:
        await _put_card(turn, listed, place_of(argument))


async def withdraw_invitations(turn: Turn, listed: Listed) -> int:
    """Of who coordinates no more: their links would let in whom they like, and them again."""
    roles = await invitations.withdraw_of(turn.tx, turn.scope, listed.member_id, turn.now)
    for role in roles:
        await audit.note(turn.tx, turn.scope, Act.REVOKED, turn.now, detail=role)
    return len(roles)


def withdrawn_note(n: int) -> Text | None:
    if n == 0:
        return None
    return _n(
        "{n} invitation that they had made is withdrawn.",
        "{n} invitations that they had made are withdrawn.",
        n,
    )


CARD = Tap("member", Who.COORDINATORS, show_card)
