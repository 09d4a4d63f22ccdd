"""A member changes a message that once told part of a record: the record follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bot.conversation.answers import Answers
from bot.conversation.drafts import adopted, readable
from bot.conversation.forms import Form
from bot.conversation.steps.base import Answer, Asking
from bot.language.text import Text, _
from storage import told
from storage.told import Told

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

# Says why the form is not for whoever speaks, if it is not.
Refused = Callable[["Turn", Form], bool]


async def amend(
    turn: Turn, forms: Mapping[str, Form], refused: Refused, message_id: int, words: str
) -> bool:
    """Whether the message had told anything. Says what was changed, or that nothing was."""
    found = await told.find(turn.tx, turn.chat_id, message_id)
    form = forms.get(found.form) if found else None
    if found is None or form is None or form.amend is None:
        return False
    if refused(turn, form):
        return True
    said = await _amended(turn, form, found, words)
    if said is not None:
        turn.say(said)
    return True


async def _amended(turn: Turn, form: Form, found: Told, words: str) -> Text | None:
    step = form.step(found.field)
    if step is None or form.amend is None:
        return _("That can no longer be changed.")
    held = await form.recall(turn, found.record_id) if form.recall else {}
    if held is None:
        return _("That can no longer be changed.")
    kept = readable(adopted(form, held), form)
    given = Answers(form.by_name, kept)
    outcome = await step.typed(Asking(turn, given, {}, kept.get(step.name)), words)
    if isinstance(outcome, Answer):
        return await form.amend(turn, found.record_id, step.name, step.plain(outcome.value))
    stays = given.text(step.name)
    if stays is None:
        return _("I could not read the changed message. What was saved stays as it was.")
    return _(
        "I could not read the changed message. What was saved stays: {field}: {value}",
        field=step.named,
        value=stays,
    )
