"""What is said where a time cannot be had: who has it, which rule forbids it, what else is free.

Both forms that ask for a time call its steps "day" and "hours", and what it is for "resource".
"""

from __future__ import annotations

from bot.conversation.forms import Refusal, Shortcut
from bot.language.text import ListDay, Text, _, layout, lines, raw
from bot.pipeline.turn import Turn
from handlers.booking_answers import resource_option
from handlers.equipment_words import REASONS, forbidden, named
from storage import free, resources
from storage.blocks import Reason
from storage.free import Slot
from storage.opening import Rule
from storage.resources import Resource
from storage.values import TimeRange

# Rules that another day answers; the others are about the hours.
OF_THE_DAY = (Rule.CLOSED, Rule.HORIZON)


async def refusal(turn: Turn, resource_id: int, times: TimeRange, rule: Rule) -> Refusal:
    resource = await resources.load(turn.tx, turn.scope, resource_id)
    day = turn.voice.local(times.start).date()
    why = forbidden(rule, resource, day, turn.today)
    return Refusal(why, "day" if rule in OF_THE_DAY else "hours")


async def taken(
    turn: Turn,
    resource_id: int,
    times: TimeRange,
    *,
    sisters: bool = True,
    besides: Text | None = None,
) -> Refusal:
    """Who has it, and at most three alternatives at a tap each; any other time can be typed."""
    resource = await resources.load(turn.tx, turn.scope, resource_id)
    slots = await free.alternatives(turn.tx, turn.scope, resource, times, turn.now, sisters=sisters)
    said = lines(
        offering(await _whose(turn, resource, times), some=bool(slots)), besides, gap="\n\n"
    )
    return Refusal(said, "hours", [_shortcut(turn, slot, resource_id) for slot in slots])


def _shortcut(turn: Turn, slot: Slot, wanted: int) -> Shortcut:
    answers = {"day": turn.voice.local(slot.times.start).date(), "hours": slot.times}
    sister = {} if slot.resource.id == wanted else {"resource": resource_option(slot.resource)}
    return Shortcut(slot_label(turn, slot, wanted), sister | answers)


async def _whose(turn: Turn, resource: Resource, times: TimeRange) -> Text:
    """What is in the way."""
    found = await free.busy(turn.tx, turn.scope, [resource.id], times)
    first = found[0] if found else None
    if first is not None and first.reason:
        return _(
            "<b>Out of use.</b> {name}, {times}: {reason}",
            name=named(resource),
            times=first.times,
            reason=REASONS[Reason(first.reason)],
        )
    when = first.times if first else times
    if first is not None and first.firm is not None and first.firm == turn.speaker.firm:
        return _("Your firm has booked {name} already: {times}", name=named(resource), times=when)
    return _(
        "<b>Taken.</b> {firm} has booked {name}: {times}",
        firm=(first and first.firm) or raw("–"),
        name=named(resource),
        times=when,
    )


def offering(text: Text, *, some: bool) -> Text:
    if some:
        return lines(text, _("These are free. One tap and it is yours:"), gap="\n\n")
    return lines(text, _("Nothing like it is free in the next three weeks."), gap="\n\n")


def slot_label(turn: Turn, slot: Slot, wanted: int) -> Text:
    """Of a sister its name too, which leaves no room for the end: it is as long as what was asked.

    What a phone cuts off a long name is its end.
    """
    if slot.resource.id == wanted:
        return layout("{times}", times=slot.times)
    start = turn.voice.local(slot.times.start)
    day = ListDay(start.date(), turn.today)
    return layout("{day} {time} · {name}", day=day, time=start.time(), name=named(slot.resource))
