"""Joining by a link with which each newcomer names their own firm.

A new firm is made and they are in at once. Nobody gets into a firm that is there by naming it: who
says that it is theirs asks to join, and the coordination decides.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import Any

from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.kept import Option
from bot.conversation.steps.base import Answer, Asking, Offer, Outcome, Redraw, Screen
from bot.conversation.steps.carried import Carried
from bot.conversation.words import NO, YES, means
from bot.language.text import Text, _, raw
from bot.pipeline.turn import Turn
from handlers import asking
from handlers.coming_in import ask_consents, leave, refuse, welcome
from handlers.firm_steps import KNOWN, FirmName, ask_kind, is_new
from handlers.menu import say_menu
from storage import clusters, firms, invitations, own_firms, requests
from storage.errors import TakenError
from storage.firms import Firm, Kind
from storage.invitations import Invitation


@dataclass(frozen=True)
class OwnFirm(FirmName):
    """The name of a firm that is there is no answer, until they say that it is theirs."""

    _: KW_ONLY

    async def screen(self, asking: Asking) -> Screen:
        there = await self._there(asking)
        if there is None:
            return await super().screen(asking)
        return Screen(
            rows=[
                [Offer(_("Yes, it is mine"), "mine")],
                [Offer(_("No, I type another name"), "other")],
            ],
            question=_(
                "There is a firm {firm} in the cluster already. Is it yours?", firm=there.name
            ),
            hint=_(
                "If it is, the coordination decides whether you come in, and I write to you here."
            ),
        )

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        there = await self._there(asking)
        if there is None or arg not in {"mine", "other"}:
            return None
        return self._theirs(there) if arg == "mine" else self._another(asking)

    async def typed(self, asking: Asking, words: str) -> Outcome:
        there, voice = await self._there(asking), asking.turn.voice
        if there is not None and means(voice, words, YES):
            return self._theirs(there)
        if there is not None and means(voice, words, NO):
            return self._another(asking)
        self._another(asking)
        outcome = await super().typed(asking, words)
        if isinstance(outcome, Answer):
            asking.scratch["named"] = outcome.value
            return outcome if await self._there(asking) is None else Redraw()
        return outcome

    async def _there(self, asking: Asking) -> Firm | None:
        """That of the name typed last, or of the one that somebody else was first to bring."""
        name = asking.scratch.get("named") or asking.refused
        scope = await invitations.cluster_of(asking.turn.tx, asking.answers["invitation"])
        if name is None or scope is None:
            return None
        return await firms.find(asking.turn.tx, scope, name)

    def _theirs(self, there: Firm) -> Answer:
        return Answer(Option(f"{KNOWN}{there.name}", raw(there.name)))

    def _another(self, asking: Asking) -> Redraw:
        for name in ("named", "refused"):
            asking.scratch.pop(name, None)
        return Redraw()

    def say(self, value: Any) -> Text:
        return raw(self.plain(value).strip())

    def plain(self, kept: Any) -> str:
        return kept.value if isinstance(kept, Option) else str(kept)


async def begin(turn: Turn, invitation: Invitation) -> None:
    no = await _declined(turn, invitation)
    if no is not None:
        turn.drop_panel()
        say_menu(turn, no)
        return
    answers = {"invitation": invitation.token}
    await turn.bot.forms.start(turn, FORM.name, answers=answers, lasting=False)


async def _declined(turn: Turn, invitation: Invitation) -> Text | None:
    """A link that a whole meeting has is no way around the no that one of them got."""
    person_id = turn.speaker.person_id or 0
    no = await requests.refused(turn.tx, invitation.scope, person_id, turn.now)
    if no is not requests.Refusal.DECLINED:
        return None
    return await asking.why(turn, await clusters.load(turn.tx, invitation.scope), no)


async def join(turn: Turn, filled: Filled) -> Saved | Refusal | None:
    """Use the invitation now: it may have expired, or been used up, since it was shown."""
    token, telegram_id = filled["invitation"], turn.speaker.telegram_id
    found = await invitations.look_up(turn.tx, token, telegram_id, turn.now)
    if isinstance(found, invitations.Refusal):
        await refuse(turn, token, found)
        return None
    no = await _declined(turn, found)
    if no is not None:
        return Saved(None, no)
    if not is_new(filled.answers):
        return await _ask(turn, found, filled["firm"].removeprefix(KNOWN))
    return await _come_in(turn, filled)


async def _ask(turn: Turn, invitation: Invitation, name: str) -> Saved:
    cluster = await clusters.load(turn.tx, invitation.scope)
    firm = await firms.find(turn.tx, invitation.scope, name)
    kind = firm.kind if firm else Kind.BUSINESS
    return await asking.ask_for(turn, cluster, name, kind, came_by=invitation.id)


async def _come_in(turn: Turn, filled: Filled) -> Saved | Refusal | None:
    token, telegram_id = filled["invitation"], turn.speaker.telegram_id
    name, kind = filled["firm"], Kind(filled["kind"])
    try:
        scope = await own_firms.use(turn.tx, token, telegram_id, name, kind, turn.now)
    except TakenError:
        return Refusal(_("A firm of that name has come to the cluster just now."), "firm")
    if isinstance(scope, invitations.Refusal):
        await refuse(turn, token, scope)
    else:
        await welcome(turn, scope, filled["consents"] or ())
    return None


FORM = Form(
    "join_own_firm",
    Carried("invitation"),
    OwnFirm(),
    ask_kind(),
    ask_consents(when=is_new),
    title=_("Joining"),
    submit=join,
    leave=leave,
    confirm=False,
)
