"""Shared equipment: what there is, one of it with what can be done, adding and changing it."""

from __future__ import annotations

from bot.conversation.keyboards import Button, Keyboard
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.rights import allowed
from bot.pipeline.turn import Turn
from handlers.blocks import BLOCK, LIFT
from handlers.bookings import BOOK
from handlers.equipment_pictures import DAY, WEEK
from handlers.equipment_words import (
    blocked,
    card,
    named,
    no_resource,
    out_times,
)
from handlers.menu import GO
from handlers.records import read_id
from handlers.resource_form import FORM, answers_of
from handlers.retiring import CARD, RETIRE, off_the_list
from storage import blocks, resources
from storage.blocks import Block
from storage.resources import Resource

# How many stand on one page of the list.
PAGE = 12


async def show_list(turn: Turn, _words: str) -> None:
    await show_all(turn, "")


async def show_all(turn: Turn, after: str) -> None:
    """From the one after `after` (its id), those of a kind together."""
    shared = await resources.listing(turn.tx, turn.scope, after=read_id(after), limit=PAGE + 1)
    add = [Button(_("Add equipment"), GO.data("addequipment"))] if _coordinates(turn) else []
    off = [off_the_list()] if await resources.retired(turn.tx, turn.scope, limit=1) else []
    if not shared:
        text = _("There is no shared equipment yet.")
        next_step = _("Add the first: it takes a minute.") if add else _ask_for_it()
        turn.edit(lines(text, next_step), [add, off] if add else None)
        return
    rows = [[Button(named(resource), SHOW.data(resource.id))] for resource in shared[:PAGE]]
    first = [Button(_("‹ First"), ALL.data())] if after else []
    more = [Button(_("More ›"), ALL.data(shared[PAGE - 1].id))] if len(shared) > PAGE else []
    today = [Button(_("Picture of today"), DAY.data(turn.today))]
    title = _("<b>Shared equipment</b>")
    text = lines(title, _("Tap one to see its hours and book it."))
    turn.edit(text, [*rows, [*first, *more], today, add, off])


def _ask_for_it() -> Text:
    return _("Your coordinator can add it here. Ask them for it.")


async def show(turn: Turn, argument: str) -> None:
    resource = await resources.find(turn.tx, turn.scope, read_id(argument) or 0)
    if resource is None:
        say_gone(turn)
        return
    out = await blocks.coming(turn.tx, turn.scope, resource.id, turn.now)
    lifts = [[_lift(turn, b, out)] for b in out if _coordinates(turn)]
    text = lines(card(resource), *(blocked(turn, b) for b in out))
    turn.edit(
        text, [*_card_buttons(turn, resource), *lifts, [Button(_("‹ Equipment"), ALL.data())]]
    )


def _lift(turn: Turn, block: Block, out: list[Block]) -> Button:
    """Of several it says which."""
    label = _("Back in use")
    if len(out) > 1:
        label = _("Back in use: {times}", times=out_times(turn, block.times))
    return Button(label, LIFT.data(block.id))


def _card_buttons(turn: Turn, resource: Resource) -> Keyboard:
    book = [Button(_("Book it"), BOOK.data(resource.id))] if _books(turn) else []
    week = Button(_("Picture of the week"), WEEK.data(f"{resource.id}.{turn.today}"))
    photo = [Button(_("Photo"), PHOTO.data(resource.id))] if resource.photo else []
    rows: list[list[Button]] = [book, [week, *photo]]
    if _coordinates(turn):
        out_of_use = Button(_("Take out of use"), BLOCK.data(resource.id))
        off = Button(_("Take off the list"), RETIRE.data(resource.id))
        rows += [[Button(_("Edit"), EDIT.data(resource.id))], [out_of_use], [off]]
    return rows


def _books(turn: Turn) -> bool:
    return allowed(turn.speaker, Who.REPORTERS)


def _coordinates(turn: Turn) -> bool:
    return allowed(turn.speaker, Who.COORDINATORS)


async def show_photo(turn: Turn, argument: str) -> None:
    resource = await resources.find(turn.tx, turn.scope, read_id(argument) or 0)
    if resource is None or resource.photo is None:
        say_gone(turn)
        return
    kind, _colon, file_id = resource.photo.partition(":")
    turn.send_file(kind, file_id, named(resource))


def say_gone(turn: Turn) -> None:
    turn.edit(no_resource(), [[Button(_("Equipment"), ALL.data())]])


async def add(turn: Turn, _words: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


async def edit(turn: Turn, argument: str) -> None:
    resource = await resources.find(turn.tx, turn.scope, read_id(argument) or 0)
    if resource is None:
        say_gone(turn)
        return
    answers = answers_of(turn, resource)
    await turn.bot.forms.start(turn, FORM.name, answers=answers, record_id=resource.id)


ALL = Tap("equipment", Who.MEMBERS, show_all)
SHOW = Tap(CARD, Who.MEMBERS, show)
PHOTO = Tap("resphoto", Who.MEMBERS, show_photo)
EDIT = Tap("resedit", Who.COORDINATORS, edit)

FEATURE = Feature(
    "resources",
    commands=[
        Command(
            "equipos",
            "equipment",
            Who.MEMBERS,
            _("See the shared equipment and when it is free"),
            show_list,
        ),
        Command("nuevoequipo", "addequipment", Who.COORDINATORS, _("Add shared equipment"), add),
    ],
    taps=[ALL, SHOW, PHOTO, EDIT],
    forms=[FORM],
)
