"""Which step comes next: rules of a form's order, without anything that is shown."""

from __future__ import annotations

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


def following(draft: Draft) -> str:
    """The first question still open, or the review card."""
    given = draft.given
    for step in draft.form.steps:
        if step.asked and step.name not in draft.answers and step.applies(given):
            return step.name
    return REVIEW


def preceding(draft: Draft) -> str | None:
    """Where Back leads: the question before this one; None from the first.

    From a step that was opened on the review card, and from a doubt, it leads to that card.
    """
    if draft.aside or draft.step is None:
        last = _asked(draft)[-1:]
        return REVIEW if draft.place != REVIEW else (last[0].name if last else None)
    before = [step.name for step in _asked(draft) if _at(draft, step) < _at(draft, draft.step)]
    return before[-1] if before else None


def reviewed(draft: Draft) -> list[Step]:
    """The steps that have a line or a button on the review card."""
    given = draft.given
    return [step for step in draft.form.steps if step.shown and step.applies(given)]


def _asked(draft: Draft) -> list[Step]:
    return [step for step in reviewed(draft) if step.asked]


def _at(draft: Draft, step: Step) -> int:
    return draft.form.steps.index(step)
