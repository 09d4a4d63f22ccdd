"""A form being filled in: its state between turns, kept as JSON with the chat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.conversation.answers import Answers
from bot.conversation.forms import Form, Shortcut
from bot.conversation.kept import pack, unpack
from bot.conversation.steps.base import Step

# Places of a form that are no step of it; a step's name never starts so.
REVIEW = "@review"
DOUBT = "@doubt"
UNFINISHED = "@unfinished"

# What steps keep in their scratch may change with a version; answers are read leniently instead.
VERSION = 1


@dataclass(slots=True)
class Draft:
    """`serial` counts the screens: a button of an earlier one is known by it.

    `place` is the step being asked, or one of the places above; `aside` says that it was gone to
    from the review card. `sources` are the messages that gave the answers. `sure` are the doubts
    that were confirmed, `wanted` the start that waits for what becomes of this draft. Begun in one
    cluster it is saved there: a member of several never tells one what is another's.
    """

    form: Form
    instance: int
    place: str
    answers: dict[str, Any] = field(default_factory=dict)
    serial: int = 0
    scratch: dict[str, Any] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    record_id: int | None = None
    aside: bool = False
    touched: bool = False
    sure: list[str] = field(default_factory=list)
    wanted: dict[str, Any] | None = None
    cluster_id: int | None = None

    @property
    def key(self) -> str:
        return key_of(self.form.name, self.record_id, self.cluster_id)

    @property
    def step(self) -> Step | None:
        return self.form.step(self.place)

    @property
    def given(self) -> Answers:
        """A view of the answers: what is answered later is in it too."""
        return Answers(self.form.by_name, self.answers)

    def enter(self, place: str, *, aside: bool = False) -> None:
        self.place = place
        self.aside = aside
        self.scratch = {}
        self.serial += 1

    def answer(self, name: str, value: Any, message_id: int | None = None) -> None:
        """Put an answer in; the message that gave it, if it was typed, is now its only source."""
        self.answers[name] = value
        self.touched = True
        self.sources = {at: of for at, of in self.sources.items() if of != name}
        if message_id is not None:
            self.sources[message_id] = name

    def offer(self, shortcuts: Iterable[Shortcut]) -> None:
        """Remember what their buttons answer."""
        self.scratch["shortcuts"] = [
            [pack(shortcut.label), adopted(self.form, shortcut.answers)] for shortcut in shortcuts
        ]

    def forget(self, name: str) -> None:
        """An answer that applies no longer, and the message that gave it."""
        self.answers.pop(name, None)
        self.sources = {at: of for at, of in self.sources.items() if of != name}

    def dump(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "form": self.form.name,
            "instance": self.instance,
            "place": self.place,
            "answers": {name: pack(value) for name, value in self.answers.items()},
            "serial": self.serial,
            "scratch": self.scratch,
            "sources": {str(at): of for at, of in self.sources.items()},
            "record": self.record_id,
            "aside": self.aside,
            "touched": self.touched,
            "sure": self.sure,
            "wanted": self.wanted,
            "cluster": self.cluster_id,
        }


def key_of(form: str, record_id: int | None, cluster_id: int | None) -> str:
    """Under which it is put aside: in each cluster one of a form, and one of each record."""
    record = "" if record_id is None else f"#{record_id}"
    cluster = "" if cluster_id is None else f"@{cluster_id}"
    return f"{form}{record}{cluster}"


def load(kept: dict[str, Any], forms: Mapping[str, Form]) -> Draft | None:
    """None for a draft of a form that is no more.

    What cannot be read any longer is asked again: an upgrade may change what a step keeps.
    """
    form = forms.get(kept.get("form", ""))
    if form is None:
        return None
    place = kept["place"]
    if form.step(place) is None and place not in (REVIEW, DOUBT, UNFINISHED):
        place = form.steps[0].name
    return Draft(
        form=form,
        instance=kept["instance"],
        place=place,
        answers=readable(kept["answers"], form),
        serial=kept["serial"],
        scratch=kept["scratch"] if kept.get("version") == VERSION else {},
        sources={int(at): of for at, of in kept["sources"].items()},
        record_id=kept["record"],
        aside=kept["aside"],
        touched=kept["touched"],
        sure=kept["sure"],
        wanted=kept["wanted"],
        cluster_id=kept["cluster"],
    )


def adopted(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers given from outside, as JSON; those of no step of this form are left out."""
    return {
        step.name: pack(None if answers[step.name] is None else step.adopt(answers[step.name]))
        for step in form.steps
        if step.name in answers
    }


def readable(kept: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """What can still be read of answers that were kept, perhaps by an older version."""
    answers = {}
    for step in form.steps:
        if step.name in kept:
            try:
                answers[step.name] = unpack(kept[step.name])
            except (KeyError, TypeError, ValueError):
                continue
    return answers
