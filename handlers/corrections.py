"""Correcting a sale: Undo right after saving, editing by the form or by the message, restoring."""

from __future__ import annotations

from typing import Any, cast

from bot.conversation.forms import Saved
from bot.conversation.keyboards import Button, Keyboard
from bot.features import Tap, Who
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers.menu import GO
from handlers.sale_answers import FACTS, answers_of, fact_of
from handlers.sale_words import card, product_names
from storage import sales
from storage.errors import NotFoundError
from storage.sales import Change, ChangeKind, NewSale, Sale, SaleChanges

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


async def save(turn: Turn, sale_id: int, new: NewSale) -> Saved | None:
    """What the form now says of a sale that was recorded before."""
    before = await sales.find(turn.tx, turn.scope, sale_id)
    sale = await _change(turn, sale_id, {name: getattr(new, name) for name in FACTS})
    if sale is None:
        turn.show(gone(), [my_sales_button()])
        turn.leave_panel()
        return None
    if sale == before:
        names = await product_names(turn.tx, turn.scope)
        text = lines(_("Nothing was changed."), card(turn, names, sale))
        return Saved(sale.id, text, [my_sales_button()])
    text, buttons = await _changed(turn, sale)
    return Saved(sale.id, text, buttons)


async def change(turn: Turn, sale_id: int, field: str, answer: Any) -> Sale | None:
    """One answer of a sale; None if it is no longer there to be changed."""
    return await _change(turn, sale_id, {field: fact_of(field, answer)})


async def say_changed(turn: Turn, sale: Sale, remark: Text | None) -> None:
    text, buttons = await _changed(turn, sale)
    turn.say(lines(text, remark, gap="\n\n"), buttons)


async def _change(turn: Turn, sale_id: int, facts: dict[str, Any]) -> Sale | None:
    # The keys are those of NewSale, of which SaleChanges are some.
    changes = cast(SaleChanges, facts)
    try:
        return await sales.edit(turn.tx, turn.scope, sale_id, changes, turn.now)
    except NotFoundError:
        return None


async def _changed(turn: Turn, sale: Sale) -> tuple[Text, Keyboard]:
    changes = await sales.history(turn.tx, turn.scope, sale.id)
    names = await product_names(turn.tx, turn.scope)
    buttons = [
        [
            Button(_("Undo"), REVERT.data(f"{sale.id}.{len(changes)}")),
            Button(_("Edit"), EDIT.data(sale.id)),
        ],
        my_sales_button(),
    ]
    return lines(_("<b>Changed</b> ✓"), card(turn, names, sale)), buttons


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
    """Undo of an edit, as long as nothing has happened to the sale since."""
    sale_id, _dot, known = argument.partition(".")
    sale = await seen(turn, sale_id)
    if sale is None or not own(turn, sale):
        say_gone(turn)
        return
    changes = await sales.history(turn.tx, turn.scope, sale.id)
    if known != str(len(changes)) or changes[-1].kind is not ChangeKind.EDITED:
        turn.toast(_("It has been changed again since. Look at its history."), alert=True)
        return
    await _change(turn, sale.id, {c.field: c.before for c in last_edit(changes) if c.field})
    now = await sales.find(turn.tx, turn.scope, sale.id)
    names = await product_names(turn.tx, turn.scope)
    turn.edit(
        lines(_("<b>Undone.</b> The sale is as it was:"), card(turn, names, now or sale)),
        [[Button(_("Edit"), EDIT.data(sale.id))], my_sales_button()],
    )


def last_edit(changes: list[Change]) -> list[Change]:
    """All fields that were changed together."""
    last = changes[-1]
    return [c for c in changes if (c.kind, c.at, c.by) == (last.kind, last.at, last.by)]


EDIT = Tap("edit", Who.REPORTERS, edit)
UNDO = Tap("undo", Who.REPORTERS, undo)
RESTORE = Tap("restore", Who.REPORTERS, restore)
REVERT = Tap("revert", Who.REPORTERS, revert)

TAPS = (EDIT, UNDO, RESTORE, REVERT)
