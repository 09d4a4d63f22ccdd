"""Taking equipment off the list when it is no longer shared, and putting it back."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Feature, Tap, Who
from bot.language.text import ListDay, Text, _, _n, _p, layout, lines
from bot.pipeline.turn import Turn
from handlers.displaced import listed, tell_all
from handlers.equipment_words import card, named, no_resource
from handlers.menu import GO
from handlers.records import read_id
from storage import resources, upkeep
from storage.errors import NotFoundError, TakenError
from storage.resources import Resource

# The tap that shows one resource; handlers.resources has it.
CARD = "resource"
PAGE = 12


async def ask(turn: Turn, argument: str) -> None:
    resource = await resources.find(turn.tx, turn.scope, read_id(argument) or 0)
    if resource is None:
        _say_gone(turn)
        return
    turn.edit(
        lines(
            _("<b>Take {name} off the list?</b>", name=named(resource)),
            _("Nobody can book it then. What was recorded stays, and you can put it back."),
            await _whom_it_hits(turn, resource),
            gap="\n\n",
        ),
        [
            [Button(_("Yes, take it off the list"), RETIRE_NOW.data(resource.id))],
            [Button(_p("equipment", "No, leave it"), f"{CARD}:{resource.id}")],
        ],
    )


async def _whom_it_hits(turn: Turn, resource: Resource) -> Text | None:
    hits = await upkeep.not_over(turn.tx, turn.scope, resource.id, turn.now)
    if not hits:
        return None
    return lines(
        _n("<b>This cancels {n} booking:</b>", "<b>This cancels {n} bookings:</b>", len(hits)),
        listed(hits),
        _("Whoever made them is told, and offered what else of this kind is free."),
    )


async def retire(turn: Turn, argument: str) -> None:
    try:
        resource, hits = await upkeep.retire(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        _say_gone(turn)
        return
    why = _("<b>Your booking is cancelled.</b> The equipment is no longer shared.")
    sisters = await resources.of_kind(turn.tx, turn.scope, resource.kind, limit=1)
    told = await tell_all(turn, hits, why, sisters[0] if sisters else None)
    done = _("<b>Taken off the list</b> ✓ {name}", name=named(resource))
    back = Button(_("Put it back"), PUT_BACK.data(resource.id))
    turn.edit(lines(done, told), [[back, _equipment()]])


async def show_retired(turn: Turn, before: str) -> None:
    """The last one that was taken off first."""
    found = await resources.retired(turn.tx, turn.scope, before=read_id(before), limit=PAGE + 1)
    if not found:
        turn.edit(_("Nothing is off the list."), [[_equipment()]])
        return
    rows = [[Button(_dated(turn, r), PUT_BACK.data(r.id))] for r in found[:PAGE]]
    first = [Button(_("‹ First"), RETIRED.data())] if before else []
    more = [Button(_("More ›"), RETIRED.data(found[PAGE - 1].id))] if len(found) > PAGE else []
    text = lines(_("<b>Off the list</b>"), _("Tap one to put it back: it can be booked again."))
    turn.edit(text, [*rows, [*first, *more], [_equipment()]])


def _dated(turn: Turn, resource: Resource) -> Text:
    if resource.retired_at is None:
        return named(resource)
    day = ListDay(turn.voice.local(resource.retired_at).date(), turn.today)
    return layout("{day} · {name}", day=day, name=named(resource))


async def put_back(turn: Turn, argument: str) -> None:
    resource_id = read_id(argument) or 0
    try:
        resource = await upkeep.put_back(turn.tx, turn.scope, resource_id, turn.now)
    except NotFoundError:
        await _say_not_off(turn, resource_id)
    except TakenError:
        await _say_taken(turn, resource_id)
    else:
        text = lines(_("<b>Back on the list</b> ✓"), card(resource))
        turn.edit(text, [[Button(named(resource), f"{CARD}:{resource.id}")], [_equipment()]])


async def _say_not_off(turn: Turn, resource_id: int) -> None:
    resource = await resources.find(turn.tx, turn.scope, resource_id)
    if resource is None:
        _say_gone(turn)
        return
    text = _("{name} is on the list already.", name=named(resource))
    turn.edit(text, [[Button(named(resource), f"{CARD}:{resource.id}")], [_equipment()]])


async def _say_taken(turn: Turn, resource_id: int) -> None:
    resource = await resources.find_retired(turn.tx, turn.scope, resource_id)
    if resource is None:
        return
    [other, *_more] = await upkeep.namesakes(turn.tx, turn.scope, resource)
    text = _(
        "There is other equipment called {name} by now. Give that one another name first: tap it,"
        " then Edit. Then put this one back.",
        name=named(resource),
    )
    turn.edit(text, [[Button(named(resource), f"{CARD}:{other}")], [off_the_list()]])


def _say_gone(turn: Turn) -> None:
    turn.edit(no_resource(), [[_equipment()]])


def _equipment() -> Button:
    return Button(_("Equipment"), GO.data("equipment"))


def off_the_list() -> Button:
    return Button(_("Off the list"), RETIRED.data())


RETIRE = Tap("retire", Who.COORDINATORS, ask)
RETIRE_NOW = Tap("retirenow", Who.COORDINATORS, retire)
RETIRED = Tap("retired", Who.COORDINATORS, show_retired)
PUT_BACK = Tap("putback", Who.COORDINATORS, put_back)

FEATURE = Feature("retiring", taps=[RETIRE, RETIRE_NOW, RETIRED, PUT_BACK])
