"""Invitations made in the chat: a link and a QR picture, for so many people and so many days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled, Form, Saved
from bot.conversation.kept import Option
from bot.conversation.keyboards import Button
from bot.conversation.steps.choice import AskChoice
from bot.conversation.steps.number import AskNumber
from bot.features import Command, Feature, Who
from bot.language.text import _, lines
from bot.pipeline.turn import Turn
from handlers.firm_steps import THEIR_OWN, ask_firm, ask_kind, chosen, options_to_invite
from handlers.invitations import LIST, REVOKE, TAPS, draw, facts, send_picture, show_list
from handlers.people_words import ROLE_OPTIONS, ROLES
from storage import audit, invitations, own_firms
from storage.audit import Act
from storage.invitations import Invitation
from storage.scope import Role

MOST_USES = 1000


async def begin(turn: Turn, _words: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


def of_a_firm(given: Answers) -> bool:
    return bool(given.get("firm")) and not of_their_own(given)


def of_their_own(given: Answers) -> bool:
    return given.get("firm") == THEIR_OWN


def of_one_or_none(given: Answers) -> bool:
    return not of_their_own(given)


def of_no_firm(given: Answers) -> bool:
    return given.get("firm") == ""


async def usual_uses(_turn: Turn, _given: Answers) -> list[Any]:
    return [1, 5, 20, 50]


async def many_uses(_turn: Turn, _given: Answers) -> list[Any]:
    return [10, 20, 50, 100]


async def usual_days(_turn: Turn, _given: Answers) -> list[Any]:
    return [7, 14, 30, 90]


# Making one


async def make(turn: Turn, filled: Filled) -> Saved | None:
    made = await _made(turn, filled)
    await audit.note(turn.tx, turn.scope, Act.INVITED, turn.now, detail=made.role)
    send_picture(turn, made)
    return Saved(
        None,
        lines(
            _("<b>The invitation is ready</b> ✓"),
            facts(made),
            _("Forward the picture below, or print it: the link is under it."),
        ),
        [[Button(_("Withdraw it"), REVOKE.data(made.id)), Button(_("Invitations"), LIST.data())]],
    )


async def _made(turn: Turn, filled: Filled) -> Invitation:
    expires_at = turn.now + timedelta(days=filled["days"])
    if of_their_own(filled.answers):
        uses = filled["many"]
        return await own_firms.invite(
            turn.tx, turn.scope, expires_at=expires_at, uses=uses, now=turn.now
        )
    return await invitations.create(
        turn.tx,
        turn.scope,
        role=Role(filled["role"] or filled["role_alone"]),
        firm_id=await chosen(turn, filled),
        expires_at=expires_at,
        uses=filled["uses"],
        now=turn.now,
    )


# The usual one needs its firm only; the rest is changed on the card. For a meeting, how many are
# there is asked too.
FORM = Form(
    "invite",
    ask_firm(
        _("Of which firm or organisation?"),
        _("For one person, as a member, for 7 days: you can change that before it is made."),
        options_to_invite,
    ),
    ask_kind(),
    AskChoice(
        "role",
        _("What will they be in the cluster?"),
        label=_("Role"),
        options=ROLE_OPTIONS,
        asked=False,
        default=Role.MEMBER.value,
        when=of_a_firm,
    ),
    AskChoice(
        "role_alone",
        _("What will they be in the cluster?"),
        label=_("Role"),
        hint=_("A member reports for a firm: without one, they coordinate or observe."),
        options=[Option(role.value, ROLES[role]) for role in (Role.COORDINATOR, Role.OBSERVER)],
        when=of_no_firm,
    ),
    AskNumber(
        "uses",
        _("How many people may use it?"),
        label=_("People"),
        asked=False,
        default=1,
        least=1,
        most=MOST_USES,
        suggest=usual_uses,
        when=of_one_or_none,
    ),
    AskNumber(
        "many",
        _("How many people may use it?"),
        label=_("People"),
        hint=_("One link for all of them, as members: each tells me the name of their firm."),
        least=1,
        most=MOST_USES,
        suggest=many_uses,
        when=of_their_own,
    ),
    AskNumber(
        "days",
        _("For how many days?"),
        label=_("Days"),
        asked=False,
        default=7,
        least=1,
        most=365,
        suggest=usual_days,
    ),
    title=_("Invitation"),
    submit=make,
    who=Who.COORDINATORS,
    save=_("Make it"),
)

FEATURE = Feature(
    "inviting",
    commands=[
        Command("invitar", "invite", Who.COORDINATORS, _("Invite somebody"), begin),
        Command(
            "invitaciones",
            "invitations",
            Who.COORDINATORS,
            _("See the invitations in force, withdraw one"),
            show_list,
            menu=_("Invitations"),
        ),
    ],
    taps=TAPS,
    forms=[FORM],
    makers={"invitation_qr": draw},
)
