"""Which step comes next: rules of a form's order, without anything that is shown."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.conversation.drafts import REVIEW, Draft
from bot.conversation.steps.base import Asking, Step

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn


def settle(draft: Draft, turn: Turn) -> None:
    """Drop answers that apply no longer, and fill in what is not asked but has a default."""
    asking = Asking(turn, draft.given, {})
    for step in draft.form.steps:
        if not step.applies(asking.answers):
            draft.forget(step.name)
        elif draft.answers.get(step.name) is not None:
            draft.answers[step.name] = step.follow(draft.answers[step.name], asking)
        elif not step.asked and step.name not in draft.answers:
            default = step.default_for(turn)
            if default is not None:
                draft.answers[step.name] = default


def in_order(draft: Draft, turn: Turn) -> list[Step]:
    """As declared; but what is written in two languages, in one's own first."""
    own = turn.voice.language
    order: list[Step] = []
    for _written, together in groupby(draft.form.steps, _what):
        order += sorted(together, key=lambda step: step.language not in (None, own))
    return order


def _what(step: Step) -> str:
    """The same of a question that is asked in two languages: "text" of "text_es"."""
    return step.name.removesuffix(f"_{step.language}")


def following(draft: Draft, turn: Turn) -> str:
    """The first question still open, or the review card."""
    given = draft.given
    for step in in_order(draft, turn):
        if step.asked and step.name not in draft.answers and step.applies(given):
            return step.name
    return REVIEW


def preceding(draft: Draft, turn: Turn) -> str | None:
    """Where Back leads: the question before this one; None from the first.

    From a step that was opened on the review card, and from a doubt, it leads to that card.
    """
    asked = [step for step in reviewed(draft, turn) if step.asked]
    if draft.aside or draft.step is None:
        return REVIEW if draft.place != REVIEW else (asked[-1].name if asked else None)
    order = in_order(draft, turn)
    here = order.index(draft.step)
    before = [step.name for step in asked if order.index(step) < here]
    return before[-1] if before else None


def reviewed(draft: Draft, turn: Turn) -> list[Step]:
    """The steps that have a line or a button on the review card."""
    given = draft.given
    return [step for step in in_order(draft, turn) if step.shown and step.applies(given)]
