"""My sales: the list, one sale with what can be done to it, and what became of it."""

from __future__ import annotations

from itertools import groupby

from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.words import clip
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, layout, lines, raw
from bot.pipeline.turn import Turn
from handlers.corrections import (
    EDIT,
    RESTORE,
    own,
    read_id,
    say_gone,
    seen,
    show_void,
)
from handlers.menu import GO
from handlers.sale_answers import attachment
from handlers.sale_words import FIELDS, SHORT, Names, card, dated, fact, product_names
from storage import sales
from storage.errors import NotFoundError
from storage.sales import Change, ChangeKind, Sale

PAGE = 6
# Of a history, the latest that fit into one message however long the names are.
CHANGES = 12


async def show_list(turn: Turn, _words: str) -> None:
    await show_page(turn, "")


async def show_page(turn: Turn, before: str) -> None:
    """The firm's sales, newest first, from the one after `before` (a sale's id)."""
    page = await sales.latest(turn.tx, turn.scope, limit=PAGE + 1, before=read_id(before))
    if not page and not before:
        turn.edit(
            _("There are no sales yet. Record the first one: it takes a minute."),
            [[Button(_("Record a sale"), GO.data("sale"))]],
        )
        return
    names = await product_names(turn.tx, turn.scope)
    rows = [[Button(dated(names, s), CARD.data(f"{s.id}.{before}"))] for s in page[:PAGE]]
    title = _("<b>Sales of {firm}</b>", firm=turn.speaker.firm or "")
    turn.edit(
        lines(title, _("Tap one to see it, correct it or void it.")),
        [*rows, _turning(page, before)],
    )


def _turning(page: list[Sale], before: str) -> list[Button]:
    newest = [Button(_("‹ Newest"), LIST.data())] if before else []
    older = [Button(_("Older ›"), LIST.data(page[PAGE - 1].id))] if len(page) > PAGE else []
    return newest + older


# One sale


async def show_card(turn: Turn, argument: str) -> None:
    """`argument` is the sale's id, and after a dot what its page of the list began with."""
    sale_id, _dot, before = argument.partition(".")
    sale = await seen(turn, sale_id)
    if sale is None:
        say_gone(turn)
        return
    names = await product_names(turn.tx, turn.scope)
    void = _("<b>Void:</b> it counts no longer.") if sale.voided_at else None
    who = _("Recorded by {who}, {at}", who=clip(sale.reporter, SHORT), at=sale.recorded_at)
    text = lines(void, card(turn, names, sale), layout("<i>{who}</i>", who=who))
    turn.edit(text, _card_buttons(turn, sale, before))


def _card_buttons(turn: Turn, sale: Sale, before: str) -> Keyboard:
    history = Button(_("History"), HISTORY.data(sale.id))
    receipt = [Button(FIELDS["photo"], RECEIPT.data(sale.id))] if sale.photo else []
    back = Button(_("‹ My sales"), LIST.data(before if read_id(before) else ""))
    if not own(turn, sale):
        return [[history, *receipt], [back]]
    if sale.voided_at is not None:
        return [[Button(_("Restore"), RESTORE.data(sale.id)), history], [*receipt, back]]
    edit = Button(_("Edit"), EDIT.data(sale.id))
    return [[edit, Button(_("Void"), VOID.data(sale.id))], [history, *receipt], [back]]


async def ask_void(turn: Turn, argument: str) -> None:
    sale = await seen(turn, argument)
    if sale is None or not own(turn, sale):
        say_gone(turn)
        return
    names = await product_names(turn.tx, turn.scope)
    turn.edit(
        lines(
            _("<b>Void this sale?</b> It stays in the history and can be restored."),
            card(turn, names, sale),
        ),
        [
            [Button(_("Yes, void it"), VOID_NOW.data(sale.id))],
            [Button(_("No, keep it"), CARD.data(f"{sale.id}."))],
        ],
    )


async def void(turn: Turn, argument: str) -> None:
    try:
        sale = await sales.void(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
    except NotFoundError:
        say_gone(turn)
        return
    await show_void(turn, sale)


async def show_receipt(turn: Turn, argument: str) -> None:
    sale = await seen(turn, argument)
    if sale is None or sale.photo is None:
        say_gone(turn)
        return
    file = attachment(sale.photo)
    turn.send_file(file.kind, file.file_id, FIELDS["photo"])


# What became of it


async def show_history(turn: Turn, argument: str) -> None:
    sale = await seen(turn, argument)
    if sale is None:
        say_gone(turn)
        return
    changes = await sales.history(turn.tx, turn.scope, sale.id)
    names = await product_names(turn.tx, turn.scope)
    earlier = raw("…") if len(changes) > CHANGES else None
    told = [
        lines(
            layout("<b>{at}</b> · {who}", at=at, who=clip(who, SHORT)),
            *(_what(names, change) for change in together),
        )
        for (at, who), together in groupby(changes[-CHANGES:], key=lambda c: (c.at, c.by))
    ]
    text = lines(_("<b>History of this sale</b>"), earlier, *told, gap="\n\n")
    turn.edit(text, [[Button(_("‹ The sale"), CARD.data(f"{sale.id}."))]])


def _what(names: Names, change: Change) -> Text:
    match change.kind:
        case ChangeKind.RECORDED:
            return _("Recorded it")
        case ChangeKind.VOIDED:
            return _("Voided it")
        case ChangeKind.RESTORED:
            return _("Restored it")
    field = change.field or ""
    return layout(
        "{field}: {before} → {after}",
        field=FIELDS[field],
        before=fact(names, field, change.before),
        after=fact(names, field, change.after),
    )


LIST = Tap("sales", Who.REPORTERS, show_page)
CARD = Tap("sale", Who.REPORTERS, show_card)
VOID = Tap("void", Who.REPORTERS, ask_void)
VOID_NOW = Tap("voidnow", Who.REPORTERS, void)
RECEIPT = Tap("receipt", Who.REPORTERS, show_receipt)
HISTORY = Tap("history", Who.REPORTERS, show_history)

FEATURE = Feature(
    "my_sales",
    commands=[
        Command(
            "misventas",
            "mysales",
            Who.REPORTERS,
            _("See, correct or void your sales"),
            show_list,
            menu=_("My sales"),
        )
    ],
    taps=[LIST, CARD, VOID, VOID_NOW, RECEIPT, HISTORY],
)
