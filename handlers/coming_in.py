"""What all ways in by an invitation have in common: the refusal, and the welcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.conversation.answers import Answers
from bot.conversation.keyboards import Button
from bot.conversation.steps.many import AskMany
from bot.language.text import Text, _, both, lines
from bot.pipeline.turn import Turn
from handlers import asking, head_count, requests
from handlers.clusters import say_with_others
from handlers.consents import HOW, OPTIONS, QUESTION, WORDING, meanings
from handlers.joining_words import REFUSALS
from handlers.menu import say_menu
from handlers.requests import JOIN
from storage import clusters, consents, invitations, speakers
from storage.consents import Purpose
from storage.invitations import Refusal
from storage.scope import MemberScope

When = Callable[[Answers], bool]


async def refuse(turn: Turn, token: str, why: Refusal) -> None:
    """What was shown of the invitation leads nowhere any more, and goes."""
    turn.drop_panel()
    await say_no(turn, token, why)


async def say_no(turn: Turn, token: str, why: Refusal) -> None:
    """Who is barred may still ask that cluster; a member of it may be in another just now."""
    scope = await invitations.cluster_of(turn.tx, token) if why is Refusal.BARRED else None
    if scope is None and why in {Refusal.ALREADY_MEMBER, Refusal.SUSPENDED}:
        await say_with_others(turn, REFUSALS[why])
        return
    if scope is None:
        say_menu(turn, REFUSALS[why])
        return
    turn.say(REFUSALS[why], [[asking.ask_button(await clusters.load(turn.tx, scope))]])


def ask_consents(when: When | None = None) -> AskMany:
    return AskMany(
        "consents",
        QUESTION,
        label=_("What you allow"),
        hint=lines(meanings(), HOW, gap="\n\n"),
        options=OPTIONS,
        when=when,
    )


async def welcome(turn: Turn, scope: MemberScope, allowed: Iterable[str]) -> None:
    """They have used an invitation: what else comes with being a member."""
    await requests.close(turn, scope)
    await consents.give(turn.tx, scope, [Purpose(code) for code in allowed], WORDING, turn.now)
    await become_member(turn)
    speaker = turn.speaker
    cluster = both(speaker.cluster_es or "", speaker.cluster_en or "")
    moved = _("You are in {cluster} now. /cluster brings you back to the other.", cluster=cluster)
    say_menu(
        turn,
        lines(
            _("Welcome to <b>{cluster}</b>, {name}!", cluster=cluster, name=turn.first_name),
            moved if speaker.in_several else None,
            _("Tap a button below to begin. You can change what you allow with /consents."),
            gap="\n\n",
        ),
    )
    await head_count.offer(turn)


async def become_member(turn: Turn) -> None:
    speaker, _conversation = await speakers.load(
        turn.tx, turn.speaker.telegram_id, turn.chat_id, turn.speaker.name
    )
    turn.become(speaker)
    turn.drop_panel()


def leave(_turn: Turn, given: Answers) -> tuple[Text, list[list[Button]]]:
    """The invitation is as good as before."""
    return _("You have not joined yet."), [[Button(_("Join"), f"{JOIN}:{given['invitation']}")]]
