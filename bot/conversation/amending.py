"""A member changes a message that once told part of a record: the record follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bot.conversation.answers import Answers
from bot.conversation.drafts import DOUBT
from bot.conversation.forms import Form
from bot.conversation.saving import doubted, on_record
from bot.conversation.shelf import Shelf
from bot.conversation.steps.base import Answer, Asking, Step
from bot.language.text import Text, _
from storage import told
from storage.told import Told

if TYPE_CHECKING:
    from telegram import Message

    from bot.pipeline.turn import Turn

# Says why the form is not for whoever speaks, if it is not.
Refused = Callable[["Turn", Form], bool]


async def amend(
    turn: Turn, shelf: Shelf, forms: Mapping[str, Form], refused: Refused, message: Message
) -> bool:
    """Whether the message had told anything. Says what was changed, or that nothing was.

    Where that is doubtful nothing is yet: the form is opened to ask about it, like before saving.
    """
    found = await told.find(turn.tx, turn.chat_id, message.message_id)
    form = forms.get(found.form) if found else None
    if found is None or form is None or form.amend is None:
        return False
    if refused(turn, form):
        return True
    said = await _amended(turn, shelf, form, found, message)
    if said is not None:
        edit = form.edit(found.record_id) if form.edit else None
        turn.say(said, [[edit]] if edit else None)
    return True


async def _amended(
    turn: Turn, shelf: Shelf, form: Form, found: Told, message: Message
) -> Text | None:
    step = form.step(found.field)
    held = await on_record(turn, form, found.record_id) if form.recall else {}
    if step is None or held is None or form.amend is None:
        return _("That can no longer be changed.")
    given = Answers(form.by_name, held)
    outcome = await step.typed(Asking(turn, given, {}, held.get(step.name)), message.text or "")
    if not isinstance(outcome, Answer):
        return _unread(given, step)
    draft = shelf.find(form, found.record_id) or shelf.new(form, held, found.record_id)
    draft.answer(step.name, outcome.value, message.message_id)
    if await doubted(turn, draft) is None:
        return await form.amend(turn, found.record_id, step.name, step.plain(outcome.value))
    draft.enter(DOUBT)
    shelf.activate(draft)
    return None


def _unread(given: Answers, step: Step) -> Text:
    stays = given.text(step.name)
    if stays is None:
        return _("I could not read the changed message. What was saved stays as it was.")
    return _(
        "I could not read the changed message. What was saved stays: {field}: {value}",
        field=step.named,
        value=stays,
    )
