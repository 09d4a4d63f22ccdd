"""The review card: all that was understood, with a button to change each part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import MessageLimit

from bot.conversation.drafts import Draft
from bot.conversation.flow import reviewed
from bot.conversation.grid import grid
from bot.conversation.steps.base import Offer, Step
from bot.conversation.view import View, button, short
from bot.conversation.words import clip, utf16
from bot.language.text import Text, _, layout, lines

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

# What the heading, the note and the question around the card may take of Telegram's limit.
_AROUND = 700
_ROOM = MessageLimit.MAX_TEXT_LENGTH - _AROUND


def view(turn: Turn, draft: Draft, note: Text | None) -> View:
    form = draft.form
    rows = [[button(draft, Offer(form.save, "y"))]]
    fields = [
        button(draft, Offer(_field(turn, draft, step), _edit(draft, step)))
        for step in reviewed(draft, turn)
    ]
    rows += grid(fields, turn.voice)
    rows.append([button(draft, Offer(_("‹ Back"), "b")), button(draft, Offer(_("Cancel"), "c"))])
    ask = _("Is it right?")
    return View(lines(note, card(turn, draft), ask, gap="\n\n"), rows)


def card(turn: Turn, draft: Draft) -> Text:
    """The form's own card, unless it would not fit into a message."""
    if draft.form.review is not None:
        own = draft.form.review(turn, draft.given)
        if utf16(turn.voice.plain(own)) <= _ROOM:
            return own
    return plain_card(turn, draft)


def plain_card(turn: Turn, draft: Draft) -> Text:
    """A line for each answer; long ones are cut, for the card only, so that all of them fit."""
    told = [step for step in reviewed(draft, turn) if draft.answers.get(step.name) is not None]
    room = _ROOM // max(len(told), 1) - 80
    title = layout("<b>{title}</b>", title=draft.form.title)
    return lines(title, *(_line(turn, draft, step, room) for step in told))


def _line(turn: Turn, draft: Draft, step: Step, room: int) -> Text:
    value = step.say_near(draft.answers[step.name], turn.today)
    said = clip(turn.voice.plain(value), max(room, 20))
    named = clip(turn.voice.plain(step.named), 60)
    return layout("{named}: <b>{said}</b>", named=named, said=said)


def _field(turn: Turn, draft: Draft, step: Step) -> Text:
    if draft.answers.get(step.name) is None:
        return layout("+ {field}", field=short(turn, step.named))
    return layout("✏️ {field}", field=short(turn, step.named))


def _edit(draft: Draft, step: Step) -> str:
    return f"e{draft.form.steps.index(step)}"
