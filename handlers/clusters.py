"""Several clusters of one person: which one they are in, and going over to another."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, both, layout
from bot.pipeline.turn import Turn
from handlers.menu import old_button, say_menu
from handlers.records import read_id
from storage import people, speakers
from storage.people import Membership


async def show(turn: Turn, _words: str) -> None:
    mine = await _memberships(turn)
    if not mine:
        say_menu(
            turn,
            _(
                "You are in no cluster yet. Open the invitation link that your coordinator sent"
                " you, or tap /start."
            ),
        )
        return
    if len(mine) == 1 and mine[0].current:
        say_menu(
            turn,
            _(
                "You are in <b>{cluster}</b>, and in no other cluster. With an invitation from"
                " another one you can be in both.",
                cluster=_name(mine[0]),
            ),
        )
        return
    turn.edit(
        _("Which of your clusters do you want to be in now? Nothing of one is seen in another."),
        [[_button(membership)] for membership in mine],
    )


async def switch(turn: Turn, member_id: str) -> None:
    """`member_id` counts only where it is the person's own, and active."""
    speaker = turn.speaker
    wanted = read_id(member_id)
    if wanted is None or speaker.person_id is None:
        await old_button(turn)
        return
    if not await people.switch_cluster(turn.tx, speaker.person_id, wanted):
        await old_button(turn)
        return
    now, _conversation = await speakers.load(
        turn.tx, speaker.telegram_id, turn.chat_id, speaker.name
    )
    turn.drop_panel()
    turn.become(now)
    name = both(now.cluster_es or "", now.cluster_en or "")
    say_menu(turn, _("You are in <b>{cluster}</b> now.", cluster=name))


async def elsewhere(turn: Turn, cluster_id: int) -> None:
    """A button is about another cluster than the one that the member is in now."""
    others = [m for m in await _memberships(turn) if m.cluster_id == cluster_id]
    if not others:
        await old_button(turn)
        return
    turn.say(
        _("That is about another of your clusters than the one you are in now."),
        [[_button(membership)] for membership in others],
    )


async def buttons_to_others(turn: Turn) -> list[list[Button]]:
    """To go over to the clusters that they are in besides this one."""
    return [[_button(m)] for m in await _memberships(turn) if not m.current]


async def _memberships(turn: Turn) -> list[Membership]:
    person_id = turn.speaker.person_id
    return [] if person_id is None else await people.memberships(turn.tx, person_id)


def _button(membership: Membership) -> Button:
    label = layout("✓ {name}", name=_name(membership)) if membership.current else _name(membership)
    return Button(label, SWITCH.data(membership.member_id))


def _name(membership: Membership) -> Text:
    return both(membership.name_es, membership.name_en)


SWITCH = Tap("cluster", Who.ANYONE, switch)

FEATURE = Feature(
    "clusters",
    commands=[
        # Whoever is suspended in one of their clusters still goes over to another.
        Command(
            "cluster",
            "cluster",
            Who.ANYONE,
            _("See your clusters, and go over to another"),
            show,
            listed=False,
        )
    ],
    taps=[SWITCH],
)
