"""The buttons under a copy of what announces an event: they show what its member has answered."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.language.text import _, layout
from bot.language.voice import Voice
from bot.pipeline.turn import Turn
from storage import announcements
from storage.rsvps import Reply
from storage.scope import ClusterScope

# The buttons, by the names that handlers/rsvp.py declares them under.
GOING, NOT_GOING, CALENDAR = "going", "notgoing", "eventics"
# The end of the data of the one that is shown as chosen.
SHOWN = "!"


def copy_buttons(event_id: int, origin: list[int], reply: Reply | None) -> list[list[Button]]:
    """`origin` is the announcement and its revision, which are read by answering too."""
    of = ".".join(map(str, [event_id, *origin]))
    yes, no = _("I am going"), _("Not going")
    if reply is Reply.WAITING:
        yes = _("On the waiting list")
    rows = [
        [
            _marked(yes, f"{GOING}:{of}", chosen=reply in {Reply.GOING, Reply.WAITING}),
            _marked(no, f"{NOT_GOING}:{of}", chosen=reply is Reply.NOT_GOING),
        ]
    ]
    return [*rows, [calendar_button(event_id)]] if reply is Reply.GOING else rows


def calendar_button(event_id: int) -> Button:
    return Button(_("For my calendar"), f"{CALENDAR}:{event_id}")


async def mark(
    turn: Turn,
    cluster_id: int,
    event_id: int,
    member_id: int,
    chat_id: int,
    voice: Voice,
    reply: Reply,
) -> None:
    """Their copy says what they answered elsewhere, or what became of it.

    A member by whose answer another moves up does not see who that is; the cluster does.
    """
    scope = ClusterScope(cluster_id)
    told = await announcements.readers.told_of(turn.tx, scope, event_id, [member_id])
    for copy in told.get(member_id, ()):
        buttons = copy_buttons(event_id, [copy.announcement_id, copy.revision], reply)
        turn.change_buttons(copy.outbox_id, chat_id, voice, cluster_id, buttons)


def _marked(label: object, data: str, *, chosen: bool) -> Button:
    if not chosen:
        return Button(layout("{label}", label=label), data)
    return Button(layout("✓ {label}", label=label), f"{data}.{SHOWN}")
