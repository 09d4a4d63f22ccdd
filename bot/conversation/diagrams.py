"""Forms as a page of the documentation: a diagram and a table each, drawn from the declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.conversation.forms import Form
from bot.conversation.steps.base import Step
from bot.language.text import Text
from bot.language.voice import Voice

ENGLISH = Voice.of("en", "US", "USD", "UTC")
SPANISH = Voice.of("es", "MX", "MXN", "UTC")

_INTRODUCTION = """# Forms

Written by `make docs` from the declarations in `handlers/`; do not edit by hand.

Every question can be answered by button or by typing, and has Back, Skip (where it is optional) and
Cancel. From the card each answer can be changed, and what is not asked can be added. What is
written in both languages is asked for in one's own first.
"""


def forms_page(forms: Iterable[Form]) -> str:
    """Markdown, with Mermaid diagrams."""
    return "\n".join([_INTRODUCTION, *(_section(form) for form in forms)])


def _section(form: Form) -> str:
    title = f"## {_said(ENGLISH, form.title)} | {_said(SPANISH, form.title)} (`{form.name}`)"
    return "\n".join([title, "", *_diagram(form), "", *_table(form), ""])


def _diagram(form: Form) -> Iterator[str]:
    yield from ("```mermaid", "stateDiagram-v2")
    asked = [step for step in form.steps if step.asked]
    if asked:
        yield f"    [*] --> {asked[0].name}"
    if form.shortcuts:
        yield f"    [*] --> card: {_named(form.shortcuts)}"
    for at, step in enumerate(asked):
        yield from _arrows(step, asked[at + 1 :], "card" if form.confirm else "[*]")
    for check in form.checks:
        yield from (f"    card --> {_named(check)}", f"    {_named(check)} --> card")
    if form.confirm:
        yield f"    card --> [*]: {_said(ENGLISH, form.save)}"
    yield "```"


def _arrows(step: Step, later: list[Step], end: str) -> Iterator[str]:
    """To each question that may come next, up to the first that always comes."""
    for following in later:
        when = f": {_named(following.when)}" if following.when else ""
        yield f"    {step.name} --> {following.name}{when}"
        if not following.when:
            return
    yield f"    {step.name} --> {end}"


def _table(form: Form) -> Iterator[str]:
    yield "| Step | English | Español | Kind | Asked |"
    yield "|---|---|---|---|---|"
    for step in form.steps:
        if not step.shown:
            continue
        asked = [
            "in turn" if step.asked else "from the card",
            *(["optional"] if step.optional else []),
            *([f"only if {_named(step.when)}"] if step.when else []),
        ]
        cells = (
            f"`{step.name}`",
            _said(ENGLISH, step.question),
            _said(SPANISH, step.question),
            step.kind,
            ", ".join(asked),
        )
        yield f"| {' | '.join(cells)} |"


def _said(voice: Voice, text: Text) -> str:
    return " ".join(voice.plain(text).replace("|", "\\|").split())


def _named(callback: Callable[..., Any]) -> str:
    return getattr(callback, "__name__", "a condition").strip("_")
