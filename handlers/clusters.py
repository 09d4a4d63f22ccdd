"""Several clusters of one person: which one they are in, and going over to another."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, _p, both, layout, lines
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
    kept = turn.bot.forms.put_aside(turn)
    now, _conversation = await speakers.load(
        turn.tx, speaker.telegram_id, turn.chat_id, speaker.name
    )
    turn.drop_panel()
    turn.become(now)
    name = both(now.cluster_es or "", now.cluster_en or "")
    say_menu(turn, lines(kept, _("You are in <b>{cluster}</b> now.", cluster=name), gap="\n\n"))
    begun = turn.bot.forms.waiting(turn)
    if begun:
        turn.say(_("You had begun something here. Do you want to go on with it?"), begun)


async def elsewhere(turn: Turn, cluster_id: int) -> bool:
    """A button is about another of their clusters than they are in; False where it is not."""
    there = [m for m in await _memberships(turn) if m.cluster_id == cluster_id]
    for membership in there:
        turn.say(
            lines(
                _(
                    "That is about <b>{cluster}</b>, another of your clusters than the one you are"
                    " in now.",
                    cluster=_name(membership),
                ),
                _("Go over to it, then tap there once more."),
            ),
            [[over_to(membership.member_id, _name(membership))]],
        )
    return bool(there)


def over_to(member_id: int, cluster: Text) -> Button:
    return Button(_("Go over to {cluster}", cluster=cluster), SWITCH.data(member_id))


async def say_with_others(turn: Turn, text: Text) -> None:
    """Say this with the way to the clusters that they are in besides; without any, the menu."""
    others = [[_button(m)] for m in await _memberships(turn) if not m.current]
    if others:
        turn.say(text, others)
    else:
        say_menu(turn, text)


async def _memberships(turn: Turn) -> list[Membership]:
    person_id = turn.speaker.person_id
    return [] if person_id is None else await people.memberships(turn.tx, person_id)


def _button(membership: Membership) -> Button:
    label = layout("✓ {name}", name=_name(membership)) if membership.current else _name(membership)
    return Button(label, SWITCH.data(membership.member_id))


def _name(membership: Membership) -> Text:
    return both(membership.name_es, membership.name_en)


SWITCH = Tap("cluster", Who.ANYONE, switch, anywhere=True)

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
            menu=_("My clusters"),
            if_several=True,
            words=_p(
                "typed words, parted by |",
                "my clusters|switch cluster|change cluster|another cluster|other cluster",
            ),
        )
    ],
    taps=[SWITCH],
)
