"""Which firm a member reports for: given to who has none, or another one than before."""

from __future__ import annotations

from bot.conversation.forms import Filled, Form, Saved
from bot.conversation.keyboards import Button
from bot.conversation.steps.carried import Carried
from bot.features import Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers.firm_steps import ask_firm, ask_kind, chosen
from handlers.member_card import CARD, FIRM_OF, cluster_name, member, place_of, tell_rights
from storage import audit, roster
from storage.audit import Act
from storage.roster import Listed


async def ask(turn: Turn, argument: str) -> None:
    listed = await member(turn, argument)
    if listed is not None:
        about = f"{listed.member_id}{place_of(argument)}"
        await turn.bot.forms.start(turn, FORM.name, answers={"member": about}, lasting=False)


async def change(turn: Turn, filled: Filled) -> Saved | None:
    listed = await member(turn, filled["member"])
    if listed is None:
        return Saved(None, _("They are no member any more."))
    firm_id = await chosen(turn, filled)
    if await roster.change_firm(turn.tx, turn.scope, listed.member_id, firm_id):
        await audit.note(turn.tx, turn.scope, Act.FIRM, turn.now, about=listed.member_id)
        now = await roster.one(turn.tx, turn.scope, listed.member_id) or listed
        await tell_rights(turn, now, lines(_told(turn, now), stays(listed.person.firm)))
        listed = now
    return Saved(
        None,
        lines(_noted(listed), _("I tell them, and the trail has it.")),
        [[Button(_("Their card"), CARD.data(filled["member"]))]],
    )


def _told(turn: Turn, now: Listed) -> Text:
    cluster = cluster_name(turn)
    if now.person.firm is None:
        return _("In <b>{cluster}</b> you belong to no firm now, and report none.", cluster=cluster)
    return _(
        "In <b>{cluster}</b> you report for <b>{firm}</b> now.",
        cluster=cluster,
        firm=now.person.firm,
    )


def stays(before: str | None) -> Text | None:
    if before is None:
        return None
    return _("What was reported for {firm} stays there.", firm=before)


def _noted(now: Listed) -> Text:
    if now.person.firm is None:
        return _("<b>{name}</b> belongs to no firm now ✓", name=now.name)
    return _("<b>{name}</b> reports for <b>{firm}</b> now ✓", name=now.name, firm=now.person.firm)


FORM = Form(
    "member_firm",
    Carried("member"),
    ask_firm(
        _("Which firm or organisation do they report for?"),
        _("What was reported so far stays with the firm that it was reported for."),
    ),
    ask_kind(),
    title=_("A member's firm"),
    submit=change,
    who=Who.COORDINATORS,
    confirm=False,
)

FIRM = Tap(FIRM_OF, Who.COORDINATORS, ask)
