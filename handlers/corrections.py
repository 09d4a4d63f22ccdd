"""Correcting a sale: Undo right after saving, editing by the form or by the message, restoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversation.forms import Saved
from bot.conversation.keyboards import Button, Keyboard
from bot.features import Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers.menu import GO
from handlers.sale_answers import FACTS, answers_of
from handlers.sale_words import card, product_names
from storage import sales
from storage.errors import NotFoundError
from storage.sales import ChangeKind, NewSale, Sale

# Ids in a button's data: no longer than a column of the database holds.
LONGEST_ID = 15


def read_id(argument: str) -> int | None:
    """A record's id from a button; None for what no button of ours ever had."""
    fits = argument.isascii() and argument.isdigit() and len(argument) <= LONGEST_ID
    return int(argument) if fits else None


async def seen(turn: Turn, argument: str) -> Sale | None:
    """The sale whose id a button carries, if this member may see it."""
    sale_id = read_id(argument)
    return None if sale_id is None else await sales.find(turn.tx, turn.scope, sale_id)


def own(turn: Turn, sale: Sale) -> bool:
    """Coordinators see the sales of all firms, and correct those of their own."""
    return sale.firm_id == turn.scope.reports_for


def gone() -> Text:
    return _(
        "I cannot find that sale: it may be void, or not of your firm. See the sales that are"
        " yours with /mysales."
    )


def say_gone(turn: Turn) -> None:
    turn.edit(gone(), [my_sales_button()])


def my_sales_button() -> list[Button]:
    return [Button(_("My sales"), GO.data("mysales"))]


def after_recording(sale_id: int) -> Keyboard:
    return [
        [Button(_("Undo"), UNDO.data(sale_id)), Button(_("Edit"), EDIT.data(sale_id))],
        [Button(_("Another sale"), GO.data("sale"))],
    ]


# Editing


async def edit(turn: Turn, argument: str) -> None:
    """The form's review card with all that the sale holds."""
    sale = await seen(turn, argument)
    if sale is None or not own(turn, sale) or sale.voided_at is not None:
        say_gone(turn)
        return
    answers = answers_of(await product_names(turn.tx, turn.scope), sale)
    await turn.bot.forms.start(turn, "sale", answers=answers, record_id=sale.id)


@dataclass(frozen=True, slots=True)
class Edited:
    """`fields` is how many of its facts were changed: the last so many rows of its history."""

    sale: Sale
    fields: int


async def save(turn: Turn, sale_id: int, new: NewSale) -> Saved | None:
    """What the form now says of a sale that was recorded before."""
    edited = await change(turn, sale_id, {name: getattr(new, name) for name in FACTS})
    if edited is None:
        turn.show(gone(), [my_sales_button()])
        turn.leave_panel()
        return None
    text, buttons = await changed(turn, edited)
    return Saved(sale_id, text, buttons)


async def change(turn: Turn, sale_id: int, facts: dict[str, Any]) -> Edited | None:
    """Some facts of a sale, by the names of its fields; None if it is not there to be changed."""
    before = await sales.find(turn.tx, turn.scope, sale_id)
    try:
        sale = await sales.edit(turn.tx, turn.scope, sale_id, facts, turn.now)
    except NotFoundError:
        return None
    return Edited(sale, sum(getattr(sale, name) != getattr(before, name) for name in FACTS))


async def changed(turn: Turn, edited: Edited) -> tuple[Text, Keyboard]:
    sale = edited.sale
    shown = card(turn, await product_names(turn.tx, turn.scope), sale)
    if not edited.fields:
        return lines(_("Nothing was changed."), shown), [my_sales_button()]
    rows = len(await sales.history(turn.tx, turn.scope, sale.id))
    undo = REVERT.data(f"{sale.id}.{rows - edited.fields}.{rows}")
    buttons = [Button(_("Undo"), undo), Button(_("Edit"), EDIT.data(sale.id))]
    return lines(_("<b>Changed</b> ✓"), shown), [buttons, my_sales_button()]


# Undoing


async def undo(turn: Turn, argument: str) -> None:
    """What was just recorded was not meant: the sale is void, and can be restored."""
    sale_id = read_id(argument)
    try:
        sale = await sales.void(turn.tx, turn.scope, sale_id or 0, turn.now)
    except NotFoundError:
        say_gone(turn)
        return
    await show_void(turn, sale)


async def show_void(turn: Turn, sale: Sale) -> None:
    names = await product_names(turn.tx, turn.scope)
    turn.edit(
        lines(_("<b>Void.</b> This sale counts no longer:"), card(turn, names, sale)),
        [[Button(_("Restore"), RESTORE.data(sale.id))], my_sales_button()],
    )


async def restore(turn: Turn, argument: str) -> None:
    try:
        sale = await sales.restore(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        say_gone(turn)
        return
    names = await product_names(turn.tx, turn.scope)
    turn.edit(
        lines(_("<b>Restored</b> ✓ This sale counts again:"), card(turn, names, sale)),
        after_recording(sale.id),
    )


async def revert(turn: Turn, argument: str) -> None:
    """Undo of an edit, as long as nothing has happened to the sale since.

    `argument` has the sale's id, and which rows of its history the edit wrote.
    """
    sale_id, first, until = ([*map(read_id, argument.split(".")), None, None, None])[:3]
    sale = await sales.find(turn.tx, turn.scope, sale_id or 0)
    if sale is None or not own(turn, sale):
        say_gone(turn)
        return
    changes = await sales.history(turn.tx, turn.scope, sale.id)
    undone = changes[first or 0 :]
    if until != len(changes) or not undone or any(c.kind is not ChangeKind.EDITED for c in undone):
        turn.toast(_("It has been changed again since. Look at its history."), alert=True)
        return
    edited = await change(turn, sale.id, {c.field: c.before for c in undone if c.field})
    sale = edited.sale if edited else sale
    names = await product_names(turn.tx, turn.scope)
    turn.edit(
        lines(_("<b>Undone.</b> The sale is as it was:"), card(turn, names, sale)),
        [[Button(_("Edit"), EDIT.data(sale.id))], my_sales_button()],
    )


EDIT = Tap("edit", Who.REPORTERS, edit)
UNDO = Tap("undo", Who.REPORTERS, undo)
RESTORE = Tap("restore", Who.REPORTERS, restore)
REVERT = Tap("revert", Who.REPORTERS, revert)

TAPS = (EDIT, UNDO, RESTORE, REVERT)
