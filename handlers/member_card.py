"""One member, for coordinators: their card, and a kind reminder to report."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.agenda.quiet import rule
from bot.conversation.keyboards import Button, Keyboard
from bot.features import Tap, Who
from bot.language.text import NearDay, Text, _, _n, both, layout, lines
from bot.pipeline.menus import tell_with_menu
from bot.pipeline.speaking import voice_of
from bot.pipeline.turn import Turn
from handlers.menu import GO, old_button
from handlers.people_words import ROLES
from handlers.records import read_id
from storage import audit, clusters, invitations, roster, speakers
from storage.audit import Act
from storage.roster import Listed, State

# Nobody is reminded more often, however many coordinators there are.
REMIND_AGAIN = timedelta(days=3)
# Buttons of handlers/pausing.py, member_roles.py, member_firm.py and members.py, by the names that
# they are declared under there.
PAUSE, RESUME, ROLE_OF, FIRM_OF, LIST_OF = "pause", "resume", "role", "firmof", "members"
# Behind a member's id: the page of the list that their card was opened from.
PLACE = re.compile("~[a-z][0-9]{1,5}", re.ASCII)


async def show_card(turn: Turn, argument: str) -> None:
    listed = await member(turn, argument)
    if listed is not None:
        await audit.note(turn.tx, turn.scope, Act.VIEWED, turn.now, about=listed.member_id)
        _put_card(turn, listed, place_of(argument))


def place_of(argument: str) -> str:
    found = PLACE.search(argument)
    return found[0] if found else ""


def _put_card(turn: Turn, listed: Listed, place: str) -> None:
    paused = _("<b>Paused:</b> they can neither report nor see anything.")
    blocked = _("They have blocked me: no message of mine reaches them.")
    text = lines(
        layout("<b>{name}</b>", name=listed.name),
        _("Firm: {firm}", firm=listed.person.firm or "—"),
        _("Role: {role}", role=ROLES[listed.scope.role]),
        _("Joined: {day}", day=turn.voice.local(listed.joined_at).date()),
        _("Last active: {day}", day=seen(turn, listed)),
        paused if listed.state is State.SUSPENDED else None,
        None if listed.person.reachable else blocked,
    )
    turn.edit(text, _card_buttons(turn, listed, place))


def seen(turn: Turn, listed: Listed) -> NearDay:
    return NearDay(turn.voice.local(listed.seen_at).date(), turn.today)


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
        [Button(_("Remind to report"), REMIND.data(about))] if reports else [],
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
        _put_card(turn, listed, place_of(argument))


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


# Reminding


async def remind(turn: Turn, argument: str) -> None:
    """Once in three days at most, and only who can report and can be reached."""
    listed = await member(turn, argument)
    if listed is None:
        return
    if listed.scope.reports_for is None or listed.state is not State.ACTIVE:
        await old_button(turn)
        return
    last = await audit.last(turn.tx, turn.scope, Act.REMINDED, listed.member_id)
    if last is not None and turn.now - last < REMIND_AGAIN:
        text = _("They were reminded on {day}. Please give them three days.", day=_day(turn, last))
        turn.toast(text, alert=True)
        return
    if not listed.person.reachable:
        turn.toast(_("They have blocked me: no message of mine reaches them."), alert=True)
        return
    await audit.note(turn.tx, turn.scope, Act.REMINDED, turn.now, about=listed.member_id)
    await tell(
        turn, listed, reminder(turn, listed), [[Button(_("Record a sale"), GO.data("sale"))]]
    )
    turn.toast(_("I will remind {name} kindly.", name=listed.name))


def _day(turn: Turn, at: datetime) -> date:
    return turn.voice.local(at).date()


def reminder(turn: Turn, listed: Listed) -> Text:
    return lines(
        _("Hello, {name}.", name=listed.name),
        _(
            "The coordination of <b>{cluster}</b> would like to hear how {firm} is doing. If you"
            " sold something lately, tell me: it takes a minute. Thank you.",
            cluster=cluster_name(turn),
            firm=listed.person.firm or "",
        ),
        gap="\n\n",
    )


CARD = Tap("member", Who.COORDINATORS, show_card)
REMIND = Tap("remind", Who.COORDINATORS, remind)
TAPS = [CARD, REMIND]
