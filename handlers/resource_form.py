"""Adding shared equipment and changing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from bot.conversation.forms import Doubt, Filled, Form, Refusal, Saved
from bot.conversation.kept import Attachment, Option
from bot.conversation.keyboards import Button
from bot.conversation.steps.attachment import AskAttachment
from bot.conversation.steps.choice import AskChoice
from bot.conversation.steps.many import AskMany
from bot.conversation.steps.money import AskMoney
from bot.conversation.steps.text import AskText
from bot.conversation.steps.time import AskTime, Clock, minutes_of
from bot.features import Who
from bot.language.text import Text, _, _n, _p, lines
from bot.pipeline.turn import Turn
from handlers.displaced import doubt, tell_all
from handlers.equipment_words import (
    KINDS,
    WEEKDAYS,
    card,
    clock,
    length,
    named,
    no_resource,
    opening,
)
from handlers.menu import GO
from storage import displaced, resources, upkeep
from storage.bookings import Booking
from storage.errors import NotFoundError
from storage.opening import DAY_MINUTES, every_day
from storage.resources import Kind, NewResource, Resource

LENGTHS = (15, 30, 60, 120, 180, 240, 360, 480, 720, DAY_MINUTES)
# A price beyond this is a slip of the finger, and would not fit a column of the database.
MOST = 10**15


def answers_of(turn: Turn, resource: Resource) -> dict[str, Any]:
    """Hours that differ by the day are shown as those of the first open one."""
    first = next(iter(resource.opening), None)
    open_days = {o.weekday for o in resource.opening}
    photo = resource.photo.partition(":") if resource.photo else None
    return {
        "name": turn.voice.plain(named(resource)),
        "kind": resource.kind.value,
        "place": resource.place,
        "opens": clock(first.opens if first else 0),
        "closes": clock(first.closes if first else DAY_MINUTES),
        "closed": [str(n) for n in range(7) if n not in open_days],
        "shortest": _length(resource.shortest),
        "longest": _length(resource.longest),
        "price": resource.price,
        "instructions": resource.instructions,
        "photo": Attachment(photo[0], photo[2]) if photo else None,
    }


def _length(minutes: int) -> Option:
    """Also one that is not among those that are offered."""
    return Option(str(minutes), length(minutes))


async def whom_it_hits(turn: Turn, filled: Filled) -> Doubt | None:
    """Other hours may leave bookings outside; what cannot be saved is refused first."""
    before = await _before(turn, filled)
    if before is None or await _why_not(turn, filled) is not None:
        return None
    new = replace(before, opening=_resource_of(turn, filled, before).opening)
    if new.opening == before.opening:
        return None
    hits = await displaced.outside(turn.tx, turn.scope, before.id, new.hours, turn.now)
    return _doubt(hits) if hits else None


def _doubt(hits: Sequence[Booking]) -> Doubt:
    title = _n(
        "<b>These new hours leave {n} booking outside:</b>",
        "<b>These new hours leave {n} bookings outside:</b>",
        len(hits),
    )
    question = _(
        "If you save, they are cancelled; whoever made them is told, and offered other times."
        " Is it right?"
    )
    yes = _n("Yes, save and cancel {n} booking", "Yes, save and cancel {n} bookings", len(hits))
    return doubt(title, hits, question, yes=yes, no=_p("hours", "No, leave it"))


async def save(turn: Turn, filled: Filled) -> Saved | Refusal:
    why = await _why_not(turn, filled)
    if why is not None:
        return why
    new = _resource_of(turn, filled, await _before(turn, filled))
    told = None
    try:
        if filled.record_id is None:
            made = await upkeep.add(turn.tx, turn.scope, new, turn.now)
        else:
            made, told = await _change(turn, filled.record_id, new)
    except NotFoundError:
        return Saved(None, no_resource(), [[_equipment()]])
    buttons = [[_equipment(), Button(_("Add equipment"), GO.data("addequipment"))]]
    return Saved(None, lines(_("<b>Saved</b> ✓"), card(made), told), buttons)


async def _change(turn: Turn, resource_id: int, new: NewResource) -> tuple[Resource, Text | None]:
    """What it is then, and who was told that their booking is cancelled. Raises NotFoundError."""
    made, hits = await upkeep.change(turn.tx, turn.scope, resource_id, new, turn.now)
    why = _(
        "<b>Your booking is cancelled.</b> The equipment has other opening hours now: {hours}",
        hours=opening(made),
    )
    return made, await tell_all(turn, hits, why, made)


async def _before(turn: Turn, filled: Filled) -> Resource | None:
    if filled.record_id is None:
        return None
    return await resources.find(turn.tx, turn.scope, filled.record_id)


async def _why_not(turn: Turn, filled: Filled) -> Refusal | None:
    return _impossible(filled) or await _same_name(turn, filled)


def _impossible(filled: Filled) -> Refusal | None:
    opens, closes = minutes_of(filled["opens"]), minutes_of(filled["closes"]) or DAY_MINUTES
    shortest, longest = int(filled["shortest"]), int(filled["longest"])
    if closes <= opens:
        return Refusal(_("It has to close after it opens."), "closes")
    if len(filled["closed"]) == len(WEEKDAYS):
        return Refusal(_("It has to be open on one day at least."), "closed")
    if shortest > closes - opens:
        return Refusal(_("It is not open for as long as that."), "shortest")
    if longest < shortest:
        return Refusal(_("The longest cannot be shorter than the shortest."), "longest")
    if filled["price"] and not 0 < filled["price"].minor <= MOST:
        return Refusal(_("A price must be more than zero, and not beyond all measure."), "price")
    return None


async def _same_name(turn: Turn, filled: Filled) -> Refusal | None:
    called_so = await resources.ids_by_name(turn.tx, turn.scope, filled["name"])
    if not called_so - {filled.record_id}:
        return None
    return Refusal(_("There is equipment of that name already. Give it another one."), "name")


def _resource_of(turn: Turn, filled: Filled, before: Resource | None) -> NewResource:
    """A name that was not changed keeps its translation."""
    name = filled["name"]
    kept = before is not None and turn.voice.plain(named(before)) == name
    closes = minutes_of(filled["closes"]) or DAY_MINUTES
    photo = filled["photo"]
    return NewResource(
        kind=Kind(filled["kind"]),
        name_es=before.name_es if before and kept else name,
        name_en=before.name_en if before and kept else name,
        opening=every_day(minutes_of(filled["opens"]), closes, map(int, filled["closed"])),
        shortest=int(filled["shortest"]),
        longest=int(filled["longest"]),
        place=filled["place"],
        instructions=filled["instructions"],
        photo=f"{photo.kind}:{photo.file_id}" if photo else None,
        price=filled["price"],
    )


def _equipment() -> Button:
    return Button(_("Equipment"), GO.data("equipment"))


WHOLE_DAY = Clock(time(0), time(0), 60)
MINUTES = [Option(str(minutes), length(minutes)) for minutes in LENGTHS]

FORM = Form(
    "resource",
    AskText("name", _("What is it called?"), label=_("Name"), max_length=60),
    AskChoice(
        "kind",
        _("What is it?"),
        label=_("Kind"),
        options=[Option(kind.value, text) for kind, text in KINDS.items()],
    ),
    AskText("place", _("Where is it?"), label=_("Place"), optional=True, max_length=80),
    AskTime(
        "opens",
        _("From what time can it be used?"),
        label=_("Opens"),
        clock=WHOLE_DAY,
        default=time(8),
    ),
    AskTime(
        "closes",
        _("Until what time?"),
        label=_("Closes"),
        clock=WHOLE_DAY,
        since="opens",
        default=time(18),
    ),
    AskMany(
        "closed",
        _("On which days is it closed?"),
        label=_("Closed"),
        options=[Option(str(number), name) for number, name in enumerate(WEEKDAYS)],
        default=["6"],
        none=_p("closed", "never"),
    ),
    AskChoice(
        "shortest", _("The shortest booking?"), label=_("Shortest"), options=MINUTES, default="60"
    ),
    AskChoice(
        "longest", _("The longest booking?"), label=_("Longest"), options=MINUTES, default="480"
    ),
    AskText(
        "instructions",
        _("What must one know to use it?"),
        label=_("Instructions"),
        optional=True,
        max_length=500,
    ),
    AskMoney(
        "price",
        _("What does an hour of it cost elsewhere?"),
        label=_("Price of an hour"),
        asked=False,
        optional=True,
    ),
    AskAttachment(
        "photo", _("A photo of it"), label=_("Photo"), asked=False, optional=True, documents=False
    ),
    title=_("Equipment"),
    submit=save,
    who=Who.COORDINATORS,
    checks=[whom_it_hits],
)
