"""Joining by an invitation link, and what /start says to everybody else."""

from __future__ import annotations

import re

from bot.conversation.forms import Filled, Form, Saved
from bot.conversation.keyboards import Button
from bot.conversation.steps.carried import Carried
from bot.conversation.wishes import thanks
from bot.conversation.words import YES, means
from bot.features import LANGUAGES, Command, Feature, Tap, Who
from bot.language.text import _, lines
from bot.pipeline.turn import Turn
from handlers import asking, head_count, own_firm
from handlers.clusters import say_with_others
from handlers.coming_in import ask_consents, become_member, leave, refuse, say_no, welcome
from handlers.joining_words import JOINING, REFUSALS, card, firm_card
from handlers.language import NAMES, language_buttons, speak
from handlers.menu import greet, old_button, say_menu
from handlers.request_list import PREFIX
from handlers.requests import JOIN
from storage import audit, clusters, invitations, outbox, request_invitations, requests
from storage.audit import Act
from storage.clusters import Cluster
from storage.invitations import Refusal

_INVITED = re.compile(rf'"{JOIN}:(?P<token>[\w-]+)')


async def start(turn: Turn, payload: str) -> None:
    slug = payload.removeprefix(PREFIX)
    if payload and slug != payload and await _by_public_link(turn, slug):
        return
    if payload:
        await _show_invitation(turn, payload)
    elif turn.speaker.scope is not None:
        greet(turn)
    elif turn.speaker.suspended:
        await say_with_others(turn, REFUSALS[Refusal.SUSPENDED])
    elif not await awaited(turn):
        _welcome(turn, None)


async def _by_public_link(turn: Turn, slug: str) -> bool:
    """False where there is no such cluster."""
    cluster = await clusters.find(turn.tx, slug)
    mine = await request_invitations.given(turn.tx, turn.speaker.person_id or 0, turn.now)
    if cluster is None or cluster.id not in mine:
        return await asking.offer(turn, slug)
    await _show_invitation(turn, mine[cluster.id])
    return True


async def hear(turn: Turn, words: str) -> bool:
    """Whatever a stranger writes leads to how they come in; a yes to an invitation accepts it."""
    if thanks(words):
        return False
    token = await _invited(turn) if turn.speaker.scope is None else None
    if token is not None and (means(turn.voice, words, YES) or means(turn.voice, words, JOINING)):
        await accept(turn, token)
        return True
    return await awaited(turn)


async def awaited(turn: Turn) -> bool:
    """What a stranger is told instead of a refusal, whatever they wrote; False for others.

    Who was accepted, or was shown an invitation just now, sees it; who asked reads that it waits;
    who may ask is offered that.
    """
    person_id = turn.speaker.person_id
    if turn.speaker.scope is not None or turn.speaker.suspended:
        return False
    mine = await request_invitations.given(turn.tx, person_id, turn.now) if person_id else {}
    token = list(mine.values())[-1] if mine else await _invited(turn)
    if token is not None:
        await _show_invitation(turn, token)
    elif person_id and await requests.waits(turn.tx, person_id):
        say_menu(turn, asking.REFUSALS[requests.Refusal.WAITING])
    elif cluster := await asking.open_to_all(turn):
        _welcome(turn, cluster)
    else:
        return False
    return True


async def _invited(turn: Turn) -> str | None:
    """The invitation that the newest message here leads to."""
    newest = await outbox.newest(turn.tx, turn.chat_id)
    found = _INVITED.search(newest or "")
    return found["token"] if found else None


def _welcome(turn: Turn, cluster: Cluster | None) -> None:
    text = lines(
        _("Hello, {name}. I am Ayni, the assistant of your cluster.", name=turn.first_name),
        _(
            "To come in you need an invitation: please ask your coordinator for the link and open"
            " it."
        ),
        _("You have none? Then ask to join with the button below.") if cluster else None,
        gap="\n\n",
    )
    turn.say(text, [[asking.ask_button(cluster)] if cluster else [], language_buttons()])


async def _show_invitation(turn: Turn, token: str) -> None:
    """On the panel, which then asks for consents and goes: no button of it stays behind."""
    found = await invitations.look_up(turn.tx, token, turn.speaker.telegram_id, turn.now)
    if isinstance(found, Refusal):
        await say_no(turn, token, found)
        return
    if found.adds_firm:
        turn.show(firm_card(found), [[Button(_("Yes, I report for it"), ACCEPT.data(token))]])
    else:
        turn.show(card(turn, found), _card_buttons(turn, token))


def _card_buttons(turn: Turn, token: str) -> list[list[Button]]:
    other = next(language for language in LANGUAGES if language != turn.voice.language)
    return [
        [Button(_("Join"), ACCEPT.data(token))],
        [Button(NAMES[other], IN_LANGUAGE.data(f"{other}:{token}"))],
    ]


async def in_language(turn: Turn, argument: str) -> None:
    """The same invitation in the other language."""
    language, _colon, token = argument.partition(":")
    if await speak(turn, language):
        await _show_invitation(turn, token)
    else:
        await old_button(turn)


async def accept(turn: Turn, token: str) -> None:
    found = await invitations.look_up(turn.tx, token, turn.speaker.telegram_id, turn.now)
    if isinstance(found, Refusal):
        await refuse(turn, token, found)
        return
    if found.adds_firm:
        await _take_firm(turn, token)
        return
    await speak(turn, turn.voice.language)
    if found.says_firm:
        await own_firm.begin(turn, found)
        return
    await turn.bot.forms.start(turn, FORM.name, answers={"invitation": token}, lasting=False)


async def _take_firm(turn: Turn, token: str) -> None:
    """What they allow is as they had said; only whom they report for is new."""
    scope = await invitations.use(turn.tx, token, turn.speaker.telegram_id, turn.now)
    if isinstance(scope, Refusal):
        await refuse(turn, token, scope)
        return
    await audit.note(turn.tx, scope, Act.FIRM, turn.now, about=scope.member_id)
    await become_member(turn)
    say_menu(turn, _("You report for <b>{firm}</b> now ✓", firm=turn.speaker.firm or ""))
    await head_count.offer(turn)


async def join(turn: Turn, filled: Filled) -> Saved | None:
    """Use the invitation now: it may have expired, or been used up, since it was shown."""
    telegram_id = turn.speaker.telegram_id
    scope = await invitations.use(turn.tx, filled["invitation"], telegram_id, turn.now)
    if isinstance(scope, Refusal):
        await refuse(turn, filled["invitation"], scope)
    else:
        await welcome(turn, scope, filled["consents"] or ())
    return None


FORM = Form(
    "join",
    Carried("invitation"),
    ask_consents(),
    title=_("Joining"),
    submit=join,
    leave=leave,
    confirm=False,
)

ACCEPT = Tap(JOIN, Who.ANYONE, accept, anywhere=True)
IN_LANGUAGE = Tap("joinin", Who.ANYONE, in_language, anywhere=True)

FEATURE = Feature(
    "joining",
    commands=[Command("start", "start", Who.ANYONE, _("Begin"), start, listed=False)],
    taps=[ACCEPT, IN_LANGUAGE],
    forms=[FORM, own_firm.FORM],
    hears=[hear],
)
