"""What stands in a form's place when it is done with: saved, given up, or put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.display import summary
from bot.conversation.drafts import Draft
from bot.conversation.filling import End, Filling
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.shelf import Shelf
from bot.conversation.steps.base import Offer
from bot.conversation.view import CONTINUE, button
from bot.language.text import Text, _

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

# How many drafts that wait are offered below.
_OFFERED = 3


def close(filling: Filling, shelf: Shelf) -> None:
    """The panel becomes what is said last, and is history from then on."""
    turn, draft = filling.turn, filling.draft
    match filling.end:
        case End.SAVED:
            if filling.saved is None:
                return
            turn.show(filling.saved.text, [*(filling.saved.buttons or ()), *waiting(shelf)])
        case End.PUT_ASIDE:
            shelf.put(draft)
            turn.show(kept_note(turn, draft), waiting(shelf))
        case _:
            text, buttons = _given_up(turn, draft)
            turn.show(text, [*buttons, *waiting(shelf)])
    turn.leave_panel()


def kept_note(turn: Turn, draft: Draft) -> Text:
    told = summary(turn, draft)
    title = draft.form.title
    if not told:
        return _("I keep what you had started: {title}.", title=title)
    return _("I keep what you had started: {title} ({told}).", title=title, told=told)


def _given_up(turn: Turn, draft: Draft) -> tuple[Text, Keyboard]:
    if draft.form.leave is not None:
        return draft.form.leave(turn, draft.given)
    if draft.record_id is not None:
        return _("Cancelled. Nothing was changed."), []
    return _("Cancelled. Nothing was saved."), []


def waiting(shelf: Shelf) -> list[list[Button]]:
    """To go on with what was put aside, the newest first."""
    return [
        [button(draft, Offer(_("Continue: {title}", title=draft.form.title), CONTINUE))]
        for draft in shelf.waiting()[:_OFFERED]
    ]
